"""What comes of a build's pages: narrations, reasons why there are none, and the count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.build.speakers import Speakers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aisha_docs_audio.model import Narration, Page


@dataclass(slots=True, kw_only=True)
class BuildStats:
    """What a build's sound came from, in different segments: one on many pages counts once.

    `recovered`: paid for earlier, fetched now. `unspoken`: left out of a preview, with so many
    `unspoken_characters`. `paid_characters` is what the account was charged or may have been,
    whatever came of it; `unsettled` requests are those of which it is not known.
    """

    segments: int = 0
    generated: int = 0
    recovered: int = 0
    failed: int = 0
    unsettled: int = 0
    unspoken: int = 0
    unspoken_characters: int = 0
    paid_characters: int = 0
    seconds: float = 0.0

    @property
    def cached(self) -> int:
        """Segments whose sound was on this machine."""
        return self.segments - self.generated - self.recovered - self.failed - self.unspoken


@dataclass(frozen=True, slots=True, kw_only=True)
class NarratedPage:
    """A page, its narration and who is heard; `partial` where a preview leaves new blocks out."""

    page: Page
    narration: Narration
    partial: bool
    speakers: Speakers = field(default_factory=Speakers)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What came of the pages, by their paths.

    A page is in `narrated`, or in `problems` with the reasons why it has no sound, or in neither
    when there is nothing to say on it. `silent_texts` were asked for in this build, and nothing is
    to be heard in what a paid voice gave for them. `blocked_reason` is why the voice could not be
    asked for anything in this build, about which its author can do nothing. `heard` names, for the
    path of a page, what is said, by whom and in which files: while it is the same, all of
    `narrated` is; "" where that is not known.
    """

    narrated: Mapping[str, NarratedPage]
    problems: Mapping[str, tuple[str, ...]]
    stats: BuildStats
    silent_texts: tuple[str, ...] = ()
    blocked_reason: str | None = None
    heard: Callable[[str], str] = field(default=lambda _: "")
