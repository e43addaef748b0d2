"""Elements whose author says, in ``data-say``, how they are heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.semantics import Semantics
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import BREAK, collapse

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.reading.state import Leave, State

KINDS_THAT_STAY = frozenset(
    {
        Semantics.HEADING,
        Semantics.ITEM,
        Semantics.TERM,
        Semantics.DEFINITION,
        Semantics.TITLE,
        Semantics.SUMMARY,
        Semantics.CAPTION,
        Semantics.QUOTE,
        Semantics.CELL,
    }
)
"""Elements whose kind stays when ``data-say`` gives their text; others become paragraphs."""

SHOWN = KINDS_THAT_STAY | {
    Semantics.INLINE,
    Semantics.LINK,
    Semantics.CODE,
    Semantics.KEY,
    Semantics.RAISED,
    Semantics.CONTAINER,
}
"""Elements whose own text can stand in a caption; a listing's or a picture's cannot."""


def enter_said(state: State, words: str, enter: Callable[[], Leave | None]) -> Leave:
    """Begin to collect what an element shows; `words` are heard in its place."""
    run = state.run
    start = len(run)
    was_flat, state.flat = state.flat, True
    state.said = True
    close = state.open_span("said", words)
    inner = enter()

    def leave() -> None:
        if inner is not None and inner is not SKIP:
            inner()
        shown = without_marks("".join(run[start:]))
        # What stands on several lines, or shows no words, is shown as it is said.
        if BREAK in shown.strip(f"{BREAK} \t\n\f\r") or not collapse([shown]):
            del run[start:]
            run.append(words)
        else:
            close()
        state.said = False
        state.flat = was_flat

    if inner is SKIP:
        leave()
        return SKIP
    return leave


def do_nothing() -> None:
    """Do nothing at an element's end."""
