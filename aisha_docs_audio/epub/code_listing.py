"""Listings: their text, line by line, without numbers, buttons and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from aisha_docs_audio.epub.elements import LEFT_OUT
from aisha_docs_audio.epub.markup import legal_text
from aisha_docs_audio.epub.shown import is_shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NUMBERED = frozenset({"highlighttable", "rouge-table", "lntable"})
"""Tables of one row: Pygments', Jekyll's, Hugo's."""
_LINES = frozenset({"div", "p", "li", "tr", "ol", "ul"})
_NEVER = (LEFT_OUT - {"clipboard-copy"}) | {"button", "clipboard-copy", "svg"}


def listing_of(node: LexborNode) -> Element | None:
    """Return a listing as code; None: it is empty."""
    text = "".join(_text_of(node)).strip("\n")
    if not text.strip():
        return None
    listing = Element("pre")
    SubElement(listing, "code").text = legal_text(text)
    return listing


def numbered_listing(table: LexborNode) -> Element | None:
    """Return the code of a listing whose lines are numbered in a column of their own."""
    code = table.css_first("td.code pre, td.code, td.rouge-code pre, td.lntd + td.lntd pre")
    return listing_of(code) if code is not None else None


def _text_of(listing: LexborNode) -> list[str]:
    parts: list[str] = []
    # Each entry: a node, and whether it is a line that ends here.
    waiting: list[tuple[LexborNode | None, bool]] = [(listing.first_child, False)]
    while waiting:
        node, is_end = waiting.pop()
        if is_end:
            if parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            continue
        if node is None:
            continue
        waiting.append((node.next, False))
        tag = node.tag or ""
        if node.is_text_node:
            parts.append(node.text_content or "")
        elif tag == "br":
            parts.append("\n")
        elif node.is_element_node and tag not in _NEVER and is_shown(tag, node.attributes):
            if tag in _LINES:
                waiting.append((node, True))
            waiting.append((node.first_child, False))
    return [part for part in parts if part]
