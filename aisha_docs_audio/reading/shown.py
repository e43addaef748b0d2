"""What a page's HTML shows of the blocks that were read: taken when reading, compared at the end.

Between reading and writing other plugins, hooks, themes and templates have their turn: they may
encrypt, replace, hide or leave out what was read. Only the page that is written counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading.source_map import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

# Not shown as text, wherever they stand (HTML Standard, "The CSS user agent style sheet").
_NO_TEXT = frozenset({"script", "style", "template", "noscript", "title", "textarea", "iframe"})
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SKIPPED = ("data-audio", "skip")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """The words of one block's element, without those of blocks inside it.

    `words` are letters and digits only, so that minifiers, quotation marks and permalink signs
    change nothing. `hidden` counts the elements around it that hide it.
    """

    number: int
    words: str
    hidden: int


def shown_blocks(html: str) -> tuple[ShownBlock, ...]:
    """Return what annotated HTML shows of its blocks; `html` is a fragment or a whole page.

    Takes time in proportion to its length. Raises nothing.
    """
    root = LexborHTMLParser(html.encode("utf-8", "replace")).root
    return _blocks_below(root) if root is not None else ()


def first_missing(read: Iterable[ShownBlock], html: str) -> int | None:
    """Return the first block that was read and that a written page does not show; None: all there.

    A block is shown if an element with its number has all its words in their order, whatever else
    was put between them, and nothing hides it that did not when it was read.
    """
    found: Mapping[int, list[ShownBlock]] = defaultdict(list)
    for block in shown_blocks(html):
        found[block.number].append(block)
    for block in read:
        if not any(_shows(other, block) for other in found.get(block.number, ())):
            return block.number
    return None


def _shows(found: ShownBlock, read: ShownBlock) -> bool:
    if found.hidden > read.hidden:
        return False
    words, others = read.words.split(), found.words.split()
    if "".join(words) in "".join(others):
        return True
    # Something was put between the words: a tooltip, a permalink.
    rest = iter(others)
    return all(word in rest for word in words)


def _blocks_below(root: LexborNode) -> tuple[ShownBlock, ...]:
    words: list[list[str]] = []
    heads: list[tuple[int, int]] = []
    # Each entry: a node, the block it belongs to (an index; -1: none), how often it is hidden.
    stack: list[tuple[LexborNode, int, int]] = [(root, -1, 0)]
    while stack:
        node, owner, hidden = stack.pop()
        tag = node.tag or ""
        if node.next is not None and node is not root:
            stack.append((node.next, owner, hidden))
        if tag == "-text":
            if owner >= 0:
                words[owner].append(_letters(node.text_content or ""))
            continue
        if tag in _NO_TEXT or tag.startswith(("-", "!")) and tag != "-document":
            continue
        attributes = node.attributes
        if attributes.get(_SKIPPED[0]) == _SKIPPED[1]:
            continue
        if tag not in {"html", "body"}:
            hidden += _hides(attributes)
        number = attributes.get(ATTRIBUTE) or ""
        if number.isascii() and number.isdigit():
            heads.append((int(number), hidden))
            words.append([])
            owner = len(words) - 1
        if tag == "img" and owner >= 0:
            words[owner].append(_letters(attributes.get("alt") or ""))
        if node.child is not None:
            stack.append((node.child, owner, hidden))
    return tuple(
        ShownBlock(number=number, words=" ".join("".join(part).split()), hidden=hidden)
        for (number, hidden), part in zip(heads, words, strict=True)
    )


def _hides(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDING_STYLE.search(attributes.get("style") or ""))


def _letters(text: str) -> str:
    """Keep letters and digits; everything else divides words."""
    return "".join(sign if sign.isalnum() else " " for sign in text)
