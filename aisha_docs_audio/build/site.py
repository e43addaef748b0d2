"""One build as both hosts see it: narrate its pages, report, and make their players."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.build.estimate import FILE_VARIABLE, make_estimate
from aisha_docs_audio.build.long_pages import long_page_warnings
from aisha_docs_audio.build.misfits import misread_warning
from aisha_docs_audio.build.pipeline import PageJob, Pipeline
from aisha_docs_audio.build.report import left_out_warning, silence_warning
from aisha_docs_audio.build.result import BuildResult, BuildStats, NarratedPage
from aisha_docs_audio.build.voice import open_voice
from aisha_docs_audio.build.volatile_text import volatile_line
from aisha_docs_audio.errors import AishaAudioError, PageError
from aisha_docs_audio.player import (
    TRANSCRIPT_STYLE,
    TRANSCRIPT_STYLE_NAME,
    PlayerMarkup,
    player_html,
    transcript_html,
)
from aisha_docs_audio.player.placement import with_mark
from aisha_docs_audio.reading.page import read_page
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.addresses import api_url_of
from aisha_docs_audio.settings.cache_place import DERIVED
from aisha_docs_audio.settings.mode import mode_of
from aisha_docs_audio.sound.page_uses import site_name
from aisha_docs_audio.sound.track_cache import TrackCache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from aisha_docs_audio.build.progress import Progress
    from aisha_docs_audio.model import Narration, Page, PageSource
    from aisha_docs_audio.settings.options import Settings

_log = logging.getLogger(__name__)
redacting(_log)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page that was read; `html` is its content, annotated, with the mark for its player."""

    page: Page
    html: str


def read(html: str, source: PageSource, settings: Settings) -> ReadPage | None:
    """Read a page's rendered content, and mark where its player goes.

    Returns None for a page that is to have none. Raises SettingsError and PageError, as
    `read_page` does; a fault of our own is a PageError too, for it must not end the host's build.
    """
    try:
        found = read_page(html, source, settings)
        marked = with_mark(found[0], found[1].settings.player) if found else None
    except AishaAudioError:
        raise
    except Exception as error:
        _log.debug("reading failed", exc_info=True)
        raise PageError(
            f"a fault in aisha-docs-audio ({type(error).__name__}: {error}). Please report it."
        ) from error
    return ReadPage(page=found[1], html=marked) if found and marked is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBuild:
    """What holds for all pages of a build.

    `root` is the folder of the configuration file, `environ` the process's environment; `live`
    says that this is a live preview; `warn` takes what the user should know at once. `variant`
    tells builds of one folder apart that say other things on the same pages. `warns_late`: what
    `warn` takes is shown at the end of the build.
    """

    settings: Settings
    root: Path
    environ: Mapping[str, str]
    progress: Progress
    warn: Callable[[str], None]
    live: bool = False
    variant: str = ""
    warns_late: bool = False

    def narrate(self, pages: Sequence[Page]) -> BuildResult:
        """Give every page its narration or the reason why it has none. Never raises an Exception.

        Audio must not break the documentation: even a fault of our own ends as a reason.
        """
        try:
            return self._narrate(pages)
        except AishaAudioError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001
            _log.debug("audio failed", exc_info=True)
            reason = (
                f"a fault in aisha-docs-audio ({type(error).__name__}: {error}). "
                "Please report it; the site is built without it."
            )
        return BuildResult(
            narrated={},
            problems={page.path: (reason,) for page in pages},
            stats=BuildStats(),
        )

    def _narrate(self, pages: Sequence[Page]) -> BuildResult:
        dry = mode_of(self.environ) == "estimate"
        with open_voice(
            self.settings,
            self.cache_directory,
            self.environ,
            occasion="estimate" if dry else "preview" if self._is_preview else "build",
            warn=self.warn,
            inform=self.progress.say,
        ) as policy:
            tracks = TrackCache.open(self.cache_directory / DERIVED, site=self.site)
            pipeline = Pipeline(
                policy=policy,
                tracks=tracks,
                bitrate=self.settings.bitrate,
                concurrency=self.settings.concurrency,
                timeout_seconds=self.settings.timeout,
                progress=self.progress,
            )
            misread = misread_warning(pages)
            if misread is not None:
                self._warn_early(misread)
            if not dry:
                left_out = left_out_warning({page.path: page.unspoken for page in pages})
                if left_out is not None:
                    self.warn(left_out)
                result = pipeline.narrate(
                    pages,
                    before_paying=lambda jobs: self._announce(jobs, tracks.captions_before),
                )
                if result.silent_texts:
                    self.warn(silence_warning(result.silent_texts))
                return result
            self._report_survey(pipeline.plan_pages(pages))
            return BuildResult(narrated={}, problems={}, stats=BuildStats())

    def _announce(
        self, jobs: Sequence[PageJob], captions_before: Callable[[str], Collection[str]]
    ) -> None:
        """Say what the user may want to stop before it is paid for."""
        for message in long_page_warnings(jobs, warn_minutes=self.settings.warn_minutes):
            self._warn_early(message)
        line = volatile_line(jobs, captions_before)
        if line is not None:
            self.progress.say(line)

    def _warn_early(self, message: str) -> None:
        """Warn before anything is paid for, also where warnings are shown at the end."""
        self.warn(message)
        if self.warns_late:
            self.progress.say(message)

    def _report_survey(self, jobs: Sequence[PageJob]) -> None:
        found = make_estimate(
            jobs,
            cache_directory=self.cache_directory.resolve(),
            api_url=api_url_of(self.settings, self.environ),
            price_per_character=self.settings.price_per_character,
            site=self.site,
        )
        for line in found.lines():
            self.progress.say(line)
        if FILE_VARIABLE in self.environ:
            found.append_to(Path(self.environ[FILE_VARIABLE]))

    @property
    def _is_preview(self) -> bool:
        return self.live or mode_of(self.environ) == "preview"

    @property
    def site(self) -> str:
        """Under which name this site's uses of sounds are noted in a cache it may share."""
        return site_name(str(self.root.resolve()), self.variant)

    @property
    def cache_directory(self) -> Path:
        """Where sound is kept; a relative `cache_dir` lies beside the configuration file."""
        return self.root / Path(self.settings.cache_dir).expanduser()


