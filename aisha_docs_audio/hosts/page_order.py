"""Which page follows which: by the pages' own links, else by the sitemap."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from aisha_docs_audio.build.page_chain import reading_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")
_LOCATION = re.compile(rb"<loc>\s*([^<]+?)\s*</loc>")


class PageOrder:
    """The order of the pages with these paths in the site."""

    def __init__(self, site: Path, links: Mapping[str, str | None]) -> None:
        self._paths = links.keys()
        self._following = {
            path: found
            for path, href in links.items()
            if href and (found := self._linked(href, path)) not in {None, path}
        }
        if not self._following:
            listed = self._listed(site)
            self._following = dict(pairwise(listed))
        self._links = links

    def whole(self) -> list[str]:
        """Return all pages as they are read: one behind the other, then those that stand alone.

        The first page of a folder stands before the others there.
        """
        paths = sorted(self._paths, key=lambda path: _INDEX.search(path) is None)
        places = {
            posixpath.dirname(path): place for place, path in reversed([*enumerate(self._paths)])
        }
        paths.sort(key=lambda path: places[posixpath.dirname(path)])
        return reading_order({path: self._following.get(path) for path in paths})

    def next_of(self, path: str) -> tuple[str, str] | None:
        """Return the page behind this one, and its URL seen from here."""
        following = self._following.get(path)
        if following is None:
            return None
        url = posixpath.relpath(following, posixpath.dirname(path) or ".")
        if (self._links.get(path) or "").partition("#")[0].endswith("/"):
            # A site of folders' addresses; opened from disk it needs the file's name.
            url = _INDEX.sub("", url) or "./"
        return following, quote(url)

    def page_at(self, href: str, path: str) -> str | None:
        """Return the other page of the site that a page's link leads to."""
        found = self._linked(href, path)
        return None if found == path else found

    def _linked(self, href: str, path: str) -> str | None:
        parts = urlsplit(href)
        target = unquote(parts.path)
        if not (parts.netloc or target.startswith("/")):
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            return self._page_at(joined)
        return self._page_below(target)

    def _page_below(self, target: str) -> str | None:
        """Return the page of a whole address: where the site itself is served is not known."""
        steps = [step for step in target.split("/") if step]
        places = ["/".join(steps[first:]) for first in range(len(steps))]
        if len(steps) < 2 and target.endswith("/"):
            places.append(".")
        return next(filter(None, map(self._page_at, places)), None)

    def _page_at(self, place: str) -> str | None:
        forms = (
            place,
            f"{place}.html",
            f"{place}/index.html",
            f"{place}.htm",
            f"{place}/index.htm",
        )
        return next((path for path in map(posixpath.normpath, forms) if path in self._paths), None)

    def _listed(self, site: Path) -> Sequence[str]:
        try:
            sitemap = site.joinpath("sitemap.xml").read_bytes()
        except OSError:
            return ()
        addresses = [unescape(loc.decode("utf-8", "replace")) for loc in _LOCATION.findall(sitemap)]
        pages = [self._page_below(unquote(urlsplit(address).path)) for address in addresses]
        return [*dict.fromkeys(page for page in pages if page is not None)]
