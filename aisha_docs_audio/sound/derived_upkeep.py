"""Keeps the directory of derived sound small: what it weighs, and what goes when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.sound.derived_sweep import KEPT_SECONDS, size_of, sweep
from aisha_docs_audio.sound.page_uses import held_readings
from aisha_docs_audio.sound.track_plan import clip_name
from aisha_docs_audio.storage.checksummed import cache_errors
from aisha_docs_audio.storage.shared_folder import alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from aisha_docs_audio.sound.page_uses import PageUse, PageUses

_FEW = 8
"""Unplayed tracks are few while there are so many times as many that are played."""


class DerivedUpkeep:
    """Tidies a directory up by what its pages' uses say; `clock` gives seconds since 1970."""

    def __init__(self, directory: Path, uses: PageUses, clock: Callable[[], float]) -> None:
        self._directory = directory
        self._uses = uses
        self._clock = clock

    def size(self) -> tuple[int, int, int]:
        """Return how many clips and tracks are here, and the bytes of all files. Never raises."""
        return size_of(self._directory)

    def prune(self, *, used_before: float) -> int:
        """Delete what no page has played since that time (seconds since 1970).

        Returns the bytes freed. Whoever still needs what is deleted finds it missing and makes it
        again. Raises CacheError.
        """
        return self._swept(self._played_since(used_before), used_before, bounded=False)

    def tidy(self, *, thorough: bool) -> int:
        """Delete what no page has played for a month, and what old tracks take too much.

        Leaves everything while another process has narrations of this cache in its hands: its
        host copies the files later. Looks at nothing but names where few tracks are unplayed,
        unless it is to be `thorough`. Returns the bytes freed. Raises CacheError.
        """
        with alone(self._directory) as is_alone:
            before = self._clock() - KEPT_SECONDS
            uses = self._played_since(before)
            played = {use.track for use in uses}
            records = (self._directory / "tracks").glob("*.track")
            unplayed = sum(record.stem not in played for record in records)
            if is_alone is False or (_FEW * unplayed <= len(played) and not thorough):
                return 0
            self._uses.forget_before(before)
            return self._swept(uses, before, bounded=is_alone is True)

    def _played_since(self, time_seconds: float) -> list[PageUse]:
        return [use for use in self._uses.every() if use.at >= time_seconds]

    def _swept(self, uses: Iterable[PageUse], used_before: float, *, bounded: bool) -> int:
        from aisha_docs_audio.sound.frames import BITRATES  # noqa: PLC0415 - as what makes clips

        sounds = {key for use in uses for key in use.sounds}
        with cache_errors():
            return sweep(
                self._directory,
                played={use.track for use in uses if use.track is not None},
                read={use.reading for use in uses} | held_readings(),
                clips_in_use=lambda: {clip_name(k, rate) for k in sounds for rate in BITRATES},
                used_before=used_before,
                now=self._clock(),
                bounded=bounded,
            )
