"""What the walk does at the elements of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.elements.tables import Table
from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.state import SKIP

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.block import BlockKind
    from aisha_docs_audio.reading.state import Attributes, Leave, State


def enter_table(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Skip, read or announce a table, as the option tables says."""
    if state.rules.tables == "skip":
        state.end_run()
        return SKIP
    close = state.open_place(tag, attributes)
    if state.flat:
        return close
    is_layout = attributes.get("role") in {"presentation", "none"} or "hlist" in (
        attributes.get("class") or ""
    )
    table = None if is_layout else Table(is_announced=state.rules.tables == "announce")
    state.tables.append(table)

    def leave() -> None:
        state.end_run()
        state.tables.pop()
        if table is not None:
            _finish(state, table)
        close()

    return leave


def enter_row_group(state: State, _node: LexborNode, tag: str, _attributes: Attributes) -> None:
    """Begin a table's head, body or foot."""
    if state.tables and state.tables[-1] and not state.flat:
        state.tables[-1].start_group(is_head=tag == "thead")


def enter_row(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a row, which becomes one block."""
    table = state.tables[-1] if state.tables else None
    if table is None or state.flat:
        return state.open_place(tag, attributes)
    state.end_run()
    place = state.new_place(tag, attributes, Role(kind="row"))

    def leave() -> None:
        text = table.end_row()
        if text and not table.is_announced:
            state.blocks.add(text, place)

    return leave


def enter_cell(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a cell, whose lines are one text."""
    table = state.tables[-1] if state.tables else None
    if table is None or state.flat:
        return state.open_place(tag, attributes)
    state.end_run()
    state.flat = True

    def leave() -> None:
        table.add_cell(state.take_run(), is_header=tag == "th", spans=attributes)
        state.flat = False

    return leave


def enter_caption(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a caption; that of an announced table is a part of the announcement."""
    table = state.tables[-1] if state.tables else None
    if tag != "caption" or table is None or not table.is_announced or state.flat:
        return state.open_place(tag, attributes, Role(kind="caption"))
    state.end_run()
    state.flat = True

    def leave() -> None:
        table.caption = state.take_run()
        state.flat = False

    return leave


def _finish(state: State, table: Table) -> None:
    kind: BlockKind = "row"
    text = table.lonely_head()
    if table.is_announced:
        kind = "announcement"
        text = state.words.announce_table(table.caption, table.headers(), table.rows)
    if text:
        state.place.role = Role(kind=kind, opened=len(state.blocks))
        state.blocks.add(text, state.place)
