"""Where a site is served, as its own pages say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)


def checked_site_url(url: str) -> str:
    """Return the address of a site with a slash at its end. Raises SettingsError: it is none."""
    if _ADDRESS.fullmatch(url) is None:
        raise SettingsError(
            "--url", f"{url!r} is not the address of a site.", "Write https://docs.example.org/."
        )
    return url.rstrip("/") + "/"


def told_site_url(tree: LexborHTMLParser, page: str) -> str:
    """Return the address of the site by the canonical address of its page; "" if it is not told."""
    link = tree.css_first('link[rel~="canonical"][href]')
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    if _ADDRESS.fullmatch(href) is None:
        return ""
    for form in (
        page,
        _INDEX.sub("", page),
        page.removesuffix(".html"),
        page.removesuffix("/index.html"),
    ):
        if unquote(href).endswith("/" + form) and href.count("/") >= form.count("/") + 3:
            steps = form.count("/") + 1
            return "/".join(href.split("/")[:-steps]) + "/"
    return ""
