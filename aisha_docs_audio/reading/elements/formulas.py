"""What stands for a formula: its author's words, its source, and a form that can be shown.

The source is TeX or MathML; putting it into words is not this stage's business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.line_tags import breaks_line
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import BREAK, collapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_DELIMITED = re.compile(
    r"\A\s*(?:\\\((?P<a>.*)\\\)|\\\[(?P<b>.*)\\\]|\$\$(?P<c>.*)\$\$|\$(?P<d>.*)\$)\s*\Z", re.DOTALL
)
_NOT_WORDS = re.compile(r"[\\^_{}=+<>|*/\[\]&~]")
_WORD = re.compile(r"[^\W\d_]{2}")
_TEX = 'annotation[encoding="application/x-tex"], annotation[encoding="TeX"]'
_SCRIPT = 'script[type^="math/tex"]'

_BETWEEN = {
    "msup": ("^",),
    "mover": ("^",),
    "msub": ("_",),
    "munder": ("_",),
    "msubsup": ("_", "^"),
    "munderover": ("_", "^"),
    "mfrac": ("/",),
}
"""What parts the children of these MathML elements where the formula is written in one line."""


def enter_math(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Put a formula into the text, or make a block of one that stands on lines of its own."""
    value, shown = _source_of(state, node, tag, attributes)
    words = _words_of(state, node, attributes)
    shown = collapse([shown]) or words
    if not shown:
        return state.skip(tag)
    text = state.marks.wrap(shown, "math", value)
    if words and not state.said:
        text = state.marks.wrap(text, "said", words)
    stands_alone = tag == "math" and _is_display(tag, attributes) and not collapse(state.run)
    if breaks_line(tag) or (stands_alone and not state.flat):
        state.add_block(tag, attributes, "formula", text)
    elif _is_display(tag, attributes):
        state.run += (BREAK, text, BREAK)
    else:
        state.run.append(text)
    return SKIP


def enter_script(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Skip a script, unless it holds a formula for MathJax."""
    kind = attributes.get("type") or ""
    if not kind.startswith("math/tex"):
        return state.skip(tag)
    return enter_math(state, node, tag, attributes)


def bare_source(source: str) -> str:
    r"""Return a formula's source without its delimiters, such as ``\(`` and ``\)``."""
    match = _DELIMITED.match(source)
    return (match[match.lastgroup or 0] if match else source).strip()


def are_words(text: str) -> bool:
    """Return whether a text is a formula told in words, and not its source."""
    return bool(_WORD.search(text)) and not _NOT_WORDS.search(text)


def _source_of(state: State, node: LexborNode, tag: str, attributes: Attributes) -> tuple[str, str]:
    """Return a formula's source and what is shown for it."""
    if tag == "img":
        source = bare_source(state.marked.unmark(attributes.get("alt") or ""))
        return ("", source) if are_words(source) else (source, source)
    if tag != "script":
        for selector in (_SCRIPT, _TEX):
            found = node.css_first(selector)
            if found is not None:
                source = bare_source(state.text_of(found))
                return source, source
        image = node.css_first("img")
        if image is not None and image.attributes.get("alt"):
            return _source_of(state, image, "img", image.attributes)
        math = node if tag == "math" else node.css_first("math")
        if math is not None:
            alternative = bare_source(state.marked.unmark(math.attributes.get("alttext") or ""))
            if alternative and not are_words(alternative):
                return alternative, alternative
            shown = state.marked.unmark("".join(_in_one_line(math)))
            return state.marked.unmark_html(math.html or ""), shown
    source = bare_source(state.marked.unmark("".join(_text_of(node))))
    return source, source


def _words_of(state: State, node: LexborNode, attributes: Attributes) -> str:
    """Return the author's own words for the formula; empty if there are none."""
    said = collapse([state.marked.unmark(attributes.get("data-say") or "")])
    if said:
        return said
    near = [attributes, *(child.attributes for child in node.iter())]
    math = node.css_first("math, img")
    if math is not None:
        near.append(math.attributes)
    for found in near:
        for name in ("aria-label", "alttext", "alt"):
            words = collapse([state.marked.unmark(found.get(name) or "")])
            if words and are_words(words):
                return words
    return ""


def _is_display(tag: str, attributes: Attributes) -> bool:
    return (
        "display" in (attributes.get("class") or "").lower()
        or attributes.get("display") in {"block", "true"}
        or (tag == "script" and "display" in (attributes.get("type") or ""))
    )


def _text_of(node: LexborNode) -> Iterator[str]:
    """Return the text without the formula's number."""
    inside = [*node.iter(include_text=True)][::-1]
    while inside:
        child = inside.pop()
        if child.is_text_node:
            yield child.text_content or ""
        elif "eqno" not in (child.attributes.get("class") or "").split():
            inside += [*child.iter(include_text=True)][::-1]


def _in_one_line(math: LexborNode) -> Iterator[str]:
    """Return the pieces of a MathML formula as one types it: "x^2", "a/b"."""
    path: list[tuple[LexborNode, list[str], str]] = []
    node, signs = math.first_child, [""]
    while node is not None or path:
        if node is None:
            node, signs, after = path.pop()
            yield after
        elif node.is_text_node:
            yield (node.text_content or "").strip()
        elif node.is_element_node and not (tag := node.tag or "").startswith("annotation"):
            yield signs.pop(0) if signs else ""
            before, after = _brackets(node, tag)
            yield before
            path.append((node, signs, after))
            node, signs = node.first_child, ["", *_BETWEEN.get(tag, ())]
            continue
        node = node.next


def _brackets(node: LexborNode, tag: str) -> tuple[str, str]:
    if tag in {"msqrt", "mroot"}:
        return "√(", ")"
    parent, first = node.parent, node.first_child
    is_long = tag == "mrow" and first is not None and first.next is not None
    return ("(", ")") if is_long and parent is not None and parent.tag in _BETWEEN else ("", "")
