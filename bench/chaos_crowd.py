"""Have many processes and threads want the same texts at once from one cache; count who pays.

Run: python bench/chaos_crowd.py [--long]     (4 × 4 threads × 25 keys, 2 rounds; --long: 8 × 4 ×
100 keys, 3 rounds)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from chaos.building import CANARY, Line, Site, build
from chaos.judging import Verdict
from chaos.processes import nursery

from aisha_docs_audio.emulator.testing import running


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    processes, keys, rounds = (8, 100, 3) if options.long else (4, 25, 2)
    context = nursery()
    verdict = Verdict()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running(latency_seconds=0.02) as emulator:
        for number in range(1, rounds + 1):
            site = Site(
                directory=Path(place, "cache"),
                url=emulator.url,
                key=f"{CANARY}-{number}",
                lines=tuple(Line(text=f"{number}-davra, {n}-matn.") for n in range(keys)),
                timeout_seconds=30.0,
            )
            emulator.open_account(site.key, 10_000_000)
            crowd = [
                context.Process(target=build, args=(site,), kwargs={"seed": seed})
                for seed in range(processes)
            ]
            for process in crowd:
                process.start()
            for process in crowd:
                process.join()
                assert process.exitcode == 0, process.exitcode
            verdict.judge(emulator, site, build(site))
            print(f"  round {number}: {verdict}", flush=True)
    print(
        f"{processes} processes × 4 threads × {keys} shared keys × {rounds} rounds, "
        f"{time.monotonic() - began:.0f} s\n{verdict}"
    )
    return 0 if verdict.is_good and verdict.charges == keys * rounds else 1


if __name__ == "__main__":
    sys.exit(main())
