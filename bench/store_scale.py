"""Work out what a shared store is asked, and what that costs, at a size that nobody has tried.

Requests per sound are those that tests/shared_store/test_upkeep.py counts. It is arithmetic, the
same in every run; only how many builders meet is drawn by lot, by the seed that is given. Prices
are Amazon's list for us-east-1 in 2025 and a bucket that is read from outside; put your own in.

Run: python bench/store_scale.py [--builders N] [--pages N] [--sounds N] [--seed N]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from typing import TYPE_CHECKING

from measuring.tables import print_table

if TYPE_CHECKING:
    from collections.abc import Iterator

SOUND_KB, CLAIM_KB = 120, 1
"""A sentence or two as FLAC: 0.55 of a WAV of 4.5 seconds; a record of the ledger."""

CHANGED = 0.01
"""Of a site's texts, new each day."""

GET_USD, PUT_USD, GB_MONTH_USD, EGRESS_GB_USD = 0.4e-6, 5e-6, 0.023, 0.09
REQUEST_SECONDS, AT_ONCE = 0.05, 16
GETS_A_SECOND, PUTS_A_SECOND = 5500, 3500
"""What S3 gives one prefix before it splits it (Amazon, "Optimizing Amazon S3 performance")."""

BUSY_HOURS = 8


Row = tuple[str, str, str]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builders", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--sounds", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    builders, sounds = options.builders, options.sounds
    own = sounds // builders
    print(
        f"{builders:,} builds a day, {options.pages:,} pages, {sounds:,} sounds: {own:,} a build\n"
    )
    print_table(
        ("what", "asked", "costs, or beside"),
        [*keeping(sounds), *daily(builders, own), *meeting(builders, own, options.seed)],
    )


def keeping(sounds: int) -> Iterator[Row]:
    """Give what it takes to fill the store, to keep it, and to list it."""
    fill = 3 * sounds
    yield "filling it once", f"3 puts × {sounds:,} = {fill:,}", f"{fill * PUT_USD:,.0f} USD"
    size = sounds * (SOUND_KB + CLAIM_KB) / 1e6
    yield "keeping it", f"{size:,.0f} GB", f"{size * GB_MONTH_USD:,.0f} USD a month"
    lists = -(-sounds // 1000)
    yield (
        "listing all (pull, verify, prune; no build does)",
        f"{lists:,} requests, {lists * 0.1 / 60:.0f} minutes",
        f"{lists * PUT_USD:.2f} USD",
    )


def daily(builders: int, own: int) -> Iterator[Row]:
    """Give what the builds of a day ask."""
    for name, fresh in (("all machines fresh", 1.0), ("95 % kept their cache", 0.05)):
        changed = round(own * CHANGED)
        gets = builders * (round(own * fresh) + changed)
        puts = builders * 3 * changed
        moved = builders * own * fresh * SOUND_KB / 1e6
        yield (
            f"a day, {name}",
            f"{gets:,} gets, {puts:,} puts, {moved:,.0f} GB out",
            f"{gets * GET_USD:,.2f} + {puts * PUT_USD:,.2f} + {moved * EGRESS_GB_USD:,.0f} USD",
        )


def meeting(builders: int, own: int, seed: int) -> Iterator[Row]:
    """Give what comes together at the same time."""
    seconds, rate = own * REQUEST_SECONDS / AT_ONCE, AT_ONCE / REQUEST_SECONDS
    chance = random.Random(seed)
    starts = [chance.uniform(0, BUSY_HOURS * 3600) for _ in range(builders)]
    at_once = Counter(
        second for start in starts for second in range(int(start), int(start + seconds))
    )
    most = max(at_once.values())
    yield (
        "a fresh build",
        f"{own:,} gets, {AT_ONCE} at once, {REQUEST_SECONDS * 1000:.0f} ms each",
        f"{seconds:.0f} s, {rate:.0f} a second",
    )
    yield (
        f"fresh builds at the same time, drawn over {BUSY_HOURS} hours",
        f"{most} at most, {most * rate:,.0f} gets a second",
        f"{GETS_A_SECOND:,} a second, reached with {GETS_A_SECOND / rate:.0f} builds",
    )
    spoken = 4 / 3.0
    yield (
        "two builds of one site at once",
        f"{7 * own * CHANGED:.0f} gets at most: {own * CHANGED:.0f} new texts, 7 looks",
        f"{2 * own * CHANGED / spoken:.0f} s of the API's time for both, were they not one",
    )
    yield "hot keys", "none: a claim is replaced twice in its life, a sound never", "-"
    yield "what goes out costs nothing within a region, nor with R2", "-", "-"


if __name__ == "__main__":
    main()
