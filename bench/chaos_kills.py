"""Kill -9 building processes while they pay, and 30 % of all requests go wrong.

A process is killed at a random moment after it has sent none, one or a few requests for speech, so
that a busy machine does not kill it before it began.

Each build finds another time of day, every third one another machine; six texts of each site are
refused by the API.

Prints the figures of docs/reliability.md and ends with status 1 unless the judge, the emulator's
account book, finds nothing paid twice, nothing paid and lost, and no wrong clip.

Run: python bench/chaos_kills.py [--long] [--kills N] [--seed N]      (100 kills; --long: 400)
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Line, Site, build
from chaos.judging import Verdict, in_peace
from chaos.processes import nursery
from chaos.seeds import parse_with_seed

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.payments.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.testing import Emulator

FAULTS = {
    # 30 % of the requests for speech …
    "lost": 0.06,
    "late": 0.06,
    "503": 0.04,
    "503-charged": 0.02,
    "504": 0.02,
    "reset": 0.03,
    "reset-charged": 0.03,
    "429": 0.03,
    "failed": 0.01,
    # … and of the downloads. Readings of history and status meet 503, reset and 429.
    "truncated": 0.10,
    "notaudio": 0.10,
    "missing": 0.10,
}
LATE_SECONDS = 0.4
PATIENCE = RetryPolicy(
    settling_seconds=6.0,
    queue_settling_seconds=6.0,
    rounds_seconds=(0.3,),
    first_pause_seconds=0.02,
    longest_pause_seconds=0.2,
    queue_seconds=3.0,
    poll_seconds=0.05,
    longest_poll_seconds=0.2,
    lock_seconds=20.0,
)
KILLS_A_SITE = 13
TEXTS_A_SITE = 30
SITES_AT_ONCE = 8
TIMEOUT_SECONDS = 2.0
"""With the settling time, enough for an emulator that shares two cores with 32 threads."""
REQUESTS_BEFORE_A_KILL = (0, 1, 1, 2, 3)
LONGEST_AFTER_THEM_SECONDS = 0.2
LONGEST_LIFE_SECONDS = 20.0


def lines(name: str) -> tuple[Line, ...]:
    """Give a site's texts; every tenth stands there at three speeds, and six are refused."""
    found = []
    for number in range(TEXTS_A_SITE):
        text = f"{name}, {number}-matn."
        speeds = (0.5, 1.0, 2.0) if number % 10 == 0 else (1.0,)
        found += [Line(text=text, speed=speed) for speed in speeds]
    found += [Line(text=f"{name}, rad etilgan {n}-matn.", refused=True) for n in range(6)]
    return tuple(found)


class Chaos:
    """Kills the builds of several sites at once, and has each one judged."""

    def __init__(self, emulator: Emulator, place: Path, wanted: int, seed: int) -> None:
        self.emulator = emulator
        self.place = place
        self.wanted = wanted
        self.seed = seed
        self.kills = self.builds = self.sites = self.faults = self.asked = 0
        self.verdict = Verdict()
        self._lock = threading.Lock()
        self._processes = nursery()

    def run(self) -> None:
        """Go through all sites, a few at once: first the kills under faults, then peace."""
        numbers = list(range(1, -(-self.wanted // KILLS_A_SITE) + 1))
        with ThreadPoolExecutor(SITES_AT_ONCE) as pool:
            for first in range(0, len(numbers), SITES_AT_ONCE):
                sites = [self._site(number) for number in numbers[first : first + SITES_AT_ONCE]]
                self.emulator.set_faults(
                    FAULTS,
                    seed=self.seed + first,
                    late_seconds=LATE_SECONDS,
                    retry_after_seconds=0,
                )
                list(pool.map(self._kill, sites))
                self.faults += self.emulator.faults_thrown()
                self.asked += sum(self._asked(site) for site in sites)
                self.emulator.set_faults()
                for site, whole in zip(sites, pool.map(in_peace, sites), strict=True):
                    self.verdict.judge(self.emulator, site, whole)
                print(f"  {self.kills} kills, {self.faults} faults: {self.verdict}", flush=True)

    def _site(self, number: int) -> Site:
        self.sites += 1
        site = Site(
            directory=self.place / str(number),
            url=self.emulator.url,
            key=f"{CANARY}-{number}",
            lines=lines(f"Sayt {number}"),
            # Every third site asks asynchronously; nobody listens at the webhook.
            webhook_url="http://127.0.0.1:9/hook" if number % 3 == 0 else None,
            timeout_seconds=TIMEOUT_SECONDS,
            retry_policy=PATIENCE,
            clocks_step=True,
        )
        self.emulator.open_account(site.key, 10_000_000)
        return site

    def _asked(self, site: Site) -> int:
        return self.emulator.account(site.key).requests_by_endpoint.get("post", 0)

    def _kill(self, site: Site) -> None:
        chance = random.Random(f"{self.seed}/{site.key}")
        kills = builds = 0
        while kills < min(KILLS_A_SITE, self.wanted):
            builds += 1
            process = self._processes.Process(
                target=build, args=(site,), kwargs={"seed": chance.randrange(2**32)}
            )
            enough = self._asked(site) + chance.choice(REQUESTS_BEFORE_A_KILL)
            process.start()
            until = time.monotonic() + LONGEST_LIFE_SECONDS
            while process.is_alive() and self._asked(site) < enough and time.monotonic() < until:
                process.join(0.05)
            process.join(chance.uniform(0.0, LONGEST_AFTER_THEM_SECONDS))
            if process.is_alive():
                process.kill()
                kills += 1
            process.join()
        with self._lock:
            self.kills += kills
            self.builds += builds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--kills", type=int)
    options = parse_with_seed(parser)
    wanted = options.kills or (400 if options.long else 100)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running(latency_seconds=0.02) as emulator:
        chaos = Chaos(emulator, Path(place), wanted, options.seed)
        chaos.run()
    print(
        f"{chaos.kills} kills in {chaos.builds} builds of {chaos.sites} sites, which sent "
        f"{chaos.asked} requests for speech and met {chaos.faults} faults; "
        f"{time.monotonic() - began:.0f} s, seed {options.seed}\n{chaos.verdict}"
    )
    return 0 if chaos.verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
