"""A table while the walk goes through it: its headers, and what is said of each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.reading.answers import (
    CIRCLES,
    DASH,
    SIGN,
    answer_of_cell,
    is_decoration,
    is_sign_alone,
)
from aisha_docs_audio.reading.elements.cells import Cell, Said, sentences_of
from aisha_docs_audio.reading.spans import RAISED, without_marks
from aisha_docs_audio.reading.text import as_sentence, ends_in_pause

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_COLUMNS = 64
"""Further columns are read without their headers, so that ``colspan`` cannot cost much."""

_LABEL_CHARACTERS = 60
"""A longer header is not repeated in every row: nobody would, and it cannot cost much."""

DashMeaning = Literal["yes", "no", "partly", "none", "minus", "sign", "symbol", "answer"]
"""An answer, a value that is not there, "minus" beside a plus, the sign itself, or, of a cell that
begins with an answer, that it is one."""

_SPAN = re.compile(r"[\t\n\f\r ]*\+?([0-9]{1,6})")

_EMPTY = frozenset({"[]", "{}", "()", '""', "''"})
"""Values, not signs."""


@dataclass(slots=True)
class Table:
    """One table, fed cell by cell."""

    is_announced: bool
    mark: Callable[[str, DashMeaning], str] = lambda dash, _: dash
    """Marks a dash with what it means."""
    caption: str = ""
    is_introduced: bool = False
    rows: int = 0
    later: list[Callable[[], None]] = field(default_factory=list)
    """What to do when the whole table is known."""
    _in_head: bool = False
    _row: list[Cell] = field(default_factory=list)
    _row_number: int = 0
    _head_rows: list[str] = field(default_factory=list)
    _labels: list[list[str]] = field(default_factory=list)
    _spanning: dict[int, tuple[int, str]] = field(default_factory=dict)
    _yes: set[int] = field(default_factory=set)
    _no: set[int] = field(default_factory=set)
    _circles: set[str] = field(default_factory=set)
    _signs: set[int] = field(default_factory=set)
    _pluses: set[int] = field(default_factory=set)

    def start_group(self, *, is_head: bool) -> None:
        """Begin a row group: no cell reaches from one into the next."""
        self._in_head = is_head
        self._spanning.clear()

    def add_cell(self, text: str, *, is_header: bool, spans: Mapping[str, str | None]) -> None:
        """Take the next cell of the row; `spans` are its attributes."""
        self._row.append(
            Cell(
                text=text,
                is_header=is_header,
                columns=min(_span(spans.get("colspan"), 1) or 1, _COLUMNS),
                rows=_span(spans.get("rowspan"), 1),
            )
        )

    def end_row(self) -> list[Said]:
        """Return what is said of the row's cells; nothing for an empty row, or one of headers."""
        row, self._row = self._row, []
        if not row:
            return []
        self._row_number += 1
        if self._in_head or (not self.rows and _is_head(row)):
            self._take_headers(row)
            self._head_rows.append(sentences_of(Said(cell.text, "") for cell in row))
            return []
        cells = self._read(row)
        if not any(cell.text for cell in cells):
            return []
        self.rows += 1
        return cells

    def sentence(self, cells: Sequence[Said], *, is_first: bool, no: str) -> str:
        """Return what is said of a row, when all rows are known.

        `no` is said for an empty cell among others that say yes. Of two columns the headers are
        said once: after that, what the first one holds leads to what the second one holds.
        """
        told = [self._told(cell, no) for cell in cells]
        shown = [cell for cell in told if cell.text]
        if len(cells) == len(shown) == 2 == len(self._labels) and not is_first:
            name, value = (cell.text for cell in shown)
            return as_sentence(f"{name} {value}" if ends_in_pause(name) else f"{name}: {value}")
        if len(self._labels) == 2 and not is_first:
            shown = [Said(cell.text, "") for cell in shown]
        return sentences_of(shown)

    def _told(self, cell: Said, no: str) -> Said:
        """Return a cell with what an empty one or a dash means in its column."""
        answers = cell.column in self._yes
        if not cell.text:
            is_no = answers and cell.column not in self._no
            return Said(no, cell.label) if is_no else cell
        dash = without_marks(cell.text)
        meaning: DashMeaning
        if dash in CIRCLES:
            both = {"yes", "no"} <= self._circles
            meaning = CIRCLES[dash] if both else "symbol"
        elif self._yes and SIGN.match(dash) and not SIGN.fullmatch(dash):
            dash, meaning = cell.text, "answer"
        else:
            return self._of_dash(cell, dash, answers=answers)
        return Said(self.mark(dash, meaning), cell.label)

    def _of_dash(self, cell: Said, dash: str, *, answers: bool) -> Said:
        if not answers and is_decoration(dash):
            return Said("", cell.label)
        if cell.column < 0 or DASH.fullmatch(dash) is None:
            return cell
        meaning: DashMeaning = "no" if answers else "none"
        if not answers and cell.column in self._pluses:
            meaning = "minus"
        elif dash != cell.text:
            return cell  # a literal names itself
        elif dash[0] == "-" and not answers and (cell.column in self._signs or not cell.column):
            meaning = "sign"
        return Said(self.mark(dash, meaning), cell.label)

    def lonely_head(self) -> str:
        """Return what is said of the header rows of a table that has no other row."""
        return "" if self.rows else " ".join(filter(None, self._head_rows))

    def headers(self) -> list[str]:
        """Return the columns' headers that are there, each once."""
        return list(dict.fromkeys(filter(None, (" ".join(column) for column in self._labels))))

    def _take_headers(self, row: list[Cell]) -> None:
        column = 0
        for cell in row:
            column = self._skip_spanning(column)[0]
            for number in range(column, min(column + cell.columns, _COLUMNS)):
                while len(self._labels) <= number:
                    self._labels.append([])
                label = self._labels[number]
                short = sum(map(len, label)) + len(cell.text) <= _LABEL_CHARACTERS
                if cell.text and short and cell.text not in label:
                    label.append(cell.text)
            column = self._span_rows(column, cell)

    def _read(self, row: list[Cell]) -> list[Said]:
        column, spanning = self._skip_spanning(0)
        # A cell that spans rows names the group its rows belong to when it stands first.
        said = [Said(text, self._label(at, 1)) for at, text in spanning]
        if sum(len(each.text) + len(each.label) for each in said) > 2 * _LABEL_CHARACTERS:
            said = []
        # The header of a row stands before its values: "Voice: Gulnoza."
        if len(row) == 2 and row[0].is_header and not row[1].is_header and not self._labels:
            self._span_rows(self._span_rows(column, row[0]), row[1])
            return [*said, Said(row[1].text, row[0].text)]
        for cell in row:
            column = self._skip_spanning(column)[0]
            whole_row = len(row) == 1 and cell.columns > 1
            label = "" if whole_row else self._label(column, cell.columns)
            answers_at = -1 if whole_row or cell.columns > 1 or cell.is_header else column
            self._note_answer(cell.text, answers_at)
            said.append(Said(cell.text, label, answers_at))
            column = self._span_rows(column, cell)
        return said

    def _note_answer(self, text: str, column: int) -> None:
        shown = without_marks(text)
        sign = SIGN.fullmatch(shown.rstrip(RAISED))
        answer = answer_of_cell(shown) if shown[:1] != "[" else None
        if shown in CIRCLES:
            self._circles.add(CIRCLES[shown])
        if sign is not None or answer is not None:
            self._yes.add(column)
            if answer == "no" or (sign is not None and not sign["yes"]):
                self._no.add(column)
        elif is_sign_alone(shown) and DASH.fullmatch(shown) is None and shown not in _EMPTY:
            self._signs.add(column)
            if shown == "+":
                self._pluses.add(column)

    def _label(self, column: int, columns: int) -> str:
        labels = self._labels[column : column + columns]
        # Over "Hours from" and "Hours to" together stands "Hours".
        common = [one for one, *others in zip(*labels, strict=False) if set(others) <= {one}]
        if not common:
            common = [", ".join(dict.fromkeys(filter(None, map(" ".join, labels))))]
        label = " ".join(common)
        return label if len(label) <= _LABEL_CHARACTERS else ""

    def _skip_spanning(self, column: int) -> tuple[int, list[tuple[int, str]]]:
        """Step over the columns that a cell of an earlier row still fills."""
        skipped = []
        while column < _COLUMNS and column in self._spanning:
            last_row, text = self._spanning[column]
            if last_row < self._row_number:
                del self._spanning[column]
                break
            if text:
                skipped.append((column, text))
            column += 1
        return column, skipped

    def _span_rows(self, column: int, cell: Cell) -> int:
        """Note what the cell fills below it; give the column after it."""
        after = column + cell.columns
        if cell.rows != 1:
            # 0 means: to the end of the row group.
            last_row = self._row_number + cell.rows - 1 if cell.rows else 2**31
            short = cell.text if len(cell.text) <= _LABEL_CHARACTERS else ""
            for number in range(column, min(after, _COLUMNS)):
                self._spanning[number] = (last_row, short if number == column else "")
        return after


def _span(value: str | None, default: int) -> int:
    match = _SPAN.match(value or "")
    return int(match[1]) if match else default


def _is_head(row: Sequence[Cell]) -> bool:
    """Return whether it is a row of headers; its first cell may be an empty corner."""
    corner, *others = row
    return (
        bool(others)
        and all(cell.is_header for cell in others)
        and (corner.is_header or not corner.text)
    )
