"""A page on its way through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.model import Line, Narration, Page, Utterance
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
