"""Flip bits and cut files of store, index, write-ahead log and ledger, build, and see what comes.

Each trial damages one file of a fresh copy of a cache that holds safe sound, paid sound that is not
fetched yet and requests whose answer was lost. Afterwards every text must have its own sound, and
whatever was paid for again must have been said.

Run: python bench/chaos_damage.py [--long] [--trials N] [--seed N]     (40 trials; --long: 300)
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Line, Site, build, canary_files, expected
from chaos.seeds import parse_with_seed

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.payments.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.testing import Emulator

SAFE = tuple(Line(text=f"Saqlangan matn {number}.") for number in range(4))
PAID = tuple(Line(text=f"Toʻlangan matn {number}.") for number in range(2))
LOST = tuple(Line(text=f"Yoʻqolgan matn {number}.") for number in range(2))
PATIENCE = RetryPolicy(
    settling_seconds=0.5, rounds_seconds=(), first_pause_seconds=0.01, longest_pause_seconds=0.02
)
UNTOLD = replace(PATIENCE, settling_seconds=1000.0, longest_wait_seconds=0.0)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What one damage led to."""

    place: str
    wrong: int
    unspoken: int
    paid_again: int
    said: int
    canary_hits: int

    @property
    def is_good(self) -> bool:
        """Say whether it is as promised: never bad sound, never a silent second payment."""
        silent = self.paid_again and not self.said
        return not (self.wrong or self.unspoken or silent or self.canary_hits)


def original(place: Path, emulator: Emulator, key: str) -> Path:
    """Make the cache that all trials begin with; its write-ahead log is not folded in yet."""
    emulator.open_account(key, 100_000_000)
    site = Site(
        directory=place / "live",
        url=emulator.url,
        key=key,
        lines=SAFE,
        timeout_seconds=30.0,
        retry_policy=PATIENCE,
    )
    assert not build(site).errors
    emulator.set_faults({"notaudio": 1.0})
    build(replace(site, lines=PAID))
    emulator.set_faults({"late": 1.0}, late_seconds=1.0)
    build(replace(site, lines=LOST, retry_policy=UNTOLD))
    emulator.set_faults()
    while len(emulator.account(key).charges) < len(SAFE + PAID + LOST):
        time.sleep(0.1)
    # A build that is killed leaves a write-ahead log: copy one while it is open.
    from aisha_docs_audio.payments.store import Store  # noqa: PLC0415

    with Store.open(site.directory / "paid", report=print) as store:
        store.put("f" * 64, b"one more")
        shutil.copytree(site.directory, place / "original")
    assert (place / "original" / "paid" / "cache.db-wal").stat().st_size > 0
    return place / "original"


def damage(directory: Path, chance: random.Random) -> str:
    """Flip one to three bits of a file, or cut it; say which and how."""
    groups = {
        "sound": sorted(directory.glob("paid/??/*.sound")),
        "index": [directory / "paid" / "cache.db"],
        "write-ahead log": [directory / "paid" / "cache.db-wal"],
        "ledger": sorted(directory.glob("ledger/records/??/*")),
    }
    kind = chance.choice(list(groups))
    path = chance.choice(groups[kind])
    data = bytearray(path.read_bytes())
    if chance.random() < 0.5:
        path.write_bytes(data[: chance.randrange(len(data))])
        return f"{kind}, cut"
    for _ in range(chance.randint(1, 3)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return f"{kind}, flipped"


def trial(source: Path, site: Site, emulator: Emulator, chance: random.Random) -> Trial:
    """Damage a copy, build with it, and see."""
    shutil.copytree(source, site.directory)
    place = damage(site.directory, chance)
    before = len(emulator.account(site.key).charges)
    built = build(site)
    paid_again = len(emulator.account(site.key).charges) - before
    found = Trial(
        place=place,
        wrong=sum(sound != expected(line) for line, sound in built.sounds.items()),
        unspoken=len(site.lines) - len(built.sounds),
        paid_again=paid_again,
        said=len(built.said),
        canary_hits=built.canary_hits + len(canary_files(site.directory)),
    )
    shutil.rmtree(site.directory)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--trials", type=int)
    options = parse_with_seed(parser)
    wanted = options.trials or (300 if options.long else 40)
    chance = random.Random(options.seed)
    trials: list[Trial] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running() as emulator:
        key = f"{CANARY}-damage"
        source = original(Path(place), emulator, key)
        site = Site(
            directory=Path(place, "trial"),
            url=emulator.url,
            key=key,
            lines=SAFE + PAID + LOST,
            timeout_seconds=30.0,
            retry_policy=PATIENCE,
        )
        for _ in range(wanted):
            trials.append(trial(source, site, emulator, chance))
            if not trials[-1].is_good:
                print(f"  BAD: {trials[-1]}", flush=True)
    for kind, times in sorted(Counter(found.place for found in trials).items()):
        here = [found for found in trials if found.place == kind]
        print(
            f"  {kind}: {times} times, {sum(bool(found.said) for found in here)} told, "
            f"{sum(found.paid_again for found in here)} texts paid for again"
        )
    print(
        f"{len(trials)} damaged caches, {time.monotonic() - began:.0f} s, seed {options.seed}\n"
        f"{sum(found.wrong for found in trials)} wrong clips, "
        f"{sum(found.unspoken for found in trials)} never spoken, "
        f"{sum(bool(found.paid_again and not found.said) for found in trials)} silent second "
        f"payments, the key found {sum(found.canary_hits for found in trials)} times"
    )
    return 0 if all(found.is_good for found in trials) else 1


if __name__ == "__main__":
    sys.exit(main())
