"""Build a site against an API that never finishes: how long is a build held up, and the next one.

Real builds with the settings that users have, one after the other on one cache; the ways run beside
each other, and two of them by Sphinx too. Seconds are those beyond a build without audio. The
limits are those of the promise: 180 s for the first build, 60 s for each one after it, one warning
each. Where the API can be mended, a last build finds it answering: then no text may have been paid
for twice. `webhook_url` is set where the status is what never comes.

Run: python bench/chaos_waiting.py [--long]   (three ways, two builds that may wait 3 s; --long: all
ways, with the settings that users have)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.hanging import MENDED, WAYS, serving
from chaos.waiting_sites import build_waiting, write_waiting

if TYPE_CHECKING:
    from chaos.hanging import HangingApi

PAGES = 10
PAGES_IN_SHORT = 2
MOST_SECONDS = (180.0, 60.0, 60.0)


def hold_up(way: str, host: str, *, short: bool) -> tuple[str, bool]:
    """Build three times; give what to print, and whether the promise was kept."""
    lines = []
    good = True
    options: dict[str, object] = {"language": "uz"}
    options |= {"webhook_url": "https://example.com/hook"} if way == "pending" else {}
    options |= {"timeout": 2} if short else {}
    with tempfile.TemporaryDirectory() as place, serving(way) as (url, api):
        folder = Path(place)
        write_waiting(folder, host, PAGES_IN_SHORT if short else PAGES, options)
        plain, _ = build_waiting(folder, url, host, short=short, AISHA_AUDIO="off")
        for number, most in enumerate(MOST_SECONDS[: 2 if short else 3], 1):
            seconds, output = build_waiting(folder, url, host, short=short)
            seconds -= plain
            warnings = [line for line in output.splitlines() if "WARNING" in line]
            kept = seconds <= (most / 4 if short else most) and len(warnings) == 1
            good = good and kept
            lines.append(
                f"{host}, {way}, build {number}: {seconds:.0f} s (at most {most:.0f}), "
                f"{len(warnings)} warning(s){'' if kept else '   <-- NOT KEPT'}"
            )
            lines += [f"    {line[:300]}" for line in warnings]
        if way in MENDED:
            told, whole = answering(folder, api, url, host, short=short)
            lines.append(f"{host}, {way}, {told}{'' if whole else '   <-- NOT KEPT'}")
            good = good and whole
    return "\n".join(lines), good


def answering(
    folder: Path, api: HangingApi, url: str, host: str, *, short: bool
) -> tuple[str, bool]:
    """Build with an API that answers again; give what to print, and whether all is well."""
    before = len(api.paid)
    api.mended = True
    # A request that got no answer stays unsettled for a minute: by then it may be asked again.
    time.sleep(4 if short else 60)
    seconds, output = build_waiting(folder, url, host, short=short)
    twice = len(api.paid) - len(set(api.paid))
    silent = "no audio for" in output
    told = (
        f"answering: {seconds:.0f} s, {len(api.paid) - before} texts paid for, {twice} twice, "
        f"{'some pages without audio' if silent else 'all pages spoken'}"
    )
    return told, not twice and not silent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("ways", nargs="*", metavar="WAY")
    options = parser.parse_args()
    ways = [(way, "mkdocs") for way in options.ways or WAYS if options.long or way in WAYS[:3]]
    ways += [("post", "sphinx"), ("media", "sphinx")] if options.long else []
    with ThreadPoolExecutor(len(ways)) as pool:
        held_up = list(pool.map(lambda way: hold_up(*way, short=not options.long), ways))
    for told, _ in held_up:
        print(told)
    return 0 if all(good for _, good in held_up) else 1


if __name__ == "__main__":
    sys.exit(main())
