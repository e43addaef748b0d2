"""Page records on disk, under the doctrees: what the write phase leaves for the end of the build.

Sphinx writes pages in forked processes that hand nothing back, and rewrites only pages that
changed; the records of all pages stay, so that every build can give every page its sound. What was
read of a page stands in its record as it does in the cache, below a line of what the host knows.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.build.program import program_digest
from aisha_docs_audio.build.reading_store import (
    KeptReading,
    bytes_of_reading,
    reading_in,
    reading_of,
)
from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.model import OwnNarration, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """One written page; without `language` it is one that is not narrated.

    `problem` says why it could not be read ("" if it could): the build says so every time, not
    only when the page is written. `selected` are the selectors of the option skip that match on it.
    `key` names what was read of it.
    """

    docname: str
    path: str
    title: str = ""
    language: str = ""
    overrides: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    others: tuple[str, ...] = ()
    next_docname: str | None = None
    problem: str = ""
    selected: tuple[str, ...] = ()
    linked: bool = True
    """Whether it was written with links to the player's files; else it is to be written again."""
    key: str = ""
    own: Mapping[str, Any] | None = None
    """The fields of what a person made for it."""


class Spool:
    """The records of one builder's pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, docname: str) -> SpooledReading:
        """Return where what is read of a page is looked for, and kept until its record is."""
        return SpooledReading(self._path(docname))

    def write(self, record: PageRecord, reading: KeptReading | None) -> None:
        """Put a record in place of the page's earlier one, unless that is the same.

        Where that can't be, on a full disk, the page has none: the next build writes it again.
        """
        line = _line_of(record)
        path = self._path(record.docname)
        try:
            with contextlib.suppress(OSError), path.open("rb") as file:
                # The record's key names all that was read.
                is_same = bool(record.key) and file.readline() == line
                if is_same and reading_in(path, 1) is not None:
                    return
            content = line + bytes_of_reading(reading or KeptReading())
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_whole(path, lambda draft: draft.write_bytes(content))
        except (OSError, CacheError):
            self.remove(record.docname)

    def read_page(self, record: PageRecord, settings: Settings) -> Page | None:
        """Return the page of a record under today's options; None where it is damaged.

        Its blocks are loaded when somebody asks for them. Raises SettingsError.
        """
        reading = reading_in(self._path(record.docname), 1)
        if reading is None or not (reading.blocks or record.own):
            return None
        return Page(
            path=record.path,
            title=record.title,
            language=cast("Language", record.language),
            settings=settings.for_page(record.overrides) if record.overrides else settings,
            overrides=record.overrides,
            blocks=reading.blocks,
            shown=reading.shown,
            others=record.others,
            unspoken=reading.unspoken,
            own=OwnNarration(**record.own) if record.own else None,
            misread=reading.misread,
            key=record.key,
        )

    def remove(self, docname: str) -> None:
        """Forget a page that is not narrated."""
        with contextlib.suppress(OSError):
            self._path(docname).unlink()

    def keep(self, docnames: Iterable[str]) -> None:
        """Forget all pages but these: the others are gone from the sources."""
        kept = {self._path(docname).name for docname in docnames}
        for path in self._folder.glob("*.page"):
            if path.name not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()

    def records(self) -> Iterator[PageRecord]:
        """Return all records by name; one of another version of ours, or broken, is none."""
        for path in sorted(self._folder.glob("*.page")):
            record = _record_in(path)
            if record is not None:
                yield record

    def whole_records(self) -> Iterator[PageRecord]:
        """Return those below which stands what was read of their pages, as it was written down."""
        for path in sorted(self._folder.glob("*.page")):
            with contextlib.suppress(OSError):
                content = path.read_bytes()
                record = _record_of(content.partition(b"\n")[0])
                if record is not None and reading_of(content, path, 1) is not None:
                    yield record

    def _path(self, docname: str) -> Path:
        # A hash, because a docname may be longer, quoted, than a file name can be.
        return self._folder / f"{hashlib.sha256(docname.encode()).hexdigest()}.page"


class SpooledReading:
    """What was read of one page, in its record; `latest` is what a build found or read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.latest: KeptReading | None = None

    def find(self, key: str) -> KeptReading | None:
        """Return what is in the record, if it is what `key` names."""
        record = _record_in(self._path)
        if record is None or record.key != key:
            return None
        self.latest = reading_in(self._path, 1)
        return self.latest

    def keep(self, key: str, reading: KeptReading) -> KeptReading:  # noqa: ARG002
        """Hold a reading until the record is written."""
        self.latest = reading
        return reading


def _line_of(record: PageRecord) -> bytes:
    # Not asdict, which copies deeply.
    form = {name: getattr(record, name) for name in PageRecord.__dataclass_fields__}
    text = json.dumps({"program": program_digest(), **form}, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _record_in(path: Path) -> PageRecord | None:
    try:
        with path.open("rb") as file:
            return _record_of(file.readline())
    except OSError:
        return None


def _record_of(line: bytes) -> PageRecord | None:
    try:
        form = json.loads(line.decode("utf-8", "surrogatepass"))
        if form.pop("program") != program_digest():
            return None
        others, selected = tuple(form.pop("others")), tuple(form.pop("selected"))
        return PageRecord(**form, others=others, selected=selected)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
