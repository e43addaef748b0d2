"""Pages in, narrations out: one pool of requests for all pages, then one track a page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aisha_docs_audio.build.narrations import LoadedNarrations
from aisha_docs_audio.build.page_job import missing_utterances, note_uses, nothing_is_cached
from aisha_docs_audio.build.planning import Planner
from aisha_docs_audio.build.preview import apply_preview
from aisha_docs_audio.build.report import fault_text, interrupted_line
from aisha_docs_audio.build.result import BuildResult, BuildStats
from aisha_docs_audio.build.voice_policy import MEANWHILE
from aisha_docs_audio.errors import AudioError, CacheError
from aisha_docs_audio.sound import make_clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aisha_docs_audio.build.crew import Failure, Taken
    from aisha_docs_audio.build.page_job import PageJob
    from aisha_docs_audio.build.progress import Progress
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Page, Utterance
    from aisha_docs_audio.sound.track_cache import TrackCache
    from aisha_docs_audio.voice import Origin

_log = logging.getLogger(__name__)

_NOT_BEGUN = "after a fault nothing more is paid for in this build."


class Pipeline:
    """Turns pages into narrations with a voice, a cache of tracks and a number of threads.

    `timeout_seconds` is how long one request to a voice takes at most.
    """

    def __init__(  # noqa: PLR0913 - one argument for each thing it works with
        self,
        *,
        policy: VoicePolicy,
        tracks: TrackCache,
        bitrate: int,
        concurrency: int,
        timeout_seconds: float,
        progress: Progress,
    ) -> None:
        self._policy = policy
        self._tracks = tracks
        self._bitrate = bitrate
        self._concurrency = concurrency
        self._timeout_seconds = timeout_seconds
        self._progress = progress
        self._planner = Planner(policy=policy, tracks=tracks, bitrate=bitrate)
        self._silent_texts: set[str] = set()
        self._is_meanwhile = False

    def plan_pages(self, pages: Iterable[Page], *, fetch: bool = True) -> list[PageJob]:
        """Find out what is there and what is missing; nothing is spoken.

        Every page has its lines; one whose blocks cannot be loaded is left out. What other machines
        have shared is fetched, or without `fetch` only looked for.
        """
        return self._planner.plan(pages, {}, keeping=False, fetch=fetch)

    def narrate(
        self, pages: Sequence[Page], *, before_paying: Callable[[Sequence[PageJob]], object]
    ) -> BuildResult:
        """Return every page's narration, or the reasons why it has none.

        `before_paying` gets the pages, once, when something on them is going to be paid for.
        Never raises for what a voice, the API or the cache does. At KeyboardInterrupt it says what
        was done and what it cost, and raises it.
        """
        self._tracks.hold()
        problems: dict[str, tuple[str, ...]] = {}
        stats = BuildStats()
        jobs = self._planner.plan(pages, problems)
        if any(job.track is None for job in jobs):
            self._tracks.hold(make=True)
        is_meanwhile = nothing_is_cached(jobs) and self._policy.meanwhile is not None
        if is_meanwhile:
            self._progress.say(MEANWHILE)
            self._policy = self._policy.with_meanwhile()
            self._is_meanwhile = True
        self._count(jobs, stats)
        if self._policy.pays and any(job.missing for job in jobs):
            before_paying(jobs)
        try:
            failures = self._speak(jobs, stats)
        except KeyboardInterrupt:
            self._progress.say(interrupted_line(stats))
            raise
        if is_meanwhile:
            # What is counted is the voice's own: that has still to be spoken.
            stats.generated = stats.failed = 0
        self._join(jobs, failures, problems)
        stats.seconds = sum(job.seconds for job in jobs if job.track is not None)
        note_uses(jobs, self._tracks)
        narrated = LoadedNarrations(jobs, self._tracks)
        return BuildResult(
            narrated=narrated,
            problems=problems,
            stats=stats,
            silent_texts=tuple(sorted(self._silent_texts)),
            blocked_reason=self._policy.blocked_reason,
            heard=narrated.heard,
        )

    def _count(self, jobs: Iterable[PageJob], stats: BuildStats) -> None:
        """Count the segments, and what a preview leaves unspoken, when that is decided."""
        # By their keys: of texts, a site has more than memory should hold.
        spoken = self._planner.segments
        unspoken: dict[str, int] = {}
        for job in jobs:
            left_out = apply_preview(
                job, self._policy, self._tracks, is_meanwhile=self._is_meanwhile
            )
            unspoken.update(left_out)
            for utterance in () if self._is_meanwhile else job.utterances:
                spoken.add(utterance.key)
        for key in unspoken:
            spoken.add(key)
        stats.unspoken = len(unspoken)
        stats.unspoken_characters = sum(unspoken.values())
        stats.segments = len(spoken)

    def _join(
        self,
        jobs: Iterable[PageJob],
        failures: Mapping[str, str],
        problems: dict[str, tuple[str, ...]],
    ) -> None:
        """Make the tracks that are not there yet; `problems` gets why a page has none."""
        for job in jobs:
            reasons = job.reasons(failures)
            if reasons:
                problems[job.page.path] = reasons
            elif job.track is None and job.plan is not None and job.plan.lines:
                try:
                    narration = self._tracks.make(job.plan, self._clip)
                    job.take(job.plan.key, narration)
                except (AudioError, CacheError) as error:
                    problems[job.page.path] = (str(error),)
                except Exception as error:  # noqa: BLE001 - one page's fault is not the others'
                    _log.debug("no track", exc_info=True)
                    problems[job.page.path] = (fault_text(error),)

    def _speak(self, jobs: Sequence[PageJob], stats: BuildStats) -> dict[str, str]:
        """Have everything missing spoken; returns the reasons of what failed, by key."""
        missing = frozenset().union(*(job.missing for job in jobs))
        if not missing:
            return {}  # and nothing is opened that pays
        try:
            self._policy.open()
        except CacheError as error:
            stats.failed = len(missing)
            return dict.fromkeys(missing, str(error))
        # Only now: a build that finds everything speaks nothing.
        from aisha_docs_audio.build.synthesis_pool import SynthesisPool  # noqa: PLC0415
        from aisha_docs_audio.sound.c_memory import give_memory_back  # noqa: PLC0415

        give_memory_back()
        pool = SynthesisPool(
            policy=self._policy,
            take=self._take,
            concurrency=min(self._concurrency, len(missing)),
            deadline_seconds=self._timeout_seconds,
        )
        failed: dict[Utterance, Failure] = {}
        untold = set(missing)

        def note(taken: Taken) -> None:
            untold.discard(taken.utterance.key)
            if taken.failure is not None:
                failed[taken.utterance] = taken.failure
            stats.generated += taken.origin == "generated"
            stats.recovered += taken.origin == "recovered"
            stats.failed = len(failed)

        def note_first(taken: Taken) -> None:
            note(taken)
            bar.step()

        with self._progress.over(len(missing)) as bar:
            try:
                pool.shown(self._policy.prepare, bar)
                pool.run(missing_utterances(jobs), bar, each=note_first)
                # What may be there already is worth another try when that can be known.
                while pool.wait_to_retry(failed.values(), bar):
                    again = [
                        utterance
                        for utterance, failure in failed.items()
                        if failure.retry_at is not None
                    ]
                    for utterance in again:
                        del failed[utterance]
                    pool.run(again, bar, each=note)
            finally:
                stats.paid_characters = self._policy.spent_characters()
                stats.unsettled = self._policy.unsure_count()
        stats.failed += len(untold)
        reasons = {utterance.key: failure.reason for utterance, failure in failed.items()}
        return dict.fromkeys(untold, _NOT_BEGUN) | reasons

    def _take(self, utterance: Utterance) -> Origin:
        origin, gain_decibels, audio = self._policy.speak(utterance)
        clip = make_clip(audio, bitrate=self._bitrate, gain_decibels=gain_decibels)
        # eSpeak NG has no word for some signs; what is paid for should be heard.
        if clip.silent and utterance.engine != "local":
            self._silent_texts.add(utterance.text)
        self._tracks.store_clip(utterance.key, self._bitrate, clip.frames)
        return origin

    def _clip(self, key: str) -> bytes:
        frames = self._tracks.load_clip(key, self._bitrate)
        if frames is None:
            raise CacheError("a clip was deleted from the cache during the build. Build again.")
        return frames
