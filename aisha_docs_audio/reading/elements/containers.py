"""What the walk does at the elements that text stands in: paragraphs, headings, items and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.elements.lists import Numbering
from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.text import BREAK

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.block import BlockKind
    from aisha_docs_audio.reading.state import Attributes, Enter, Leave, State


def enter_container(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin an element that means nothing itself: p, div, section."""
    close = state.open_place(tag, attributes)
    if "annotate" not in (attributes.get("class") or "").split():
        return close
    state.annotated += 1

    def leave() -> None:
        close()
        state.annotated -= 1

    return leave


def enter_as(kind: BlockKind) -> Enter:
    """Make what to do at an element whose first text is of this kind."""

    def enter(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        return state.open_place(tag, attributes, Role(kind=kind, after=state.place.role.after))

    return enter


def enter_quote(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a quotation: all its paragraphs are quoted."""
    return state.open_place(tag, attributes, Role(kind="quote", after="quote"))


def enter_heading(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a heading."""
    return state.open_place(tag, attributes, Role(kind="heading", level=int(tag[1])))


def enter_list(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a list, ordered or not."""
    close = state.open_place(tag, attributes)
    is_counted = tag == "ol" and not state.unnumbered
    state.lists.append(Numbering(node, attributes) if is_counted else None)

    def leave() -> None:
        close()
        state.lists.pop()

    return leave


def enter_item(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin an item: its own text is one block, the items of lists inside it are others."""
    numbering = state.lists[-1] if state.lists else None
    role = Role(
        kind="item",
        level=max(1, len(state.lists)),
        number=numbering.next(attributes) if numbering else "",
        after=state.place.role.after,
    )
    return state.open_place(tag, attributes, role)


def enter_notes(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin the footnotes, whose numbers say nothing without their marks."""
    close = state.open_place(tag, attributes)
    state.unnumbered += 1

    def leave() -> None:
        close()
        state.unnumbered -= 1

    return leave


def enter_line_block(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin verse or an address; one inside another only indents its lines."""
    parent = node.parent
    if parent is not None and "line-block" in (parent.attributes.get("class") or "").split():
        return enter_line(state, node, tag, attributes)
    return state.open_place(tag, attributes)


def enter_line(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
    """Begin a line of a line block, which is read as one text."""
    state.run.append(BREAK)
    return lambda: state.run.append(BREAK)
