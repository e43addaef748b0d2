"""Page records on disk, under the doctrees: what the write phase leaves for the end of the build.

Sphinx writes pages in forked processes that hand nothing back, and rewrites only pages that
changed; the records of all pages stay, so that every build can give every page its sound.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aisha_docs_audio import __version__
from aisha_docs_audio.build.drafts import replace_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """One written page; without `page`, a Page's form, it is one that is not narrated.

    `problem` says why it could not be read ("" if it could): the build says so every time, not
    only when the page is written.
    """

    docname: str
    path: str
    page: Mapping[str, Any] | None = None
    next_docname: str | None = None
    problem: str = ""
    selected: tuple[str, ...] = ()
    """The selectors of the option skip that matched on it."""
    linked: bool = True
    """Whether it was written with links to the player's files; else it is to be written again."""


class Spool:
    """The records of one builder's pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, record: PageRecord) -> None:
        """Put a record in place of the page's earlier one.

        Where that can't be, on a full disk, the page has none: the next build writes it again.
        """
        form = {"version": __version__, **dataclasses.asdict(record)}
        content = json.dumps(form, ensure_ascii=False).encode("utf-8", "surrogatepass")
        path = self._path(record.docname)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_whole(path, lambda draft: draft.write_bytes(content))
        except OSError:
            self.remove(record.docname)

    def remove(self, docname: str) -> None:
        """Forget a page that is not narrated."""
        with contextlib.suppress(OSError):
            self._path(docname).unlink()

    def keep(self, docnames: Iterable[str]) -> None:
        """Forget all pages but these: the others are gone from the sources."""
        kept = {self._path(docname).name for docname in docnames}
        for path in self._folder.glob("*.json"):
            if path.name not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()

    def records(self) -> Iterator[PageRecord]:
        """Return all records by name; one of another version of ours, or broken, is none."""
        for path in sorted(self._folder.glob("*.json")):
            try:
                form = json.loads(path.read_text("utf-8", "surrogatepass"))
                if form.pop("version") == __version__:
                    yield PageRecord(**form)
            except (OSError, ValueError, TypeError, KeyError):
                continue

    def _path(self, docname: str) -> Path:
        # A hash, because a docname may be longer, quoted, than a file name can be.
        return self._folder / f"{hashlib.sha256(docname.encode()).hexdigest()}.json"
