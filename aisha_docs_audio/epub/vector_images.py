"""SVG without what a book may not have: scripts, animation, and addresses that lead out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.epub.elements import SVG
from aisha_docs_audio.epub.markup import add_text, legal_text, xml_of
from aisha_docs_audio.errors import PageError
from aisha_docs_audio.hosts.encoding import decode_page
from aisha_docs_audio.reading.complexity import complexity_problem

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SVG_NAMESPACE = "http://www.w3.org/2000/svg"

_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_LEADS_OUT = re.compile(r"url\((?!\s*['\"]?#)|@import|@font-face|expression\(|\\", re.IGNORECASE)
_TEXT_ELEMENTS = frozenset({"text", "tspan", "textPath", "title", "desc", "style"})
_NO_ATTRIBUTES = frozenset({"xmlns", "class", "tabindex", "focusable", "role", "lang", "version"})


def svg_file(content: bytes) -> bytes | None:
    """Return the content of an SVG file made safe; None: it is none, or too complex."""
    try:
        text, _ = decode_page(content)
    except PageError:
        return None
    if complexity_problem(text):
        return None
    node = LexborHTMLParser(text.encode("utf-8", "replace")).css_first("svg")
    return svg_bytes(node) if node is not None else None


def svg_bytes(node: LexborNode) -> bytes | None:
    """Return an svg element of a page as a file; None: nothing is drawn in it."""
    root = safe_svg(node)
    if root is None:
        return None
    written = f'<?xml version="1.0" encoding="UTF-8"?>\n{xml_of(root)}\n'
    return written.encode("utf-8", "replace")


def is_drawn_in_text(node: LexborNode) -> bool:
    """Whether a drawing takes the colour and the size of the text around it, and can stay there."""
    return node.css_first("[id], style, text, image") is None


def safe_svg(node: LexborNode) -> Element | None:
    """Return a copy of what an svg element draws; None: nothing."""
    root = Element("svg", {"xmlns": SVG_NAMESPACE, **_attributes(node)})
    ids: set[str] = set()
    waiting = [(node.first_child, root)]
    while waiting:
        child, parent = waiting.pop()
        if child is None:
            continue
        waiting.append((child.next, parent))
        if child.is_text_node:
            if parent.tag in _TEXT_ELEMENTS:
                add_text(parent, child.text_content or "")
        elif child.is_element_node and child.tag in SVG | {"a"}:
            element = _copied(child, ids)
            if element is not None:
                parent.append(element)
                waiting.append((child.first_child, element))
    for style in [*root.iter("style")]:
        if _LEADS_OUT.search(style.text or ""):
            style.text = ""
    return root if len(root) else None


def _copied(node: LexborNode, ids: set[str]) -> Element | None:
    tag = "g" if node.tag == "a" else node.tag or "g"
    attributes = _attributes(node)
    href = node.attributes.get("href") or node.attributes.get("xlink:href") or ""
    if href.startswith("#") and _ID.fullmatch(href[1:]) and tag != "g":
        attributes["href"] = href
    elif tag == "use":
        return None
    name = attributes.pop("id", "")
    if _ID.fullmatch(name) and name not in ids:
        ids.add(name)
        attributes["id"] = name
    return Element(tag, attributes)


def _attributes(node: LexborNode) -> dict[str, str]:
    found = {
        name: legal_text(value)
        for name, value in node.attributes.items()
        if value is not None
        and _NAME.fullmatch(name)
        and name not in _NO_ATTRIBUTES
        and not name.lower().startswith(("on", "data-", "aria-", "href"))
        and not _LEADS_OUT.search(value)
    }
    # Classes mean what the drawing's own style says; in a page there is none.
    classes = node.attributes.get("class")
    if classes:
        found["class"] = legal_text(classes)
    return found
