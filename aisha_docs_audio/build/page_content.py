"""What was read of a page, on disk: a line of JSON, loaded when somebody asks for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.model import Block, ShownBlock, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_Item = TypeVar("_Item", Block, ShownBlock)

_GONE = "what was read of it was deleted or changed during the build"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """The last line of the file `path`; `digest` is its SHA-256.

    `headings` are the numbers and levels of the blocks that are headings, as `packed_headings`
    writes them.
    """

    path: str
    digest: str
    headings: str = ""

    def load(self) -> list[list[Any]]:
        """Return what is in it. Raises CacheError when it is not what was written."""
        try:
            line = Path(self.path).read_bytes().rpartition(b"\n")[2]
        except OSError as error:
            raise CacheError(f"{_GONE} ({error.strerror}). Build again.") from error
        if hashlib.sha256(line).hexdigest() != self.digest:
            raise CacheError(f"{_GONE}. Build again.")
        blocks, shown = json.loads(line.decode("utf-8", "surrogatepass"))
        return [blocks, shown]


class _Stored(Sequence[_Item]):
    """Blocks on disk, loaded at each look: a large site's are never in memory all at once."""

    __slots__ = ("_line",)

    def __init__(self, line: StoredLine) -> None:
        self._line = line

    def _load(self) -> tuple[_Item, ...]:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Item]: ...
    def __getitem__(self, index: int | slice) -> _Item | Sequence[_Item]:
        return self._load()[index]

    def __iter__(self) -> Any:  # noqa: ANN401 - an iterator of what is in it
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())

    def __bool__(self) -> bool:
        return True  # a page without blocks is none


class StoredBlocks(_Stored[Block]):
    """The blocks of a page."""

    __slots__ = ()

    @property
    def packed_headings(self) -> str:
        """Its headings, known without loading it."""
        return self._line.headings

    def _load(self) -> tuple[Block, ...]:
        return tuple(map(_block, self._line.load()[0]))


class StoredShown(_Stored[ShownBlock]):
    """What a written page must show."""

    __slots__ = ()

    def _load(self) -> tuple[ShownBlock, ...]:
        return tuple(
            ShownBlock(number=number, words=words, hidden=hidden)
            for number, words, hidden in self._line.load()[1]
        )


def packed_headings(blocks: Sequence[Block]) -> str:
    """Return the numbers and levels of headings in few bytes: "1 1,4 2"."""
    if isinstance(blocks, StoredBlocks):
        return blocks.packed_headings
    return ",".join(f"{b.number} {b.level}" for b in blocks if b.kind == "heading")


def headings_of(blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """Return the numbers and levels of the blocks that are headings."""
    pairs = (each.split() for each in packed_headings(blocks).split(",") if each)
    return tuple((int(number), int(level)) for number, level in pairs)


def line_of_content(blocks: Iterable[Block], shown: Iterable[ShownBlock]) -> bytes:
    """Return what was read as one line, without its end."""
    form = [
        [
            [b.number, b.kind, b.level, b.text, b.language, [_of_span(s) for s in b.spans]]
            for b in blocks
        ],
        [[each.number, each.words, each.hidden] for each in shown],
    ]
    line = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "surrogatepass")


def _of_span(span: Span) -> list[Any]:
    return [span.start, span.end, span.kind, span.value]


def _block(form: list[Any]) -> Block:
    number, kind, level, text, language, spans = form
    return Block(
        number=number,
        kind=kind,
        level=level,
        text=text,
        language=language,
        spans=tuple(Span(start=s, end=e, kind=k, value=v) for s, e, k, v in spans),
    )
