"""What every request of a build goes through: its budget, circuit breaker, pace and time."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

from aisha_docs_audio.payments.budget import Budget
from aisha_docs_audio.payments.circuit_breaker import CircuitBreaker, Kind, sentence_of
from aisha_docs_audio.payments.pace import Pace
from aisha_docs_audio.payments.time_budget import TimeBudget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from aisha_docs_audio.errors import VoiceError
    from aisha_docs_audio.payments.outage import Outage
    from aisha_docs_audio.payments.retry_policy import RetryPolicy

_NOT_WORTH_A_WORD_SECONDS = 1.0


class Throttle:
    """Shared by all threads of a build.

    `budget_characters` None means no limit. After an `outage` one request at a time is sent, and
    less time is spent, until the API answers. `monotonic` gives seconds.
    """

    def __init__(
        self,
        *,
        budget_characters: int | None,
        concurrency: int,
        retry_policy: RetryPolicy,
        outage: Outage | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._budget = Budget(budget_characters)
        self._breaker = CircuitBreaker(
            failures_in_a_row=retry_policy.failures_in_a_row, outage=outage
        )
        self._retry_policy = retry_policy
        self._monotonic = monotonic
        after_outage = outage is not None and outage.remembered
        self._time = TimeBudget(
            retry_policy.after_outage_seconds if after_outage else retry_policy.build_seconds,
            monotonic=monotonic,
        )
        self._changed = threading.Condition()
        self._pace = Pace(
            concurrency=concurrency,
            retry_policy=retry_policy,
            with_care=after_outage,
            monotonic=monotonic,
        )
        self._under_way = 0
        self._waits: dict[object, tuple[str, float]] = {}
        self._paused_seconds = 0.0
        self._forgivable_seconds = retry_policy.forgiven_pauses_seconds

    @property
    def spent_characters(self) -> int:
        """What this build was charged, and what it may have been charged."""
        return self._budget.spent_characters

    @property
    def at_once(self) -> int:
        """How many requests may be under way now."""
        return self._pace.at_once

    @property
    def stopped(self) -> str | None:
        """Why nothing more is paid for in this build; None while it is."""
        return self._breaker.reason

    @property
    def seconds_left(self) -> float:
        """How long this build may wait in vain still."""
        return self._time.seconds_left

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most, in words; None while nothing is."""
        with self._changed:
            waits = list(self._waits.values())
        what, until = max(waits, key=lambda wait: wait[1], default=("", 0.0))
        left = until - self._monotonic()
        return f"{what}, {left:.0f} s at most" if left > _NOT_WORTH_A_WORD_SECONDS else None

    def check(self, characters: int) -> None:
        """Raise SpendingStoppedError when `characters` more may not be paid for."""
        self._breaker.check_paying()
        self._budget.check(characters)

    def check_free_request(self) -> None:
        """Raise SpendingStoppedError when the API may not even be asked what is free."""
        self._breaker.check_free_request()

    @contextlib.contextmanager
    def slot(self, characters: int) -> Iterator[None]:
        """Wait for the turn to ask once, and count the characters as spent.

        Held until the sound was looked at: an API that gives none is bought from a few times only.
        The wait ends, for those before have deadlines. Raises SpendingStoppedError.
        """
        while True:
            self.check(characters)
            self._pause_over("speech")
            with self._changed:
                self.check(characters)
                if self._under_way < self._pace.at_once:
                    if not self._pace.pause_left("speech"):
                        self._under_way += 1
                        self._budget.spend(characters)
                        break
                else:
                    self._changed.wait()
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def call(self, kind: Kind, *, timeout_seconds: float) -> Iterator[float]:
        """Send one request: wait until it may be sent, yield how many seconds it may take.

        Whether it was in vain counts for the time that the build may take. Raises
        SpendingStoppedError when nothing may be asked, or no time is left.
        """
        self._pause_over(kind)
        if kind != "speech":
            self.check_free_request()
        seconds = min(timeout_seconds, self._time.seconds_left)
        least = self._retry_policy.least_request_seconds
        least = least if kind == "speech" else least / 10  # what is free may be cut off
        if seconds < min(timeout_seconds, least):
            self._time_is_over()
        with self.waited():
            yield seconds

    def waited(self) -> AbstractContextManager[None]:
        """Count the time of what is done as worked, or as lost where it raises."""
        return self._time.waited()

    def held_up(self) -> AbstractContextManager[None]:
        """Count the time of a wait for another thread or process as lost, only where it raises."""
        return self._time.held_up()

    def asked_again(self) -> None:
        """Count the time since anything was last asked for as lost: it was waited for a retry."""
        self._time.idle()

    def pause(self, seconds: float, what: str) -> None:
        """Wait for so long in vain, or until nothing may be asked any more.

        Raises SpendingStoppedError then, and when less time is left.
        """
        wait = self._time.begin()
        try:
            self.rest(seconds, what)
        finally:
            self._time.lost(wait)

    def rest(self, seconds: float, what: str, *, paying: bool = False) -> None:
        """Wait as `pause` does; whether it was in vain is for the caller to say, see `waited`."""
        left = self._time.seconds_left
        until = self._monotonic() + min(seconds, left)
        token = object()
        check = self._breaker.check_paying if paying else self.check_free_request
        with self._changed:
            self._waits[token] = (what, until)
            try:
                check()
                while (rest := until - self._monotonic()) > 0:
                    self._changed.wait(timeout=rest)
                    check()
            finally:
                del self._waits[token]
        if seconds > left:
            self._time_is_over()

    def refund(self, characters: int) -> None:
        """Take back what a turn counted: it was not charged after all."""
        with self._changed:
            self._budget.refund(characters)
            self._changed.notify_all()

    def succeeded(self, kind: Kind) -> None:
        """Note that the API did what was asked: a run of failures is over, more may go at once."""
        with self._changed:
            self._breaker.succeeded(kind)
            self._pace.succeeded(kind)
            self._changed.notify_all()
            if kind != "reading":
                # An API that answers after each pause is slow; one that asks for ever hangs.
                forgiven = min(self._paused_seconds, self._forgivable_seconds)
                self._forgivable_seconds -= forgiven
                self._time.regain(forgiven)
                self._paused_seconds = 0.0

    def failed(self, kind: Kind, error: VoiceError) -> None:
        """Note a failure: wait longer, ask less at once, stop after a run of them.

        Being asked to wait (429, or a Retry-After with 503) is waited out; 429 is no failure.
        """
        with self._changed:
            if not self._breaker.refused(kind, error):
                pause = self._pace.failed(kind, error)
                if pause > self._retry_policy.longest_retry_after_seconds:
                    asked = f"It asked to come back in {pause:.0f} seconds; build again then."
                    self._breaker.open(f"{sentence_of(error)} {asked}")
                self._breaker.failed(kind, error)
            self._changed.notify_all()

    def stop(self, message: str) -> None:
        """Ask for nothing more in this build, not even what is free; all are told `message`."""
        with self._changed:
            self._breaker.open(message)
            self._changed.notify_all()

    def _pause_over(self, kind: Kind) -> None:
        """Wait until the pause that the API asked for, or that follows a failure, is over."""
        while left := self._pace.pause_left(kind):
            wait = self._time.begin()
            try:
                what = "the API, which asked for a pause or failed"
                self.rest(left, what, paying=kind == "speech")
            finally:
                cost = self._time.lost(wait)
                with self._changed:
                    self._paused_seconds += cost

    def _time_is_over(self) -> None:
        """Stop because no time is left. Raises SpendingStoppedError."""
        with self._changed:
            self._breaker.open(
                "The AIsha API kept this build waiting for "
                f"{self._time.seconds_waited:.0f} seconds without an answer. Nothing more is asked "
                "of it in this build. Build again when it answers: what is paid for is kept, and "
                "what may have been paid for is on record and looked up first.",
                outage=True,
            )
            self._changed.notify_all()
        self.check_free_request()
