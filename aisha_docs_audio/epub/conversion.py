"""A page's content as the body of a chapter: what is shown of it, with the anchors of its cues.

Scripts, menus and hidden text stay out; what needs a script (formulas, tabs, folded parts) is laid
open. The result is not yet valid in its nesting: see `content_model`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from aisha_docs_audio.epub.anchors import Anchors
from aisha_docs_audio.epub.code_listing import NUMBERED, listing_of, numbered_listing
from aisha_docs_audio.epub.elements import (
    BLOCKS,
    INLINE,
    KEPT_ATTRIBUTES,
    LEFT_OUT,
    OTHER_NAMES,
    STYLED,
)
from aisha_docs_audio.epub.figures import FigureMaker
from aisha_docs_audio.epub.formula_markup import RAW_TEX, formula_of, tex_formula
from aisha_docs_audio.epub.markup import add_text, legal_text
from aisha_docs_audio.epub.shown import is_shown, unread_nodes
from aisha_docs_audio.epub.tab_labels import label_of_panel
from aisha_docs_audio.reading.semantics import Semantics, semantics_of
from aisha_docs_audio.reading.source_map import ATTRIBUTE
from aisha_docs_audio.reading.visibility import googleoff

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.epub.addresses import Addresses
    from aisha_docs_audio.epub.pictures import Pictures

    Attributes = Mapping[str, str | None]
    Maker = Callable[[LexborNode], Element | None]

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_COUNT = re.compile(r"[1-9][0-9]{0,2}")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_ALIGNED = re.compile(r"text-align\s*:\s*(right|center)")
_LINE_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")
_LISTINGS = frozenset({"pre", "listing", "xmp", "plaintext"})
_PROSE = frozenset({"p", "li", "td", "th", "dd", "dt", "span", "em", "strong", "label"})
_MEDIA = frozenset({"iframe", "video", "audio", "embed"})


class Conversion:
    """Makes one page's content the body of a chapter. `page` is its path in the site."""

    def __init__(self, page: str, addresses: Addresses, pictures: Pictures, *, tex: bool) -> None:
        self.anchors = Anchors()
        self._page = page
        self._addresses = addresses
        self._figures = FigureMaker(page, addresses, pictures)
        self._makers: Mapping[str, Maker] = {
            **dict.fromkeys(_LISTINGS, listing_of),
            **dict.fromkeys(_MEDIA, self._figures.of_media),
            "img": self._figures.of_image,
            "svg": self._figures.of_drawing,
        }
        self._tex = tex
        self._googleoff = False
        self._unread: frozenset[int] = frozenset()

    @property
    def undescribed(self) -> int:
        """How many pictures have no description."""
        return self._figures.undescribed

    def body_of(self, content: LexborNode) -> Element:
        """Return the body; it is not mended yet."""
        body = Element("body")
        self._unread = unread_nodes(content)
        waiting: list[tuple[LexborNode | None, Element]] = [(content.first_child, body)]
        while waiting:
            node, parent = waiting.pop()
            if node is None:
                continue
            waiting.append((node.next, parent))
            inside = self._enter(node, parent)
            if inside is not None:
                waiting.append((node.first_child, inside))
        return body

    def _enter(self, node: LexborNode, parent: Element) -> Element | None:
        """Add what a node is to a book; return where its children go, None if they don't."""
        if node.is_comment_node:
            switch = googleoff(node.comment_content or "")
            self._googleoff = self._googleoff if switch is None else switch
        if self._googleoff:
            # What is not to be repeated may end inside of an element.
            return parent if node.is_element_node else None
        if node.is_text_node:
            self._add_text(parent, node.text_content or "")
            return None
        return self._enter_element(node, parent) if node.is_element_node else None

    def _enter_element(self, node: LexborNode, parent: Element) -> Element | None:
        tag, attributes = node.tag or "", node.attributes
        if node.mem_id in self._unread or not is_shown(tag, attributes):
            return None
        maker = self._maker_of(tag, attributes)
        if maker is not None:
            self._add(parent, maker(node), attributes)
            return None
        if tag == "input":
            _add_box(parent, attributes)
        if tag in LEFT_OUT or tag == "input" or (tag == "button" and parent.tag not in _PROSE):
            return None
        element = self._element(node, tag)
        parent.append(element)
        label = label_of_panel(node, attributes)
        if label:
            # The label is what is heard at the panel's beginning.
            title = SubElement(element, "p", {"class": "tab"})
            title.text = legal_text(label)
            if "id" in element.attrib:
                title.set("id", element.attrib.pop("id"))
        if tag == "details":
            element.set("open", "open")
        return element

    def _maker_of(self, tag: str, attributes: Attributes) -> Maker | None:
        """Return what makes something else of an element and all that is in it."""
        classes = attributes.get("class") or ""
        is_tex = tag == "script" and (attributes.get("type") or "").startswith("math/tex")
        if is_tex or semantics_of(tag, classes) is Semantics.MATH:
            return formula_of
        if tag == "object" and (attributes.get("type") or "").startswith("image/"):
            return self._figures.of_object
        if tag == "table" and not NUMBERED.isdisjoint(classes.split()):
            return numbered_listing
        return self._makers.get(tag)

    def _add(self, parent: Element, made: Element | None, attributes: Attributes) -> None:
        number, name = attributes.get(ATTRIBUTE), attributes.get("id")
        if made is None:
            if not number and not name:
                return
            made = Element("span")
        anchor = self.anchors.anchor_of(number, name)
        if anchor and made.tag == "math":
            around = Element("span")
            around.append(made)
            made = around
        if anchor:
            made.set("id", anchor)
        parent.append(made)

    def _element(self, node: LexborNode, tag: str) -> Element:
        attributes = node.attributes
        name = OTHER_NAMES.get(tag, tag)
        if tag == "label":
            in_tabs = semantics_of(tag, attributes.get("class")) is Semantics.TAB_LABEL
            name = "p" if in_tabs and node.parent and node.parent.tag == "div" else "span"
        if name not in BLOCKS and name not in INLINE and name != "br":
            name = "span"
        element = Element(name)
        anchor = self.anchors.anchor_of(
            attributes.get(ATTRIBUTE), attributes.get("id") or attributes.get("name")
        )
        if anchor and name != "br":
            element.set("id", anchor)
        if name == "a":
            address = self._addresses.link(attributes.get("href") or "", self._page)
            if address is not None and attributes.get("href"):
                element.set("href", address)
            else:
                element.tag = "span"
        self._set_attributes(element, tag, attributes)
        return element

    def _set_attributes(self, element: Element, tag: str, attributes: Attributes) -> None:
        language = (attributes.get("lang") or "").strip()
        if _LANGUAGE.fullmatch(language):
            element.set("lang", language)
            element.set("xml:lang", language)
        direction = (attributes.get("dir") or "").lower()
        if direction in {"ltr", "rtl", "auto"}:
            element.set("dir", direction)
        classes = [name for name in (attributes.get("class") or "").split() if name in STYLED]
        if tag == "label" and element.tag == "p":
            classes = ["tab"]
        aligned = (
            _ALIGNED.search((attributes.get("style") or "").lower())
            if tag in {"td", "th"}
            else None
        )
        if aligned:
            classes.append(aligned[1])
        if classes:
            element.set("class", " ".join(dict.fromkeys(classes)))
        for name in KEPT_ATTRIBUTES.get(element.tag, ()):
            value = _valid(name, attributes.get(name), present=name in attributes)
            if value is not None:
                element.set(name, value)

    def _add_text(self, parent: Element, text: str) -> None:
        # Indentation between elements is the template's.
        text = _LINE_ENDS.sub("\n", legal_text(text))
        last = 0
        if self._tex and ("\\" in text or "$$" in text):
            for found in RAW_TEX.finditer(text):
                add_text(parent, text[last : found.start()])
                parent.append(tex_formula(found[0], display=found[0][:2] != "\\("))
                last = found.end()
        add_text(parent, text[last:])


def _add_box(parent: Element, attributes: Attributes) -> None:
    """Write the box of a task list as a sign."""
    if attributes.get("type") == "checkbox" and parent.tag in {"li", "p", "span"}:
        add_text(
            parent, "\N{BALLOT BOX WITH CHECK} " if "checked" in attributes else "\N{BALLOT BOX} "
        )


def _valid(name: str, value: str | None, *, present: bool) -> str | None:
    """Return an attribute's value as it may stand in a book."""
    if name == "reversed":
        return "reversed" if present else None
    pattern = {
        "colspan": _COUNT,
        "rowspan": _COUNT,
        "width": _COUNT,
        "height": _COUNT,
        "start": _NUMBER,
        "type": re.compile("[1aAiI]"),
        "scope": re.compile("row|col|rowgroup|colgroup"),
    }.get(name)
    value = (value or "").strip()
    if pattern is not None:
        return value if pattern.fullmatch(value) else None
    return legal_text(value) or None
