"""Pages in, narrations out: one pool of requests for all pages, then one track a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.build.page_job import (
    PageJob,
    missing_utterances,
    note_uses,
    nothing_is_cached,
)
from aisha_docs_audio.build.preview import apply_preview
from aisha_docs_audio.build.report import interrupted_line
from aisha_docs_audio.build.result import BuildResult, BuildStats, NarratedPage
from aisha_docs_audio.build.sound_search import SoundSearch
from aisha_docs_audio.build.speakers import speakers_of
from aisha_docs_audio.build.synthesis_pool import SynthesisPool
from aisha_docs_audio.build.voice_policy import MEANWHILE
from aisha_docs_audio.errors import AudioError, CacheError
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.c_memory import give_memory_back
from aisha_docs_audio.sound.track_plan import TrackPlan
from aisha_docs_audio.storage.folded import Folded
from aisha_docs_audio.utterances.pauses import BETWEEN_SEGMENTS_SECONDS
from aisha_docs_audio.utterances.script import write_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aisha_docs_audio.build.crew import Failure, Taken
    from aisha_docs_audio.build.progress import Progress
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Line, Page, Utterance
    from aisha_docs_audio.sound.track_cache import TrackCache
    from aisha_docs_audio.voice import Origin


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
        self._silent_texts: set[str] = set()
        self._is_meanwhile = False

    def plan_pages(self, pages: Iterable[Page], *, fetch: bool = True) -> list[PageJob]:
        """Find out what is there and what is missing; nothing is spoken.

        What other machines have shared is fetched, or without `fetch` only looked for.
        """
        search = SoundSearch(policy=self._policy, tracks=self._tracks, bitrate=self._bitrate)
        jobs = [job for page in pages if (job := self._plan_page(page, search)).lines]
        search.bring(jobs, fetch=fetch)
        return jobs

    def narrate(
        self, pages: Sequence[Page], *, before_paying: Callable[[Sequence[PageJob]], object]
    ) -> BuildResult:
        """Return every page's narration, or the reasons why it has none.

        `before_paying` gets the pages, once, when something on them is going to be paid for.
        Never raises for what a voice, the API or the cache does. At KeyboardInterrupt it says what
        was done and what it cost, and raises it.
        """
        self._tracks.hold()
        jobs = self.plan_pages(pages)
        if any(job.narration is None for job in jobs):
            self._tracks.hold(make=True)
        stats = BuildStats()
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
        narrated: dict[str, NarratedPage] = {}
        problems: dict[str, tuple[str, ...]] = {}
        for job in jobs:
            path = job.page.path
            reasons = job.reasons(failures)
            try:
                if reasons:
                    problems[path] = reasons
                elif job.lines:
                    narration = job.narration or self._tracks.make(job.plan, self._clip)
                    narrated[path] = NarratedPage(
                        page=job.page,
                        narration=narration,
                        partial=job.partial,
                        speakers=speakers_of(job.lines),
                    )
                    stats.seconds += narration.duration_seconds
            except (AudioError, CacheError) as error:
                problems[path] = (str(error),)
        note_uses(jobs, narrated, self._tracks)
        return BuildResult(
            narrated=narrated,
            problems=problems,
            stats=stats,
            silent_texts=tuple(sorted(self._silent_texts)),
            blocked_reason=self._policy.blocked_reason,
        )

    def _count(self, jobs: Iterable[PageJob], stats: BuildStats) -> None:
        """Count the segments, and what a preview leaves unspoken, when that is decided."""
        # By their keys: of texts, a site has more than memory should hold.
        spoken: set[str] = set()
        unspoken: dict[str, int] = {}
        for job in jobs:
            left_out = apply_preview(
                job, self._policy, self._tracks, is_meanwhile=self._is_meanwhile
            )
            unspoken.update(left_out)
            spoken.update(utterance.key for utterance in job.utterances)
        stats.unspoken = len(unspoken)
        stats.unspoken_characters = sum(unspoken.values())
        stats.segments = len(unspoken if self._is_meanwhile else spoken.union(unspoken))

    def _plan_page(self, page: Page, search: SoundSearch) -> PageJob:
        lines = write_script(page, self._policy.voice)
        plan = self._plan(lines)
        narration = self._tracks.find(plan) if lines else None
        job = PageJob(page=page, plan=plan, narration=narration)
        if narration is None:
            job.missing = search.missing(u for line in lines for u in line.utterances)
        return job

    def _plan(self, lines: Iterable[Line]) -> TrackPlan:
        return TrackPlan(
            lines=Folded(lines),
            bitrate=self._bitrate,
            pause_between_seconds=BETWEEN_SEGMENTS_SECONDS,
        )

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
        give_memory_back()
        pool = SynthesisPool(
            policy=self._policy,
            take=self._take,
            concurrency=min(self._concurrency, len(missing)),
            deadline_seconds=self._timeout_seconds,
        )
        failed: dict[Utterance, Failure] = {}

        def note(taken: Taken) -> None:
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
        return {utterance.key: failure.reason for utterance, failure in failed.items()}

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
