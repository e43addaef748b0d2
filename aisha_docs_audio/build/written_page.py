"""A page that was read, as a file of the built site: what it shows, and the place of its player."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.player.placement import find_mark, with_player
from aisha_docs_audio.reading.shown import first_missing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aisha_docs_audio.model import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """A page that was read, and its HTML `file` in the built site.

    `url` is its whole address, "" where it is not known. `next_path` is the page that follows in
    the site's order, `next_url` its URL seen from here.
    `folder_url` is the URL of the folder of sound; None: the way there from the file.
    """

    page: Page
    file: Path
    encoding: str = "utf-8"
    url: str = ""
    next_path: str | None = None
    next_url: str | None = None
    folder_url: str | None = None

    def shown_html(self) -> str | None:
        """Return its HTML if it shows all that was read, and has a place for the player.

        Raises OSError and UnicodeError.
        """
        html = self.file.read_bytes().decode(self.encoding)
        if find_mark(html) is None or first_missing(self.page.shown, html) is not None:
            return None
        return html

    def put_player(self, player: str) -> bool:
        """Put `player` ("": none) into its place; False if that can't be. Never raises."""
        return put_player(self.file, player, self.encoding)

    def stamp(self) -> tuple[int, int]:
        """Return what changes when the file does. Raises OSError."""
        status = self.file.stat()
        return status.st_mtime_ns, status.st_size


def put_player(file: Path, player: str, encoding: str = "utf-8") -> bool:
    """Put `player` ("": none) into a page's place for it; False if that can't be. Never raises."""
    try:
        html = file.read_bytes().decode(encoding)
        place = find_mark(html)
        if place is None:
            return False
        new = with_player(html, place, player)
        if new != html:
            # The link that a host may have made of a page stays one.
            content = new.encode(encoding, "xmlcharrefreplace")
            replace_whole(file.resolve(), lambda draft: draft.write_bytes(content))
    except (OSError, UnicodeError):
        return False
    return True


def silence_all_but(site: Path, pages: Iterable[WrittenPage]) -> None:
    """Take the players out of pages that are left over, where no list says which have one."""
    known = {written.file.resolve() for written in pages}
    for file in site.rglob("*.html"):
        if file.resolve() not in known:
            put_player(file, "")
