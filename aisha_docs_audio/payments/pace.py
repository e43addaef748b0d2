"""How fast a build asks: how many at once, and which pauses after failures."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import RateLimitedError, VoiceError
from aisha_docs_audio.payments.circuit_breaker import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.payments.retry_policy import RetryPolicy

_SLOW_START = 4
"""So many at once at first, whatever `concurrency` says, lest an API that is down is flooded."""


class Pace:
    """Goes up by one with each round of successes, and down by half with each failure.

    Holds no lock: the throttle, which shares it between threads, has one.
    """

    def __init__(
        self,
        *,
        concurrency: int,
        retry_policy: RetryPolicy,
        with_care: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._concurrency = concurrency
        self._retry_policy = retry_policy
        self._monotonic = monotonic
        self._at_once = 1.0 if with_care else float(min(concurrency, _SLOW_START))
        self._not_before: dict[Kind, float] = dict.fromkeys(KINDS, float("-inf"))
        self._pauses: dict[Kind, int] = dict.fromkeys(KINDS, 0)

    @property
    def at_once(self) -> int:
        """How many requests may be under way now."""
        return int(self._at_once)

    def pause_left(self, kind: Kind) -> float:
        """Return how many seconds no request of this kind is to be sent."""
        return max(0.0, self._not_before[kind] - self._monotonic())

    def succeeded(self, kind: Kind) -> None:
        """Note that the API did what was asked."""
        self._pauses[kind] = 0
        if kind == "speech":
            self._at_once = min(self._concurrency, self._at_once + 1 / self._at_once)

    def failed(self, kind: Kind, error: VoiceError) -> float:
        """Slow down after a failure, and return the pause in seconds: asked for, or ours."""
        self._pauses[kind] += 1
        asked = error.retry_after_seconds if isinstance(error, RateLimitedError) else None
        pause = asked or 0.0
        if kind != "reading":
            # Also for sound that does not come: while that is so, less of it is to be bought.
            self._at_once = max(1.0, self._at_once / 2)
        if kind == "speech":
            doubled = self._retry_policy.first_pause_seconds * 2 ** (
                min(self._pauses[kind], 30) - 1
            )
            pause = max(pause, min(doubled, self._retry_policy.longest_pause_seconds))
        # A media server speaks for itself alone.
        concerned = KINDS if asked and kind != "media" else (kind,)
        for waits in concerned:
            self._not_before[waits] = max(self._not_before[waits], self._monotonic() + pause)
        return pause
