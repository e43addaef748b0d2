"""Pages in, narrations out: one pool of requests for all pages, then one track a page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.build.result import Narrated, Outcome, Tally
from aisha_docs_audio.errors import (
    AishaAudioError,
    AudioError,
    CacheError,
    UnsettledError,
    VoiceError,
)
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.track_cache import Narration, Passage, TrackCache, TrackPlan
from aisha_docs_audio.utterances.pauses import BETWEEN_SEGMENTS_SECONDS
from aisha_docs_audio.utterances.script import Line, write_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aisha_docs_audio.build.progress import Progress
    from aisha_docs_audio.build.voice_policy import Cast
    from aisha_docs_audio.model import Speech
    from aisha_docs_audio.reading.page import Page
    from aisha_docs_audio.voice import Sound


@dataclass(slots=True, kw_only=True)
class Work:
    """A page on its way: its lines, the plan of its track, and what is still to be spoken."""

    page: Page
    lines: tuple[Line, ...]
    plan: TrackPlan
    narration: Narration | None
    missing: frozenset[Speech] = frozenset()
    partial: bool = False


class Narrator:
    """Turns pages into narrations with a cast, a cache of tracks and a number of threads."""

    def __init__(
        self, *, cast: Cast, tracks: TrackCache, bitrate: int, concurrency: int, progress: Progress
    ) -> None:
        self._cast = cast
        self._tracks = tracks
        self._bitrate = bitrate
        self._concurrency = concurrency
        self._progress = progress
        self._silent_texts: set[str] = set()

    def survey(self, pages: Iterable[Page]) -> list[Work]:
        """Find out what is there and what is missing; nothing is spoken, nobody is asked."""
        # Text that stands on many pages is looked for once.
        known: dict[str, bool] = {}
        return [work for page in pages if (work := self._survey(page, known)).lines]

    def narrate(self, pages: Sequence[Page]) -> Outcome:
        """Give every page its narration, or the reason why it has none.

        Never raises for what a voice, the API or the cache does.
        """
        works = self.survey(pages)
        tally = Tally(segments=sum(len(line.speeches) for w in works for line in w.lines))
        for work in works:
            if work.narration is None:
                self._recast(work)
        failures = self._speak(works, tally)
        narrated: dict[str, Narrated] = {}
        problems: dict[str, str] = {}
        for work in works:
            path = work.page.path
            reasons = [failures[s.key] for s in work.missing if s.key in failures]
            try:
                if reasons:
                    problems[path] = min(reasons)
                elif work.lines:
                    narration = work.narration or self._tracks.make(work.plan, self._clip)
                    narrated[path] = Narrated(
                        page=work.page, narration=narration, partial=work.partial
                    )
                    tally.seconds += narration.duration_seconds
            except (AudioError, CacheError) as error:
                problems[path] = str(error)
        return Outcome(
            narrated=narrated,
            problems=problems,
            tally=tally,
            silent_texts=tuple(sorted(self._silent_texts)),
        )

    def _survey(self, page: Page, known: dict[str, bool]) -> Work:
        lines = write_script(page, self._cast.voice)
        plan = self._plan(lines)
        narration = self._tracks.find(plan) if lines else None
        work = Work(page=page, lines=lines, plan=plan, narration=narration)
        if narration is None:
            speeches = {speech for line in lines for speech in line.speeches}
            for speech in speeches:
                if speech.key not in known:
                    known[speech.key] = self._is_here(speech)
            work.missing = frozenset(s for s in speeches if not known[s.key])
        return work

    def _is_here(self, speech: Speech) -> bool:
        if self._tracks.load_clip(speech.key, self._bitrate) is not None:
            return True
        sound = self._cast.voice.recall(speech)
        if sound is None:
            return False
        try:
            clip = make_clip(sound.audio, bitrate=self._bitrate, gain_decibels=sound.gain_decibels)
            self._tracks.store_clip(speech.key, self._bitrate, clip.frames)
        except (AudioError, CacheError):
            # Saying it meets the same trouble again, and tells of it.
            return False
        return True

    def _plan(self, lines: Iterable[Line]) -> TrackPlan:
        passages = tuple(
            Passage(
                number=line.number,
                caption=line.caption,
                clip_keys=tuple(speech.key for speech in line.speeches),
                pause_before_seconds=line.pause_seconds,
                pause_between_seconds=BETWEEN_SEGMENTS_SECONDS,
            )
            for line in lines
        )
        return TrackPlan(passages=passages, bitrate=self._bitrate)

    def _recast(self, work: Work) -> None:
        """In a preview: leave new blocks out, or give them to the stand-in."""
        cast, missing = self._cast, work.missing
        if cast.cached_only and missing:
            work.lines = tuple(line for line in work.lines if missing.isdisjoint(line.speeches))
            work.missing, work.partial = frozenset(), True
        elif cast.stand_in is not None and missing:
            lines = work.lines
            work.lines = tuple(cast.replace(line, missing, work.page.settings) for line in lines)
            spoken = {speech for line in work.lines for speech in line.speeches}
            work.missing = frozenset(
                s
                for s in spoken - {s for line in lines for s in line.speeches}
                if self._tracks.load_clip(s.key, self._bitrate) is None
            )
        else:
            return
        work.plan = self._plan(work.lines)
        work.narration = self._tracks.find(work.plan) if work.lines else None

    def _speak(self, works: Iterable[Work], tally: Tally) -> dict[str, str]:
        """Have everything missing spoken; gives the reasons of what failed, by key."""
        # In the pages' order, so that a build that is cut short leaves whole pages behind.
        missing = {
            speech.key: speech
            for work in works
            for line in work.lines
            for speech in line.speeches
            if speech in work.missing
        }
        pool = ThreadPoolExecutor(self._concurrency, thread_name_prefix="aisha-audio")
        try:
            with self._progress.over(len(missing)) as step:
                failed = self._round(pool, missing.values(), tally, step)
                # What may be paid for already is worth another try when that can be known.
                while failed and self._cast.voice.await_settling():
                    again = [s for s, e in failed.items() if isinstance(e, UnsettledError)]
                    lasting = {s: e for s, e in failed.items() if s not in again}
                    failed = lasting | self._round(pool, again, tally, lambda: None)
        finally:
            # At Ctrl+C: what was asked for is waited for and kept, what was not is dropped.
            pool.shutdown(cancel_futures=True)
        tally.failed = len(failed)
        return {speech.key: str(error) for speech, error in failed.items()}

    def _round(
        self,
        pool: ThreadPoolExecutor,
        speeches: Iterable[Speech],
        tally: Tally,
        step: Callable[[], None],
    ) -> dict[Speech, AishaAudioError]:
        """Have speeches spoken; gives those that failed, with the reason."""
        failed: dict[Speech, AishaAudioError] = {}
        futures = {pool.submit(self._take, speech): speech for speech in speeches}
        for future in as_completed(futures):
            try:
                sound = future.result()
            except (VoiceError, AudioError, CacheError) as error:
                failed[futures[future]] = error
            else:
                tally.generated += sound.origin == "generated"
                tally.recovered += sound.origin == "recovered"
                tally.paid_characters += sound.paid_characters
            step()
        return failed

    def _take(self, speech: Speech) -> Sound:
        sound = self._cast.say(speech)
        clip = make_clip(sound.audio, bitrate=self._bitrate, gain_decibels=sound.gain_decibels)
        # eSpeak NG has no word for some signs; what is paid for should be heard.
        if clip.silent and speech.engine != "local":
            self._silent_texts.add(speech.text)
        self._tracks.store_clip(speech.key, self._bitrate, clip.frames)
        return sound

    def _clip(self, key: str) -> bytes:
        frames = self._tracks.load_clip(key, self._bitrate)
        if frames is None:
            raise CacheError("a clip was deleted from the cache during the build. Build again.")
        return frames
