"""Superscripts and subscripts: powers and indices never run together with what they stand at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_NUMBER = re.compile(r"[+\-\u2212]?[0-9]{1,4}")
_MARK = re.compile(
    r"\[?(?:[0-9]{1,3}|[a-z]|[*†‡§¶]{1,3})\]?(?:[,;\s]+(?:[0-9]{1,3}|[a-z]))*|\[[^\]]*\]"
)
_TRADE = frozenset({"TM", "SM", "R", "C", "®", "©", "™"})
_ENDINGS = frozenset(["st", "nd", "rd", "th", "er", "e", "re", "o", "a", "º", "ª", "ère", "ième"])
_BASE = re.compile(r"(?:[0-9]+(?:[.,][0-9]+)?|(?<![^\W\d_])[^\W\d_]|[)\]])\Z")
_NAMED_BASE = re.compile(r"(?<![^\W_])(?:log|lim|max|min)\Z")
_SCRIPT_WORD = re.compile(r"(?![ijklmn]{3,4}\Z)[^\W\d_]{3,}|in|out")
"""What an index of letters is called, and no row of indices: "max", not "ij"."""
_WORD = re.compile(r"[^\W\d_]{2,}[.,;:!?»”\"')]*\Z")
_UNIT = re.compile(r"(?<![^\W_])(?:[kcdmnµ]?m|in|ft|yd|mi|км|см|дм|мм|м|с|s|sm|dm|h|ha)\Z")
_IN_FORMULA = re.compile(r"[=+*/·×<>≤≥−] ?[^\W\d_]{2,3}\Z")
_UP = str.maketrans("0123456789+-\u2212()=in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾⁼ⁱⁿ")
_LETTERS_UP = frozenset("0123456789+-\u2212()=in")


def enter_raised(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
    """Read a power as one, and leave out the marks of notes and of trade names."""
    text = " ".join(state.text_of(node).split())
    before = _last_words(state)
    if _is_mark(node, attributes, text, before):
        return state.skip(tag)
    if any(child.tag in {"img", "math", "svg"} for child in node.iter()):
        return None
    if _NUMBER.fullmatch(text):
        state.run.append(text.translate(_UP))
        return SKIP
    if _WORD.search(before) and not _IN_FORMULA.search(before):
        state.run.append(f" {text}")  # "Pro", "new" at a word, no power
        return SKIP
    if (text.lower() in _ENDINGS and len(text) > 1) or not _BASE.search(before):
        return None  # 1st, n-th
    shown = text.translate(_UP) if set(text) <= _LETTERS_UP else f"^{_grouped(text)}"
    _join_to_base(state, shown, "^", text)
    return SKIP


def _is_mark(node: LexborNode, attributes: Attributes, text: str, before: str) -> bool:
    """Return whether it marks a note or a trade name: it stands at a word, or is a link."""
    only = node.first_child
    if (attributes.get("id") or "").startswith("fnref"):
        return True
    if only is not None and only.next is None and _leads_inside(only):
        return True
    if text in _TRADE or (text and not any(map(str.isalnum, text))) or text.startswith("["):
        return True
    if _IN_FORMULA.search(before):
        return False  # E = mc²
    is_unit = text in {"2", "3"} and _UNIT.search(before) is not None
    return bool(_WORD.search(before)) and not is_unit and _MARK.fullmatch(text) is not None


def enter_lowered(
    state: State, node: LexborNode, _tag: str, _attributes: Attributes
) -> Leave | None:
    """Read an index as one; in a chemical formula it is only a number."""
    text = " ".join(state.text_of(node).split())
    before = _last_words(state)
    if not text or not before or before[-1].isspace():
        return None
    if text.isdecimal() and (before[-1].isupper() or before[-1] in ")]" or _ends_element(before)):
        return None  # H2O, CaCl2
    if _BASE.search(before) or _NAMED_BASE.search(before):
        _join_to_base(state, f"_{_grouped(text)}", "_", text)
        return SKIP
    state.run.append(" ")
    return None


def _ends_element(before: str) -> bool:
    return before[-1].islower() and before[-2:-1].isupper()


def _last_words(state: State) -> str:
    return without_marks("".join(state.run[-4:]))[-40:]


def _join_to_base(state: State, shown: str, sign: str, text: str) -> None:
    """Make one formula of the script and of what it stands at, if that is the last piece."""
    run = state.run
    named = _NAMED_BASE.search(run[-1]) if run and sign == "_" else None
    base = named or (_BASE.search(run[-1]) if run else None)
    start = base.start() if base is not None and base[0] not in ")]" else len(run[-1])
    of, run[-1] = run[-1][start:], run[-1][:start]
    script = f"\\text{{{text}}}" if _SCRIPT_WORD.fullmatch(text) else text
    command = "\\" if named else ""
    source = f"{command}{of}{sign}{{{script}}}"
    run.append(state.marks.wrap(f"{of}{shown}", "math", source))


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"


def _leads_inside(node: LexborNode) -> bool:
    return node.tag == "a" and (node.attributes.get("href") or "").startswith("#")
