"""The book's table of contents: its chapters, nested as in the site's menu, and their sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from aisha_docs_audio.epub.markup import xhtml_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aisha_docs_audio.epub.chapter import Heading
    from aisha_docs_audio.publications.site_navigation import MenuEntry

_TITLES = {"uz": "Mundarija", "en": "Contents", "ru": "Содержание"}
_SECTION_LEVEL = 2


@dataclass(slots=True)
class TableEntry:
    """An entry of the table; `address` is None for a mere heading."""

    label: str
    address: str | None = None
    entries: list[TableEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChapter:
    """What the table is told of a chapter: `page` is its path in the site, `file` that in the book.

    `way` are the entries of the site's menu above it.
    """

    page: str
    title: str
    file: str
    language: str
    way: Sequence[MenuEntry]
    headings: Sequence[Heading]


def table_of(
    chapters: Sequence[ListedChapter], language_names: Sequence[str] = ()
) -> list[TableEntry]:
    """Return the table. Its order is that of the chapters, whatever the menu's is.

    `language_names` are names of the chapters' languages, one each, where there are several: then
    each language is a part of its own.
    """
    top = TableEntry(label="")
    # The chapter's own entries, for those that stand below them in the menu.
    own: dict[int, str] = {}
    for number, chapter in enumerate(chapters):
        above = top
        if language_names:
            above = _below(top, language_names[number], None, own)
        for step in chapter.way:
            if step.place != chapter.page:
                above = _below(above, step.label, step.place, own)
        entry = TableEntry(label=chapter.title, address=chapter.file)
        own[id(entry)] = chapter.page
        entry.entries = [
            TableEntry(label=heading.text, address=f"{chapter.file}#{heading.anchor}")
            for heading in chapter.headings
            if heading.level == _SECTION_LEVEL and heading.text
        ]
        above.entries.append(entry)
    return top.entries


def navigation_xhtml(entries: Sequence[TableEntry], *, title: str, language: str) -> str:
    """Return the navigation document."""
    body = Element("body")
    nav = SubElement(body, "nav", {"epub:type": "toc", "role": "doc-toc", "id": "toc"})
    SubElement(nav, "h1").text = _TITLES.get(language, _TITLES["en"])
    waiting = [(nav, entries)]
    while waiting:
        parent, listed = waiting.pop()
        items = SubElement(parent, "ol")
        for entry in listed:
            item = SubElement(items, "li")
            if entry.address is not None:
                SubElement(item, "a", {"href": entry.address}).text = entry.label
            else:
                SubElement(item, "span").text = entry.label
            if entry.entries:
                waiting.append((item, entry.entries))
    return xhtml_page(body, title=title, language=language, style="style.css")


def _below(above: TableEntry, label: str, place: str | None, own: dict[int, str]) -> TableEntry:
    """Return the last entry of `above` if it is that of the menu, else a new one."""
    last = above.entries[-1] if above.entries else None
    if last is not None:
        is_chapter = id(last) in own
        if is_chapter and place is not None and own[id(last)] in {place, f"{place}/index.html"}:
            return last
        if not is_chapter and last.label == label:
            return last
    entry = TableEntry(label=label)
    above.entries.append(entry)
    return entry
