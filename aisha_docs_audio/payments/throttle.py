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
    InvalidRequestError,
    RateLimitedError,
    SpendingStoppedError,
    VoiceError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aisha_docs_audio.payments.retry_policy import Patience

Kind = Literal["speech", "reading", "media"]
"""What was tried: a request that is charged, the status or the history, or a download."""

_SLOW_START = 4
"""So many at once at first, whatever `concurrency` says, lest an API that is down is flooded."""


_NOT_WORTH_A_WORD_SECONDS = 1.0


class Spending:
    """Shared by all threads of a build.

    `budget_characters` None means no limit. `monotonic` gives seconds.
    """

    def __init__(
        self,
        *,
        budget_characters: int | None,
        concurrency: int,
        patience: Patience,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._budget = budget_characters
        self._concurrency = concurrency
        self._patience = patience
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._at_once = float(min(concurrency, _SLOW_START))
        self._under_way = 0
        self._spent = 0
        self._not_before = float("-inf")
        self._failures: dict[Kind, int] = {"speech": 0, "reading": 0, "media": 0}
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
    def waiting(self) -> str | None:
        """How long the next request waits for the API at least, in words; None when it need not."""
        pause = self._not_before - self._monotonic()
        if pause < _NOT_WORTH_A_WORD_SECONDS or self._under_way:
            return None
        return f"the API, which asked for a pause or failed, {pause:.0f} s"

    def check(self, characters: int) -> None:
        """Raise SpendingStoppedError when `characters` more may not be paid for."""
        if self._stopped is not None:
            raise SpendingStoppedError(self._stopped)
        if self._budget is not None and self._spent + characters > self._budget:
            raise SpendingStoppedError(
                f"The budget max_characters = {self._budget} does not allow to pay for more. "
                "Raise it, or build again: what is paid for is kept."
            )

    def check_reading(self) -> None:
        """Raise SpendingStoppedError when the API may not even be asked what is free."""
        if self._stopped is not None and not self._readable:
            raise SpendingStoppedError(self._stopped)

    @contextlib.contextmanager
    def turn(self, characters: int) -> Iterator[None]:
        """Wait for the turn to ask once, and count the characters as spent.

        The wait ends: those before have deadlines, and so have pauses. Raises
        SpendingStoppedError.
        """
        with self._changed:
            while True:
                self.check(characters)
                pause = self._not_before - self._monotonic()
                if pause <= 0 and self._under_way < self.at_once:
                    break
                self._changed.wait(timeout=pause if pause > 0 else None)
            self._under_way += 1
            self._spent += characters
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def refund(self, characters: int) -> None:
        """Take back what a turn counted: it was not charged after all."""
        with self._changed:
            self._spent -= characters
            self._changed.notify_all()

    def succeeded(self, kind: Kind) -> None:
        """Note that the API did what was asked: a run of failures is over, more may go at once."""
        with self._changed:
            self._failures[kind] = 0
            if kind == "speech":
                self._at_once = min(self._concurrency, self._at_once + 1 / self._at_once)
            self._changed.notify_all()

    def failed(self, kind: Kind, error: VoiceError) -> None:
        """Note a failure: wait longer, ask less at once, stop after a run of them.

        What says that no other request would fare better stops the spending at once.
        """
        with self._changed:
            if isinstance(error, InsufficientBalanceError):
                self._stop(str(error), readable=True)
            elif isinstance(error, (AuthenticationError, ForbiddenError)) and kind != "media":
                self._stop(str(error), readable=False)
            else:
                self._failures[kind] += 1
                self._pause(kind, error)
                if self._failures[kind] >= self._patience.failures_in_a_row:
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

    def _pause(self, kind: Kind, error: VoiceError) -> None:
        if kind != "speech" or isinstance(error, InvalidRequestError):
            return
        self._at_once = max(1.0, self._at_once / 2)
        doubled = self._patience.first_pause_seconds * 2 ** (self._failures[kind] - 1)
        pause = min(doubled, self._patience.longest_pause_seconds)
        asked = error.retry_after_seconds if isinstance(error, RateLimitedError) else None
        if asked is not None and asked > self._patience.longest_retry_after_seconds:
            self._stop(
                f"{_sentence(error)} It asked to come back in {asked:.0f} seconds; build again "
                "then.",
                readable=False,
            )
        self._not_before = max(self._not_before, self._monotonic() + max(pause, asked or 0.0))


def _sentence(error: VoiceError) -> str:
    return f"{str(error).rstrip('. ')}."
