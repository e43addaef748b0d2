"""Formulas as MathML: what a page's script would have drawn, a book shows without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.epub.elements import MATH, MATH_ATTRIBUTES, MATH_CHILDREN
from aisha_docs_audio.epub.markup import legal_text
from aisha_docs_audio.reading.elements.formulas import bare_source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MATH_NAMESPACE = "http://www.w3.org/1998/Math/MathML"

_MOST_CHARACTERS = 2000
_TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_TEX = 'annotation[encoding="application/x-tex"], annotation[encoding="TeX"]'
_SCRIPT = 'script[type^="math/tex"]'
_DISPLAY = re.compile(r"\s*(?:\\\[|\$\$|\\begin\{)")
RAW_TEX = re.compile(r"\\\((?:[^\\]|\\(?![()])){1,1000}\\\)|\\\[(?:[^\\]|\\(?![\[\]])){1,1000}\\\]"
                     r"|\$\$[^$]{1,1000}\$\$")  # fmt: skip
"""TeX between the signs that scripts for formulas look for."""


def formula_of(node: LexborNode) -> Element | None:
    """Return a formula of a page as MathML, its TeX as code where that fails; None: it is empty."""
    tag, classes = node.tag or "", node.attributes.get("class") or ""
    math = node if tag == "math" else node.css_first("math")
    if math is not None:
        source = _annotation(node) or math.attributes.get("alttext") or ""
        return _mathml(math, source)
    script = node if tag == "script" else node.css_first(_SCRIPT)
    found = (script.text() if script is not None else _shown_text(node)).strip()
    if not found:
        return None
    kind = script.attributes.get("type") or "" if script is not None else ""
    display = "display" in kind or tag == "div" or "display" in classes.lower()
    return tex_formula(found, display=display or _DISPLAY.match(found) is not None)


def tex_formula(found: str, *, display: bool) -> Element:
    """Return TeX, with its delimiters or without, as MathML, or as code where that fails."""
    source = bare_source(found)
    made = _converted(source) if len(source) <= _MOST_CHARACTERS else None
    if made is None:
        code = Element("code")
        code.text = source
        return code
    if display:
        made.set("display", "block")
    return made


def _converted(source: str) -> Element | None:
    try:
        from latex2mathml.converter import convert  # noqa: PLC0415 - 4 MB, for formulas only

        html = convert(source)
    except Exception:  # noqa: BLE001 (its errors have no common base, and IndexError among them)
        return None
    math = LexborHTMLParser(html).css_first("math")
    # A command it does not know stays as it is.
    if math is None or "\\" in math.text():
        return None
    return _mathml(math, source)


def _annotation(node: LexborNode) -> str:
    found = node.css_first(_TEX)
    return found.text().strip() if found is not None else ""


def _shown_text(node: LexborNode) -> str:
    numbers = {found.mem_id for found in node.css(".eqno")}
    return "".join(
        child.text() or "" for child in node.iter(include_text=True) if child.mem_id not in numbers
    )


def _mathml(math: LexborNode, source: str) -> Element | None:
    """Copy presentation MathML; the source stands for it where no MathML is known."""
    root = Element("math", {"xmlns": MATH_NAMESPACE})
    display = math.attributes.get("display")
    if display in {"block", "inline"}:
        root.set("display", display)
    if source:
        root.set("alttext", legal_text(source).strip())
    waiting = [(math.first_child, root)]
    while waiting:
        node, parent = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, parent))
        if node.is_text_node:
            _add_token(parent, node.text_content or "")
        elif node.is_element_node:
            inside = _enter(node, parent)
            if inside is not None:
                waiting.append((node.first_child, inside))
    _mend_counts(root)
    if len(root) and "alttext" not in root.attrib:
        root.set("alttext", " ".join("".join(root.itertext()).split()))
    return root if len(root) else None


def _mend_counts(root: Element) -> None:
    """Make rows of elements that do not have the children they need."""
    for element in root.iter():
        wanted = MATH_CHILDREN.get(element.tag)
        if wanted is not None and len(element) != wanted:
            element.tag = "mrow"
            element.attrib.clear()


def _enter(node: LexborNode, parent: Element) -> Element | None:
    tag = node.tag or ""
    if tag in {"annotation", "annotation-xml", "script", "style"}:
        return None
    if parent.tag in _TOKENS or tag in {"semantics", "math"}:
        return parent
    element = Element(tag if tag in MATH else "mrow")
    for name, value in node.attributes.items():
        if name in MATH_ATTRIBUTES and value and tag in MATH:
            element.set(name, legal_text(value))
    parent.append(element)
    return element


def _add_token(parent: Element, text: str) -> None:
    if parent.tag in _TOKENS:
        parent.text = (parent.text or "") + text
    elif text.strip():
        token = Element("mtext")
        token.text = text.strip()
        parent.append(token)
