"""The pictures that a book packs: read from the site's folder and nowhere else."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from aisha_docs_audio.epub.vector_images import svg_file
from aisha_docs_audio.publications.site_files import read_inside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_BYTES = 20_000_000
"""A picture that is larger is left out: readers of books hold it in memory several times over."""

_DATA_URL = re.compile(
    r"data:image/[\w.+-]+((?:;[\w=.+-]+)*?)(;base64)?,(.*)", re.DOTALL | re.ASCII
)
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
"""The image types that every reader has to show (EPUB 3.3, "Core media types")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file of a book: its name is that of its content."""

    name: str
    content: bytes


@dataclass(slots=True)
class Pictures:
    """Reads each picture of a site once, as a book may hold it; `site` is the folder.

    A picture is known by the name that its file gets, which is that of its content.
    """

    site: Path
    media_types: dict[str, str] = field(default_factory=dict)
    _by_path: dict[str, str | None] = field(default_factory=dict)
    _fresh: list[Picture] = field(default_factory=list)

    def of_file(self, path: str) -> str | None:
        """Return the picture at a path in the site; None: not there, or nothing a book can hold."""
        if path not in self._by_path:
            content = read_inside(self.site, path, MOST_BYTES)
            self._by_path[path] = self.of_content(content) if content is not None else None
        return self._by_path[path]

    def of_data_url(self, url: str) -> str | None:
        """Return a picture that stands in the page itself."""
        match = _DATA_URL.fullmatch(url) if len(url) <= 2 * MOST_BYTES else None
        if match is None:
            return None
        try:
            raw = unquote_to_bytes(match[3])
            content = base64.b64decode(raw, validate=False) if match[2] else raw
        except (binascii.Error, ValueError):
            return None
        return self.of_content(content)

    def of_content(self, content: bytes) -> str | None:
        """Return a picture of these bytes."""
        media_type = _media_type(content)
        if media_type == "image/svg+xml":
            content = svg_file(content) or b""
        if media_type is None or not content:
            return None
        digest = hashlib.sha256(content).hexdigest()[:16]
        name = f"{digest}.{_EXTENSIONS[media_type]}"
        if name not in self.media_types:
            self.media_types[name] = media_type
            self._fresh.append(Picture(name=name, content=content))
        return name

    def take_fresh(self) -> Sequence[Picture]:
        """Return the pictures that were asked for since; their bytes are not held any longer."""
        fresh = [*self._fresh]
        self._fresh.clear()
        return fresh


def _media_type(content: bytes) -> str | None:
    """Return what a picture is by its first bytes, whatever its name says."""
    start = content[:32]
    if start.startswith(b"\x89PNG\r\n\x1a\n") and start[12:16] == b"IHDR":
        return "image/png"
    if start.startswith(b"\xff\xd8\xff") and len(content) > 100:
        return "image/jpeg"
    if start.startswith((b"GIF87a", b"GIF89a")) and len(content) > 13:
        return "image/gif"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    if b"<svg" in content[:4096].lower():
        return "image/svg+xml"
    return None
