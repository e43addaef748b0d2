"""The walk through a parsed page: one loop, each node once, no recursion.

Pages may nest deeper than Python's stack. What an element means is looked up in `vocabulary`,
what to do at it stands in `_ENTER`, and where the walk stands is kept in `state`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading import muting, visibility
from aisha_docs_audio.reading.elements import containers, inline
from aisha_docs_audio.reading.elements.boxes import enter_summary, enter_title
from aisha_docs_audio.reading.elements.code import enter_highlight, enter_listing
from aisha_docs_audio.reading.elements.formulas import enter_math, enter_script
from aisha_docs_audio.reading.elements.icons import ICON_TAGS, read_icon
from aisha_docs_audio.reading.elements.images import enter_image
from aisha_docs_audio.reading.elements.note_marks import enter_note_mark
from aisha_docs_audio.reading.elements.said import KINDS_THAT_STAY, SHOWN, do_nothing, enter_said
from aisha_docs_audio.reading.elements.scripts import enter_lowered, enter_raised
from aisha_docs_audio.reading.elements.signatures import (
    enter_code,
    enter_declaration,
    enter_prototype,
    enter_signature,
    enter_symbol,
)
from aisha_docs_audio.reading.elements.table_rows import (
    enter_caption,
    enter_cell,
    enter_row,
    enter_row_group,
    enter_table,
)
from aisha_docs_audio.reading.elements.tabs import (
    enter_tab_label,
    enter_tab_labels,
    enter_tab_panel,
    enter_tab_set,
)
from aisha_docs_audio.reading.html_tags import primary_subtag
from aisha_docs_audio.reading.line_tags import breaks_line
from aisha_docs_audio.reading.semantics import NO_HTML, Semantics, semantics_of
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse
from aisha_docs_audio.reading.text_nodes import refined

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Enter, Leave, State


def _enter_skipped(state: State, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
    return state.skip(tag)


def _enter_inline(
    _state: State, _node: LexborNode, _tag: str, _attributes: Attributes
) -> Leave | None:
    return None


_ENTER: Mapping[Semantics, Enter] = {
    Semantics.SKIPPED: _enter_skipped,
    Semantics.INLINE: _enter_inline,
    Semantics.LINE_BREAK: inline.enter_line_break,
    Semantics.RULE: inline.enter_rule,
    Semantics.LINK: inline.enter_link,
    Semantics.KEY: inline.enter_key,
    Semantics.RAISED: enter_raised,
    Semantics.LOWERED: enter_lowered,
    Semantics.CONTROL: inline.enter_control,
    Semantics.INPUT: inline.enter_input,
    Semantics.MOMENT: inline.enter_moment,
    Semantics.OWN_PHRASE: inline.enter_own_phrase,
    Semantics.FIELD: inline.enter_field,
    Semantics.DIALOG: containers.enter_dialog,
    Semantics.CLASSIFIER: inline.enter_classifier,
    Semantics.NOTE_LABEL: inline.enter_note_label,
    Semantics.NOTE_MARK: enter_note_mark,
    Semantics.MATH: enter_math,
    Semantics.SCRIPT: enter_script,
    Semantics.CODE: enter_code,
    Semantics.IMAGE: enter_image,
    Semantics.CONTAINER: containers.enter_container,
    Semantics.TOCTREE: containers.enter_toctree,
    Semantics.LINE: containers.enter_line,
    Semantics.LINE_BLOCK: containers.enter_line_block,
    Semantics.QUOTE: containers.enter_quote,
    Semantics.HEADING: containers.enter_heading,
    Semantics.LIST: containers.enter_list,
    Semantics.ITEM: containers.enter_item,
    Semantics.TERM: containers.enter_as("term"),
    Semantics.DEFINITION: containers.enter_as("definition"),
    Semantics.TITLE: enter_title,
    Semantics.SUMMARY: enter_summary,
    Semantics.NOTES: containers.enter_notes,
    Semantics.SIGNATURE: enter_signature,
    Semantics.DECLARATION: enter_declaration,
    Semantics.PROTOTYPE: enter_prototype,
    Semantics.SYMBOL: enter_symbol,
    Semantics.CAPTION: enter_caption,
    Semantics.TABLE: enter_table,
    Semantics.ROW_GROUP: enter_row_group,
    Semantics.ROW: enter_row,
    Semantics.CELL: enter_cell,
    Semantics.LISTING: enter_listing,
    Semantics.HIGHLIGHT: enter_highlight,
    Semantics.TAB_SET: enter_tab_set,
    Semantics.TAB_LABELS: enter_tab_labels,
    Semantics.TAB_LABEL: enter_tab_label,
    Semantics.TAB_PANEL: enter_tab_panel,
}

_BY_ROLE = {"tablist": Semantics.TAB_LABELS, "tabpanel": Semantics.TAB_PANEL,
            "doc-noteref": Semantics.NOTE_MARK}  # fmt: skip
_TELLING = visibility.TELLING | {"data-say", "lang", "xml:lang"}


def walk_elements(root: LexborNode, state: State, skipped: Collection[int]) -> None:  # noqa: C901 - one hot loop
    """Go through everything inside `root`; `skipped` are the mem_ids of elements not read."""
    path: list[tuple[LexborNode, Leave | None]] = []
    run = state.run
    node = root.first_child
    while True:
        if node is None:
            if not path:
                break
            node, leave = path.pop()
            if leave is not None:
                leave()
            if state.muted_in == node.mem_id:
                state.muted_level = state.muted_in = 0
            node = node.next
            continue
        inside: LexborNode | None = None
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            # White space at the start of a run is nothing; most of it stands between elements.
            if (run or not text.isspace()) and not state.is_mute:
                run.append(text if state.literal else refined(text, state))
        elif tag == "-comment":
            muting.note_comment(state, node)
        elif tag and tag[0] != "-":
            leave = _enter(state, node, tag, skipped)
            if leave is not SKIP:
                inside = node.first_child
                if inside is not None:
                    path.append((node, leave))
                elif leave is not None:
                    leave()
        node = node.next if inside is None else inside
    state.end_run()


def _enter(state: State, node: LexborNode, tag: str, skipped: Collection[int]) -> Leave | None:
    if state.is_mute and not muting.ends_muting(state, tag):
        return None
    attributes = node.attributes
    meaning = semantics_of(tag, attributes.get("class"))
    if skipped and node.mem_id in skipped:
        return state.skip(tag)
    if (
        tag in ICON_TAGS
        and (attributes or tag == "svg")
        and read_icon(state, node, tag, attributes)
    ):
        return SKIP
    if attributes and not _TELLING.isdisjoint(attributes):
        return _enter_telling(state, node, tag, attributes, meaning)
    if meaning is Semantics.INLINE:
        return None
    return _ENTER[meaning](state, node, tag, attributes)


def _enter_telling(
    state: State, node: LexborNode, tag: str, attributes: Attributes, meaning: Semantics
) -> Leave | None:
    """Enter an element whose attributes say how, or that it is not, to be read."""
    role = attributes.get("role") if tag not in NO_HTML else None
    meaning = _BY_ROLE.get(role or "", meaning)
    if visibility.is_hidden(tag, attributes, meaning):
        if visibility.is_left_out(attributes):
            muting.mute_section(state, node, tag)
        return state.skip(tag)
    if attributes.get("data-audio") == "volatile" and tag not in NO_HTML:
        meaning = Semantics.MOMENT
    if "lang" not in attributes and "xml:lang" not in attributes:
        return _enter_said(state, node, tag, attributes, meaning)
    return _enter_language(state, node, tag, attributes, meaning)


def _enter_language(
    state: State, node: LexborNode, tag: str, attributes: Attributes, meaning: Semantics
) -> Leave | None:
    around = state.language
    state.language = primary_subtag(attributes)
    leave = _enter_said(state, node, tag, attributes, meaning)
    if leave is SKIP:
        state.language = around
        return SKIP
    default = state.rules.language
    is_phrase = state.flat or not breaks_line(tag)
    is_other = is_phrase and (state.language or default) != (around or default)
    close = state.open_span("language", state.language or default) if is_other else None

    def leave_language() -> None:
        if close is not None:
            close()
        if leave is not None:
            leave()
        state.language = around

    return leave_language


def _enter_said(
    state: State, node: LexborNode, tag: str, attributes: Attributes, meaning: Semantics
) -> Leave | None:
    """Enter an element that may have ``data-say``: what it shows stays, and its words are heard."""
    # A formula takes its words itself.
    if "data-say" not in attributes or state.said or meaning is Semantics.MATH:
        return _ENTER[meaning](state, node, tag, attributes)
    words = collapse([state.marked.unmark(attributes["data-say"] or "")])
    if not words:
        return state.skip(tag)
    if not breaks_line(tag):
        if meaning in SHOWN:
            return enter_said(state, words, lambda: _ENTER[meaning](state, node, tag, attributes))
        state.run.append(words)
        return SKIP
    said_as = meaning if meaning in KINDS_THAT_STAY else Semantics.CONTAINER
    leave_line = _ENTER[said_as](state, node, tag, attributes) or do_nothing
    if meaning not in SHOWN:
        state.run.append(words)
        leave_line()
        return SKIP
    leave_words = enter_said(state, words, do_nothing)

    def leave() -> None:
        leave_words()
        leave_line()

    return leave
