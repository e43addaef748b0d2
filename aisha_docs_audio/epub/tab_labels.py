"""The labels of tabs: a book has all panels one below the other, each under its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode


def label_of_panel(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """Return the label of a panel whose labels stand all before the panels; else ""."""
    classes = (attributes.get("class") or "").split()
    parent = node.parent
    if parent is None:
        return ""
    if "tabbed-block" in classes:  # Material and pymdownx
        around = parent.parent
        labels = around.css(".tabbed-labels > label") if around is not None else []
        return _nth(labels, _place(node, parent, "tabbed-block"))
    if (attributes.get("role") or "") != "tabpanel":
        return ""
    name = attributes.get("aria-labelledby")
    around = parent
    for _ in range(3):
        tabs = around.css("[role=tab]")
        if tabs:
            break
        if around.parent is None:
            return ""
        around = around.parent
    if name:
        return next((_said(tab) for tab in tabs if tab.attributes.get("id") == name), "")
    panels = [child for child in parent.iter() if child.attributes.get("role") == "tabpanel"]
    places = [place for place, child in enumerate(panels) if child.mem_id == node.mem_id]
    return _nth(tabs, places[0] if places else -1)


def _place(node: LexborNode, parent: LexborNode, name: str) -> int:
    panels = [p for p in parent.iter() if name in (p.attributes.get("class") or "").split()]
    return next((i for i, panel in enumerate(panels) if panel.mem_id == node.mem_id), -1)


def _nth(labels: list[LexborNode], place: int) -> str:
    return _said(labels[place]) if 0 <= place < len(labels) else ""


def _said(label: LexborNode) -> str:
    return " ".join(label.text().split())
