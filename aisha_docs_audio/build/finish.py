"""The end of a build, when all pages are written: what they show, their audio, their players.

Nothing is sent of a page whose written HTML no longer shows its blocks, and nothing of ours raises
into the host: a page gets its player whole, or stays as it is.
"""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from aisha_docs_audio.build.drafts import sweep_drafts
from aisha_docs_audio.build.manifest import MANIFEST_NAME
from aisha_docs_audio.build.manifest_update import update_manifest
from aisha_docs_audio.build.page_maker import PageMaker
from aisha_docs_audio.build.published import Published
from aisha_docs_audio.build.report import (
    excused_problems,
    fault_text,
    front_matter_note,
    warnings_of,
)
from aisha_docs_audio.build.shown_pages import LOST
from aisha_docs_audio.build.written_page import WrittenPage, put_player, silence_all_but
from aisha_docs_audio.errors import CacheError, PublishingError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence
    from pathlib import Path

    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.made_page import MadePages
    from aisha_docs_audio.build.manifest import ManifestPage
    from aisha_docs_audio.build.result import BuildResult
    from aisha_docs_audio.build.shown_pages import ShownPages
    from aisha_docs_audio.model import Page
    from aisha_docs_audio.player.assets import Asset

_log = logging.getLogger(__name__)


