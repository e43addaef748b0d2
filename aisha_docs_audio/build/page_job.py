"""A page on its way through the pipeline."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aisha_docs_audio.model import Line, Narration, Page, Utterance
    from aisha_docs_audio.sound.track_cache import TrackCache
    from aisha_docs_audio.sound.track_plan import TrackPlan

_REASONS = 3
"""Told of one page: more would bury those of the others."""


@dataclass(slots=True, kw_only=True)
class PageJob:
    """A page on its way: its lines, the plan of its track, and what is still to be spoken."""

    page: Page
    lines: tuple[Line, ...]
    plan: TrackPlan
    narration: Narration | None
    missing: frozenset[Utterance] = frozenset()
    partial: bool = False

    def reasons(self, failures: Mapping[str, str]) -> tuple[str, ...]:
        """Return why missing utterances have no sound, each reason once, in reading order."""
        keys = [s.key for line in self.lines for s in line.utterances if s in self.missing]
        return tuple(dict.fromkeys(failures[key] for key in keys if key in failures))[:_REASONS]


def nothing_is_cached(jobs: Sequence[PageJob]) -> bool:
    """Return whether nothing of these pages was ever spoken; False without pages."""
    lines = [(job, line) for job in jobs for line in job.lines]
    return bool(jobs) and all(job.missing.issuperset(line.utterances) for job, line in lines)


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
