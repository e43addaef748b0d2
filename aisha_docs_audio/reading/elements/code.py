"""What is said of a code listing when it is announced or read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.source_map import SourceMap
    from aisha_docs_audio.reading.state import Attributes, Leave, State

_NAMES = {
    name: said
    for said, names in {
        "C": "c",
        "C++": "cpp c++ cxx",
        "CSS": "css scss",
        "Docker": "docker dockerfile Dockerfile",
        "Go": "go golang",
        "HTML": "html html+jinja",
        "INI": "ini cfg",
        "Java": "java",
        "JavaScript": "js javascript",
        "JSON": "json json5 jsonc",
        "Kotlin": "kotlin",
        "LaTeX": "latex tex",
        "Markdown": "md markdown",
        "PHP": "php",
        "Python": "py py3 python python3 pycon pytb",
        "reStructuredText": "rst rest restructuredtext",
        "Ruby": "rb ruby",
        "Rust": "rs rust",
        "SQL": "sql",
        "TOML": "toml",
        "TypeScript": "ts tsx typescript",
        "XML": "xml",
        "YAML": "yml yaml",
    }.items()
    for name in names.split()
}
_LANGUAGE = re.compile(r"(?:language|lang|highlight)-(\S+)")
_DIAGRAMS = frozenset({"mermaid", "plantuml", "graphviz", "dot", "d2"})
_NOT_CODE = frozenset(
    {"linenos", "lineno", "linenodiv", "filename", "gp", "code-block-caption", "header", "copy"}
    | {"lnt", "ln", "gutter"}  # Hugo, Rouge
)
_CAPTION = (
    ".code-block-caption .caption-text, .filename, figcaption > .title, [class*=codeBlockTitle_]"
)


def enter_listing(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Skip, read or announce a code listing, as the option code says."""
    state.end_run()
    if _is_diagram(node):
        return SKIP
    if state.rules.code == "announce":
        text = state.words.announce_code(listing_language(node), listing_caption(node, state))
        state.add_block(tag, attributes, "announcement", text)
    elif state.rules.code == "read" and (text := listing_text(node, state.marked)):
        state.add_block(tag, attributes, "code", text)
    return SKIP


def enter_highlight(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Return whether it is a listing, and no box of prose that is called "highlight" too."""
    if tag == "table" or _holds_listing(node):
        return enter_listing(state, node, tag, attributes)
    return state.open_place(tag, attributes)


def _holds_listing(node: LexborNode) -> bool:
    children = [*node.iter()]
    if any(child.tag in {"pre", "table"} for child in children):
        return True
    # Hugo puts one more box around lines that it numbers.
    inside = [*children[0].iter()] if len(children) == 1 and children[0].tag == "div" else ()
    return any(child.tag in {"pre", "table"} and _has_pre(child) for child in inside)


def _has_pre(node: LexborNode) -> bool:
    return node.tag == "pre" or node.css_first("pre") is not None


def _is_diagram(listing: LexborNode) -> bool:
    """Distinguish the source of a drawing, which a script of the page makes of it."""
    near = (listing, listing.first_child)
    names = {
        name
        for node in near
        if node is not None
        for name in _LANGUAGE.findall(node.attributes.get("class") or "")
    }
    return not names.isdisjoint(_DIAGRAMS)


def listing_language(listing: LexborNode) -> str:
    """Name the listing's language as it is said; empty when it is none or a shell."""
    near = (
        listing.parent,
        listing,
        listing.first_child,
        *listing.iter(),
        *listing.css("pre, code"),
    )
    for node in (node for node in near if node is not None):
        if node.tag == "pre" and (name := _NAMES.get(node.attributes.get("class") or "")):
            return name
        names = _LANGUAGE.findall(node.attributes.get("class") or "")
        for name in (*names, node.attributes.get("data-language") or ""):
            if name in _NAMES:
                return _NAMES[name]
    return ""


def listing_caption(listing: LexborNode, state: State) -> str:
    """Return the listing's caption or file name, white space collapsed."""
    caption = listing.css_first(_CAPTION)
    return collapse([state.text_of(caption)]) if caption is not None else ""


def listing_text(listing: LexborNode, marked: SourceMap) -> str:
    """Return the code itself without line numbers and prompts, white space collapsed."""
    return collapse([marked.unmark("".join(_code_of(listing)))])


def _code_of(listing: LexborNode) -> Iterator[str]:
    path: list[LexborNode] = []
    node = listing.first_child
    while node is not None or path:
        if node is None:
            node = path.pop().next
            continue
        inside = None
        if node.is_text_node:
            yield node.text_content or ""
        elif _is_code(node):
            inside = node.first_child
        if inside is None:
            node = node.next
        else:
            path.append(node)
            node = inside


def _is_code(node: LexborNode) -> bool:
    classes = node.attributes.get("class") or ""
    return "codeBlockTitle_" not in classes and _NOT_CODE.isdisjoint(classes.split())
