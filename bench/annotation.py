"""Measure reading a page: milliseconds for ordinary pages, growth for hostile ones.

Processor time, best of several runs. Ordinary pages are the golden ones, which Material for MkDocs
and furo made, and all of them together as one large page; beside each figure stands what lexbor
needs to parse the page at all. The noise is half of what lies between two turns. A hostile page is
read at one, two, four … times its length: in linear time each figure is about twice the one before.

Run: python bench/annotation.py [FOLDER…]     also every *.html below these folders
"""

from __future__ import annotations

import functools
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.tables import print_machine, print_table
from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading import ReadingRules, read_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "reading"
RULES = ReadingRules(language="en")
TARGET_MS = 0.6
LENGTHS = (1, 2, 4, 8)
UNIT_CHARACTERS = 32_000

HOSTILE: Mapping[str, Callable[[int], str]] = {
    "nested blocks": lambda n: "<div>" * n,
    "nested lists": lambda n: "<ul><li>" * n,
    "nested, all closed": lambda n: "<span>" * n + "</span>" * n,
    "closed wrongly": lambda n: "<span><div></span>" * n,
    "formatting left open": lambda n: "<p>" + "".join(f"<b a={i}>" for i in range(n)) + "<p>x" * n,
    "little formatting left open": lambda n: "<p><b a=1><i><u><code a=2>" + "<p>x" * n,
    "many attributes": lambda n: "<p " + " ".join(f"a{i}" for i in range(n)) + ">",
    "<body> again and again": lambda n: "".join(f"<body a{i}=1>" for i in range(n)),
    "tags never ended": lambda n: "<p " * n,
    "quotes never ended": lambda n: "<p a='" * n,
    "comments never ended": lambda n: "<!-- " * n,
    "bare text between blocks": lambda n: "<div><p>x</p>" + "text<hr>" * n,
    "deep, then flat": lambda n: "<div>" * 400 + "<p>x</p>" * n,
    "wild table spans": lambda n: (
        "<table><tr>" + "<td rowspan=9999 colspan=9>x" * 60 + "<tr><td>y</td></tr>" * n
    ),
    "long headers": lambda n: f"<table><tr><th>{'x' * n}<th>b" + "<tr><td>y<td>z" * (n // 10),
    "tabs without content": lambda n: '<div class="tabbed-set"><label>x</label></div>' * n,
    "paths as alternatives": lambda n: f'<img alt="{"/" * n} x" src="{"/workflows/" * n}">',
    "spaces": lambda n: "<p " + " " * n + "x" + " " * n,
    "plain paragraphs": lambda n: "<p>x</p>" * n,
}


def main(folders: Sequence[str]) -> None:
    """Print both tables."""
    print_machine()
    named = [("golden pages", sorted(GOLDEN.glob("*.html")))]
    named += [(folder, sorted(Path(folder).rglob("*.html"))) for folder in folders]
    head = ("pages", "characters", "reading, ms", "90 % below, ms", "parsing alone, ms", "to reach")
    print_table(head, (row for name, paths in named for row in ordinary(name, paths)))
    print()
    lengths = [f"{each * UNIT_CHARACTERS // 1000} k" for each in LENGTHS]
    print_table(("hostile pages, ms", *lengths, "ms a million", "to reach"), hostile())


def ordinary(name: str, paths: Sequence[Path]) -> Iterator[Sequence[str]]:
    """Give what a page costs, at the median and at the 90th percentile, and all of them as one."""
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    rounds = [[milliseconds(functools.partial(read_blocks, page, RULES)) for page in pages]]
    rounds += [[milliseconds(functools.partial(read_blocks, page, RULES)) for page in pages]]
    medians = [statistics.median(figures) for figures in rounds]
    parsing = [milliseconds(functools.partial(LexborHTMLParser, page)) for page in pages]
    yield (
        f"{name}: {len(pages)}",
        f"{statistics.median(map(len, pages)):,.0f} (median)",
        f"{statistics.mean(medians):.2f} ± {abs(medians[0] - medians[1]) / 2:.2f}",
        f"{sorted(rounds[0])[int(len(pages) * 0.9)]:.2f}",
        f"{statistics.median(parsing):.2f}",
        f"{TARGET_MS:.1f}",
    )
    whole = "\n".join(pages)
    took = [milliseconds(lambda: read_blocks(whole, RULES), 2) for _ in range(2)]
    parsed = milliseconds(lambda: LexborHTMLParser(whole), 2)
    yield (
        f"{name}: all as one",
        f"{len(whole):,}",
        f"{statistics.mean(took):.0f} ± {abs(took[0] - took[1]) / 2:.0f}",
        "",
        f"{parsed:.0f}",
        f"{sum(rounds[0]):.0f} (one by one)",
    )


def hostile() -> Iterator[Sequence[str]]:
    """Give how the time grows with the length."""
    for name, make in HOSTILE.items():
        pages = [grown(make, each * UNIT_CHARACTERS) for each in LENGTHS]
        figures = [milliseconds(functools.partial(read_blocks, page, RULES), 2) for page in pages]
        refused = " (refused)" if read_blocks(pages[-1], RULES).problem else ""
        rate = figures[-1] / len(pages[-1]) * 1e6
        yield (
            name.replace("<", "&lt;") + refused,
            *(f"{figure:.1f}" for figure in figures),
            f"{rate:.0f}",
            "twice the one before",
        )


def grown(make: Callable[[int], str], characters: int) -> str:
    """Make the page about so long."""
    return make(max(1, characters * 100 // len(make(100))))


def milliseconds(work: Callable[[], object], runs: int = 5) -> float:
    """Give the processor time of the best run."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
