"""The spending policy of one build: the budget, when to stop, when to wait, how many at once."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.errors import (
    AuthenticationError,
    ForbiddenError,
    InsufficientBalanceError,
    RateLimitedError,
    SpendingStoppedError,
    UnavailableError,
    VoiceError,
)
from aisha_docs_audio.payments.time_budget import TimeBudget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aisha_docs_audio.payments.outage import Outage
    from aisha_docs_audio.payments.retry_policy import RetryPolicy

Kind = Literal["speech", "reading", "media"]
"""What was tried: a request that is charged, the status or the history, or a download."""

_OF_THE_API: tuple[Kind, ...] = ("speech", "reading", "media")
"""What waits when the API asks for a pause; a media server speaks for itself alone."""

_SLOW_START = 4
"""So many at once at first, whatever `concurrency` says, lest an API that is down is flooded."""

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
        self._budget = budget_characters
        self._concurrency = concurrency
        self._retry_policy = retry_policy
        self._outage = outage
        self._monotonic = monotonic
        after_outage = outage is not None and outage.remembered
        self._time = TimeBudget(
            retry_policy.after_outage_seconds if after_outage else retry_policy.build_seconds,
            monotonic=monotonic,
        )
        self._changed = threading.Condition()
        self._at_once = 1.0 if after_outage else float(min(concurrency, _SLOW_START))
        self._under_way = 0
        self._spent = 0
        self._not_before: dict[Kind, float] = dict.fromkeys(_OF_THE_API, float("-inf"))
        self._failures: dict[Kind, int] = dict.fromkeys(_OF_THE_API, 0)
        self._pauses: dict[Kind, int] = dict.fromkeys(_OF_THE_API, 0)
        self._waits: dict[object, tuple[str, float]] = {}
        self._paused_seconds = 0.0
        self._stopped: str | None = None
        self._readable = True

    @property
    def spent_characters(self) -> int:
        """What this build was charged, and what it may have been charged."""
        return self._spent

    @property
    def at_once(self) -> int:
        """How many requests may be under way now."""
        return int(self._at_once)

    @property
    def stopped(self) -> str | None:
        """Why nothing more is paid for in this build; None while it is."""
        return self._stopped

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
        self._check_paying()
        if self._budget is not None and self._spent + characters > self._budget:
            raise SpendingStoppedError(
                f"The budget max_characters = {self._budget} does not allow to pay for more. "
                "Raise it, or build again: what is paid for is kept."
            )

    def check_free_request(self) -> None:
        """Raise SpendingStoppedError when the API may not even be asked what is free."""
        if self._stopped is not None and not self._readable:
            raise SpendingStoppedError(self._stopped)

    @contextlib.contextmanager
    def slot(self, characters: int) -> Iterator[None]:
        """Wait for the turn to ask once, and count the characters as spent.

        The wait ends: those before have deadlines, and so have pauses. Raises
        SpendingStoppedError.
        """
        while True:
            self.check(characters)
            self._pause_over("speech")
            with self._changed:
                self.check(characters)
                if self._under_way < self.at_once:
                    if not self._pause_left("speech"):
                        self._under_way += 1
                        self._spent += characters
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

    @contextlib.contextmanager
    def waited(self) -> Iterator[None]:
        """Count the time of what is done as worked, or as lost where it raises."""
        wait = self._time.begin()
        try:
            yield
        except BaseException:
            self._time.lost(wait)
            raise
        self._time.worked(wait)

    @contextlib.contextmanager
    def held_up(self) -> Iterator[None]:
        """Count the time of a wait for another thread or process as lost, only where it raises."""
        wait = self._time.begin()
        try:
            yield
        except BaseException:
            self._time.lost(wait)
            raise
        self._time.dropped(wait)

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
        check = self._check_paying if paying else self.check_free_request
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
            self._spent -= characters
            self._changed.notify_all()

    def succeeded(self, kind: Kind) -> None:
        """Note that the API did what was asked: a run of failures is over, more may go at once."""
        with self._changed:
            self._failures[kind] = self._pauses[kind] = 0
            if kind == "speech":
                self._at_once = min(self._concurrency, self._at_once + 1 / self._at_once)
            self._changed.notify_all()
            if kind != "reading":
                # An API that answers after each pause is slow, and does not hang.
                self._time.regain(self._paused_seconds)
                self._paused_seconds = 0.0
        if kind == "media" and self._outage is not None and self._stopped is None:
            self._outage.end()

    def failed(self, kind: Kind, error: VoiceError) -> None:
        """Note a failure: wait longer, ask less at once, stop after a run of them.

        What says that no other request would fare better stops the spending at once. Being asked
        to wait (429, or a Retry-After with 503) is waited out; 429 is no failure.
        """
        with self._changed:
            if isinstance(error, InsufficientBalanceError):
                self._stop(str(error), readable=True)
            elif isinstance(error, (AuthenticationError, ForbiddenError)) and kind != "media":
                self._stop(str(error), readable=False)
            else:
                self._pauses[kind] += 1
                self._failures[kind] += not was_limited(error)
                self._slow_down(kind, error)
                if self._failures[kind] >= self._retry_policy.failures_in_a_row:
                    self._remember_outage()
                    self._stop(
                        f"{self._failures[kind]} requests in a row failed, the last one so: "
                        f"{_sentence(error)} Nothing more is asked of the API in this build. Build "
                        "again when that is mended: what is paid for is kept, and what may have "
                        "been paid for is looked up first.",
                        readable=False,
                    )
            self._changed.notify_all()

    def stop(self, message: str) -> None:
        """Ask for nothing more in this build, not even what is free; all are told `message`."""
        with self._changed:
            self._stop(message, readable=False)
            self._changed.notify_all()

    def _stop(self, message: str, *, readable: bool) -> None:
        if self._stopped is None:
            self._stopped = message
        self._readable = self._readable and readable

    def _remember_outage(self) -> None:
        if self._outage is not None and self._stopped is None:
            self._outage.begin()

    def _slow_down(self, kind: Kind, error: VoiceError) -> None:
        asked = error.retry_after_seconds if isinstance(error, RateLimitedError) else None
        pause = asked or 0.0
        if kind == "speech":
            self._at_once = max(1.0, self._at_once / 2)
            doubled = self._retry_policy.first_pause_seconds * 2 ** (
                min(self._pauses[kind], 30) - 1
            )
            pause = max(pause, min(doubled, self._retry_policy.longest_pause_seconds))
        if pause > self._retry_policy.longest_retry_after_seconds:
            self._stop(
                f"{_sentence(error)} It asked to come back in {asked:.0f} seconds; build again "
                "then.",
                readable=False,
            )
        concerned: tuple[Kind, ...] = _OF_THE_API if asked and kind != "media" else (kind,)
        for waits in concerned:
            self._not_before[waits] = max(self._not_before[waits], self._monotonic() + pause)

    def _pause_left(self, kind: Kind) -> float:
        return max(0.0, self._not_before[kind] - self._monotonic())

    def _pause_over(self, kind: Kind) -> None:
        """Wait until the pause that the API asked for, or that follows a failure, is over."""
        while left := self._pause_left(kind):
            wait = self._time.begin()
            try:
                self.rest(
                    left, "the API, which asked for a pause or failed", paying=kind == "speech"
                )
            finally:
                cost = self._time.lost(wait)
                with self._changed:
                    self._paused_seconds += cost

    def _check_paying(self) -> None:
        if self._stopped is not None:
            raise SpendingStoppedError(self._stopped)

    def _time_is_over(self) -> None:
        """Stop because no time is left. Raises SpendingStoppedError."""
        with self._changed:
            self._remember_outage()
            self._stop(
                "The AIsha API kept this build waiting for "
                f"{self._time.seconds_waited:.0f} seconds without an answer. Nothing more is asked "
                "of it in this build. Build again when it answers: what is paid for is kept, and "
                "what may have been paid for is on record and looked up first.",
                readable=False,
            )
            self._changed.notify_all()
        self.check_free_request()


def was_limited(error: VoiceError) -> bool:
    """Return whether the API only asked to come again later (429): nothing failed, none is lost."""
    return isinstance(error, RateLimitedError) and not isinstance(error, UnavailableError)


def _sentence(error: VoiceError) -> str:
    return f"{str(error).rstrip('. ')}."
