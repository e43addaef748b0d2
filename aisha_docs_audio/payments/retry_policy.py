"""How long, and how often, everything around paying is tried; in one place for tests to hurry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """The limits of a build that pays.

    `settling_seconds` is the one that money hangs on: a charged request must show in the history
    within it, counted from when nothing of the request is under way on this side any more. Only a
    request that is not there after that is paid for again.
    """

    settling_seconds: float = 60.0
    queue_settling_seconds: float = 3600.0
    """The same for asynchronous requests: the history may show them only when they are spoken."""

    build_seconds: float = 150.0
    after_outage_seconds: float = 40.0
    """How long all of a build waits in vain; in the second place while the last one did so."""

    forgiven_pauses_seconds: float = 600.0
    """Pauses that the API asked for and after which it answered are not in vain, up to so many
    seconds of a build in all: one at the end of each minute would make hours of a large site."""

    least_request_seconds: float = 10.0
    """With less time left no request is sent that may be charged: cut off, it is only unsettled."""

    rounds_seconds: tuple[float, ...] = (2.0, 10.0)
    """When, after a build's last request, to look early for what is unsettled."""

    late_rounds: int = 2
    """How often after that it is waited until what is unsettled is decided."""

    longest_wait_seconds: float = 75.0
    """What takes longer to be told is left to the next build."""

    failures_in_a_row: int = 5
    """So many, and nothing more is asked in this build."""

    first_pause_seconds: float = 0.5
    longest_pause_seconds: float = 8.0
    """The pause after a failure doubles from the first to the longest."""

    longest_retry_after_seconds: float = 60.0
    """What a Retry-After (RFC 9110, 10.2.3) may ask for; beyond it the build stops asking."""

    attempts: int = 6
    """How often one text is asked for in one build where asking was certainly free."""

    readings: int = 3
    downloads: int = 4
    """How often what is free is tried: a page of the history, a download. Being told to wait (429)
    is no try: that goes on until the time is over."""

    left_over_share: float = 0.25
    left_over_seconds: float = 10.0
    """Of the time that a build may wait in vain, what the left-over of earlier ones may cost, and
    how long one download of it may take: nobody waits for it."""

    gone_seconds: float = 3600.0
    unusable_seconds: float = 7 * 86_400.0
    """Sound that was paid for and is 404, or another error status, for so long is lost for good."""

    announced_seconds: float = 30.0
    """A request is sent within so long after it was announced to other machines, or not at all."""

    elsewhere_seconds: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
    """How long to wait, each time, for what another machine is having spoken; then its pages are
    left to the next build."""

    queue_seconds: float = 180.0
    poll_seconds: float = 0.5
    longest_poll_seconds: float = 5.0
    """Asynchronous requests: how long one is waited for, how often its status is read."""

    lock_seconds: float = 300.0
    """How long to wait for another thread or process that speaks the same text."""
