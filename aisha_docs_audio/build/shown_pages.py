"""Which written pages show what was read of them, and where in each the player goes.

That a page does is found out by parsing it. It is remembered by the SHA-256 of the written file and
the key of what was read, so a page whose file is what it was need not be parsed again.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from aisha_docs_audio.build.written_page import put_player_at
from aisha_docs_audio.player.marks import place_with_player

if TYPE_CHECKING:
    from pathlib import Path

    from aisha_docs_audio.build.written_page import WrittenPage
    from aisha_docs_audio.player.marks import Place
    from aisha_docs_audio.sound.page_uses import PageUses

LOST = (
    "the written page does not show all that was read of it: a plugin, a hook or a template "
    "encrypts, replaces or hides its content. Nothing of it is published. Leave it out with "
    "`exclude` or `audio: off`."
)

# MkDocs' own themes say in a comment of the home page when it was built.
_BUILD_DATE = re.compile(
    rb"(?<=\nBuild Date UTC : )\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00)?(?=\s*-->)"
)


class ShownPages:
    """Looks at the written pages of one build.

    `uses` remembers, for each `occasion` apart: a preview writes other pages. With `once` it does
    not for a page that is another one in each build. With `keeps` the host leaves a finished page
    as it is until its source changes, so how we leave it is remembered, too.
    """

    def __init__(self, uses: PageUses, *, occasion: str, once: bool, keeps: bool) -> None:
        self._uses = uses
        self._occasion = occasion
        self._once = once
        self._keeps = keeps
        # By the page's path and the key of what was read of it.
        self._found: dict[tuple[str, str], dict[str, Place]] = {}
        # By the page's file: how it looked and what it was. While it looks the same, it is not
        # hashed again, nor is its record read.
        self._seen: dict[Path, tuple[tuple[int, int], str, Place]] = {}

    def is_shown(self, written: WrittenPage) -> bool:
        """Whether the page shows all that was read of it, and has a place for the player.

        Raises OSError, UnicodeError, and CacheError when what was read cannot be loaded.
        """
        content = written.content()
        if content is None:
            return written.shown_html() is not None
        digest = _digest(content)
        known = self._place(written, digest)
        if known is not None:
            self._seen[written.file] = written.stamp(), digest, known
            return True
        place = written.find_place(content.decode(written.encoding))
        if place is not None and written.page.key:
            self._found[written.page.path, written.page.key] = {digest: place}
        return place is not None

    def put_player(self, written: WrittenPage, player: str) -> bool:
        """Put `player` ("": none) into the page; False if that can't be. Never raises."""
        try:
            content = written.content()
            place = None
            if content is not None:
                digest, place = self._look(written, content)
            if content is None or place is None:
                return written.put_player(player)
            html = content.decode(written.encoding)
            new = put_player_at(written.file, html, place, player, written.encoding)
            if self._keeps and new != content:
                after = place_with_player(place, len(html), len(new.decode(written.encoding)))
                key = written.page.path, written.page.key
                self._found.setdefault(key, {digest: place})[_digest(new)] = after
        except (OSError, UnicodeError):
            return False
        return True

    def remember(self) -> None:
        """Note what was found out in this build, after its pages were noted."""
        for (path, reading), places in self._found.items():
            self._uses.note_shown(path, reading, self._occasion, places, once=self._once)
        self._found.clear()

    def _look(self, written: WrittenPage, content: bytes) -> tuple[str, Place | None]:
        """Return the digest of a page's content, and the place in it. Raises OSError."""
        stamp, digest, place = self._seen.get(written.file, (None, "", None))
        if stamp is not None and stamp == written.stamp():
            return digest, place
        digest = _digest(content)
        return digest, self._place(written, digest)

    def _place(self, written: WrittenPage, digest: str) -> Place | None:
        page = written.page
        found = self._found.get((page.path, page.key), {}).get(digest)
        if found is not None or not page.key:
            return found
        use = self._uses.last(page.path)
        if use is None or use.reading != page.key:
            return None
        return use.shown.get(self._occasion, {}).get(digest)


def _digest(content: bytes) -> str:
    """Return a written page's SHA-256; when it was built makes it no other page."""
    if b"\nBuild Date UTC : " in content:
        content = _BUILD_DATE.sub(lambda date: b"0" * len(date[0]), content)
    return hashlib.sha256(content).hexdigest()
