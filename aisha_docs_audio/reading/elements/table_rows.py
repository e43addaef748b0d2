"""What the walk does at the elements of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.answers import (
    DASH,
    ICON,
    PICTURES,
    answer_of_cell,
    is_decoration,
    is_sign_alone,
    picture_said,
)
from aisha_docs_audio.reading.elements.asciidoctor import (
    icon_said,
    is_box_of_cells,
    is_list_of_cells,
)
from aisha_docs_audio.reading.elements.signatures import named_by_shape
from aisha_docs_audio.reading.elements.tables import Table
from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse
from aisha_docs_audio.reading.theme_phrases import own_words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.model import BlockKind
    from aisha_docs_audio.reading.elements.tables import DashMeaning
    from aisha_docs_audio.reading.state import Attributes, Leave, State


def enter_table(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Skip, read or announce a table, as the option tables says."""
    is_box, is_list = is_box_of_cells(node), is_list_of_cells(node)
    if state.rules.tables == "skip" and not (is_box or is_list):
        state.end_run()
        return SKIP
    close = state.open_place(tag, attributes)
    if state.flat:
        return close
    is_layout = (
        is_box
        or attributes.get("role") in {"presentation", "none"}
        or "hlist" in (attributes.get("class") or "")
    )
    table = Table(
        is_announced=state.rules.tables == "announce" and not is_list,
        mark=lambda dash, meaning: _mark_dash(state, dash, meaning),
        is_introduced=is_list,
    )
    state.tables.append(None if is_layout else table)
    around, state.answers = state.answers, ""

    def leave() -> None:
        state.end_run()
        state.tables.pop()
        state.answers = around
        if not is_layout:
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
        cells = table.end_row()
        if not cells or table.is_announced:
            return
        if not table.is_introduced:
            table.is_introduced = True
            _introduce(state)
            # No block can have begun inside a row.
            place.opened = place.role.opened = len(state.blocks)
        is_first, no = table.rows == 1, state.words.no
        slot = state.blocks.add(table.sentence(cells, is_first=is_first, no=no), place)
        # What a dash means can be told only when the whole column is known.
        table.later.append(lambda: slot.replace(table.sentence(cells, is_first=is_first, no=no)))

    return leave


def _mark_dash(state: State, dash: str, meaning: DashMeaning) -> str:
    if meaning in ("yes", "no"):
        return state.marks.wrap_answer(dash, meaning, "")
    if meaning == "answer":
        return state.marks.insist(dash)
    if meaning in ("partly", "symbol"):
        word = state.words.partly if meaning == "partly" else state.words.symbol
        return state.marks.wrap(dash, "said", word)
    if meaning == "none":
        return state.marks.wrap(dash, "said", state.words.none)
    if meaning == "minus":
        return state.marks.wrap(dash, "said", state.words.minus)
    return state.marks.wrap(dash, "code")


def _introduce(state: State) -> None:
    """Announce that a table begins, unless its caption has said so."""
    table = state.place
    if table.mark is not None and table.opened == len(state.blocks):
        table.role = Role(kind="caption", opened=len(state.blocks))
        state.blocks.add(f"{state.words.table}.", table)


def enter_cell(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a cell, whose lines are one text."""
    table = state.tables[-1] if state.tables else None
    if table is None or state.flat:
        title = icon_said(state, node, attributes)
        if title:
            state.add_block(tag, attributes, "title", title)
            return SKIP
        return state.open_place(tag, attributes)
    state.end_run()
    state.flat = True
    state.icons = 0

    def leave() -> None:
        text = named_by_shape(state, state.take_run(), with_kind=False)
        own = own_words(text, state.tongue) if tag == "th" else ""
        if text == "#" and tag == "th" and not table.rows:
            own = state.words.number
        if own:
            text = state.marks.wrap(text, "said", own)
        elif not text and state.icons and tag == "td":
            text = state.marks.wrap(ICON, "said", state.words.symbol)
        elif tag == "td" and (answer := answer_of_cell(text)):
            text = state.marks.wrap_answer(text, answer, "")
        elif PICTURES.fullmatch(text) and not (tag == "th" and is_decoration(text)):
            text = state.marks.wrap(text, "said", picture_said(text, state.words))
        elif is_sign_alone(text) and DASH.fullmatch(text) is None:
            text = state.marks.wrap(text, "code")
        table.add_cell(text, is_header=tag == "th", spans=attributes)
        state.flat = False

    return leave


def enter_caption(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a caption; that of a table says that there is one."""
    table = state.tables[-1] if state.tables else None
    if tag != "caption" or table is None or state.flat:
        return state.open_place(tag, attributes, Role(kind="caption"))
    if not table.is_announced:
        close = state.open_place(tag, attributes, Role(kind="caption"))

        def leave_caption() -> None:
            shown = without_marks(collapse(state.run))
            if shown:
                table.is_introduced = True
                say_caption_number(state, shown)
            close()

        return leave_caption
    state.end_run()
    state.flat = True

    def leave() -> None:
        table.caption = state.take_run()
        state.flat = False

    return leave


def say_caption_number(state: State, shown: str) -> None:
    """Let a table's caption begin with "Table", in the language of the page."""
    word = state.words.table
    if shown.casefold().startswith(word.casefold()):
        return
    if shown.startswith("Table ") and state.tongue != "en":
        text = collapse(state.run).replace("Table", state.marks.wrap("Table", "said", word), 1)
        state.run[:] = [text]
        return
    state.run.insert(0, f"{word}: ")


def _finish(state: State, table: Table) -> None:
    for put in table.later:
        put()
    kind: BlockKind = "row"
    text = table.lonely_head()
    if table.is_announced:
        kind = "announcement"
        text = state.words.announce_table(table.caption, table.headers(), table.rows)
    if text:
        state.place.role = Role(kind=kind, opened=len(state.blocks))
        state.blocks.add(text, state.place)
