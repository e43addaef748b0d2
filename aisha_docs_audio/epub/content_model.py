"""What may stand in what: arbitrary nesting made that of the HTML Standard ("content model").

Parsers take any nesting; a reader of books and its validators don't. Elements are renamed, moved
into one that may stand there, or lose a meaning they cannot have there; no text is lost but in
tables, beside their cells, where parsers leave none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from aisha_docs_audio.epub.elements import BLOCKS, HEADINGS, INLINE
from aisha_docs_audio.epub.markup import add_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTS = {"ul", "ol"}
_ROW_GROUPS = {"thead", "tbody", "tfoot"}
_FOREIGN = {"svg", "math"}
_PHRASING_ONLY = HEADINGS | {"p", "pre", "summary"}
_TRANSPARENT = {"a", "ins", "del"}
# Elements of a certain parent; elsewhere they are what follows.
_STRAY = {
    **dict.fromkeys(("li", "dt", "dd", "figcaption", "tbody", "thead", "tfoot", "tr"), "div"),
    **dict.fromkeys(("td", "th"), "div"),
    **dict.fromkeys(("caption", "summary"), "p"),
}
_NO_HEADINGS = {"dt", "th"}
_NOT_IN_TERMS = HEADINGS | {"section", "aside"}
_OWN_ATTRIBUTES = {"href", "colspan", "rowspan", "scope", "start", "type", "reversed", "open"}


def mend(body: Element) -> None:
    """Make the content of a body valid."""
    with_blocks = _holding_blocks(body)
    # Each entry: an element, whether blocks may stand in it, headings, and links.
    waiting = [(body, True, True, True)]
    while waiting:
        parent, blocks, headings, links = waiting.pop()
        for element in parent:
            _mend_one(element, parent, with_blocks, blocks=blocks, headings=headings, links=links)
        _mend_children(parent)
        for element in parent:
            if element.tag in _FOREIGN:
                continue
            waiting.append(
                (
                    element,
                    blocks
                    and element.tag not in _PHRASING_ONLY
                    and (element.tag in BLOCKS or element.tag in _TRANSPARENT),
                    headings and element.tag not in _NO_HEADINGS,
                    links and element.tag != "a",
                )
            )


def _mend_one(  # noqa: PLR0913 - what may stand here, by name
    element: Element,
    parent: Element,
    with_blocks: set[int],
    *,
    blocks: bool,
    headings: bool,
    links: bool,
) -> None:
    tag = element.tag
    if not links and tag in {"a", "details", "summary"}:
        _rename(element, {"a": "span", "summary": "p"}.get(tag, "div"))
        tag = element.tag
    if not blocks:
        if tag in BLOCKS:
            _rename(element, "span")
        return
    holds_blocks = id(element) in with_blocks
    is_inline = tag == "p" or (tag in INLINE and tag not in _TRANSPARENT | _FOREIGN)
    if tag in _STRAY and not _belongs(tag, parent.tag):
        _rename(element, _STRAY[tag])
    elif (is_inline and holds_blocks) or (not headings and tag in _NOT_IN_TERMS):
        _rename(element, "div")
    if element.tag == "p" and holds_blocks:
        _rename(element, "div")


def _mend_children(element: Element) -> None:
    if element.tag in _LISTS:
        _only(element, {"li"}, "li")
    elif element.tag == "dl":
        _mend_terms(element)
    elif element.tag == "table":
        _mend_table(element)
    elif element.tag in _ROW_GROUPS:
        _drop_others(element, {"tr"})
    elif element.tag == "tr":
        _drop_others(element, {"td", "th"})
    elif element.tag == "figure":
        _mend_figure(element)
    elif element.tag == "details":
        _mend_details(element)


def _holding_blocks(root: Element) -> set[int]:
    """Return the identities of the elements that have a block somewhere in them."""
    found: set[int] = set()
    order = [*root.iter()]
    for element in reversed(order):  # what is inside comes first
        if element.tag in _FOREIGN:
            continue
        if any(child.tag in BLOCKS or id(child) in found for child in element):
            found.add(id(element))
    return found


def _belongs(tag: str, parent: str) -> bool:
    parents = {
        "li": _LISTS,
        "dt": {"dl"},
        "dd": {"dl"},
        "figcaption": {"figure"},
        "caption": {"table"},
        "summary": {"details"},
        "tr": _ROW_GROUPS,
        "td": {"tr"},
        "th": {"tr"},
    }
    return parent in parents.get(tag, {"table"})


def _rename(element: Element, tag: str) -> None:
    element.tag = tag
    for name in _OWN_ATTRIBUTES.intersection(element.keys()):
        del element.attrib[name]


def _is_blank(text: str | None) -> bool:
    return not (text and text.strip())


def _only(element: Element, allowed: Iterable[str], wrapper: str) -> None:
    """Put whatever is not allowed, text too, into wrappers of its own."""
    children = [*element]
    text, element.text = element.text, None
    element[:] = []
    if not _is_blank(text):
        around = Element(wrapper)
        around.text = text
        element.append(around)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in allowed:
            element.append(child)
        else:
            around = Element(wrapper)
            around.append(child)
            element.append(around)
        if not _is_blank(tail):
            add_text(element[-1], tail or "")


def _drop_others(element: Element, allowed: Iterable[str]) -> None:
    element[:] = [child for child in element if child.tag in allowed]
    element.text = None
    for child in element:
        child.tail = None


def _mend_terms(element: Element) -> None:
    """Keep a list of terms that is one: terms, then what they mean; else it is divs."""
    tags = [child.tag for child in element]
    loose = not _is_blank(element.text) or any(not _is_blank(child.tail) for child in element)
    if loose or not tags or tags[0] != "dt" or not {*tags} <= {"dt", "dd"}:
        _rename(element, "div")
        for child in element:
            if child.tag in {"dt", "dd"}:
                _rename(child, "div")
    elif tags[-1] == "dt":
        element.append(Element("dd"))


def _mend_table(element: Element) -> None:
    parts: dict[str, list[Element]] = {"caption": [], "thead": [], "tbody": [], "tfoot": []}
    for child in element:
        child.tail = None
        if child.tag in parts:
            parts[child.tag].append(child)
    for name in ("thead", "tfoot"):
        for more in parts[name][1:]:
            _rename(more, "tbody")
            parts["tbody"].append(more)
    element.text = None
    element[:] = [
        *parts["caption"][:1],
        *parts["thead"][:1],
        *parts["tbody"],
        *parts["tfoot"][:1],
    ]


def _mend_figure(element: Element) -> None:
    """Keep one caption, and that only as the first or the last of the figure."""
    captions = [child for child in element if child.tag == "figcaption"]
    is_last = captions and captions[-1] is element[-1] and _is_blank(captions[-1].tail)
    is_first = captions and captions[0] is element[0] and _is_blank(element.text)
    keep = captions[-1] if is_last else captions[0] if is_first else None
    for caption in captions:
        if caption is not keep:
            _rename(caption, "div")


def _mend_details(element: Element) -> None:
    first = element[0] if len(element) else None
    if first is None or first.tag != "summary" or not _is_blank(element.text):
        _rename(element, "div")
        for child in element:
            if child.tag == "summary":
                _rename(child, "p")
        return
    for child in element[1:]:
        if child.tag == "summary":
            _rename(child, "p")
