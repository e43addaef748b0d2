"""The mark of a footnote or a citation: left out, unless the sentence goes through it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_ENGLISH = re.compile(
    r"(?<!\w)(?:in|of|by|from|see|see also|to|with|per|than|following|cf\.) \Z", re.IGNORECASE
)
_RUSSIAN = re.compile(r"(?<!\w)(?P<word>в|на|из|от|по|см\.) \Z", re.IGNORECASE)
_CASES: Mapping[str, str] = {
    "в": "сноске", "на": "сноску", "из": "сноски", "от": "сноски", "по": "сноске", "см.": "сноску",
}  # fmt: skip


def enter_note_mark(state: State, node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
    """Leave the mark out, or read it where a preposition leads to it: "as described in [1]"."""
    said = spoken_mark(state, state.text_of(node), without_marks("".join(state.run[-4:])))
    if not said:
        return state.skip(tag)
    state.run.append(said)
    return SKIP


def spoken_mark(state: State, text: str, before: str) -> str:
    """Return what is read of a mark, with its marks; empty where it is left out.

    A number is said as that of a footnote, a name ("Knuth84") as it stands.
    """
    name = " ".join(text.split()).strip("[]")
    if not name or state.said:
        return ""
    before = before.replace("\0", " ")
    if state.tongue == "en" and _ENGLISH.search(before):
        said = f"footnote {name}"
    elif state.tongue == "ru" and (found := _RUSSIAN.search(before)):
        said = f"{_CASES[found['word'].lower()]} {name}"
    else:
        return ""
    return state.marks.wrap(f"[{name}]", "said", said if name.isdecimal() else name)
