"""What came of a whole site, as its host tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.build.result import BuildStats

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.build.written_page import WrittenPage


def _nothing_lost() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of a site: pages with players, the count, and what the user is told, in words.

    `warnings` are faults; `notes` what nobody can do anything about in this build. `check_again`
    withdraws players from pages that were changed since, and returns warnings; it never raises.
    """

    players: tuple[WrittenPage, ...] = ()
    stats: BuildStats = field(default_factory=BuildStats)
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    check_again: Callable[[], tuple[str, ...]] = _nothing_lost
