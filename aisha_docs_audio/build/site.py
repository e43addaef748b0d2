"""One build of one site: the one door for hosts. Read pages, narrate them, publish the site."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aisha_docs_audio.build.context import BuildContext
from aisha_docs_audio.build.finish import SiteFinish
from aisha_docs_audio.build.made_page import MadePages
from aisha_docs_audio.build.narrate import narrate_pages, warn_early
from aisha_docs_audio.build.page_reading import ReadPage, read_or_recall
from aisha_docs_audio.build.published import Published
from aisha_docs_audio.build.reading_store import FolderOfReadings
from aisha_docs_audio.build.report import (
    closing_line,
    fault_text,
    total,
)
from aisha_docs_audio.build.result import BuildResult, BuildStats
from aisha_docs_audio.build.shown_pages import ShownPages
from aisha_docs_audio.build.site_options import OPTIONS_VARIABLE, SiteOptions, hand_over_options
from aisha_docs_audio.errors import AishaAudioError
from aisha_docs_audio.reading.rules import matched_selectors
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.cache_place import DERIVED, SHARED_WAY_OUT, check_cache_place
from aisha_docs_audio.settings.store_address import parse_store_address
from aisha_docs_audio.sound.page_uses import READINGS, PageUses
from aisha_docs_audio.storage.shared_folder import hold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.reading_store import ReadingStore
    from aisha_docs_audio.build.result import NarratedPage
    from aisha_docs_audio.build.written_page import WrittenPage
    from aisha_docs_audio.model import Page, PageSource
    from aisha_docs_audio.player.assets import Asset

_log = logging.getLogger(__name__)
redacting(_log)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBuild(BuildContext):
    """A build and what a host asks of it. Nothing of it raises into the host."""

    def read(
        self, html: str, source: PageSource, *, readings: ReadingStore | None = None
    ) -> ReadPage:
        """Read a page's rendered content, and mark where its player goes.

        What was read before is taken from the cache, or from where the host keeps `readings`.
        """
        try:
            return read_or_recall(html, source, self.settings, readings or self._readings())
        except AishaAudioError as error:
            selected = self.matched_selectors(html)
            return ReadPage(html=html, problem=str(error), selected=selected)
        except Exception as error:  # noqa: BLE001
            _log.debug("reading failed", exc_info=True)
            return ReadPage(html=html, problem=fault_text(error))

    def narrate(self, pages: Sequence[Page]) -> BuildResult:
        """Return every page's narration, or the reason why it has none.

        Audio must not break the documentation: even a fault of our own ends as a reason.
        """
        return self._narrate(pages, self.warn or self.progress.say)

    def player(
        self,
        narrated: NarratedPage,
        *,
        url_of: Callable[[str], str],
        site_name: str = "",
        next_url: str | None = None,
    ) -> str:
        """Return the HTML of a page's player.

        `url_of` gives the URL of an audio file's name, seen from the page.
        """
        from aisha_docs_audio.build.page_audio import audio_of_page  # noqa: PLC0415
        from aisha_docs_audio.build.page_player import player_of_page  # noqa: PLC0415

        audio = audio_of_page(narrated, site_name)
        return player_of_page(audio, url_of=url_of, site_name=site_name, next_url=next_url)

    def publish(  # noqa: PLR0913 - one argument for each thing a host knows of its site
        self,
        pages: Sequence[WrittenPage],
        folder: AudioFolder,
        *,
        assets: Mapping[str, Asset],
        site_name: str,
        complete: bool,
        unread: Mapping[str, str],
        order: Sequence[str] = (),
        warnings: Iterable[str] = (),
    ) -> Published:
        """Narrate what the written pages show, copy their audio, put in their players.

        `complete`: the pages are all that have players. `assets` are the player's script and
        style, by their names in `folder`. `unread` are the reasons, by page, why others could not
        be read; `order` are the paths, in the built site, of all pages the host knows, as they are
        read; `warnings` are what the user should know before anything is paid for.
        """
        late: list[str] = []
        warn = self.warn or late.append
        for message in warnings:
            warn_early(self, message, warn)
        derived = self.cache_directory / DERIVED
        try:
            site = SiteFinish(
                folder,
                narrate=lambda shown: self._narrate(shown, warn),
                kept=None if self.live else MadePages(derived, site=self.site),
                assets=assets,
                site_name=site_name,
                complete=complete,
                order=order,
                shown=ShownPages(
                    PageUses(derived, site=self.site),
                    occasion=self.occasion,
                    once=self.live,
                    keeps=complete,
                ),
                places=self.occasion != "estimate",
            )
            published = site.finish(pages, unread)
        except Exception as error:  # noqa: BLE001
            _log.debug("audio failed", exc_info=True)
            message = fault_text(error, "the site is complete but for the players.")
            published = Published(warnings=(message,))
        return replace(published, warnings=(*late, *published.warnings))

    def matched_selectors(self, html: str) -> frozenset[str]:
        """Return the selectors of the option `skip` that match an element of a page's content."""
        return matched_selectors(html, self.settings.skip)

    def idle_warnings(
        self, *, paths: Collection[str], sources: Path, selected: Collection[str] | None
    ) -> tuple[str, ...]:
        """Return a message for each option with patterns that match nothing on the whole site.

        `paths` are the sources the host knows, `sources` is their folder; `selected` are the
        selectors that matched on some page, None where not every page was read.
        """
        if not (self.settings.include or self.settings.exclude or self.settings.skip):
            return ()
        from aisha_docs_audio.build.misfits import idle_warnings  # noqa: PLC0415

        found = idle_warnings(
            self.settings,
            prefix=self.prefix,
            paths=paths,
            other_paths=lambda: (
                path.relative_to(sources).as_posix() for path in sources.rglob("*")
            ),
            selected=selected,
        )
        return tuple(found)

    def closing_line(
        self, published: Sequence[Published], *, build_command: str = "mkdocs build"
    ) -> str | None:
        """Return in one line what came of all of a build's sites; None for an estimate.

        `build_command` speaks what a preview left out.
        """
        if self.occasion == "estimate":
            return None
        players = sum(len(site.players) for site in published)
        stats = total(site.stats for site in published)
        return closing_line(players, stats, build_command=build_command)

    def check_cache_place(
        self,
        *,
        configuration: str,
        sources: Mapping[str, Path],
        outputs: Mapping[str, Path],
        around: Mapping[str, Path] | None = None,
    ) -> None:
        """Raise SettingsError where paid sound would be published, or deleted with other files."""
        check_cache_place(
            self.cache_directory,
            option=f"{self.prefix}cache_dir",
            value=self.settings.cache_dir,
            configuration=configuration,
            sources=sources,
            outputs=outputs,
            around=around,
        )
        shared = self.settings.shared_store
        if shared is not None and shared.startswith("file:"):
            check_cache_place(
                self.root / parse_store_address(shared).bucket,
                option=f"{self.prefix}shared_store",
                value=shared,
                configuration=configuration,
                sources=sources,
                outputs=outputs,
                around=around,
                way_out=SHARED_WAY_OUT,
            )

    @property
    def hands_over(self) -> bool:
        """Whether a command has started this host for its site's options alone."""
        return OPTIONS_VARIABLE in self.environ

    def hand_over_options(self, *, languages: Iterable[str | None], host: str) -> None:
        """Write the site's options where a command asked for them, and end the host.

        Does nothing in all other builds. `languages` are the host's, in order of preference,
        `host` is its name and version. Raises SystemExit; OSError if the file cannot be written.
        """
        found = (self.settings.language, *languages)
        site = SiteOptions(
            root=self.root,
            settings=self.settings,
            language=next((language for language in found if language), ""),
            host=host,
        )
        hand_over_options(site, self.environ)

    def _readings(self) -> ReadingStore:
        derived = self.cache_directory / DERIVED
        # What is read now is narrated later: in between nobody is to tidy up.
        hold(derived)
        writes = self.occasion != "estimate"
        return FolderOfReadings(derived / READINGS, writes=writes)

    def _narrate(self, pages: Sequence[Page], warn: Callable[[str], None]) -> BuildResult:
        try:
            return narrate_pages(self, pages, warn)
        except AishaAudioError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001
            _log.debug("audio failed", exc_info=True)
            reason = fault_text(error, "the site is built without it.")
        return BuildResult(
            narrated={},
            problems={page.path: (reason,) for page in pages},
            stats=BuildStats(),
        )
