"""A page that was read, as a file of the built site: what it shows, and the place of its player."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.player.marks import with_player

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aisha_docs_audio.model import Page
    from aisha_docs_audio.player.marks import Place


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

    def content(self) -> bytes | None:
        """Return what was written; None where the page has still to be written. Raises OSError."""
        return self.file.read_bytes()

    def shown_html(self) -> str | None:
        """Return its HTML if it shows all that was read, and has a place for the player.

        Raises OSError, UnicodeError, and CacheError when what was read cannot be loaded.
        """
        html = self.file.read_bytes().decode(self.encoding)
        return html if self.find_place(html) is not None else None

    def find_place(self, html: str) -> Place | None:
        """Return the player's place in its HTML, if that shows all that was read.

        Raises CacheError when what was read cannot be loaded.
        """
        # Only now: the parser is loaded for pages that are not known.
        from aisha_docs_audio.player.placement import find_mark  # noqa: PLC0415
        from aisha_docs_audio.reading.shown import first_missing  # noqa: PLC0415

        place = find_mark(html)
        if place is None or first_missing(self.page.shown, html) is not None:
            return None
        return place

    def put_player(self, player: str) -> bool:
        """Put `player` ("": none) into its place; False if that can't be. Never raises."""
        return put_player(self.file, player, self.encoding)

    def stamp(self) -> tuple[int, int]:
        """Return what changes when the file does. Raises OSError."""
        status = self.file.stat()
        return status.st_mtime_ns, status.st_size


def put_player(file: Path, player: str, encoding: str = "utf-8") -> bool:
    """Put `player` ("": none) into a page's place for it; False if that can't be. Never raises."""
    from aisha_docs_audio.player.placement import find_mark  # noqa: PLC0415 - as in find_place

    try:
        html = file.read_bytes().decode(encoding)
        place = find_mark(html)
        if place is None:
            return False
        put_player_at(file, html, place, player, encoding)
    except (OSError, UnicodeError):
        return False
    return True


def put_player_at(file: Path, html: str, place: Place, player: str, encoding: str) -> bytes:
    """Put `player` into its place in the page's `html`; return what the file holds then.

    Raises OSError and UnicodeError.
    """
    new = with_player(html, place, player)
    content = new.encode(encoding, "xmlcharrefreplace")
    if new != html:
        # The link that a host may have made of a page stays one.
        target = file.resolve() if file.is_symlink() else file
        replace_whole(target, lambda draft: draft.write_bytes(content))
    return content


def silence_all_but(site: Path, pages: Iterable[WrittenPage], *, own: Path) -> None:
    """Take the players out of pages that are left over, where no list says which have one.

    Not out of the transcripts in our `own` folder: a player is all that is in them.
    """
    known = {os.path.realpath(written.file) for written in pages}
    for file in site.rglob("*.html"):
        if os.path.realpath(file) not in known and own not in file.parents:
            put_player(file, "")
