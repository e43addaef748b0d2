"""Measure reading a page: milliseconds for ordinary pages, growth for hostile ones.

Processor time, best of several runs. Ordinary pages are the golden ones, which Material for MkDocs
and furo made, and all of them together as one large page; beside each figure stands what lexbor
needs to parse the page at all. A hostile page is read at one, two, four … times its length: in
linear time each figure is about twice the one before it.

Run: python bench/annotation.py [FOLDER…]     also every *.html below these folders
"""

from __future__ import annotations

import functools
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading import ReadingRules, read_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "reading"
RULES = ReadingRules(language="en")
TARGET_MS = 0.6
LENGTHS = (1, 2, 4, 8, 16)
UNIT_CHARACTERS = 64_000

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
    ordinary("golden pages", sorted(GOLDEN.glob("*.html")))
    for folder in folders:
        ordinary(folder, sorted(Path(folder).rglob("*.html")))
    hostile()


def ordinary(name: str, paths: Sequence[Path]) -> None:
    """Print what a page costs, at the median and at the 90th percentile."""
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    figures = sorted(milliseconds(functools.partial(read_blocks, page, RULES)) for page in pages)
    parsing = [milliseconds(functools.partial(LexborHTMLParser, page)) for page in pages]
    median = statistics.median(figures)
    print(
        f"{name}: {len(pages)} pages, median {statistics.median(map(len, pages)):,.0f} characters"
    )
    print(
        f"  a page: median {median:.2f} ms, 90 % below {figures[int(len(figures) * 0.9)]:.2f} ms "
        f"(target for a typical page: {TARGET_MS:.1f} ms; "
        f"parsing alone {statistics.median(parsing):.2f} ms)"
    )
    whole = "\n".join(pages)
    took, parsed = (
        milliseconds(lambda: read_blocks(whole, RULES)),
        milliseconds(lambda: LexborHTMLParser(whole)),
    )
    print(
        f"  all as one page of {len(whole) / 1e6:.2f} million characters: {took:.0f} ms, "
        f"{len(whole) / 1e3 / took:.1f} million characters a second (parsing alone {parsed:.0f} ms)"
    )


def hostile() -> None:
    """Print how the time grows with the length."""
    lengths = "".join(f"{each * UNIT_CHARACTERS // 1000:>8} k" for each in LENGTHS)
    print(f"hostile pages, ms by characters:\n  {'':28}{lengths}   ms a million characters")
    for name, make in HOSTILE.items():
        pages = [grown(make, each * UNIT_CHARACTERS) for each in LENGTHS]
        figures = [milliseconds(functools.partial(read_blocks, page, RULES), 2) for page in pages]
        columns = "".join(f"{figure:10.1f}" for figure in figures)
        refused = "  refused" if read_blocks(pages[-1], RULES).problem else ""
        rate = figures[-1] / len(pages[-1]) * 1e6
        print(f"  {name:28}{columns}{rate:12.0f}{refused}")


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
