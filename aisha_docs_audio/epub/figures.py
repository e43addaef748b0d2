"""Pictures, drawings and what is played: as a book can show them.

A picture of the site is packed. One of another site is a link to it, under its description: books
may not load pictures from the web (EPUB 3.3, "Resource locations").
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from aisha_docs_audio.epub.markup import legal_text
from aisha_docs_audio.epub.vector_images import is_drawn_in_text, safe_svg, svg_bytes
from aisha_docs_audio.publications.site_address import web_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.epub.addresses import Addresses
    from aisha_docs_audio.epub.pictures import Pictures

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_NUMERIC = ("width", "height")
_MOST_PIXELS = 4000


class FigureMaker:
    """Makes elements of a page's pictures. `undescribed` counts those without a description."""

    def __init__(self, page: str, addresses: Addresses, pictures: Pictures) -> None:
        self.undescribed = 0
        self._page = page
        self._addresses = addresses
        self._pictures = pictures

    def of_image(self, node: LexborNode) -> Element | None:
        """Return a picture, or a link to it, or its description; None: none of these."""
        attributes = node.attributes
        alt = attributes.get("alt")
        described = alt if alt is not None else attributes.get("title")
        name = None
        address = None
        for source in filter(None, map(attributes.get, _SOURCES)):
            name = self._packed(source)
            if name is not None:
                break
            address = address or web_address(source) if "//" in source[:8] else address
        if name is not None:
            return self._image(name, described, attributes)
        return self._instead(node, address, described)

    def of_object(self, node: LexborNode) -> Element | None:
        """Return the picture that an object element shows, as Sphinx writes its graphs."""
        name = self._packed(node.attributes.get("data") or "")
        described = node.attributes.get("aria-label") or " ".join(node.text().split())
        if name is None:
            return self._instead(node, None, described)
        return self._image(name, described, {})

    def of_drawing(self, node: LexborNode) -> Element | None:
        """Return a drawing of the page: an icon stays in the text, others become pictures."""
        title = node.css_first("title")
        described = node.attributes.get("aria-label") or (title.text() if title is not None else "")
        if is_drawn_in_text(node):
            drawing = safe_svg(node)
            if drawing is not None and not node.attributes.get("width"):
                drawing.set("width", "1em")
                drawing.set("height", "1em")
            return drawing
        content = svg_bytes(node)
        name = self._pictures.of_content(content) if content is not None else None
        return None if name is None else self._image(name, described or None, {})

    def of_media(self, node: LexborNode) -> Element | None:
        """Return a link to what is played, or shown in a frame, elsewhere; None: it is here."""
        source = node.attributes.get("src")
        if not source:
            inner = node.css_first("source[src]")
            source = inner.attributes.get("src") if inner is not None else None
        address = self._addresses.link(source or "", self._page) if source else None
        if address is None or "://" not in address:
            return None
        around = Element("p")
        link = Element("a", {"href": address})
        link.text = legal_text(node.attributes.get("title") or "").strip() or address
        around.append(link)
        return around

    def _packed(self, source: str) -> str | None:
        if source.startswith("data:"):
            return self._pictures.of_data_url(source)
        place = self._addresses.place(source, self._page)
        return self._pictures.of_file(place) if place is not None else None

    def _image(
        self, name: str, described: str | None, attributes: Mapping[str, str | None]
    ) -> Element:
        if described is None:
            self.undescribed += 1
        text = " ".join(legal_text(described or "").split())
        image = Element("img", {"src": f"../images/{name}", "alt": text})
        for key in _NUMERIC:
            value = attributes.get(key) or ""
            if value.isascii() and value.isdigit() and 0 < int(value[:6]) <= _MOST_PIXELS:
                image.set(key, str(int(value[:6])))
        return image

    def _instead(
        self, node: LexborNode, address: str | None, described: str | None
    ) -> Element | None:
        text = " ".join(legal_text(described or "").split())
        if not text:
            return None
        inside_link = any(parent.tag == "a" for parent in _ancestors(node))
        shown = Element("a", {"href": address}) if address and not inside_link else Element("span")
        shown.text = text
        return shown


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found
