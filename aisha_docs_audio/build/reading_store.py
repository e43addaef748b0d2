"""Pages as they were read before: the same HTML under the same rules is not read again.

A record's key is the SHA-256 of all that goes in: the HTML, the rules, the place of the player, and
this program. A record is a line with its checksum, and below it what was read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from aisha_docs_audio.build.page_content import (
    StoredBlocks,
    StoredLine,
    StoredShown,
    line_of_content,
    packed_headings,
)
from aisha_docs_audio.build.program import program_digest
from aisha_docs_audio.model import MisreadText
from aisha_docs_audio.sound.page_uses import hold_reading
from aisha_docs_audio.storage.checksummed import drop, write_whole
from aisha_docs_audio.storage.folded import Folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aisha_docs_audio.model import Block, ShownBlock
    from aisha_docs_audio.reading.rules import ReadingRules

_MARK = re.compile(r' data-audio-block="(\d*)"')

_CONTENT = 7
"""The place of the blocks' digest in a record."""

Marks = tuple[tuple[int, str], ...]
"""Offsets into a page's HTML, and the numbers of the blocks whose marks are put in there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """What came of reading a page.

    `problem` says why it could not be read. There are no `blocks` where there is nothing to hear,
    or no place for the player, which is `place` in the HTML with `marks`. `selected` are the
    selectors of the option `skip` that match on it.
    """

    problem: str = ""
    blocks: Sequence[Block] = ()
    shown: Sequence[ShownBlock] = ()
    unspoken: tuple[str, ...] = ()
    misread: MisreadText | None = None
    marks: Marks = ()
    place: tuple[int, int] | None = None
    selected: tuple[str, ...] = ()

    def with_marks(self, marks: Marks) -> KeptReading:
        """Return it with the places of its marks."""
        return replace(self, marks=marks)


class ReadingStore(Protocol):
    """Where readings are kept by their keys."""

    def find(self, key: str) -> KeptReading | None:
        """Return what was kept, its blocks not loaded; None without it. Raises nothing."""
        ...

    def keep(self, key: str, reading: KeptReading) -> KeptReading:
        """Keep a reading; return it as it is found later, or, where it can't be, as it was.

        One without a key is held for this build at most.
        """
        ...


class FolderOfReadings:
    """A folder with a file for each key, in 256 subfolders; nothing in it ever changes.

    Unless it `writes`, it only finds what is there: an estimate leaves no trace.
    """

    def __init__(self, folder: Path, *, writes: bool) -> None:
        self._folder = folder
        self._writes = writes

    def find(self, key: str) -> KeptReading | None:
        """Return what was kept."""
        hold_reading(key)
        return reading_in(self._path(key))

    def keep(self, key: str, reading: KeptReading) -> KeptReading:
        """Write the file; where the folder can't be written nothing is kept."""
        path = self._path(key)
        if self._writes and key:
            with contextlib.suppress(OSError):
                write_whole(path, bytes_of_reading(reading))
                return reading_in(path) or reading
        return replace(reading, blocks=Folded(reading.blocks), shown=Folded(reading.shown))

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.page"


def reading_key(html: str, rules: ReadingRules, where: str) -> str:
    """Return the key of reading `html` with the player `where`: 64 hexadecimal digits."""
    found = hashlib.sha256()
    about = [rules.skip, rules.tables, rules.code, rules.language, rules.title, where]
    found.update(f"{program_digest()}{json.dumps(about)}\n".encode())
    found.update(html.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def marks_between(html: str, annotated: str) -> Marks | None:
    """Return what was put into `html` to make `annotated` of it; None if that is more than marks.

    An attribute of the same name may have been there: then any way that gives the same HTML will
    do.
    """
    marks = []
    longer = 0
    for match in _MARK.finditer(annotated):
        place = match.start() - longer
        if not html.startswith(match[0], place):
            marks.append((place, match[1]))
            longer += len(match[0])
    found = tuple(marks)
    return found if with_marks(html, found) == annotated else None


def with_marks(html: str, marks: Marks) -> str:
    """Put marks into HTML."""
    parts: list[str] = []
    last = 0
    for place, number in marks:
        parts += html[last:place], f' data-audio-block="{number}"'
        last = place
    return "".join([*parts, html[last:]])


def bytes_of_reading(reading: KeptReading) -> bytes:
    """Return a reading as it is written down."""
    content = line_of_content(reading.blocks, reading.shown) if reading.blocks else b""
    misread = reading.misread
    head = [
        reading.problem,
        reading.unspoken,
        None if misread is None else [misread.count, misread.language, misread.text],
        [place for place, _ in reading.marks],
        [number for _, number in reading.marks],
        reading.place,
        reading.selected,
        hashlib.sha256(content).hexdigest() if content else "",
        packed_headings(reading.blocks),
    ]
    form = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    line = form.encode("utf-8", "surrogatepass")
    return b"%s %s\n%s" % (hashlib.sha256(line).hexdigest().encode(), line, content)


def reading_in(path: Path, before: int = 0) -> KeptReading | None:
    """Return the reading in a file, behind its first lines; None if it is not what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return reading_of(content, path, before)


def reading_of(content: bytes, path: Path, before: int = 0) -> KeptReading | None:
    """Return the reading in the content of a file; None, and drop it, if it is damaged."""
    lines = content.split(b"\n", before + 1)
    # The blocks too, though they are not loaded: later nobody can read the page any more.
    digest, _, line = lines[before].partition(b" ") if len(lines) > before + 1 else (b"", b"", b"")
    if hashlib.sha256(line).hexdigest().encode() != digest:
        drop(path)
        return None
    head = json.loads(line.decode("utf-8", "surrogatepass"))
    if (hashlib.sha256(lines[-1]).hexdigest() if lines[-1] else "") != head[_CONTENT]:
        drop(path)
        return None
    return _reading(head, str(path))


def _reading(head: list[Any], path: str) -> KeptReading:
    problem, unspoken, misread, places, numbers, place, selected, digest, headings = head
    stored = StoredLine(path=path, digest=digest, headings=headings)
    return KeptReading(
        problem=problem,
        blocks=StoredBlocks(stored) if digest else (),
        shown=StoredShown(stored) if digest else (),
        unspoken=tuple(unspoken),
        misread=None
        if misread is None
        else MisreadText(count=misread[0], language=misread[1], text=misread[2]),
        marks=tuple(zip(places, numbers, strict=True)),
        place=None if place is None else (place[0], place[1]),
        selected=tuple(selected),
    )
