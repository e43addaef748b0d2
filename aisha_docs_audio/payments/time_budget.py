"""How long a build has waited for the API in vain, and how much longer it may."""

from __future__ import annotations

import contextlib
import threading
import time
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_REMEMBERED_SECONDS = 600.0
"""No wait is longer: what was before may be forgotten."""


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """Something that is waited for since `began`."""

    began: float


class TimeBudget:
    """Adds up the time in which something was waited for and did not come; shared by threads.

    Waits that overlap count once, and time in which other threads got what they asked for does not
    count: an answer that hangs now and then costs a large build next to nothing. Whoever begins to
    wait may do so for `seconds_left`, and then all waits together stay within the budget.
    `monotonic` gives seconds.
    """

    def __init__(self, seconds: float, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._lost = 0.0
        self._running: set[Wait] = set()
        # The time that is accounted for, as lost or as worked: disjoint, in order.
        self._known: list[tuple[float, float]] = []

    @property
    def seconds_lost(self) -> float:
        """How long was waited in vain."""
        return self._lost

    @property
    def seconds_left(self) -> float:
        """How long may be waited still, should nothing come of what is waited for now."""
        with self._lock:
            now = self._monotonic()
            since = min((wait.began for wait in self._running), default=now)
            return max(0.0, self._seconds - self._lost - self._unknown(since, now))

    @property
    def seconds_waited(self) -> float:
        """How long was waited in vain, with what is waited for now."""
        return self._seconds - self.seconds_left

    def begin(self) -> Wait:
        """Note that something is waited for; it ends with `worked` or `lost`."""
        with self._lock:
            wait = Wait(self._monotonic())
            self._running.add(wait)
            return wait

    def worked(self, wait: Wait) -> None:
        """Note that it came."""
        self._end(wait, in_vain=False)

    def lost(self, wait: Wait) -> float:
        """Note that it did not come; return how many seconds that cost."""
        return self._end(wait, in_vain=True)

    def regain(self, seconds: float) -> None:
        """Take back what was counted as lost: it was not in vain after all."""
        with self._lock:
            self._lost = max(0.0, self._lost - seconds)

    def dropped(self, wait: Wait) -> None:
        """Note that it was no wait for the API after all: the time counts neither way."""
        with self._lock:
            self._running.discard(wait)

    @contextlib.contextmanager
    def waited(self) -> Iterator[None]:
        """Count the time of what is done as worked, or as lost where it raises."""
        wait = self.begin()
        try:
            yield
        except BaseException:
            self.lost(wait)
            raise
        self.worked(wait)

    @contextlib.contextmanager
    def held_up(self) -> Iterator[None]:
        """Count the time of what is done as lost where it raises; else neither way."""
        wait = self.begin()
        try:
            yield
        except BaseException:
            self.lost(wait)
            raise
        self.dropped(wait)

    def idle(self) -> None:
        """Note that nothing came since the last wait ended: somebody waited to ask again."""
        with self._lock:
            until = min((wait.began for wait in self._running), default=self._monotonic())
            since = self._known[-1][1] if self._known else until
            if since < until:
                self._lost += until - since
                self._know(since, until)

    def _end(self, wait: Wait, *, in_vain: bool) -> float:
        with self._lock:
            self._running.discard(wait)
            now = self._monotonic()
            cost = self._unknown(wait.began, now) if in_vain else 0.0
            self._lost += cost
            self._know(wait.began, now)
            return cost

    def _unknown(self, since: float, until: float) -> float:
        """Return how much of a time is not accounted for yet."""
        known = self._known[self._touching(since, until)]
        overlap = sum(min(until, end) - max(since, start) for start, end in known)
        return max(0.0, until - since - overlap)

    def _know(self, since: float, until: float) -> None:
        touching = self._touching(since, until)
        if known := self._known[touching]:
            since, until = min(since, known[0][0]), max(until, known[-1][1])
        self._known[touching] = [(since, until)]
        forgotten = bisect_right(self._known, until - _REMEMBERED_SECONDS, key=itemgetter(1))
        del self._known[:forgotten]

    def _touching(self, since: float, until: float) -> slice:
        """Return which of the known times share a moment with this one.

        Found by halving: a build of thousands of requests asks thousands of times.
        """
        first = bisect_left(self._known, since, key=itemgetter(1))
        return slice(first, max(first, bisect_right(self._known, until, key=itemgetter(0))))
