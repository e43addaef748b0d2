"""The end of a build, when all pages are written: what they show, their audio, their players.

Nothing is sent of a page whose written HTML no longer shows its blocks, and nothing of ours raises
into the host: a page gets its player whole, or stays as it is.
"""

from __future__ import annotations

import contextlib
import logging
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.build.audio_folder import replace_whole
from aisha_docs_audio.build.report import front_matter_note, warnings_of
from aisha_docs_audio.build.result import BuildStats
from aisha_docs_audio.build.site import files_of, player_for
from aisha_docs_audio.errors import PublishingError
from aisha_docs_audio.player.placement import find_mark, with_player
from aisha_docs_audio.reading.shown import first_missing
from aisha_docs_audio.settings.mode import mode_of
from aisha_docs_audio.voices.aisha import NO_KEY_SILENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.result import NarratedPage
    from aisha_docs_audio.build.site import SiteBuild
    from aisha_docs_audio.model import Page
    from aisha_docs_audio.player.assets import Asset

LOST = (
    "the written page does not show all that was read of it: a plugin, a hook or a template "
    "encrypts, replaces or hides its content. Nothing of it is published. Leave it out with "
    "`exclude` or `audio: off`."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """A page that was read, and its HTML `file` in the built site.

    `next_path` is the page that follows in the site's order, `next_url` its URL seen from here.
    """

    page: Page
    file: Path
    encoding: str = "utf-8"
    next_path: str | None = None
    next_url: str | None = None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What came of it: pages with players, the count, and what the user is told, in words.

    `warnings` are faults; `notes` what nobody can do anything about in this build.
    """

    players: tuple[WrittenPage, ...] = ()
    stats: BuildStats = field(default_factory=BuildStats)
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class SiteFinish:
    """Finishes the pages of one site (or of one language of it) with the folder of their audio.

    `complete`: the pages given are all that have players; others that have one are left over from
    sources that are gone. `assets` are the player's script and style, by their names in the site.
    """

    def __init__(
        self,
        build: SiteBuild,
        folder: AudioFolder,
        *,
        assets: Mapping[str, Asset],
        site_name: str,
        complete: bool,
    ) -> None:
        self._build = build
        self._folder = folder
        self._assets = assets
        self._site_name = site_name
        self._complete = complete
        self._problems: dict[str, str | tuple[str, ...]] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}

    def finish(self, pages: Sequence[WrittenPage], problems: Mapping[str, str]) -> Finished:
        """Narrate and publish what the written pages show. Never raises an Exception.

        `problems` are the reasons, by page, why others could not be read.
        """
        self._problems = dict(problems)
        try:
            return self._finish(pages)
        except Exception as error:  # noqa: BLE001
            _log.debug("audio failed", exc_info=True)
            return Finished(warnings=(_fault(error),))

    def check_again(self, finished: Finished) -> tuple[str, ...]:
        """Withdraw players from pages that were changed since; gives warnings. Never raises."""
        lost: dict[str, str] = {}
        try:
            for written in finished.players:
                if _stamp(written.file) == self._stamps.get(written.file):
                    continue
                if written.shown_html() is None:
                    lost[written.page.path] = LOST
                    self._folder.withdraw(written.file)
                    self._place(written, "")
            if lost:
                self._folder.reconcile(self._still_plays)
        except Exception as error:  # noqa: BLE001
            _log.debug("audio failed", exc_info=True)
            return (_fault(error),)
        return warnings_of(lost)

    def _finish(self, pages: Sequence[WrittenPage]) -> Finished:
        shown = [written for written in pages if self._is_shown(written)]
        result = self._build.narrate([written.page for written in shown])
        self._problems.update(result.problems)
        players: tuple[WrittenPage, ...] = ()
        if mode_of(self._build.environ) != "estimate":
            players = self._publish(shown, result.narrated)
            if self._complete and not self._folder.has_list:
                self._silence_all_but(shown)
            self._folder.reconcile(self._still_plays)
        excused = {p: r for p, r in self._problems.items() if r == (NO_KEY_SILENT,)}
        faults = {p: r for p, r in self._problems.items() if p not in excused}
        notes = (*warnings_of(excused), *front_matter_note([page.page for page in pages]))
        return Finished(
            players=players, stats=result.stats, warnings=warnings_of(faults), notes=notes
        )

    def _is_shown(self, written: WrittenPage) -> bool:
        try:
            if written.shown_html() is not None:
                return True
            self._problems[written.page.path] = LOST
            self._place(written, "")
        except FileNotFoundError:
            pass  # the host wrote no such page in this build: a draft, or a plugin took it out
        except (OSError, UnicodeError) as error:
            self._problems[written.page.path] = f"its HTML can't be read: {error}"
        return False

    def _publish(
        self, pages: Sequence[WrittenPage], narrated: Mapping[str, NarratedPage]
    ) -> tuple[WrittenPage, ...]:
        """Copy the audio, then put in the players of the pages whose audio is there."""
        ready = {}
        script_name, style_name = self._assets
        try:
            for name, asset in self._assets.items():
                self._folder.put(name, asset.content)
        except PublishingError as error:
            self._problems.update(dict.fromkeys(narrated, str(error)))
            narrated = {}
        for written in pages:
            path = written.page.path
            try:
                if path in narrated:
                    files = files_of(narrated[path], script_name=script_name, style_name=style_name)
                    self._folder.publish(written.file, files)
                    ready[path] = written
            except PublishingError as error:
                self._problems[path] = str(error)
        for written in pages:
            if written.page.path not in ready:
                self._place(written, "")
        placed = []
        for path, written in ready.items():
            next_url = written.next_url if written.next_path in ready else None
            player = self._player(narrated[path], written, next_url)
            if self._place(written, player):
                placed.append(written)
            else:
                self._folder.withdraw(written.file)
                self._problems[path] = "its HTML can't be written; it stays as it was, in silence."
        return tuple(placed)

    def _silence_all_but(self, pages: Sequence[WrittenPage]) -> None:
        """Take the players out of pages that are left over, where no list says which have one."""
        known = {written.file.resolve() for written in pages}
        for file in self._folder.site.rglob("*.html"):
            if file.resolve() not in known:
                put_player(file, "")

    def _player(self, narrated: NarratedPage, written: WrittenPage, next_url: str | None) -> str:
        way = os.path.relpath(self._folder.path, written.file.parent).replace(os.sep, "/")
        return player_for(
            narrated,
            url_of=lambda name: f"{quote(way)}/{quote(name)}",
            site=self._site_name,
            next_url=next_url,
        )

    def _place(self, written: WrittenPage, player: str) -> bool:
        """Put the player in, unless the very same one is there; gives whether it is there."""
        there = written.put_player(player)
        with contextlib.suppress(OSError):
            self._stamps[written.file] = _stamp(written.file)
        return there

    def _still_plays(self, page: str, names: tuple[str, ...]) -> bool:
        """Whether a page of an earlier build keeps its player; where all are known, it does not."""
        file = self._folder.site / page
        if self._complete:
            return not put_player(file, "") and _names_stand_in(file, names)
        return _names_stand_in(file, names)


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


def _names_stand_in(file: Path, names: tuple[str, ...]) -> bool:
    try:
        html = file.read_bytes()
    except OSError:
        return False
    return any(name.encode() in html for name in names)


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def _fault(error: Exception) -> str:
    return (
        f"a fault in aisha-docs-audio ({type(error).__name__}: {error}). "
        "Please report it; the site is complete but for the players."
    )
