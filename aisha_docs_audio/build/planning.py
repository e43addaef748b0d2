"""What each page says, what of it is there, what is missing; nothing is spoken, nobody asked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aisha_docs_audio.build.narrations import DifferentKeys
from aisha_docs_audio.build.page_job import PageJob, find_job_track
from aisha_docs_audio.build.report import fault_text
from aisha_docs_audio.build.script_key import ScriptKeys
from aisha_docs_audio.build.sound_search import SoundSearch
from aisha_docs_audio.build.speakers import Speakers, speakers_of
from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.sound.track_plan import TrackPlan
from aisha_docs_audio.storage.folded import Folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Page
    from aisha_docs_audio.sound.track_cache import TrackCache

_log = logging.getLogger(__name__)


class Planner:
    """Plans the pages of one build; `segments` counts those of pages found whole."""

    def __init__(self, *, policy: VoicePolicy, tracks: TrackCache, bitrate: int) -> None:
        self.segments = DifferentKeys()
        self._policy = policy
        self._scripts = ScriptKeys(policy.voice, known=policy.known)
        self._tracks = tracks
        self._bitrate = bitrate
        self._search = SoundSearch(policy=policy, tracks=tracks, bitrate=bitrate)

    def plan(
        self,
        pages: Iterable[Page],
        problems: dict[str, tuple[str, ...]],
        *,
        keeping: bool = True,
        fetch: bool = True,
    ) -> list[PageJob]:
        """Return the jobs of pages that say something; `problems` gets why others have none.

        With `keeping`, a page that says what it said in the build before is found whole. What other
        machines have shared is fetched, or without `fetch` only looked for.
        """
        jobs = []
        for page in pages:
            try:
                job = self._kept(page) if keeping else None
                job = job or self._new(page)
            except CacheError as error:
                problems[page.path] = (str(error),)
                continue
            except Exception as error:  # noqa: BLE001 - one page's fault is not the others'
                _log.debug("not worded", exc_info=True)
                problems[page.path] = (fault_text(error),)
                continue
            if job is not None:
                jobs.append(job)
        self._search.bring(jobs, fetch=fetch)
        return jobs

    def _kept(self, page: Page) -> PageJob | None:
        script = self._scripts.of(page)
        uses = self._tracks.uses
        use = uses.last(page.path) if script else None
        if use is None or use.track is None or use.script != script:
            return None
        job = PageJob(
            page=page,
            script=script,
            speakers=Speakers(names=use.speakers, source_type=use.source_type),
            kept=True,
        )
        # Once a day a track is hashed whole, though its files look as they did.
        is_recent = uses.is_recent(use)
        if is_recent and self._tracks.is_as_noted(use):
            job.track, job.seconds, job.files = use.track, use.seconds, tuple(use.stamps)
        else:
            narration = self._tracks.find_track(use.track)
            if narration is None:
                return None
            job.take(use.track, narration)
            if not is_recent:
                job.noted = True
                uses.note_again(page.path, use, self._tracks.stamps(narration))
        for key in use.sounds:
            self.segments.add(key)
        return job

    def _new(self, page: Page) -> PageJob | None:
        # Only now: all rules of three languages are loaded, and most builds need none of them.
        from aisha_docs_audio.utterances.pauses import BETWEEN_SEGMENTS_SECONDS  # noqa: PLC0415
        from aisha_docs_audio.utterances.script import write_script  # noqa: PLC0415

        lines = write_script(page, self._policy.voice)
        if not lines:
            return None
        job = PageJob(
            page=page,
            plan=TrackPlan(
                lines=Folded(lines),
                bitrate=self._bitrate,
                pause_between_seconds=BETWEEN_SEGMENTS_SECONDS,
            ),
            script=self._scripts.of(page),
            speakers=speakers_of(lines),
        )
        find_job_track(job, self._tracks)
        if job.track is None:
            job.missing = self._search.missing(u for line in lines for u in line.utterances)
        return job
