"""What the walk does at the elements that text stands in: paragraphs, headings, items and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.elements.lists import Numbering
from aisha_docs_audio.reading.elements.signatures import named_by_shape
from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.text import BREAK, collapse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.model import BlockKind
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


def enter_toctree(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
    """Skip a list of pages, but read pages that stand in its place (Sphinx's singlehtml)."""
    if any(child.tag == "section" for child in node.iter()):
        return enter_container(state, node, tag, attributes)
    return state.skip(tag)


def enter_as(kind: BlockKind) -> Enter:
    """Make what to do at an element whose first text is of this kind."""

    def enter(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        number = state.note if kind == "definition" else ""
        role = Role(kind=kind, number=number, after=state.place.role.after)
        return state.open_place(tag, attributes, role)

    return enter


def enter_quote(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a quotation: all its paragraphs are quoted."""
    return state.open_place(tag, attributes, Role(kind="quote", after="quote"))


def enter_heading(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a heading; a signature that stands as one is named."""
    close = state.open_place(tag, attributes, Role(kind="heading", level=int(tag[1])))
    if state.flat:
        return close

    def leave() -> None:
        text = collapse(state.run)
        if "(" in text:
            state.run[:] = [named_by_shape(state, text, with_kind=True)]
        close()

    return leave


def enter_list(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a list, ordered or not."""
    close = state.open_place(tag, attributes)
    is_counted = tag == "ol" and not state.note
    if not state.lists:
        # Signs before the items of a list, and of the lists inside it, are judged together.
        state.answers = state.new_group()
    state.lists.append(Numbering(node, attributes) if is_counted else None)

    def leave() -> None:
        close()
        state.lists.pop()
        if not state.lists:
            state.answers = ""

    return leave


def enter_item(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin an item: its own text is one block, the items of lists inside it are others."""
    numbering = state.lists[-1] if state.lists else None
    depth = len(state.lists)
    number = numbering.next(attributes) if numbering else ""
    role = Role(
        kind="item",
        level=max(1, depth),
        number=state.note if state.note and depth == state.note_depth + 1 else number,
        after=state.place.role.after,
    )
    return state.open_place(tag, attributes, role)


def enter_notes(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin footnotes or citations: each says what it is, for its number says nothing."""
    around = state.note, state.note_depth
    is_citation = "citation" in (attributes.get("class") or "")
    word = state.words.source if is_citation else state.words.footnote
    close = state.open_place(tag, attributes, Role(kind="paragraph", number=f"{word}:"))
    # A list that is called notes itself has its items one level higher.
    state.note, state.note_depth = f"{word}:", len(state.lists) - (tag == "ol")

    def leave() -> None:
        close()
        state.note, state.note_depth = around

    return leave


def enter_dialog(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Read a dialog that the page shows open."""
    return state.open_place(tag, attributes) if "open" in attributes else state.skip(tag)


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
