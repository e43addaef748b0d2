"""Work out what a shared store is asked, and what that costs, at a size that nobody has tried.

Requests per sound are those that tests/shared_store/test_upkeep.py counts. The arithmetic is
printed line by line; only how many builders meet is drawn by lot. Prices are Amazon's list for
us-east-1 in 2025 and a bucket that is read from outside; put your own in.

Run: python bench/store_scale.py [--builders N] [--pages N] [--sounds N] [--seed N]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter

SOUND_KB, CLAIM_KB = 120, 1
"""A sentence or two as FLAC: 0.55 of a WAV of 4.5 seconds; a record of the ledger."""

CHANGED = 0.01
"""Of a site's texts, new each day."""

GET_USD, PUT_USD, GB_MONTH_USD, EGRESS_GB_USD = 0.4e-6, 5e-6, 0.023, 0.09
REQUEST_SECONDS, AT_ONCE = 0.05, 16
GETS_A_SECOND, PUTS_A_SECOND = 5500, 3500
"""What S3 gives one prefix before it splits it (Amazon, "Optimizing Amazon S3 performance")."""

BUSY_HOURS = 8


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builders", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--sounds", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    builders, pages, sounds = options.builders, options.pages, options.sounds
    own = sounds // builders
    print(f"{builders:,} builds a day, {pages:,} pages, {sounds:,} sounds: {own:,} a build")

    fill = 3 * sounds
    print(f"filling it once: 3 puts × {sounds:,} = {fill:,}: {fill * PUT_USD:,.0f} USD")
    size = sounds * (SOUND_KB + CLAIM_KB) / 1e6
    print(f"keeping it: {size:,.0f} GB: {size * GB_MONTH_USD:,.0f} USD a month")

    for name, fresh in (("all machines fresh", 1.0), ("95 % kept their cache", 0.05)):
        changed = round(own * CHANGED)
        gets = builders * (round(own * fresh) + changed)
        puts = builders * 3 * changed
        moved = builders * own * fresh * SOUND_KB / 1e6
        print(
            f"a day, {name}: {gets:,} gets ({gets * GET_USD:,.2f} USD), {puts:,} puts "
            f"({puts * PUT_USD:,.2f} USD), {moved:,.0f} GB out ({moved * EGRESS_GB_USD:,.0f} USD; "
            "0 within a region, and with R2)"
        )

    seconds = own * REQUEST_SECONDS / AT_ONCE
    rate = AT_ONCE / REQUEST_SECONDS
    chance = random.Random(options.seed)
    starts = [chance.uniform(0, BUSY_HOURS * 3600) for _ in range(builders)]
    meeting = Counter(
        second for start in starts for second in range(int(start), int(start + seconds))
    )
    most = max(meeting.values())
    print(
        f"a fresh build: {own:,} gets, {AT_ONCE} at once, {REQUEST_SECONDS * 1000:.0f} ms each: "
        f"{seconds:.0f} s, {rate:.0f} gets a second; at most {most} at the same time "
        f"(drawn, {BUSY_HOURS} hours): {most * rate:,.0f} a second of {GETS_A_SECOND:,}"
    )
    print(f"one prefix is full with {GETS_A_SECOND / rate:.0f} fresh builds at the same time")

    spoken = 4 / 3.0
    both = 2 * own * CHANGED / spoken
    print(
        f"two builds of one site at once: {own * CHANGED:.0f} new texts, 4 threads, 3 s each: the "
        f"second meets a claim for each text at most once a look, 7 looks: {7 * own * CHANGED:.0f} "
        f"gets at most, instead of {both:.0f} s of the API"
    )
    print("hot keys: a claim is replaced twice in its life, a sound never: none")
    lists = -(-sounds // 1000)
    print(
        f"listing all (pull, verify, prune; no build does): {lists:,} requests: "
        f"{lists * PUT_USD:.2f} USD, {lists * 0.1 / 60:.0f} minutes"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
