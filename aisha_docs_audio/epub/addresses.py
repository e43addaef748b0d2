"""Where a page's links lead in a book: to a chapter, to the web, or nowhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit

from aisha_docs_audio.publications.site_address import web_address
from aisha_docs_audio.publications.site_files import file_inside, place_in_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")
_MAIL = re.compile(r"mailto:[^\s<>\"?@]+@[\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterPlace:
    """Where a page stands in the book; `ids` are its anchors there, by their names on the page."""

    file: str
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of a site that becomes a book.

    `chapters` are the pages in it, by their paths in the site; `site_url` is where the site is
    served, with a slash behind; "" where that is not known.
    """

    site: Path
    site_url: str = ""
    chapters: Mapping[str, ChapterPlace] = field(default_factory=dict)

    def link(self, href: str, page: str) -> str | None:
        """Return where a link of `page` leads; None: nowhere, so that it is text."""
        href = "".join(href.split("\n")).strip()
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if parts.scheme == "mailto":
            return href if _MAIL.fullmatch(href) else None
        is_whole = parts.scheme in {"http", "https"} or bool(parts.netloc)
        if parts.scheme and not is_whole:
            return None
        place = self._own_place(href) if is_whole else self.place(href, page)
        inside = self._inside(place, parts.fragment, page) if place is not None else None
        if inside is not None or is_whole:
            return inside or web_address(href)
        return self._online(place, parts) if place not in {None, page} else None

    def place(self, href: str, page: str) -> str | None:
        """Return the path in the site that an address means; None: none of the site's."""
        own = self._own_place(href)
        if own is not None:
            return own
        if href.startswith("/") and not href.startswith("//"):
            return self._below(unquote(urlsplit(href).path))
        return place_in_site(href, page)

    def page_at(self, place: str) -> str | None:
        """Return the page that is served at a path."""
        forms = (place, f"{place}.html", f"{place}/index.html", f"{place}.htm")
        return next(
            (path for path in map(posixpath.normpath, forms) if path in self.chapters), None
        )

    def _inside(self, place: str, fragment: str, page: str) -> str | None:
        target = self.page_at(place)
        if target is None:
            return None
        chapter = self.chapters[target]
        anchor = chapter.ids.get(unquote(fragment)) if fragment else None
        if target == page:
            return f"#{anchor}" if anchor else None
        file = posixpath.basename(chapter.file)
        return f"{file}#{anchor}" if anchor else file

    def _own_place(self, href: str) -> str | None:
        if not self.site_url or "//" not in href[:8]:
            return None
        address = web_address(href) or ""
        if not address.startswith(self.site_url):
            return None
        return place_in_site(address.removeprefix(self.site_url) or ".", "index.html")

    def _below(self, path: str) -> str | None:
        """Return the place of an address from a server's root: where the site stands below it."""
        steps = [step for step in path.split("/") if step]
        for first in range(len(steps) + 1):
            place = "/".join(steps[first:]) or "."
            if self.page_at(place) is not None or file_inside(self.site, place) is not None:
                return place if ".." not in steps else None
        return None

    def _online(self, place: str | None, parts: SplitResult) -> str | None:
        """Return the address of a file that the book does not have."""
        found = place or "."
        if file_inside(self.site, found) is None:
            found = f"{place}/index.html" if place != "." else "index.html"
        if not self.site_url or file_inside(self.site, found) is None:
            return None
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return web_address(self.site_url + quote(_INDEX.sub("", found)) + fragment)
