"""What of a narrated page is content: the container that hosts know, or that of all its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.hosts.content import content_of
from aisha_docs_audio.reading.source_map import ATTRIBUTE

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


def narrated_content(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the element that holds a page's content; None: that can't be told.

    A container that does not hold all blocks is none: what is heard is content.
    """
    known = content_of(tree, None)
    blocks = [
        block
        for block in tree.css(f"[{ATTRIBUTE}]")
        if all(parent.tag != "aisha-audio" for parent in _way_up(block))
    ]
    if not blocks:
        return known
    common = _way_up(blocks[0])
    for block in blocks[1:]:
        above = {node.mem_id for node in _way_up(block)}
        common = [node for node in common if node.mem_id in above]
    if known is not None and any(node.mem_id == known.mem_id for node in common):
        return known
    return common[0] if common else known


def _way_up(node: LexborNode) -> list[LexborNode]:
    """Return the elements around a node, the innermost first."""
    found = []
    parent = node.parent
    while parent is not None and parent.is_element_node:
        found.append(parent)
        parent = parent.parent
    return found
