"""The time of one build, and how long ago an earlier one asked for something.

Clocks are set while a build runs (NTP after booting), and between builds. So nothing that money
hangs on goes by the time of day. Within a build, and between builds since the machine was started,
the time since then decides, which nobody sets. Between machines, as in CI, it is the API's own
clock, the Date of its answers (RFC 9110, 6.6.1). Where neither is to be had, the time counts from
the beginning of the build: settling takes longer then, and is never skipped.
"""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.payments.ledger.record import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.payments.ledger import Request

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_DATE_SECONDS = 2.0
"""A Date is in whole seconds, and the API's machines need not agree to the second."""


def uptime() -> float:
    """Return seconds since this machine was started, its sleep included where the system tells."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # pragma: no cover - macOS, Windows


def boot_id() -> str | None:
    """Return what names this start of this machine; None where the system has no such name."""
    if not hasattr(time, "CLOCK_BOOTTIME"):  # pragma: no cover - macOS, Windows
        return None
    try:
        return _BOOT_ID.read_text("ascii").strip() or None
    except (OSError, ValueError):  # pragma: no cover - no /proc
        return None


class BuildClock:
    """The clocks of one build.

    `wall` gives seconds since 1970 and is asked once; `steady` gives seconds that nobody sets,
    which can be compared between processes that have the same `boot` (None: ask the system);
    `at_api` gives the API's time, None while it is not known. All times are seconds since 1970 as
    this build began to count them.
    """

    def __init__(
        self,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = uptime,
        boot: str | None = None,
        at_api: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.opened_at = wall()
        self._steady = steady
        self._steady_at_opening = steady()
        # Without a name for this start, only this very build can compare its times.
        self._boot = boot or boot_id() or secrets.token_hex(16)
        self._at_api = at_api

    def now(self) -> float:
        """Return the time, which never steps within a build."""
        return self.opened_at + self._steady() - self._steady_at_opening

    def moment(self, *, in_seconds: float = 0.0) -> Moment:
        """Return now, or a time to come, by all clocks there are."""
        at_api = self._at_api()
        return Moment(
            at=self.now() + in_seconds,
            boot=self._boot,
            uptime=self._steady() + in_seconds,
            at_api=None if at_api is None else at_api + in_seconds,
        )

    def since(self, request: Request, *, grace_seconds: float = 0.0) -> float:
        """Return from when on nothing of a request was under way; rather too late than too early.

        `grace_seconds` is how long one may take that another machine was sending just now.
        """
        moment = request.since
        if moment.boot == self._boot and moment.uptime is not None:
            return self.now() - (self._steady() - moment.uptime)
        at_api = self._at_api()
        if moment.at_api is not None and at_api is not None:
            return self.now() - (at_api - moment.at_api) + _DATE_SECONDS
        return self.opened_at + (grace_seconds if request.state == "asked" else 0.0)

    def age(self, request: Request) -> float:
        """Return how many seconds ago that was, at least: what `since` says, counted from now."""
        return self.now() - self.since(request)
