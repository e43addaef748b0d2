"""Files of a built site, read for whoever takes it along: none from outside of its folder."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aisha_docs_audio.errors import PageError
from aisha_docs_audio.hosts.encoding import decode_page
from aisha_docs_audio.reading.complexity import complexity_problem

if TYPE_CHECKING:
    from pathlib import Path

MOST_HTML_BYTES = 20_000_000


def file_inside(site: Path, path: str) -> Path | None:
    """Return the file at a path in the site; None: there is none, or a link leads out of it."""
    try:
        file = (site / path).resolve(strict=True)
        return file if file.is_file() and file.is_relative_to(site.resolve()) else None
    except (OSError, ValueError, RuntimeError):
        return None


def read_inside(site: Path, path: str, most_bytes: int) -> bytes | None:
    """Return a file's content; None: as for `file_inside`, or it is larger or can't be read."""
    file = file_inside(site, path)
    try:
        if file is None or file.stat().st_size > most_bytes:
            return None
        return file.read_bytes()
    except OSError:
        return None


def read_html(site: Path, path: str) -> str:
    """Return a page's HTML. Raises PageError: it can't be read, or not in reasonable time."""
    content = read_inside(site, path, MOST_HTML_BYTES)
    if content is None:
        raise PageError(f"{path} of {site} can't be read.")
    html, _ = decode_page(content)
    problem = complexity_problem(html)
    if problem:
        raise PageError(f"{path}: {problem}")
    return html


def place_in_site(href: str, page: str) -> str | None:
    """Return the path in the site that a relative address means, seen from a page's path.

    None: it leads out of the site, or it is not known where from (as with "/docs/").
    """
    way = unquote(href.partition("#")[0].partition("?")[0])
    if way.startswith("/") or "\\" in way or "\0" in way:
        return None
    if not way:
        return page
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), way))
    return None if joined.startswith("../") or joined == ".." else joined
