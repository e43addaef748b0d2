"""Places that may become blocks, and the blocks they became, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.model import Block
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.text import as_sentence
from aisha_docs_audio.settings.languages import LANGUAGES

if TYPE_CHECKING:
    from aisha_docs_audio.model import BlockKind
    from aisha_docs_audio.reading.spans import SpanMarks


@dataclass(slots=True, kw_only=True)
class Role:
    """What the first text inside an element is; what follows it is of the kind `after`.

    An item's first paragraph is the item, with its number before it; its second one, or one that
    follows a title inside the item, is a paragraph. `opened` is how many blocks there were when
    the element began.
    """

    kind: BlockKind
    level: int = 0
    number: str = ""
    after: BlockKind = "paragraph"
    opened: int = 0
    spent: bool = False


@dataclass(slots=True)
class Place:
    """An element that text stands in directly.

    `mark` is the place of its start tag, None when it has none or has become a block already;
    `opened` is how many blocks there were when the element began.
    """

    mark: int | None
    role: Role
    language: str | None
    opened: int


@dataclass(slots=True)
class _Draft:
    mark: int
    kind: BlockKind
    level: int
    language: str | None
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text was put, so that it can be put differently when more is known."""

    texts: list[str]
    index: int

    def replace(self, text: str) -> None:
        """Put another text in its place."""
        self.texts[self.index] = text


@dataclass(frozen=True, slots=True)
class PlacedBlocks:
    """The blocks of a page, their numbers by the places of their start tags.

    `unspoken` are the languages of what was left out, because no voice speaks them.
    """

    blocks: tuple[Block, ...]
    numbers: dict[int, str]
    unspoken: tuple[str, ...]


class Blocks:
    """Collects blocks in reading order.

    Text that has no start tag of its own to mark (what follows a list inside an item, say) is
    never lost: it joins the block before it, or the first one if there is none yet.
    """

    __slots__ = ("_drafts", "_homeless", "_waiting")

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._waiting: list[tuple[str, Place]] = []
        self._homeless: list[str] = []

    def __len__(self) -> int:
        return len(self._drafts)

    def add(self, text: str, place: Place) -> Slot:
        """Take the next text that stands in a place."""
        before = len(self._drafts)
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for label, panel in waiting:
                self._put(label, panel, panel.opened)
        return self._put(text, place, before)

    def wait(self, text: str, place: Place) -> None:
        """Hold a tab's label back until something in the tab is read."""
        self._waiting.append((text, place))

    def forget(self, place: Place | None) -> None:
        """Drop a label that is still held back: nothing in its tab was read."""
        self._waiting = [waiting for waiting in self._waiting if waiting[1] is not place]

    def repeats(self, kind: BlockKind, text: str) -> bool:
        """Return whether the last block says just that."""
        if not self._drafts:
            return False
        last = self._drafts[-1]
        said = without_marks(text)
        return last.kind == kind and [*map(without_marks, last.texts)] == [said]

    def begin_with(self, title: str) -> None:
        """Take a text that the theme shows above all blocks."""
        self._homeless.insert(0, title)

    def finish(self, marks: SpanMarks) -> PlacedBlocks:
        """Return the blocks that a voice speaks, numbered, their marks turned into spans."""
        blocks: list[Block] = []
        numbers: dict[int, str] = {}
        unspoken: list[str] = []
        for draft in self._drafts:
            block = _block_of(len(blocks) + 1, draft, marks)
            if block.language is None or block.language in LANGUAGES:
                blocks.append(block)
                numbers[draft.mark] = str(block.number)
            else:
                unspoken.append(block.language)
        return PlacedBlocks(tuple(blocks), numbers, tuple(dict.fromkeys(unspoken)))

    def _put(self, text: str, place: Place, before: int) -> Slot:
        """Add a text; `before` it, but for labels held back, there were so many blocks."""
        role = place.role
        kind, level = role.after, 0
        if role.opened == before and not role.spent:
            kind, level = role.kind, role.level
            text = f"{role.number} {text}" if role.number else text
        role.spent = True
        # A place with blocks inside it already cannot have a lower number than they.
        if place.mark is not None and place.opened == before:
            texts = [*self._homeless, text]
            self._drafts.append(_Draft(place.mark, kind, level, place.language, texts))
            self._homeless.clear()
            place.mark = None
        else:
            texts = self._drafts[-1].texts if self._drafts else self._homeless
            texts.append(text)
        return Slot(texts, len(texts) - 1)


def _block_of(number: int, draft: _Draft, marks: SpanMarks) -> Block:
    text, spans = marks.finish(_join_sentences(draft.texts))
    language = draft.language
    for span in spans:
        # What is in another language as a whole is a block in that language.
        if span.kind == "language" and not _has_letters(text[: span.start] + text[span.end :]):
            language = span.value or None
            spans = tuple(other for other in spans if other is not span)
            break
    return Block(
        number=number,
        kind=draft.kind,
        level=draft.level,
        text=text,
        language=language,
        spans=spans,
    )


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _join_sentences(texts: list[str]) -> str:
    *earlier, last = texts
    return " ".join([*map(as_sentence, earlier), last]) if earlier else last
