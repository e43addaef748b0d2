"""Measure what a cached build takes in memory beside the build without the plugin, by its pages.

Synthetic sites of ten short blocks a page, nine of which stand on all pages alike, so that a first
build is soon done; the sound is of an emulator. The peak is that of the whole process (ru_maxrss),
the median of three runs with half of what lies between them.

Run: python bench/cached_memory.py [PAGES…]     (100 1000 if none is given; 10000 take a quarter of
an hour on two idle cores)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.processes import run
from measuring.tables import print_machine, print_table

from aisha_docs_audio.emulator.testing import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEY = "bench-key-of-a-usual-length-0123456789"
BUILD = ("mkdocs", "build", "--quiet")
OURS = "[aisha-audio: {language: uz, warn_minutes: 0, concurrency: 16, cache_dir: ../cache}]"
RUNS = 3


def write_site(folder: Path, pages: int, *, ours: bool) -> Path:
    """Write a site; return its folder."""
    site = folder / ("ours" if ours else "plain")
    (site / "docs").mkdir(parents=True)
    plugins = OURS if ours else "[]"
    (site / "mkdocs.yml").write_text(f"site_name: x\ntheme: mkdocs\nplugins: {plugins}\n", "utf-8")
    for page in range(pages):
        blocks = [f"# Sahifa {page}"]
        blocks += [f"Bu {n} xatboshi hamma sahifalarda bor." for n in range(9)]
        name = "index.md" if page == 0 else f"page{page}.md"
        (site / "docs" / name).write_text("\n\n".join(blocks) + "\n", "utf-8")
    return site


def rows(counts: Sequence[int]) -> Iterator[Sequence[str]]:
    """Build each site plain and cached."""
    for pages in counts:
        with tempfile.TemporaryDirectory() as scratch, running() as emulator:
            emulator.open_account(KEY, 10**9)
            environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": KEY}
            plain, ours = (write_site(Path(scratch), pages, ours=ours) for ours in (False, True))
            run(BUILD, ours, environ)
            without, cached = (
                sorted(run(BUILD, site, environ).peak_megabytes for _ in range(RUNS))
                for site in (plain, ours)
            )
        middle = RUNS // 2
        noise = (cached[-1] - cached[0] + without[-1] - without[0]) / 2
        yield (
            f"{pages:,}",
            f"{without[middle]:.1f}",
            f"{cached[middle]:.1f}",
            f"{cached[middle] - without[middle]:+.1f} ± {noise:.1f}",
            "12, flat",
        )


def main() -> None:
    """Print the table."""
    counts = [int(argument) for argument in sys.argv[1:]] or [100, 1000]
    print_machine()
    head = ("pages", "plain, MB", "cached, MB", "more", "to reach")
    print_table(head, rows(counts))


if __name__ == "__main__":
    main()
