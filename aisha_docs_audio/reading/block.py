"""The values this stage gives: blocks, and a page's reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal[
    "heading",
    "paragraph",
    "item",
    "term",
    "definition",
    "row",
    "caption",
    "title",
    "summary",
    "tab",
    "quote",
    "image",
    "code",
    "formula",
    "announcement",
]
"""What a block is to a listener.

heading, paragraph, quote (a paragraph of a quotation), item (of a list), term and definition (of
a definition list, an API signature being a term), row (of a table, with its headers), caption
(of a figure or a table), title (of an admonition, topic, sidebar or card), summary (the line that
opens a details element), tab (the label of the tab whose content follows), image (what a picture
that stands alone shows), code (a listing read aloud), formula (one that stands on lines of its
own), announcement (one sentence in place of a table or a listing that is not read).
"""

SpanKind = Literal["code", "key", "math", "link", "language", "said", "answer"]
"""What a stretch of a block is, where that changes how it is said.

code (a literal: its signs are meant), key (one key of a shortcut), math (a formula; `value` is its
source, TeX or MathML), link (`value` is its address), language (words in another language; `value`
is the primary subtag), said (`value` is heard in place of what is shown, as in ``data-say``),
answer (a picture or sign that means "yes" or "no"; `value` is which).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a block's text: `start` and `end` are offsets into it, in code points."""

    start: int
    end: int
    kind: SpanKind
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A readable element of a page.

    `number` is the n of the element's ``data-audio-block="<n>"``, counted from 1 in reading
    order, which is the order of the elements in the page. `level` is 1 to 6 for a heading, the
    nesting depth from 1 for an item of a list, else 0. `text` is what the page shows of it, with
    the words that a reader adds, white space collapsed, never empty. `spans` say what its stretches
    are; they lie in order of their starts, and one may lie inside another. `language` is the
    primary subtag, in lower case, of the nearest ``lang`` attribute (HTML Standard, "The lang and
    xml:lang attributes") on the element or around it inside the fragment; None: the page's.
    """

    number: int
    kind: BlockKind
    level: int
    text: str
    language: str | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedHtml:
    """A page's HTML with its blocks marked, and the blocks.

    `html` is the input but for the ``data-audio-block`` attributes. `problem` says, in English,
    why nothing at all was read of HTML past all measure (see `complexity`); else it is empty.
    `unspoken` are the languages of blocks that were left out, because no voice speaks them.
    """

    html: str
    blocks: tuple[Block, ...]
    problem: str = ""
    unspoken: tuple[str, ...] = ()