class SiteFinish:
    """Finishes the pages of one site (or of one language of it) with the folder of their audio.

    `narrate` gives the narrations; with `places` they are put into the pages, else only counted.
    `complete`: the pages given are all that have players; others that have one are left over from
    sources that are gone. `order` are the paths of the site's pages as they are
    read. `assets` are the player's script and style, by their names in the site. `kept` has what
    was made of the pages in builds before; a preview's have other addresses.
    """

    def __init__(  # noqa: PLR0913 - one argument for each thing it works with
        self,
        folder: AudioFolder,
        *,
        narrate: Callable[[Sequence[Page]], BuildResult],
        kept: MadePages | None,
        assets: Mapping[str, Asset],
        site_name: str,
        complete: bool,
        shown: ShownPages,
        places: bool,
        order: Sequence[str] = (),
    ) -> None:
        self._folder = folder
        self._narrate = narrate
        self._assets = assets
        self._site_name = site_name
        self._complete = complete
        self._shown = shown
        self._places = places
        self._order = order
        self._maker = PageMaker(folder, site_name=site_name, order=order, assets=assets, kept=kept)
        self._problems: dict[str, str | tuple[str, ...]] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._manifest: list[ManifestPage] = []
        self._unwritten = "its HTML can't be written; it stays as it was, in silence."

    def finish(self, pages: Sequence[WrittenPage], unread: Mapping[str, str]) -> Published:
        """Narrate and publish what the written pages show.

        `unread` are the reasons, by page, why others could not be read.
        """
        self._problems = dict(unread)
        shown = [written for written in pages if self._is_shown(written)]
        result = self._narrate([written.page for written in shown])
        self._problems.update(result.problems)
        players: tuple[WrittenPage, ...] = ()
        if self._places:
            players = self._publish(shown, result)
            if self._complete and not self._folder.has_list:
                silence_all_but(self._folder.site, shown, own=self._folder.path)
            self._folder.reconcile(self._still_plays)
            self._write_manifest()
            self._shown.remember()
            sweep_drafts({self._folder.path, *(written.file.parent for written in pages)})
        excused = excused_problems(self._problems, result.blocked_reason)
        faults = {p: r for p, r in self._problems.items() if p not in excused}
        notes = (*warnings_of(excused), *front_matter_note([page.page for page in pages]))
        return Published(
            players=players,
            stats=result.stats,
            warnings=warnings_of(faults),
            notes=notes,
            check_again=lambda: self._check_again(players),
        )

    def _check_again(self, players: Sequence[WrittenPage]) -> tuple[str, ...]:
        lost, hidden = dict[str, str](), False
        try:
            for written in players:
                try:
                    same = written.stamp() == self._stamps.get(written.file)
                    if same or written.shown_html() is not None:
                        continue
                    lost[written.page.path] = LOST
                except FileNotFoundError:
                    pass  # taken out of the site altogether
                except CacheError as error:
                    lost[written.page.path] = str(error)
                except (OSError, UnicodeError) as error:
                    lost[written.page.path] = f"its HTML can't be read: {error}"
                self._hide(written)
                hidden = True
            if hidden:
                self._folder.reconcile(self._still_plays)
                self._write_manifest()
        except Exception as error:  # noqa: BLE001
            return (fault_text(error, "the site is complete but for the players."),)
        return warnings_of(lost)

    def _is_shown(self, written: WrittenPage) -> bool:
        try:
            if self._shown.is_shown(written):
                return True
            self._problems[written.page.path] = LOST
            self._hide(written)
        except FileNotFoundError:
            pass  # the host wrote no such page in this build: a draft, or a plugin took it out
        except CacheError as error:
            self._problems[written.page.path] = str(error)
        except (OSError, UnicodeError) as error:
            self._problems[written.page.path] = f"its HTML can't be read: {error}"
        except Exception as error:  # noqa: BLE001 - one page's fault is not the others'
            _log.debug("not looked at", exc_info=True)
            self._problems[written.page.path] = fault_text(error)
        return False

    def _hide(self, written: WrittenPage) -> None:
        self._folder.forget(written.file)
        self._place(written, "")

    def _publish(
        self, pages: Sequence[WrittenPage], result: BuildResult
    ) -> tuple[WrittenPage, ...]:
        """Copy the audio of each page, then put in its player; return the pages that have one."""
        narrated = {written.page.path for written in pages if written.page.path in result.narrated}
        # Also on a site without players: every page's head names them.
        if not self._put_assets(narrated):
            narrated = set()
        placed: dict[str, WrittenPage] = {}
        for written in pages:
            path = written.page.path
            if path not in narrated:
                self._place(written, "")
            elif self._publish_page(written, result, leads_to=narrated):
                placed[path] = written
        # Where one has no player after all, the page before it must not lead there. What can't be
        # written stays as it is: it plays, and its files are there.
        for written in placed.values():
            if written.next_path in narrated and written.next_path not in placed:
                with contextlib.suppress(CacheError):
                    self._place(written, self._maker.make(result, written, None).player)
        return tuple(placed.values())

    def _put_assets(self, narrated: Iterable[str]) -> bool:
        try:
            for name, asset in self._assets.items():
                self._folder.put(name, asset.content)
        except PublishingError as error:
            self._problems.update(dict.fromkeys(narrated, str(error)))
            return False
        return True

    def _publish_page(
        self, written: WrittenPage, result: BuildResult, *, leads_to: Container[str]
    ) -> bool:
        """Put a page's files into the folder, and its player into the page; or neither."""
        path = written.page.path
        try:
            next_url = written.next_url if written.next_path in leads_to else None
            made = self._maker.make(result, written, next_url)
            self._folder.publish(written.file, made.files)
        except PublishingError as error:
            # Where the site's folder has no room either, that is what both are told: one cause.
            self._problems[path] = self._unwritten = str(error)
        except CacheError as error:
            self._problems[path] = str(error)
        except Exception as error:  # noqa: BLE001 - one page's fault is not the others'
            _log.debug("not published", exc_info=True)
            self._problems[path] = fault_text(error)
            self._folder.withdraw(written.file)
        else:
            if self._place(written, made.player):
                self._manifest.append(made.entry)
                return True
            self._problems[path] = self._unwritten
            self._folder.withdraw(written.file)
            return False
        self._place(written, "")
        return False

    def _write_manifest(self) -> None:
        pages = tuple(self._manifest)
        self._manifest.clear()
        try:
            update_manifest(self._folder, self._site_name, pages, self._order)
        except PublishingError as error:
            self._problems[MANIFEST_NAME] = str(error)

    def _place(self, written: WrittenPage, player: str) -> bool:
        """Put the player in, unless the very same one is there; return whether it is there."""
        there = self._shown.put_player(written, player)
        with contextlib.suppress(OSError):
            self._stamps[written.file] = written.stamp()
        return there

    def _still_plays(self, page: str, names: tuple[str, ...]) -> bool:
        """Whether a page of an earlier build keeps its player; where all are known, it does not."""
        file = self._folder.site / page
        silenced = self._complete and put_player(file, "")
        return not silenced and _names_stand_in(file, names)


def _names_stand_in(file: Path, names: tuple[str, ...]) -> bool:
    try:
        html = file.read_bytes()
    except OSError:
        return False
    return any(name.encode() in html for name in names)
