"""When a build stops asking: after a run of failures, or at once where others would fail too.

A circuit breaker that only the next build closes again (Nygard, Release It!, "Circuit Breaker").
"""

from __future__ import annotations

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

if TYPE_CHECKING:
    from aisha_docs_audio.payments.outage import Outage

Kind = Literal["speech", "reading", "media"]
"""What was tried: a request that is charged, the status or the history, or a download."""

KINDS: tuple[Kind, ...] = ("speech", "reading", "media")


class CircuitBreaker:
    """Remembers failures in a row of each kind, and the first reason to stop.

    Holds no lock: the throttle, which shares it between threads, has one.
    """

    def __init__(self, *, failures_in_a_row: int, outage: Outage | None) -> None:
        self._limit = failures_in_a_row
        self._outage = outage
        self._failures: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        self._readable = True
        self.reason: str | None = None
        """Why nothing more is paid for in this build; None while it is."""

    def check_paying(self) -> None:
        """Raise SpendingStoppedError when nothing more is paid for."""
        if self.reason is not None:
            raise SpendingStoppedError(self.reason)

    def check_free_request(self) -> None:
        """Raise SpendingStoppedError when the API may not even be asked what is free."""
        if self.reason is not None and not self._readable:
            raise SpendingStoppedError(self.reason)

    def open(self, reason: str, *, readable: bool = False, outage: bool = False) -> None:
        """Stop; all are told the first reason there was.

        `readable`: what is free may still be asked. `outage`: the next build is told of it.
        """
        if self.reason is None:
            self.reason = reason
            if outage and self._outage is not None:
                self._outage.begin()
        self._readable = self._readable and readable

    def refused(self, kind: Kind, error: VoiceError) -> bool:
        """Stop where the error says that no other request would fare better; return whether."""
        if isinstance(error, InsufficientBalanceError):
            self.open(str(error), readable=True)
            return True
        if isinstance(error, (AuthenticationError, ForbiddenError)) and kind != "media":
            self.open(str(error))
            return True
        return False

    def failed(self, kind: Kind, error: VoiceError) -> None:
        """Count a failure, and stop after a run of them; being told to wait (429) is none."""
        self._failures[kind] += not was_limited(error)
        if self._failures[kind] >= self._limit:
            self.open(
                f"{self._failures[kind]} requests in a row failed, the last one so: "
                f"{sentence_of(error)} Nothing more is asked of the API in this build. Build again "
                "when that is mended: what is paid for is kept, and what may have been paid for is "
                "looked up first.",
                outage=True,
            )

    def succeeded(self, kind: Kind) -> None:
        """Note that a run of failures is over; sound that came ends an outage."""
        self._failures[kind] = 0
        if kind == "media" and self._outage is not None and self.reason is None:
            self._outage.end()


def was_limited(error: VoiceError) -> bool:
    """Return whether the API only asked to come again later (429): nothing failed, none is lost."""
    return isinstance(error, RateLimitedError) and not isinstance(error, UnavailableError)


def sentence_of(error: VoiceError) -> str:
    """Return an error's message with one full stop at its end."""
    return f"{str(error).rstrip('. ')}."
