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
from aisha_docs_audio.build.audio_folder import replace_whole
from aisha_docs_audio.model import Block, Page, ShownBlock, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """One written page; without blocks it is a page that is not narrated.

    `problem` says why the page could not be read ("" if it could): it has no blocks then, and the
    build says so every time, not only when the page is written.
    """

    docname: str
    path: str
    title: str
    language: Language = "uz"
    overrides: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    next_docname: str | None = None
    problem: str = ""
    shown: tuple[ShownBlock, ...] = ()
    others: tuple[str, ...] = ()
    unspoken: tuple[str, ...] = ()
    selected: tuple[str, ...] = ()
    """The selectors of the option skip that matched on it."""

    @classmethod
    def of(
        cls, page: Page, docname: str, next_docname: str | None, selected: tuple[str, ...] = ()
    ) -> PageRecord:
        """Return the record of a page that is to be narrated."""
        return cls(
            docname=docname,
            path=page.path,
            title=page.title,
            language=page.language,
            overrides=page.overrides,
            blocks=page.blocks,
            next_docname=next_docname,
            shown=page.shown,
            others=page.others,
            unspoken=page.unspoken,
            selected=selected,
        )

    def page(self, settings: Settings) -> Page:
        """Give the page under today's options. Raises SettingsError."""
        return Page(
            path=self.path,
            title=self.title,
            language=self.language,
            settings=settings.for_page(self.overrides),
            overrides=self.overrides,
            blocks=self.blocks,
            shown=self.shown,
            others=self.others,
            unspoken=tuple(self.unspoken),
        )


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
        """Give all records by name; one of another version of this package, or broken, is none."""
        for path in sorted(self._folder.glob("*.json")):
            try:
                form = json.loads(path.read_text("utf-8", "surrogatepass"))
                if form.pop("version") == __version__:
                    form["blocks"] = tuple(_block(block) for block in form["blocks"])
                    form["shown"] = tuple(ShownBlock(**block) for block in form["shown"])
                    form["others"] = tuple(form["others"])
                    yield PageRecord(**form)
            except (OSError, ValueError, TypeError, KeyError):
                continue

    def _path(self, docname: str) -> Path:
        # A hash, because a docname may be longer, quoted, than a file name can be.
        return self._folder / f"{hashlib.sha256(docname.encode()).hexdigest()}.json"


def _block(form: dict[str, Any]) -> Block:
    return Block(**{**form, "spans": tuple(Span(**span) for span in form["spans"])})
