"""Asciidoctor's tables that are none: boxes, lists of callouts, terms beside what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.text import collapse
from aisha_docs_audio.reading.theme_phrases import kind_of_box, kind_said, own_words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, State

_BOX = "admonitionblock"
_LISTS = frozenset({"colist", "hdlist"})
_CELL_IN_BOX = 4
"""Cell, row, body, table: so far above a cell stands the box."""


def is_box_of_cells(table: LexborNode) -> bool:
    """Return whether a table is a box: an icon beside its text."""
    return _BOX in _classes_around(table)


def is_list_of_cells(table: LexborNode) -> bool:
    """Return whether a table is a list, of which nobody says that it is a table."""
    return not _LISTS.isdisjoint(_classes_around(table))


def icon_said(state: State, cell: LexborNode, attributes: Attributes) -> str:
    """Return what is said for a box's icon; empty for any other cell."""
    if "icon" not in (attributes.get("class") or "").split():
        return ""
    box = cell
    for _ in range(_CELL_IN_BOX):
        if box.parent is None:
            return ""
        box = box.parent
    classes = box.attributes.get("class") or ""
    kind = kind_of_box(classes)
    if _BOX not in classes or not kind:
        return ""
    shown = collapse([state.text_of(cell)]) or _name_of_icon(cell)
    word = kind_said(kind, shown, state.tongue)
    if word:
        return f"{word}: {shown}" if shown else word
    return own_words(shown, state.tongue) or shown


def _name_of_icon(cell: LexborNode) -> str:
    icon = cell.css_first("[title], [alt]")
    attributes = icon.attributes if icon is not None else {}
    return " ".join((attributes.get("title") or attributes.get("alt") or "").split())


def _classes_around(node: LexborNode) -> list[str]:
    return (node.parent.attributes.get("class") or "").split() if node.parent is not None else []
