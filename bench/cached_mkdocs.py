"""Measure a cached rebuild with MkDocs beside the same build without the plugin.

Processor seconds of the whole process and all it starts, and the peak of its memory; the two builds
in turns, medians, behind each ratio half the distance of its quartiles. The first build, which
buys all sound of an emulator, and one more are not counted.

Run: python bench/cached_mkdocs.py [--rounds N] [--language uz|en|ru] [FOLDER…]
FOLDER is a folder of Markdown, such as docs/en/docs of a clone of FastAPI. Without one: the example
site's Uzbek pages, and the documentation of Markdown and of hatch out of their source archives.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.documentation import HATCH, MARKDOWN, MKDOCS, fetched, mkdocs_site
from measuring.processes import Cost, median_costs, run
from measuring.tables import print_machine, print_table

from aisha_docs_audio.emulator.testing import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

EXAMPLE = Path(__file__).parent.parent / "example_site" / "docs" / "uz"
KEY = "bench-key-of-a-usual-length-0123456789"
HEAD = ("site", "pages", "plain, CPU s", "cached, CPU s", "ratio", "memory, MB more", "to reach")


def measured(name: str, docs: Path, language: str, rounds: int, folder: Path) -> Sequence[str]:
    """Build one site plain and cached, in turns; return its row."""
    pages = sum(1 for _ in docs.rglob("*.md"))
    plain = mkdocs_site(docs, folder, language=language, ours=False)
    ours = mkdocs_site(docs, folder, language=language, ours=True)
    with running() as emulator:
        emulator.open_account(KEY, 10**9)
        environ: Mapping[str, str] = {
            "AISHA_API_URL": emulator.url,
            "AISHA_API_KEY": KEY,
            "NO_MKDOCS_2_WARNING": "1",
        }
        for _ in range(2):
            run(MKDOCS, ours, environ)
        run(MKDOCS, plain, environ)
        before = emulator.account(KEY).requests

        def build(site: Path) -> Cost:
            return run(MKDOCS, site, environ)

        both = median_costs(lambda: build(plain), lambda: build(ours), rounds)
        assert emulator.account(KEY).requests == before, "a cached build asked the API"
    return (
        name,
        str(pages),
        f"{both.plain:.2f}",
        f"{both.ours:.2f}",
        f"{both.ratio:.3f} ± {both.noise:.3f}",
        f"{both.more_megabytes:+.1f}",
        "1.05, 12 MB" if pages > 100 else "1.10, 12 MB",
    )


def rows(folders: Sequence[Path], language: str, rounds: int) -> Iterator[Sequence[str]]:
    """Go through the sites."""
    with tempfile.TemporaryDirectory() as scratch:
        if folders:
            for number, docs in enumerate(folders):
                name = "/".join(docs.resolve().parts[-3:])
                yield measured(name, docs, language, rounds, Path(scratch, str(number)))
            return
        yield measured("example site, uz", EXAMPLE, "uz", rounds, Path(scratch, "uz"))
        for source in (MARKDOWN, HATCH):
            docs = fetched(source, Path(scratch, source.name, "source"))
            name = f"{source.name} {source.version}"
            yield measured(name, docs, "en", rounds, Path(scratch, source.name))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--language", default="en")
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args()
    print_machine()
    print_table(HEAD, rows(options.folders, options.language, options.rounds))


if __name__ == "__main__":
    main()
