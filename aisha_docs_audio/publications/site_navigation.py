"""Below which headings of the site's own navigation a page stands, as the page itself shows it.

Every generator writes its menu as nested lists, and a page's own menu shows at least the way to
that page. So the way is read from the page, from the link that leads to itself.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.publications.site_files import place_in_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LISTS = frozenset({"ul", "ol"})
_LABELS = frozenset({"a", "label", "summary", "span", "p", "button", "strong", "h2", "h3", "h4"})
_TITLES = frozenset({"p", "h2", "h3", "h4", "h5", "span"})
_DEEPEST = 8
_MOST_CHARACTERS = 120
_TRAIL = re.compile(r"breadcrumb|pagination|prev-next|related|footer", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)index\.html?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """An entry above a page's own; `place` is the page it leads to, as a path in the site."""

    label: str
    place: str | None


def way_to_page(
    tree: LexborHTMLParser, page: str, content: LexborNode | None
) -> Sequence[MenuEntry] | None:
    """Return the entries above a page's own in the menu, from the top; None: it is in no menu.

    `page` is its path in the site; links in its `content` are none of the menu's.
    """
    best: Sequence[MenuEntry] | None = None
    inside = content.mem_id if content is not None else None
    for link in tree.css("li a[href]"):
        href = (link.attributes.get("href") or "").strip()
        if not _leads_to(href, page):
            continue
        around = [*_around(link)]
        if any(_is_apart(node, inside) for node in around):
            continue
        way = _entries(link, around, page)
        if best is None or len(way) > len(best):
            best = way
    return best


def menu_places(tree: LexborHTMLParser, page: str, content: LexborNode | None) -> list[str]:
    """Return the pages that the menu leads to, by their files in the site, in its order."""
    inside = content.mem_id if content is not None else None
    found: dict[str, None] = {}
    for link in tree.css("li a[href]"):
        href = (link.attributes.get("href") or "").strip()
        if "//" in href or any(_is_apart(node, inside) for node in _around(link)):
            continue
        if _leads_to(href, page):
            found[page] = None
        elif "#" not in href and (place := place_in_site(href, page)) is not None:
            for form in (place, f"{place}.html", f"{place}/index.html"):
                found[posixpath.normpath(form)] = None
    return [*found]


def _is_apart(node: LexborNode, inside: int | None) -> bool:
    """Whether what is in an element is no part of the menu."""
    return node.mem_id == inside or _TRAIL.search(node.attributes.get("class") or "") is not None


def _entries(link: LexborNode, around: Sequence[LexborNode], page: str) -> Sequence[MenuEntry]:
    items = [node for node in around if node.tag == "li"]
    found: list[MenuEntry] = []
    if not _is_first(link, items[0]):
        items = [link, *items]  # the link is itself deeper than its list shows
    for item in items[1:]:
        entry = _entry_of(item, page)
        if entry is not None and (not found or found[-1] != entry):
            found.append(entry)
    lists = [node for node in around if node.tag in _LISTS]
    title = _title_above(lists[-1]) if lists else ""
    if title:
        found.append(MenuEntry(label=title, place=None))
    return found[::-1][:_DEEPEST]


def _is_first(link: LexborNode, item: LexborNode) -> bool:
    """Whether a link is what its item is about, and not one of a list inside of it."""
    return all(node.tag not in _LISTS for node in _between(link, item))


def _entry_of(item: LexborNode, page: str) -> MenuEntry | None:
    for node in _before_lists(item):
        if node.tag in _LABELS:
            label = " ".join(node.text().split())
            if label:
                return _entry(node, label, page)
    # mdBook has the list of a chapter's parts in an item of its own, behind that of the chapter.
    before = item.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is not None and before.tag == "li":
        link = next((n for n in _before_lists(before) if n.tag == "a"), None)
        if link is not None and link.text().strip():
            return _entry(link, " ".join(link.text().split()), page)
    return None


def _entry(node: LexborNode, label: str, page: str) -> MenuEntry | None:
    href = node.attributes.get("href") if node.tag == "a" else None
    place = place_in_site(href, page) if href and not href.startswith("#") else None
    return MenuEntry(label=label[:_MOST_CHARACTERS], place=place)


def _before_lists(item: LexborNode) -> Iterator[LexborNode]:
    """Go through the elements of an item, but not through the lists inside of it."""
    waiting = [item.first_child]
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        waiting.append(node.next)
        if node.is_element_node and node.tag not in _LISTS:
            yield node
            if node.tag != "nav":
                waiting.append(node.first_child)


def _title_above(menu: LexborNode) -> str:
    """Return the title of a part of the menu: it stands before its list, as Sphinx writes it."""
    before = menu.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.tag not in _TITLES:
        return ""
    classes = before.attributes.get("class") or ""
    if before.tag in {"p", "span"} and "caption" not in classes:
        return ""
    return " ".join(before.text().split())[:_MOST_CHARACTERS]


def _leads_to(href: str, page: str) -> bool:
    if href in {"#", "", ".", "./"}:
        return True
    if "#" in href or "//" in href:
        return False
    place = place_in_site(href, page)
    if place is None:
        # An address from the server's root: where the site stands below it is not known.
        way = "/" + _INDEX.sub("", page).removesuffix(".html").strip("/")
        own = href.rstrip("/").removesuffix(".html")
        return href.startswith("/") and len(way) > 1 and own.endswith(way)
    return place == page or _INDEX.sub("", page) == place.removesuffix(".").rstrip("/")


def _around(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and parent.is_element_node:
        yield parent
        parent = parent.parent


def _between(node: LexborNode, ancestor: LexborNode) -> Iterator[LexborNode]:
    for parent in _around(node):
        if parent.mem_id == ancestor.mem_id:
            return
        yield parent
