"""Content tabs: each tab's label is read before its content, and only if there is any.

Material and pymdownx put all labels before all panels, so a label becomes the block of its panel;
sphinx-design, sphinx-inline-tabs, Hugo Book, Geekdoc and older pymdownx put each label before its
panel.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.elements.inline import enter_control
from aisha_docs_audio.reading.places import Place, Role
from aisha_docs_audio.reading.semantics import Semantics, semantics_of
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State


@dataclass(slots=True)
class TabSet:
    """The labels whose panels are still to come, and the one held back for its panel."""

    labels: deque[str] = field(default_factory=deque)
    waiting: Place | None = None


def enter_tab_set(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a set of tabs."""
    close = state.open_place(tag, attributes)
    state.tab_sets.append(TabSet())

    def leave() -> None:
        close()
        state.blocks.forget(state.tab_sets.pop().waiting)

    return leave


def enter_tab_labels(state: State, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
    """Take the labels of all panels of the set."""
    state.end_run()
    if not state.tab_sets:
        # Bootstrap, and so Docsy and Quarto, puts the labels beside their panels, in no set.
        state.tab_sets.append(TabSet())
    labels = (collapse([state.text_of(child)]) for child in node.iter())
    # What an earlier list has left belongs to no panel.
    state.tab_sets[-1].labels = deque(labels)
    return SKIP


def enter_tab_label(
    state: State, node: LexborNode, tag: str, attributes: Attributes
) -> Leave | None:
    """Hold one label back until its panel, which follows it, is read."""
    parent = node.parent
    if not state.tab_sets or parent is None or not _is_tab_set(parent):
        return enter_control(state, node, tag, attributes)
    state.end_run()
    tabs = state.tab_sets[-1]
    state.blocks.forget(tabs.waiting)
    label = collapse([state.text_of(node)])
    if label and not state.flat:
        tabs.waiting = state.new_place(tag, attributes, Role(kind="tab"))
        state.blocks.wait(label, tabs.waiting)
    return SKIP


def enter_tab_panel(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin a panel, whose block its label becomes."""
    labels = state.tab_sets[-1].labels if state.tab_sets else None
    label = labels.popleft() if labels else ""
    if not label or state.flat:
        return state.open_place(tag, attributes)
    close = state.open_place(tag, attributes, Role(kind="tab"))
    panel = state.place
    state.blocks.wait(label, panel)

    def leave() -> None:
        close()
        state.blocks.forget(panel)

    return leave


def _is_tab_set(node: LexborNode) -> bool:
    return semantics_of(node.tag or "", node.attributes.get("class")) is Semantics.TAB_SET
