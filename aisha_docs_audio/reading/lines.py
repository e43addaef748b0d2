"""A line of a page, from the pieces of its run to the text of a block or of a part of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.spans import CLOSE, without_marks
from aisha_docs_audio.reading.text import GAP, close_gaps, collapse

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTROL = "\ud803"
CONTROL_END = "\ud804"
"""Frame the words on a button or a label: they are read as a part of a sentence, never alone."""

MOMENT = "\ud805"
"""Stands before a date that changes with every build."""

_CONTROLS = re.compile(f"{CONTROL}[^{CONTROL}{CONTROL_END}]*{CONTROL_END}?")
_TEMPORARY = re.compile(f"[{CONTROL}{CONTROL_END}{MOMENT}]")
_MOMENTS = re.compile(f"{MOMENT}[^{CLOSE}]*{CLOSE}")
_ANNOTATION_MARK = re.compile(r" ?\(\d{1,4}\)!?")
"""Material's "(1)" in a text of the class ``annotate``, which a script turns into a button."""

_LABEL_CHARACTERS = 30
"""What is left of a line without its date is a label, if it is no longer: "Last updated:"."""


def finished_line(run: Sequence[str], *, is_annotated: bool, keeps_controls: bool) -> str:
    """Return a run's text, its white space collapsed, its gaps closed.

    `keeps_controls`: buttons are read although they stand alone, as in a table's cell.
    """
    text = "".join(run)
    if CONTROL in text:
        others = _CONTROLS.sub("", text)
        is_kept = keeps_controls or any(map(str.isalnum, without_marks(others)))
        text = text if is_kept else others
    if MOMENT in text:
        others = without_marks(_MOMENTS.sub("", text))
        if len(" ".join(others.split())) <= _LABEL_CHARACTERS:
            return ""
    text = _TEMPORARY.sub("", text)
    text = collapse([close_gaps(text) if GAP in text else text])
    return _ANNOTATION_MARK.sub("", text) if is_annotated else text
