"""The cells of a table, and a row of them as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.text import as_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(slots=True)
class Cell:
    """A cell as it stands in its row, with what it spans."""

    text: str
    is_header: bool
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a cell; `column` is its place, -1 where it does not answer for one."""

    text: str
    label: str
    column: int = -1


def sentences_of(cells: Iterable[Said]) -> str:
    """Return what is said of cells, each with the header of its column."""
    return " ".join(
        as_sentence(f"{cell.label.rstrip(':')}: {cell.text}" if cell.label else cell.text)
        for cell in cells
        if cell.text
    )
