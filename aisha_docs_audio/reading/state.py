"""Where the walk through a page stands: the text gathered so far, and whose text it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.line_tags import breaks_line
from aisha_docs_audio.reading.lines import MOMENT, finished_line
from aisha_docs_audio.reading.phrases import Phrases, phrases_for
from aisha_docs_audio.reading.places import Blocks, Place, Role
from aisha_docs_audio.reading.spans import PROSE, SpanMarks, closing, without_marks
from aisha_docs_audio.reading.text import BREAK, GAP
from aisha_docs_audio.settings.languages import LANGUAGES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.model import BlockKind, SpanKind
    from aisha_docs_audio.reading.elements.lists import Numbering
    from aisha_docs_audio.reading.elements.tables import Table
    from aisha_docs_audio.reading.elements.tabs import TabSet
    from aisha_docs_audio.reading.rules import ReadingRules
    from aisha_docs_audio.reading.source_map import SourceMap

Attributes = Mapping[str, str | None]

Leave = Callable[[], None]
"""What to do when the walk has come to an element's end."""

Enter = Callable[["State", "LexborNode", str, Attributes], "Leave | None"]
"""What to do at an element's start (state, element, tag, attributes).

Gives what to do at its end, None for nothing, or `SKIP` not to go inside.
"""


def SKIP() -> None:  # noqa: N802
    """Stand for "do not go inside this element"."""


@dataclass(slots=True)
class _LoneImage:
    """A picture in the run: it is a block of its own if nothing but pictures is there."""

    index: int
    mark: int | None
    alternative: str


