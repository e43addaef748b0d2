"""What the walk does at the elements inside a line: links, keys, marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.elements.note_marks import spoken_mark
from aisha_docs_audio.reading.line_tags import breaks_line
from aisha_docs_audio.reading.lines import CONTROL, CONTROL_END, MOMENT
from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.semantics import Semantics, semantics_of
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import BREAK, GAP, collapse
from aisha_docs_audio.reading.theme_phrases import own_words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_COPY = re.compile(r"\b(?:copy|clipboard|copybtn)", re.IGNORECASE)
_CITATION = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")


def enter_line_break(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
    """Pause at <br>."""
    state.run.append(BREAK)
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
        if text.strip().isdecimal() and "".join(run[:start][-2:]).endswith("["):
            text = f"[{text}]"
        if not any(map(str.isalnum, text)) or _CITATION.fullmatch(text):
            before = without_marks("".join(run[:start][-4:]))
            del run[start:]
            run.append((text.strip()[:1] == "[" and spoken_mark(state, text, before)) or GAP)

    return leave


def enter_key(state: State, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave | None:
    """Begin a key; one with keys inside it is the shortcut they make."""
    for child in node.iter():
        if child.tag == "kbd":
            return None
        if "option" in (child.attributes.get("class") or "").split():
            return state.open_span("code")  # docutils: <kbd><span class="option">-q</span></kbd>
    return state.open_span("key")


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
    is_note = semantics_of(parent.tag or "", parent.attributes.get("class")) is Semantics.NOTES
    return state.skip(tag) if is_note else None


def enter_control(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
    """Begin a button's word, which is read in a sentence only."""
    field = node.css_first("input, select, textarea") if tag == "label" else None
    if field is not None:
        return None if field.attributes.get("type") == "checkbox" else SKIP
    if _COPY.search(f"{attributes.get('class') or ''} {attributes.get('title') or ''}"):
        return state.skip(tag)
    state.run.append(CONTROL)
    return lambda: state.run.append(CONTROL_END)


def enter_input(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Announce whether a task is done; other fields of a form are not read."""
    if (attributes.get("type") or "").lower() != "checkbox":
        return state.skip(tag)
    is_checked = "checked" in attributes
    role = state.place.role
    if state.flat:
        state.run.append(state.answer("✓" if is_checked else "✗", "yes" if is_checked else "no"))
    elif role.kind == "item" and not role.spent and not collapse(state.run):
        state.run.append(f"{state.words.done if is_checked else state.words.to_do}: ")
    return SKIP


def enter_moment(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
    """Begin a date that changes with every build: other words are heard in its place."""
    state.run.append(MOMENT)
    return state.open_span("said", state.words.moment)


def enter_own_phrase(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a label that a program wrote, perhaps in English."""
    close = state.open_place(tag, attributes) if breaks_line(tag) else None
    start = len(state.run)

    def leave() -> None:
        say_own_phrase(state, start)
        if close is not None:
            close()

    return leave


def enter_field(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin the name of a field, such as "Parameters:"."""
    close = state.open_place(tag, attributes, Role(kind="term"))

    def leave() -> None:
        say_own_phrase(state, 0)
        close()

    return leave


def say_own_phrase(state: State, start: int) -> None:
    """Let the run from `start` on be said in the page's language, if a program wrote it."""
    run = state.run
    shown = collapse(run[start:])
    words = own_words(without_marks(shown).strip(), state.tongue)
    if words:
        run[start:] = [state.marks.wrap(shown, "said", words), " "]


def _leads_inside(attributes: Attributes) -> bool:
    return (attributes.get("href") or "").startswith("#")