def player_for(
    narrated: NarratedPage, *, url_of: Callable[[str], str], site: str, next_url: str | None
) -> str:
    """Write a page's player. `url_of` gives the URL of an audio file's name, seen from the page."""
    return player_html(_markup(narrated, url_of=url_of, site=site, next_url=next_url))


def _markup(
    narrated: NarratedPage,
    *,
    url_of: Callable[[str], str],
    site: str = "",
    next_url: str | None = None,
) -> PlayerMarkup:
    page, narration = narrated.page, narrated.narration
    return PlayerMarkup(
        track_url=url_of(narration.track.name),
        captions_url=url_of(narration.captions.name),
        transcript_url=url_of(_transcript_name(narration)),
        cues=narration.cues,
        language=page.language,
        duration_seconds=narration.duration_seconds,
        title=page.title,
        site=site,
        label=page.settings.label,
        partial=narrated.partial,
        mini_player=page.settings.mini_player,
        highlight=page.settings.highlight,
        download_name=f"{Path(page.path).stem}.mp3",
        next_url=next_url,
    )


def _transcript_name(narration: Narration) -> str:
    return narration.track.with_suffix(".html").name


def files_of(
    narrated: NarratedPage, *, script_name: str, style_name: str
) -> Mapping[str, Path | bytes]:
    """Return what a page's player needs in the built site, by name: a file to copy, or its content.

    Names are those of the content. `script_name` and `style_name` are the player's files in the
    same folder.
    """
    narration = narrated.narration
    headings = {block.number for block in narrated.page.blocks if block.kind == "heading"}
    transcript = transcript_html(
        _markup(narrated, url_of=quote),
        headings=headings,
        script_url=quote(script_name),
        style_url=quote(style_name),
    )
    return {
        narration.track.name: narration.track,
        narration.captions.name: narration.captions,
        _transcript_name(narration): transcript,
        TRANSCRIPT_STYLE_NAME: TRANSCRIPT_STYLE.encode(),
    }
