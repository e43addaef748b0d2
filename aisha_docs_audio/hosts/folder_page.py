"""One page of a folder: its file is written once, from how its generator left it to done."""

from __future__ import annotations

import hashlib
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.build.written_page import WrittenPage
from aisha_docs_audio.hosts.additions import with_additions, without_additions
from aisha_docs_audio.hosts.encoding import decode_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as it stands in the folder of the generator.

    `original` is what the generator wrote; `digest` tells whether that changed since.
    """

    original: str
    encoding: str
    digest: bytes
    has_additions: bool


def read_text(file: Path) -> PageText:
    """Read a page's file. Raises OSError, and PageError for an encoding that does not fit."""
    content = file.read_bytes()
    text, encoding = decode_page(content)
    original = without_additions(text)
    return PageText(
        original=original,
        encoding=encoding,
        digest=hashlib.sha256(original.encode("utf-8", "surrogatepass")).digest(),
        has_additions=original != text,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPage(WrittenPage):
    """A page of `source`, the generator's folder, that becomes `file`; both may be the same.

    `packed` is the annotated page with its mark: it is only in memory until the player is there.
    `assets` are the player's script and style, and what else the page needs.
    """

    source: Path
    digest: bytes
    packed: bytes
    assets: Sequence[Path]

    def content(self) -> bytes | None:
        """Return None: it is written with its player, or not at all."""
        return None

    def shown_html(self) -> str | None:
        """Return the annotated page: the written one is what was read."""
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")

    def put_player(self, player: str) -> bool:
        """Write the page with its player and all that belongs to it, or ("") as it was."""
        try:
            text = read_text(self.source)
            if text.digest != self.digest:
                return False  # its generator was here in the meantime
            html: str | None = text.original
            if player:
                annotated = self.shown_html() or ""
                urls = asset_urls(self.assets, self.file, self.folder_url)
                html = with_additions(annotated, text.original, player, urls)
            if html is None:
                return False
            write_text(self.file, html, self.encoding)
        except (OSError, UnicodeError):
            return False
        return True


def asset_urls(assets: Sequence[Path], page: Path, folder_url: str | None) -> list[str]:
    """Return the URLs of files as a page writes them: below `folder_url`, else the ways there."""
    if folder_url is not None:
        return [f"{folder_url}/{quote(asset.name)}" for asset in assets]
    ways = (os.path.relpath(asset, page.parent) for asset in assets)
    return [quote(way.replace(os.sep, "/")) for way in ways]


def write_text(file: Path, html: str, encoding: str) -> None:
    """Write a page, unless that changes no byte. Raises OSError."""
    content = html.encode(encoding, "xmlcharrefreplace")
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    # The link that a host may have made of a page stays one.
    replace_whole(file.resolve(), lambda draft: draft.write_bytes(content))


def packed_html(html: str) -> bytes:
    """Return annotated HTML as it is kept while all pages wait for their sound."""
    return zlib.compress(html.encode("utf-8", "surrogatepass"), level=1)
