"""What a page's HTML shows of the blocks that were read: taken when reading, compared at the end.

Between reading and writing other plugins, hooks, themes and templates have their turn: they may
encrypt, replace, hide or leave out what was read. Only the page that is written counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.model import ShownBlock
from aisha_docs_audio.reading import visibility
from aisha_docs_audio.reading.semantics import BY_TAG, HIDING_CLASSES, Semantics, semantics_of
from aisha_docs_audio.reading.source_map import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

# Not shown as text, wherever they stand (HTML Standard, "The CSS user agent style sheet").
_NO_TEXT = frozenset({"script", "style", "template", "noscript", "title", "textarea", "iframe"})
_OTHER_SIGNS = re.compile(r"[\W_]+")


def shown_blocks(html: str) -> tuple[ShownBlock, ...]:
    """Return what annotated HTML shows of its blocks; `html` is a fragment or a whole page.

    Takes time in proportion to its length. Raises nothing.
    """
    root = LexborHTMLParser(html.encode("utf-8", "replace")).root
    return _Collector().gather(root) if root is not None else ()


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


class _Collector:
    """Goes through a tree once and gathers each block's words."""

    def __init__(self) -> None:
        self._heads: list[tuple[int, int]] = []
        self._words: list[list[str]] = []
        self._googleoff = False

    def gather(self, root: LexborNode) -> tuple[ShownBlock, ...]:
        # Each entry: a node, the block it belongs to (an index; -1: none), how often it is hidden.
        stack: list[tuple[LexborNode, int, int]] = [(root, -1, 0)]
        while stack:
            node, owner, hidden = stack.pop()
            if node.next is not None:
                stack.append((node.next, owner, hidden))
            entered = self._enter(node, owner, hidden)
            if entered is not None and node.child is not None:
                stack.append((node.child, *entered))
        return tuple(
            ShownBlock(number=number, words=" ".join("".join(words).split()), hidden=hidden)
            for (number, hidden), words in zip(self._heads, self._words, strict=True)
        )

    def _enter(self, node: LexborNode, owner: int, hidden: int) -> tuple[int, int] | None:
        """Return the block and the hiding that hold inside a node; None: nothing in it counts."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(owner, node.text_content)
            return None
        if tag == "-comment":
            switch = visibility.googleoff((node.html or "")[len("<!--") : -len("-->")])
            self._googleoff = self._googleoff if switch is None else switch
        if tag in _NO_TEXT or tag.startswith(("-", "!")):
            return None
        attributes = node.attributes
        if _hides(tag, attributes):
            hidden += 1
            owner = -1  # what it hides is no part of the block around it
        number = attributes.get(ATTRIBUTE) or ""
        if number.isascii() and number.isdigit():
            self._heads.append((int(number), hidden + self._googleoff))
            self._words.append([])
            owner = len(self._words) - 1
        if tag == "img":
            self._add(owner, attributes.get("alt"))
        return owner, hidden

    def _add(self, owner: int, text: str | None) -> None:
        if owner >= 0 and text and not self._googleoff:
            self._words[owner].append(_letters(text))


def _hides(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element hides what is in it, by the rules of reading."""
    if BY_TAG.get(tag) is Semantics.SKIPPED:
        return True
    if not attributes:
        return tag == "dialog"
    classes = attributes.get("class")
    meaning = semantics_of(tag, classes)
    if attributes.get("role") == "tabpanel":
        meaning = Semantics.TAB_PANEL
    if classes and not HIDING_CLASSES.isdisjoint(classes.split()):
        return True
    return visibility.is_hidden(tag, attributes, meaning)


def _letters(text: str) -> str:
    """Keep letters and digits; everything else divides words."""
    return _OTHER_SIGNS.sub(" ", text)
