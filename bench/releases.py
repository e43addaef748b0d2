"""Count what a project's readers would have paid for over its releases, and what was really new.

The documentation of each release, out of its source distribution, is built with one cache, oldest
first. "Paid" is what the emulator charged; "new" are the characters of texts that stood in no
release before, a text being counted once; "by page" is what a cache of whole pages would have
synthesized again, as mkdocs-piper-tts does: the text of each page that is not the same to a letter.

Run: python bench/releases.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.documentation import MKDOCS, Source, fetched, mkdocs_site
from measuring.processes import run
from measuring.tables import print_machine, print_table

from aisha_docs_audio.emulator.testing import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEY = "bench-key-of-a-usual-length-0123456789"
RELEASES = (
    *("3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.5", "3.5.1"),
    *("3.5.2", "3.6", "3.7", "3.8", "3.8.2", "3.9", "3.10"),
)
HEAD = ("release", "pages", "paid", "new", "paid ÷ new", "by page")


def rows(folder: Path) -> Iterator[Sequence[str]]:
    """Build all releases."""
    known: set[str] = set()
    pages_before: set[str] = set()
    paid_before = new_in_all = by_page_in_all = 0
    with running() as emulator:
        emulator.open_account(KEY, 10**9)
        environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": KEY, "NO_MKDOCS_2_WARNING": "1"}
        for release in RELEASES:
            source = Source(name="Markdown", version=release, docs="docs")
            docs = fetched(source, folder / release / "source")
            # Its cache lies beside the site: one for all releases.
            site = mkdocs_site(docs, folder / release, ours=True)
            config = (site / "mkdocs.yml").read_text("utf-8")
            config = config.replace("cache_dir: ../cache", f"cache_dir: {folder / 'cache'}")
            (site / "mkdocs.yml").write_text(config, "utf-8")
            run(MKDOCS, site, environ)
            account = emulator.account(KEY)
            spoken = {charge.transcript for charge in account.charges}
            new = sum(len(text) for text in spoken - known)
            known |= spoken
            pages = captions_of(site / "site")
            by_page = sum(len(text) for text in set(pages.values()) - pages_before)
            pages_before |= set(pages.values())
            paid = account.charged_characters - paid_before
            paid_before = account.charged_characters
            new_in_all, by_page_in_all = new_in_all + new, by_page_in_all + by_page
            yield (
                release,
                str(len(pages)),
                f"{paid:,}",
                f"{new:,}",
                share(paid, new),
                f"{by_page:,}",
            )
    total = share(paid_before, new_in_all)
    yield "all", "", f"{paid_before:,}", f"{new_in_all:,}", total, f"{by_page_in_all:,}"


def captions_of(site: Path) -> Mapping[str, str]:
    """Return what each page says, by its captions."""
    return {path.name: path.read_text("utf-8") for path in site.rglob("*.vtt")}


def share(paid: int, new: int) -> str:
    """Return a ratio."""
    return f"{paid / new:.3f}" if new else "-"


def main() -> None:
    """Print the table."""
    print_machine()
    with tempfile.TemporaryDirectory() as scratch:
        print_table(HEAD, rows(Path(scratch)))


if __name__ == "__main__":
    main()
