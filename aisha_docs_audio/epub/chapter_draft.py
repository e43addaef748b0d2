"""What a first pass over the pages finds out of each: all that the others have to know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.epub.chapter import BookChapter, chapter_of
from aisha_docs_audio.hosts.page_facts import facts_of_page
from aisha_docs_audio.publications.page_content import narrated_content
from aisha_docs_audio.publications.page_dates import PageDates, dates_of_page
from aisha_docs_audio.publications.site_navigation import MenuEntry, way_to_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aisha_docs_audio.epub.addresses import Addresses
    from aisha_docs_audio.epub.pictures import Pictures
    from aisha_docs_audio.publications.listed_page import ListedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterDraft:
    """A chapter without its text, which is written when all anchors are known.

    `name` is that of its files; `whole_title` is the page's with the site's name behind it.
    """

    page: ListedPage
    name: str
    chapter: BookChapter
    way: Sequence[MenuEntry]
    dates: PageDates
    author: str
    whole_title: str


def draft_of(
    html: str, page: ListedPage, name: str, addresses: Addresses, pictures: Pictures
) -> ChapterDraft:
    """Return a page's draft. Raises PageError: it can't be told what its content is."""
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    author = tree.css_first('meta[name="author"][content]')
    return ChapterDraft(
        page=page,
        name=name,
        chapter=replace(chapter_of_page(html, page, addresses, pictures), xhtml=""),
        way=way_to_page(tree, page.path, narrated_content(tree)) or (),
        dates=dates_of_page(tree, page.path),
        author=(author.attributes.get("content") or "").strip() if author is not None else "",
        whole_title=facts_of_page(html, page.path, None).title,
    )


def chapter_of_page(
    html: str, page: ListedPage, addresses: Addresses, pictures: Pictures
) -> BookChapter:
    """Return a page's chapter. Raises PageError: it can't be told what its content is."""
    return chapter_of(
        html,
        page=page.path,
        title=page.title,
        language=page.language or "und",
        addresses=addresses,
        pictures=pictures,
    )
