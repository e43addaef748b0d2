"""A page of a site as a chapter of a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.epub.content_model import mend
from aisha_docs_audio.epub.conversion import Conversion
from aisha_docs_audio.epub.elements import HEADINGS
from aisha_docs_audio.epub.markup import legal_text, xhtml_page
from aisha_docs_audio.errors import PageError
from aisha_docs_audio.publications.page_content import narrated_content

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.epub.addresses import Addresses
    from aisha_docs_audio.epub.pictures import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a chapter: its level, its words, and its id."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChapter:
    """A page in the form of a book.

    `ids` are the page's anchors by their names on the page, `blocks` those of its narrated blocks
    by their numbers; `first` is the anchor of its beginning. `undescribed` counts the pictures that
    nobody described. `is_bare`: nothing stands below its title, as where a page is encrypted.
    """

    xhtml: str
    ids: Mapping[str, str]
    blocks: Mapping[int, str]
    first: str
    headings: Sequence[Heading]
    has_math: bool
    has_drawings: bool
    has_pictures: bool
    undescribed: int
    is_bare: bool


def chapter_of(  # noqa: PLR0913 - one argument for each thing a chapter is made of
    html: str,
    *,
    page: str,
    title: str,
    language: str,
    addresses: Addresses,
    pictures: Pictures,
) -> BookChapter:
    """Make a chapter of a page's HTML. Raises PageError: it can't be told what its content is."""
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    content = narrated_content(tree)
    if content is None:
        raise PageError(f"{page}: it can't be told what its content is.")
    lowered = html.lower()
    conversion = Conversion(
        page, addresses, pictures, tex="mathjax" in lowered or "katex" in lowered
    )
    body = conversion.body_of(content)
    mend(body)
    _drop_hollow(body)
    title = " ".join(legal_text(title).split()) or page
    if body.find(".//h1") is None:
        heading = Element("h1")
        heading.text = title
        heading.tail = body.text
        body.text = None
        body.insert(0, heading)
    anchors = conversion.anchors
    headings: list[Heading] = []
    for element in body.iter():
        if element.tag in HEADINGS:
            # No level is left out on the way down: it would sound like a part that is missing.
            level = min(int(element.tag[1]), headings[-1].level + 1 if headings else 1)
            element.tag = f"h{level}"
            anchor = element.get("id") or anchors.fresh("heading")
            element.set("id", anchor)
            text = words_of_element(element)
            headings.append(Heading(level=level, text=text, anchor=anchor))
    has_pictures = body.find(".//img") is not None
    has_drawings = body.find(".//svg") is not None
    shown = words_of_element(body)
    return BookChapter(
        xhtml=xhtml_page(body, title=title, language=language, style="../style.css"),
        ids=anchors.by_name,
        blocks=anchors.by_block,
        first=headings[0].anchor,
        headings=headings,
        has_math=body.find(".//math") is not None,
        has_drawings=has_drawings,
        has_pictures=has_pictures,
        undescribed=conversion.undescribed,
        is_bare=shown == headings[0].text and not (has_pictures or has_drawings),
    )


def words_of_element(element: Element) -> str:
    """Return the words of an element, with the descriptions of pictures."""
    return " ".join("".join(_in_order(element)).split())


def _in_order(element: Element) -> list[str]:
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str):
            parts.append(entry)
            continue
        parts.append(entry.get("alt", "") if entry.tag == "img" else entry.text or "")
        for child in reversed(entry):
            waiting.append(child.tail or "")
            waiting.append(child)
    return parts


def _drop_hollow(body: Element) -> None:
    """Take the meaning from headings and links that have nothing in them."""
    for element in body.iter():
        if element.tag in HEADINGS | {"a"} and not words_of_element(element):
            if element.tag == "a" and element.find(".//svg") is not None:
                element.set("aria-label", element.get("href", ""))
                continue
            element.tag = "span" if element.tag == "a" else "div"
            element.attrib.pop("href", None)
