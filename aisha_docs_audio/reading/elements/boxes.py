"""What the walk does at the titles of admonitions, topics, cards and details."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.elements.inline import say_own_phrase
from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.text import collapse
from aisha_docs_audio.reading.theme_phrases import is_admonition, kind_of_box, kind_said

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.model import BlockKind
    from aisha_docs_audio.reading.state import Attributes, Leave, State

_HEADER = re.compile("admonition-header|callout-header")


def enter_title(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin the title of a box; one of its author's own is read after the box's kind."""
    return _enter(state, node, tag, attributes, "title")


def enter_summary(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin the line that opens a details element, which may be a box too."""
    return _enter(state, node, tag, attributes, "summary")


def _enter(
    state: State, node: LexborNode, tag: str, attributes: Attributes, block_kind: BlockKind
) -> Leave:
    close = state.open_place(tag, attributes, Role(kind=block_kind, after=state.place.role.after))
    parent = node.parent
    if parent is not None and _HEADER.search(parent.attributes.get("class") or ""):
        parent = parent.parent  # mystmd, Quarto: a line with an icon in it
    classes = (parent.attributes.get("class") or "") if parent is not None else ""
    is_box = is_admonition(classes) or (parent is not None and parent.tag == "details")
    kind = kind_of_box(classes) if is_box else ""
    start = len(state.run)

    def leave() -> None:
        shown = without_marks(collapse(state.run[start:]))
        word = kind_said(kind, shown, state.tongue) if kind and shown else ""
        if word:
            state.run.insert(start, f"{word}: ")
        else:
            say_own_phrase(state, start)
        close()

    return leave
