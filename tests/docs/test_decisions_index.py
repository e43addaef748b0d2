"""The notes in docs/decisions/: one form, and an index that has them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
NOTES = sorted(FOLDER.glob("[0-9]*.md"))
TITLE = re.compile(r"# (\d{4}): (.+)")
STATUS = re.compile(r"Date: (\d{4}-\d\d-\d\d)\. Status: (.+)\.")


def row(note: Path) -> str:
    """Give a note's row of the index."""
    title, _, status, *_ = note.read_text("utf-8").splitlines()
    [number, name], [date, state] = (
        TITLE.fullmatch(title).groups(),
        STATUS.fullmatch(status).groups(),
    )
    return f"| [{number}]({note.name}) | {name} | {date} | {state} |"


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_a_note_has_the_one_form(note: Path) -> None:
    """A number, a title, a date, a status; then why, what, and what follows."""
    text = note.read_text("utf-8")
    title, blank, status, *_ = text.splitlines()

    assert TITLE.fullmatch(title)
    assert note.name.startswith(title[2:6] + "-")
    assert blank == ""
    assert STATUS.fullmatch(status)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_index_has_every_note_once_and_in_order() -> None:
    """Rows that are missing are shown as they should be written."""
    rows = [
        line for line in (FOLDER / "README.md").read_text("utf-8").splitlines() if "](0" in line
    ]
    expected = [row(note) for note in NOTES]

    assert [each for each in expected if each not in rows] == []
    assert rows == expected
