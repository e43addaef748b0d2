"""A page on its way through the pipeline."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.build.speakers import Speakers
from aisha_docs_audio.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aisha_docs_audio.model import Line, Narration, Page, Utterance
    from aisha_docs_audio.sound.track_cache import TrackCache
    from aisha_docs_audio.sound.track_plan import TrackPlan

_REASONS = 3
"""Told of one page: more would bury those of the others."""


@dataclass(slots=True, kw_only=True)
class PageJob:
    """A page on its way: the plan of its track, and the keys of what is still to be spoken.

    `track` is the plan's key, once its narration is there, and `seconds` how long that is; `script`
    is the key of what is said, "" where it is not what the page says. A page that says what it said
    in the build before is `kept`: it has no plan here, only its track, and that may be `noted`
    already. `files` are the names of the narration's files, which are those of their content.
    """

    page: Page
    plan: TrackPlan | None = None
    track: str | None = None
    seconds: float = 0.0
    files: tuple[str, ...] = ()
    script: str = ""
    speakers: Speakers = field(default_factory=Speakers)
    missing: frozenset[str] = frozenset()
    partial: bool = False
    kept: bool = False
    noted: bool = False

    @property
    def lines(self) -> Sequence[Line]:
        """What is said on it; folded, so it is made anew at each look."""
        return () if self.plan is None else self.plan.lines

    @property
    def heard(self) -> str:
        """Name what is said, by whom and in which files; "" where that is not known."""
        if not self.script or not self.track:
            return ""
        who = [self.speakers.names, self.speakers.kind, self.speakers.source_type]
        return json.dumps([self.script, self.track, self.files, self.partial, who])

    def take(self, track: str, narration: Narration) -> None:
        """Note the narration that was found or made; `track` is its plan's key."""
        self.track, self.seconds = track, narration.duration_seconds
        self.files = tuple(p.name for p in (narration.track, narration.captions) if p is not None)

    @property
    def utterances(self) -> Iterator[Utterance]:
        """All that is said on it, in order."""
        return (utterance for line in self.lines for utterance in line.utterances)

    def reasons(self, failures: Mapping[str, str]) -> tuple[str, ...]:
        """Return why missing utterances have no sound, each reason once, in reading order."""
        if not failures or not self.missing:
            return ()
        keys = [utterance.key for utterance in self.utterances]
        reasons = (failures[key] for key in keys if key in self.missing and key in failures)
        return tuple(dict.fromkeys(reasons))[:_REASONS]


def missing_utterances(jobs: Iterable[PageJob]) -> Iterator[Utterance]:
    """Go through what is still to be spoken, each once; one page's texts at a time are in memory.

    In the pages' order, so that a build that is cut short leaves whole pages behind.
    """
    seen: set[str] = set()
    for job in jobs:
        if job.missing <= seen:
            continue
        for utterance in job.utterances:
            key = utterance.key
            if key in job.missing and key not in seen:
                seen.add(key)
                yield utterance


def nothing_is_cached(jobs: Sequence[PageJob]) -> bool:
    """Return whether nothing of these pages was ever spoken; False without pages."""
    return bool(jobs) and all(
        job.missing and all(utterance.key in job.missing for utterance in job.utterances)
        for job in jobs
    )


def find_job_track(job: PageJob, tracks: TrackCache) -> None:
    """Look for the track of what is said on a page."""
    job.track = None
    if job.plan is not None and job.plan.lines:
        key = job.plan.key
        narration = tracks.find_track(key)
        if narration is not None:
            job.take(key, narration)


def note_uses(jobs: Iterable[PageJob], tracks: TrackCache) -> None:
    """Note what each page plays, and tidy up where that is another thing than before."""
    noted = [_note(job, tracks) for job in jobs]
    if any(noted):
        with contextlib.suppress(CacheError):
            tracks.upkeep.tidy(thorough=all(noted))


def _note(job: PageJob, tracks: TrackCache) -> bool:
    if job.kept:
        return job.noted
    try:
        stamps = {} if job.track is None else tracks.stamps(tracks.narration(job.track))
    except CacheError:
        stamps = {}
    use = tracks.uses.use(
        track=job.track,
        sounds=(key for line in job.lines for key in line.clip_keys),
        reading=job.page.key,
        script=job.script,
        stamps=stamps,
        seconds=job.seconds,
        speakers=job.speakers.names,
        source_type=job.speakers.source_type,
    )
    return tracks.uses.note(job.page.path, use)
