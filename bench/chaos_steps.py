"""Kill -9 a build before every single thing that it does to the disk or the network, one by one.

The first child process is killed before its first step (a file opened for writing, renamed or
removed, a directory made, a connection opened, a request sent), the next before its second, until
one lives to the end. That covers every change of state on the ledger and everything between. Then
every site is built in peace, and the emulator's account book is the judge.

Run: python bench/chaos_steps.py [--long]      (one scenario; --long: all)
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Line, Site, build
from chaos.judging import Verdict, in_peace
from chaos.processes import nursery

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.payments.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

    from aisha_docs_audio.emulator.testing import Emulator

PATIENCE = RetryPolicy(
    settling_seconds=6.0,
    queue_settling_seconds=6.0,
    rounds_seconds=(0.1,),
    first_pause_seconds=0.01,
    longest_pause_seconds=0.05,
    poll_seconds=0.05,
    lock_seconds=20.0,
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STEPS = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "socket.connect", "http.client.send", "sqlite3.connect"}
)
MOST_STEPS = 400


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What goes wrong besides the kill: at most one fault."""

    name: str
    fault: str | None = None
    speeds: tuple[float, ...] = (1.0,)
    asynchronous: bool = False


SCENARIOS = (
    Scenario(name="the answer is lost", fault="lost"),
    Scenario(name="nothing else goes wrong"),
    Scenario(name="the charge comes late", fault="late"),
    Scenario(name="the connection is reset", fault="reset"),
    Scenario(name="the sound comes cut off", fault="truncated"),
    Scenario(name="two speeds of one text", fault="lost", speeds=(1.0, 1.5)),
    Scenario(name="asynchronous", asynchronous=True),
    Scenario(name="asynchronous, the answer is lost", fault="lost", asynchronous=True),
)


def killed_at(step: int, site: Site) -> None:
    """Build until the step comes, and die before it."""
    left = step

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if writes or event in _STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    build(site)


def walk(
    scenario: Scenario, emulator: Emulator, processes: ForkServerContext, place: Path
) -> list[Site]:
    """Kill one build after the other, each a step later; give the sites that they leave."""
    sites = []
    for step in range(1, MOST_STEPS):
        site = Site(
            directory=place / f"{scenario.name} {step}",
            url=emulator.url,
            key=f"{CANARY}-{hash(scenario) % 1000}-{step}",
            lines=tuple(Line(text=f"Matn {step}.", speed=speed) for speed in scenario.speeds),
            webhook_url="http://127.0.0.1:9/hook" if scenario.asynchronous else None,
            timeout_seconds=3.0,
            concurrency=1,
            retry_policy=PATIENCE,
        )
        emulator.open_account(site.key, 10_000)
        rates = {scenario.fault: 1.0} if scenario.fault else {}
        emulator.set_faults(rates, count=1, late_seconds=0.3)
        process = processes.Process(target=killed_at, args=(step, site))
        process.start()
        process.join()
        sites.append(site)
        if process.exitcode == 0:
            return sites
        assert process.exitcode == -signal.SIGKILL, process.exitcode
    raise AssertionError(f"no build lived through {MOST_STEPS} steps")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    verdict = Verdict()
    kills = 0
    began = time.monotonic()
    scenarios = SCENARIOS if options.long else SCENARIOS[:1]
    with tempfile.TemporaryDirectory() as place, running() as emulator:
        processes = nursery()
        for scenario in scenarios:
            sites = walk(scenario, emulator, processes, Path(place))
            kills += len(sites) - 1
            emulator.set_faults()
            # All at once: most of that time is waiting until something can be told.
            with ThreadPoolExecutor(64) as pool:
                for site, whole in zip(sites, pool.map(in_peace, sites), strict=True):
                    verdict.judge(emulator, site, whole)
            print(f"  {scenario.name}: killed before each of {len(sites) - 1} steps", flush=True)
    print(
        f"{kills} kills, one before each step of {len(scenarios)} scenarios, "
        f"{time.monotonic() - began:.0f} s\n{verdict}"
    )
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
