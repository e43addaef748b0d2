"""All pages of a site that belong together: the narrated ones, and the silent ones of its menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.hosts.page_facts import facts_of_page, own_title
from aisha_docs_audio.hosts.site_files import html_files
from aisha_docs_audio.publications.page_content import narrated_content
from aisha_docs_audio.publications.site_files import read_html
from aisha_docs_audio.publications.site_navigation import menu_places
from aisha_docs_audio.reading.page import is_error_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aisha_docs_audio.build.manifest import ManifestPage
    from aisha_docs_audio.publications.heard_site import HeardSite


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPage:
    """A page by its path in the site; `narrated` is None for a silent one."""

    path: str
    title: str
    language: str
    narrated: ManifestPage | None


def reading_list(site: HeardSite, site_name: str) -> Sequence[ListedPage]:
    """Return the pages in reading order; a silent one stands where the site's menu has it.

    Raises OSError where the folder can't be read.
    """
    pages = [
        ListedPage(
            path=page.page,
            # A page that is alone in its language may have the site's name behind its title still.
            title=own_title(page.title, None, {None: site_name}),
            language=page.language,
            narrated=page,
        )
        for page in site.pages
    ]
    known = {page.path for page in pages} | set(site.other_pages)
    languages = set(site.languages)
    silent = [
        found
        for path in html_files(site.folder)
        if path not in known and not is_error_page(path)
        if (found := _silent_page(site.folder, path, site_name)) is not None
    ]
    waiting = [(page, menu) for page, menu in silent if page.language in languages]
    # One that stands beside another silent page has its place only after that one.
    while waiting:
        left = [(page, menu) for page, menu in waiting if not _insert(pages, page, menu)]
        if len(left) == len(waiting):
            break
        waiting = left
    return pages


def _silent_page(folder: Path, path: str, site_name: str) -> tuple[ListedPage, list[str]] | None:
    try:
        html = read_html(folder, path)
        facts = facts_of_page(html, path, None)
    except (PageError, SettingsError):
        return None
    if not (facts.is_read and facts.content_is_known):
        return None
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    menu = menu_places(tree, path, narrated_content(tree))
    if path not in menu:
        return None
    language = (facts.language or "").replace("_", "-").partition("-")[0].lower()
    title = own_title(facts.title, None, {None: site_name})
    return ListedPage(path=path, title=title, language=language, narrated=None), menu


def _insert(pages: list[ListedPage], page: ListedPage, menu: list[str]) -> bool:
    """Put a page behind the one that the menu has before it, else before the one behind it."""
    places = {listed.path: number for number, listed in enumerate(pages)}
    own = menu.index(page.path)
    before = next((places[path] for path in reversed(menu[:own]) if path in places), None)
    if before is not None:
        pages.insert(before + 1, page)
        return True
    behind = next((places[path] for path in menu[own + 1 :] if path in places), None)
    if behind is not None:
        pages.insert(behind, page)
        return True
    return False
