"""Sites whose scripts take their pages over after loading, and what such pages need besides.

See docs/decisions/0310-players-in-pages-that-scripts-take-over.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.hosts.additions import LAST, with_scripts_at, without_additions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TAKEN_OVER = re.compile(
    # Docusaurus; Next (and so Nextra), Gatsby, Nuxt
    r"""<div\s[^<>]*?\bid=["']?(?:__docusaurus|__next|___gatsby|__nuxt)["'\s>]"""
    r"""|<meta\s[^<>]*?\bcontent=["']?(?:VitePress|VuePress)\b"""
    r"|\bwindow\.__(?:remixContext|reactRouterContext)\b",  # mystmd
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"""<(?:script|link)\s(?:[^<>]*?\s)?(?:src|href)=["']?(/[^"'\s<>?#]+)""", re.IGNORECASE
)
_BODY_END = re.compile(r"</body(?=[\s>])", re.IGNORECASE)
_LOOKED_AT = 50


def is_taken_over(html: str) -> bool:
    """Return whether a script of the page makes it anew when it has loaded."""
    return _TAKEN_OVER.search(html) is not None


def root_url(html: str, site: Path) -> str | None:
    """Return under which path the site is served, with slashes around; None: that can't be told.

    The page's own scripts and styles tell it: "/docs/assets/main.js" is the file assets/main.js.
    Such a page is shown under addresses of several forms, with and without a slash at their end,
    so that ways relative to its file lead nowhere.
    """
    for number, match in enumerate(_ADDRESS.finditer(html)):
        steps = match[1].split("/")[1:]
        if number == _LOOKED_AT:
            break
        if "" in steps or ".." in steps:
            continue
        for first in range(len(steps)):
            if site.joinpath(*map(unquote, steps[first:])).is_file():
                return "".join(f"/{step}" for step in steps[:first]) + "/"
    return None


def with_scripts(html: str, asset_urls: Sequence[str]) -> str:
    """Return a page without a player, from which scripts go on to pages that have one.

    `asset_urls` are those of script, style, and the script of taken over pages.
    """
    ends = [match.start() for match in _BODY_END.finditer(html)]
    made = with_scripts_at(html, ends[-1] if ends else len(html), asset_urls)
    tree = LexborHTMLParser(made.encode("utf-8", "replace"))
    is_there = tree.css_first(f"body > script[{LAST}]") is not None
    return made if is_there and without_additions(made) == html else html
