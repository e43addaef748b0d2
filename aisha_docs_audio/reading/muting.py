"""Stretches of a page that are not read although no element holds them: sections and googleoff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading import visibility
from aisha_docs_audio.reading.html_tags import tag_names
from aisha_docs_audio.reading.semantics import Semantics, semantics_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import State

_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_BOUNDS = tag_names("section article aside blockquote details dd li td th")
"""A section of a page does not reach beyond one of these."""


def mute_section(state: State, heading: LexborNode, tag: str) -> None:
    """Read nothing of the section that a heading begins; any other element begins none."""
    if tag not in _HEADINGS:
        return
    state.muted_level = _HEADINGS[tag]
    parent = heading.parent
    while parent is not None and parent.tag not in _BOUNDS and not _is_box(parent):
        parent = parent.parent
    state.muted_in = parent.mem_id if parent is not None else 0


def _is_box(node: LexborNode) -> bool:
    """Return whether an element is a box with a title of its own (an admonition), or a tab."""
    if semantics_of(node.tag or "", node.attributes.get("class")) is Semantics.TAB_PANEL:
        return True
    first = node.child
    while first is not None and not first.is_element_node:
        first = first.next
    if first is None:
        return False
    return semantics_of(first.tag or "", first.attributes.get("class")) is Semantics.TITLE


def ends_muting(state: State, tag: str) -> bool:
    """Return whether the element is the heading at which reading goes on."""
    if state.googleoff or _HEADINGS.get(tag, 7) > state.muted_level:
        return False
    state.muted_level = state.muted_in = 0
    return True


def note_comment(state: State, comment: LexborNode) -> None:
    """Stop at a comment "googleoff: all" and go on at "googleon: all"."""
    switch = visibility.googleoff((comment.html or "")[len("<!--") : -len("-->")])
    if switch is not None:
        state.googleoff = switch
