"""What the walk does at the elements inside a line: links, keys, marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.semantics import Meaning, meaning_of
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_EXPONENT = re.compile(r"[+\-\u2212]?[0-9]{1,4}")
_CITATION = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
_RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def enter_line_break(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
    """Keep the words before and after <br> apart."""
    state.run.append(" ")
    return SKIP


def enter_rule(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
    """End the line at <hr>."""
    state.end_run()
    return SKIP


def enter_link(state: State, _node: LexborNode, _tag: str, attributes: Attributes) -> Leave | None:
    """Read a link's text, but not that of a permalink ("#") or a citation ("[Knuth84]")."""
    if not _leads_inside(attributes):
        address = (attributes.get("href") or "").strip()
        return state.open_span("link", state.marked.unmark(address)) if address else None
    run = state.run
    start = len(run)

    def leave() -> None:
        text = without_marks("".join(run[start:]))
        if not any(map(str.isalnum, text)) or _CITATION.fullmatch(text):
            del run[start:]
            state.has_gap = True

    return leave


def enter_key(state: State, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave | None:
    """Begin a key; one with keys inside it is the shortcut they make."""
    for child in node.iter():
        if child.tag == "kbd":
            return None
        if "option" in (child.attributes.get("class") or "").split():
            return state.open_span("code")  # docutils: <kbd><span class="option">-q</span></kbd>
    return state.open_span("key")


def enter_raised(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
    """Keep an exponent from becoming a part of the number before it, and skip footnote marks."""
    if (attributes.get("id") or "").startswith("fnref"):
        return state.skip(tag)
    only = node.first_child
    if only is None or only.next is not None:
        return None
    if only.tag == "a" and _leads_inside(only.attributes):
        return state.skip(tag)
    text = (only.text_content or "").strip()
    if _EXPONENT.fullmatch(text):
        state.run.append(text.translate(_RAISED))
        return SKIP
    return None


def enter_classifier(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> None:
    """Separate a docutils classifier from its term as the style sheets do."""
    state.run.append(": ")


def enter_note_label(
    state: State, node: LexborNode, tag: str, _attributes: Attributes
) -> Leave | None:
    """Skip the number of a docutils footnote."""
    parent = node.parent
    if parent is None:
        return None
    classes = parent.attributes.get("class")
    is_note = meaning_of(parent.tag or "", classes) is Meaning.NOTES
    return state.skip(tag) if is_note or "citation" in (classes or "") else None


def _leads_inside(attributes: Attributes) -> bool:
    return (attributes.get("href") or "").startswith("#")
