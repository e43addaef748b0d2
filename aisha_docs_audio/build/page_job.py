"""A page on its way through the pipeline."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from aisha_docs_audio.model import Line, Narration, Page, Utterance
    from aisha_docs_audio.sound.track_cache import TrackCache
    from aisha_docs_audio.sound.track_plan import TrackPlan

_REASONS = 3
"""Told of one page: more would bury those of the others."""


@dataclass(slots=True, kw_only=True)
class PageJob:
    """A page on its way: the plan of its track, and the keys of what is still to be spoken."""

    page: Page
    plan: TrackPlan
    narration: Narration | None
    missing: frozenset[str] = frozenset()
    partial: bool = False

    @property
    def lines(self) -> Sequence[Line]:
        """What is said on it; folded, so it is made anew at each look."""
        return self.plan.lines

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


def note_uses(jobs: Iterable[PageJob], narrated: Collection[str], tracks: TrackCache) -> None:
    """Note what each page plays, and tidy up where that is another thing than before."""
    noted = [
        tracks.uses.note(
            job.page.path,
            track=job.plan.key if job.page.path in narrated else None,
            sounds=(key for line in job.lines for key in line.clip_keys),
        )
        for job in jobs
    ]
    if any(noted):
        with contextlib.suppress(CacheError):
            tracks.tidy(thorough=all(noted))
