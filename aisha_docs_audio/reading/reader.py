"""A page's reading, from its HTML to annotated HTML and blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading.complexity import complexity_problem
from aisha_docs_audio.reading.phrases import is_in_cyrillic
from aisha_docs_audio.reading.source_map import ATTRIBUTE, SourceMap
from aisha_docs_audio.reading.state import State
from aisha_docs_audio.reading.walk import walk_elements

if TYPE_CHECKING:
    from aisha_docs_audio.model import Block
    from aisha_docs_audio.reading.rules import ReadingRules

_BEFORE = "<!doctype html><body>"
"""Hosts put the fragment into the body of a page in no-quirks mode."""

_NO_PROSE = "pre, script, style, kbd, math, :not(pre) > code"
"""What is in Latin letters in whatever script a page is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedHtml:
    """A page's HTML with its blocks marked, and the blocks.

    `html` is the input but for the ``data-audio-block`` attributes. `problem` says, in English,
    why nothing at all was read of HTML too complex to read (see `complexity`); else it is empty.
    `unspoken` are the languages of blocks that were left out, because no voice speaks them.
    """

    html: str
    blocks: tuple[Block, ...]
    problem: str = ""
    unspoken: tuple[str, ...] = ()


def read_blocks(html: str, rules: ReadingRules) -> AnnotatedHtml:
    """Find what is read of a page's content, and mark it.

    `html` is a fragment such as MkDocs' ``page.content`` or Sphinx' ``body``, or any text at all.
    Takes time in proportion to its length. Raises nothing.
    """
    problem = complexity_problem(html)
    if problem:
        return AnnotatedHtml(html=html, blocks=(), problem=problem)
    marked = SourceMap(html)
    # Lone surrogates cannot be parsed; the copy is only looked at.
    text = (_BEFORE + marked.text).encode("utf-8", "replace")
    body = LexborHTMLParser(text).body
    if body is None:
        return AnnotatedHtml(html=html, blocks=())
    skipped = {node.mem_id for selector in rules.skip for node in body.css(selector)}
    state = State(marked, rules)
    if rules.language == "uz":
        code = "".join(node.text() for node in body.css(_NO_PROSE))
        state.is_cyrillic = is_in_cyrillic(body.text(), code)
    if rules.title and body.css_first("h1") is None:
        state.blocks.begin_with(rules.title)
    walk_elements(body, state, skipped)
    finished = state.blocks.finish(state.marks)
    values = finished.numbers
    if marked.has_attribute():
        # The attribute is ours: of one that was there already nobody must take the number.
        for node in body.css(f"[{ATTRIBUTE}]"):
            mark = marked.place(node.tag or "", node.attributes)
            if mark is not None:
                values.setdefault(mark, "")
    return AnnotatedHtml(
        html=marked.annotate(values), blocks=finished.blocks, unspoken=finished.unspoken
    )
