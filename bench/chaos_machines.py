"""Let many machines with caches and clocks of their own want the same texts over one bucket.

Machines are processes that share nothing but the account and an S3 (moto) whose requests are lost,
refused and delayed, while the API loses answers too. Half of them are killed again and again, and
every third begins its next build as a new machine, without what it had. The judge is the
emulator's account book: as many payments as texts. Needs moto: pip install "moto[s3,server]".

Run: python bench/chaos_machines.py [--long] [--seed N]     (4 machines × 12 texts; --long:
4, 8, 16 and 32 machines × 100 texts)
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Built, Line, Site, build
from chaos.judging import Verdict
from chaos.processes import nursery
from chaos.seeds import parse_with_seed
from chaos.store_proxy import StoreProxy

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.shared_store.opening import open_shared_store
from aisha_docs_audio.payments.shared_store.upkeep import check_shared
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.emulator.testing import Emulator

API_FAULTS = {"lost": 0.08, "late": 0.05, "503-charged": 0.02, "reset": 0.03, "reset-charged": 0.03}
STORE_FAULTS = {"503": 0.05, "unheard": 0.04, "lost": 0.06, "slow": 0.05}
LATE_SECONDS = 0.4
PATIENCE = RetryPolicy(
    settling_seconds=2.5,
    rounds_seconds=(0.3,),
    first_pause_seconds=0.02,
    longest_pause_seconds=0.2,
    lock_seconds=20.0,
    announced_seconds=3.0,
    elsewhere_seconds=(0.2, 0.5, 1.0, 2.0),
    build_seconds=60.0,
)
BUCKET = "machines"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": f"{CANARY}-id",
    "AWS_SECRET_ACCESS_KEY": f"{CANARY}-secret",
    "AWS_REGION": "us-east-1",
}
PEACEFUL_BUILDS = 40


class Machines:
    """One account's machines, and the judge."""

    def __init__(self, emulator: Emulator, proxy: StoreProxy, place: Path, seed: int) -> None:
        self.emulator = emulator
        self.proxy = proxy
        self.place = place
        self.seed = seed
        self.kills = 0
        self.verdict = Verdict()
        self.payments = self.texts = 0
        self._processes = nursery()

    def run(self, machines: int, texts: int) -> None:
        """Have one account's texts wanted by so many machines: under faults, then in peace."""
        name = f"{machines} mashina"
        sites = [
            Site(
                directory=self.place / f"{machines}-{number}",
                url=self.emulator.url,
                key=f"{CANARY}-{machines}",
                lines=tuple(Line(text=f"{name}, {text}-matn.") for text in range(texts)),
                retry_policy=PATIENCE,
                clocks_step=True,
                shared_store=f"{self.proxy.url}/{BUCKET}/{machines}",
            )
            for number in range(machines)
        ]
        self.emulator.open_account(sites[0].key, 10_000_000)
        self.emulator.set_faults(
            API_FAULTS, seed=self.seed, late_seconds=LATE_SECONDS, retry_after_seconds=0
        )
        self.proxy.faults = STORE_FAULTS
        with ThreadPoolExecutor(machines) as pool:
            self.kills += sum(pool.map(self._live, sites, range(machines)))
            self.emulator.set_faults()
            self.proxy.faults = {}
            # A request that a dead machine has announced is taken over when nothing of it is left.
            whole = list(pool.map(self._in_peace, sites, range(machines)))
        for site, built in zip(sites, whole, strict=True):
            self.verdict.judge(self.emulator, site, built)
        self.payments += len(self.emulator.account(sites[0].key).charges)
        self.texts += texts
        self._check(sites[0])
        print(f"  {machines} machines × {texts} texts: {self}", flush=True)

    def _live(self, site: Site, number: int) -> int:
        """Build a few times; the odd ones are killed, every third forgets all that it had."""
        chance = random.Random(f"{self.seed}/{site.directory.name}")
        kills = 0
        for round_ in range(3):
            process = self._processes.Process(
                target=build, args=(site,), kwargs={"seed": chance.randrange(2**32)}
            )
            process.start()
            if number % 2:
                process.join(chance.uniform(0.2, 3.0))
                if process.is_alive():
                    process.kill()
                    kills += 1
            process.join()
            if number % 3 == 2 and round_ < 2:
                shutil.rmtree(site.directory, ignore_errors=True)
        return kills

    def _in_peace(self, site: Site, number: int) -> Built:
        for _ in range(PEACEFUL_BUILDS):
            built = build(replace(site, concurrency=2), seed=number)
            if not built.errors:
                break
            time.sleep(0.5)
        return built

    def _check(self, site: Site) -> None:
        shared = open_shared_store(
            Settings(shared_store=site.shared_store), os.environ, report=print
        )
        assert shared is not None
        found = check_shared(shared)
        self.verdict.wrong += len(found.problems)
        for name in [*shared.backend.list("sound/"), *shared.backend.list("claim/")]:
            data = shared.backend.get(name) or b""
            self.verdict.canary_hits += CANARY.encode() in data

    @property
    def is_good(self) -> bool:
        """Whether all that must be zero is, and each text was paid for once."""
        return self.verdict.is_good and self.payments == self.texts

    def __str__(self) -> str:
        verdict = self.verdict
        return (
            f"{self.texts} texts, {self.payments} payments, {self.kills} kills, "
            f"{sum(self.proxy.requests.values())} requests to the store with "
            f"{sum(self.proxy.thrown.values())} faults; {verdict.lost} lost, "
            f"{verdict.wrong} wrong, {verdict.unspoken} never spoken, keys found "
            f"{verdict.canary_hits} times"
        )


@contextmanager
def moto() -> Iterator[int]:
    """Run moto's S3 with a bucket; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            bucket = urllib.request.Request(f"http://127.0.0.1:{port}/{BUCKET}", method="PUT")
            urllib.request.urlopen(bucket, timeout=30).close()
            yield port
        finally:
            process.terminate()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    options = parse_with_seed(parser)
    os.environ.update(CREDENTIALS)
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as place,
        moto() as port,
        StoreProxy(port, seed=options.seed).running() as proxy,
        running(latency_seconds=0.02) as emulator,
    ):
        machines = Machines(emulator, proxy, Path(place), options.seed)
        for count in (4, 8, 16, 32) if options.long else (4,):
            machines.run(count, 100 if options.long else 12)
    print(f"seed {options.seed}, {time.monotonic() - began:.0f} s\n{machines}")
    return 0 if machines.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
