"""Where a site is served, as its own pages say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[[0-9a-f:]+\]"
)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)


def checked_site_url(url: str) -> str:
    """Return the address of a site with a slash at its end, in the letters that addresses have.

    That of the site's first page is one. Raises SettingsError: it is none.
    """
    address = web_address(_INDEX.sub("", url.strip())) if _ADDRESS.fullmatch(url.strip()) else None
    if address is None:
        raise SettingsError(
            "--url", f"{url!r} is not the address of a site.", "Write https://docs.example.org/."
        )
    return address.rstrip("/") + "/"


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
            return web_address("/".join(href.split("/")[:-steps]) + "/") or ""
    return ""


def web_address(url: str) -> str | None:
    """Return an address of the web in the form of the URL Standard; None: it is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = f":{parts.port}" if parts.port is not None else ""
    except (ValueError, UnicodeError):
        return None
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host) or parts.scheme not in {"http", "https", ""}:
        return None
    path = _encoded(parts.path, "/:@!$&'()*+,;=~%")
    query = "?" + _encoded(parts.query, "/:@!$&'()*+,;=~%?") if parts.query else ""
    fragment = "#" + _encoded(parts.fragment, "/:@!$&'()*+,;=~%?") if parts.fragment else ""
    return f"{parts.scheme or 'https'}://{host}{port}{path}{query}{fragment}"


def _encoded(text: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe, errors="replace")