@dataclass(slots=True)
class State:
    """The walk's memory.

    Text gathers in `run`; where a line ends, `end_run` gives the run to `place`, the innermost
    element that text stands in directly. While `flat` (in a table's cell) the run goes on over
    the ends of lines, for the cell is read as a part of its row.
    """

    marked: SourceMap
    rules: ReadingRules
    blocks: Blocks = field(default_factory=Blocks)
    run: list[str] = field(default_factory=list)
    marks: SpanMarks = field(default_factory=SpanMarks)
    place: Place = field(default_factory=lambda: Place(None, Role(kind="paragraph"), None, 0))
    language: str | None = None
    is_cyrillic: bool = False
    flat: bool = False
    said: bool = False
    literal: int = 0
    muted_level: int = 0
    """Above 0: nothing is read up to the next heading of this level or a higher one."""
    muted_in: int = 0
    """The mem_id of the element at whose end that ends, too; 0 for the page's."""
    googleoff: bool = False
    answers: str = ""
    """The list whose signs are judged together; empty outside of one."""
    icons: int = 0
    """How many icons that answer nothing were passed by in the cell at hand."""
    annotated: int = 0
    note: str = ""
    """What a footnote or citation at hand is called; empty outside of them."""
    note_depth: int = 0
    """How many lists the notes stand in."""
    lists: list[Numbering | None] = field(default_factory=list)
    tables: list[Table | None] = field(default_factory=list)
    tab_sets: list[TabSet] = field(default_factory=list)
    _groups: int = 0
    _places: list[Place] = field(default_factory=list)
    _images: list[_LoneImage] = field(default_factory=list)

    @property
    def words(self) -> Phrases:
        """The words this stage adds itself, in the language at hand."""
        return phrases_for(self.language, self.rules.language, is_cyrillic=self.is_cyrillic)

    @property
    def is_mute(self) -> bool:
        """Whether nothing is read at the place at hand."""
        return self.googleoff or self.muted_level > 0

    @property
    def tongue(self) -> str:
        """The language at hand, with the script of Uzbek: "uz", "uz-Cyrl", "en", "ru"."""
        language = self.language if self.language in LANGUAGES else self.rules.language
        return "uz-Cyrl" if language == "uz" and self.is_cyrillic else language or "uz"

    def text_of(self, node: LexborNode) -> str:
        """Return the text of an element that is not walked through."""
        return self.marked.unmark(node.text())

    def new_group(self) -> str:
        """Return the name of a new group of signs that are judged together."""
        self._groups += 1
        return str(self._groups)

    def answer(self, sign: str, answer: str) -> str:
        """Return a sign that means "yes" or "no", marked."""
        group = self.answers or ("" if self.flat else PROSE)
        return self.marks.wrap_answer(sign, answer, group)

    def stale(self, text: str) -> str:
        """Return a date that changes with every build, marked so that other words are heard."""
        return MOMENT + self.marks.wrap(text, "said", self.words.moment)

    def new_place(self, tag: str, attributes: Attributes, role: Role) -> Place:
        """Make a place of an element that has a role of its own."""
        role.opened = len(self.blocks)
        return Place(self.marked.place(tag, attributes), role, self.language, role.opened)

    def open_place(self, tag: str, attributes: Attributes, role: Role | None = None) -> Leave:
        """Begin an element that text stands in; without a role it has that of the one around."""
        if self.flat:
            self.run.append(BREAK)
            return self.end_run
        self.end_run()
        self._places.append(self.place)
        if role is None:
            mark = self.marked.place(tag, attributes)
            self.place = Place(mark, self.place.role, self.language, len(self.blocks))
        else:
            self.place = self.new_place(tag, attributes, role)
        return self.close_place

    def close_place(self) -> None:
        """End the element begun last."""
        self.end_run()
        self.place = self._places.pop()

    def add_image(self, tag: str, attributes: Attributes, alternative: str) -> None:
        """Put a picture's alternative text into the run."""
        if not self.flat:
            mark = self.marked.place(tag, attributes)
            self._images.append(_LoneImage(len(self.run), mark, alternative))
        self.run.append(f" {alternative} ")

    def open_span(self, kind: SpanKind, value: str = "") -> Leave:
        """Begin a span in the run."""
        self.run.append(self.marks.open(kind, value))
        close = closing(kind)
        return lambda: self.run.append(close)

    def end_run(self) -> None:
        """End the line: give the run to the place it stands in."""
        if self.flat:
            self.run.append(BREAK)
        elif self.run:
            images = self._images
            if images and self._only_images():
                self._add_images()
            else:
                text = self.take_run()
                if text and not self._repeats_image(text):
                    self.blocks.add(text, self.place)
            images.clear()

    def take_run(self) -> str:
        """Return the run's text and begin a new run."""
        text = finished_line(
            self.run,
            is_annotated=self.annotated > 0,
            keeps_controls=self.flat,
        )
        self.run.clear()
        return text

    def skip(self, tag: str) -> Leave:
        """Leave an element out."""
        if breaks_line(tag):
            self.end_run()
        else:
            self.run.append(GAP)
        return SKIP

    def add_block(self, tag: str, attributes: Attributes, kind: BlockKind, text: str) -> None:
        """Take a text whose element is not walked through."""
        if self.flat:
            self.run += BREAK, text, BREAK
        else:
            self.end_run()
            self.blocks.add(text, self.new_place(tag, attributes, Role(kind=kind)))

    def _only_images(self) -> bool:
        alternatives = {image.index for image in self._images}
        return not any(
            without_marks(piece).strip(f" \t\n\f\r\0\xa0{GAP}") and index not in alternatives
            for index, piece in enumerate(self.run)
        )

    def _add_images(self) -> None:
        self.run.clear()
        for image in self._images:
            text = self.words.announce_image(image.alternative)
            # One picture for light and one for dark pages is one picture.
            if not self.blocks.repeats("image", text):
                count = len(self.blocks)
                role = Role(kind="image", opened=count)
                self.blocks.add(text, Place(image.mark, role, self.language, count))

    def _repeats_image(self, text: str) -> bool:
        return self.place.role.kind == "caption" and self.blocks.repeats(
            "image", self.words.announce_image(text)
        )
