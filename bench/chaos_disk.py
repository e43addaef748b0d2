"""Build while the disk is full or read-only, then with room again, and judge what was lost.

Every run limits the size of files, at many limits, so that each write there is fails once. Where
the system lets us mount one (as root on Linux), a file system that really fills up and one that is
really read-only are tried too; else that is said.

Run: python bench/chaos_disk.py [--long]       (12 limits; --long: 60)
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Built, Line, Site, build
from chaos.disks import mounted, remount
from chaos.judging import Verdict, in_peace
from chaos.processes import nursery

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.payments.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.testing import Emulator

PATIENCE = RetryPolicy(
    settling_seconds=0.5, rounds_seconds=(), first_pause_seconds=0.01, longest_pause_seconds=0.05
)
LARGEST_BYTES = 60_000


def limited(site: Site, limit_bytes: int) -> None:
    """Build where no file may become larger."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
    built = build(site)
    messages = {*built.errors, *built.said}
    # Whatever the limit, the user reads a sentence or two, not one for each text.
    assert len(messages) <= 3, messages
    assert all("cannot be" in message for message in messages), messages


def fill_up(site: Site, place: Path, emulator: Emulator, verdict: Verdict) -> str:
    """Fill a file system by building; then give it room, then make it read-only."""
    with mounted(place, "400k") as disk:
        if disk is None:
            return "no file system could be mounted here, so none was filled up or read-only"
        site = replace(site, directory=disk / "cache")
        full = build(site)
        remount(disk, "size=100m")
        whole = in_peace(site)
        verdict.judge(emulator, site, whole)
        paid = len(emulator.account(site.key).charges)
        remount(disk, "ro")
        more = replace(site, lines=(*site.lines, Line(text="Yangi matn."), Line(text="Yana biri.")))
        read_only = build(more)
        served = len(read_only.sounds) == len(site.lines)
        assert served, read_only.errors
        assert len(emulator.account(site.key).charges) == paid, "paid for what cannot be kept"
        return (
            f"a full disk: {len(full.sounds)} of {len(site.lines)} texts had sound, "
            f"{tell(full)}\na read-only disk: all {len(site.lines)} texts that it held had sound, "
            f"{tell(read_only)}"
        )


def tell(built: Built) -> str:
    """Count the messages and show them."""
    messages = sorted({*built.errors, *built.said})
    return "\n".join([f"{len(messages)} message(s):", *(f"    {m}" for m in messages)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    limits = 60 if options.long else 12
    context = nursery()
    verdict = Verdict()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running() as emulator:

        def site(name: str) -> Site:
            emulator.open_account(f"{CANARY}-{name}", 10_000_000)
            return Site(
                directory=Path(place, name),
                url=emulator.url,
                key=f"{CANARY}-{name}",
                lines=tuple(Line(text=f"{name}, {n}-matn.") for n in range(6)),
                timeout_seconds=10.0,
                retry_policy=PATIENCE,
            )

        small = [site(f"limit-{number}") for number in range(limits)]
        for number, each in enumerate(small):
            process = context.Process(target=limited, args=(each, number * LARGEST_BYTES // limits))
            process.start()
            process.join()
            assert process.exitcode == 0, process.exitcode
        # All at once: most of that time is waiting until something can be told.
        with ThreadPoolExecutor(limits) as pool:
            for each, whole in zip(small, pool.map(in_peace, small), strict=True):
                verdict.judge(emulator, each, whole)
        many = replace(
            site("disk"), lines=tuple(Line(text=f"Diskdagi matn {n}.") for n in range(40))
        )
        print(fill_up(many, Path(place, "mounted"), emulator, verdict))
    print(f"{limits} limits to the size of files, {time.monotonic() - began:.0f} s\n{verdict}")
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
