"""Whether the shared store can be asked in this build, and what the user is told when not."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

from aisha_docs_audio.payments.shared_store.failures import SharedStoreError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_FAILURES_IN_A_ROW = 3
_REMEMBERED_SECONDS = 60.0
_SOON_SECONDS = 5.0
_PAUSE_SECONDS = 1.0
"""The engine repeats what fails within half a second; a server that restarts takes longer."""

_away: dict[str, tuple[float, str]] = {}
"""When a store was away in this process, by address: a live preview builds again and again."""

READER = (
    "the shared store takes nothing from whoever builds here (no right to write), so nothing new "
    "is paid for: what is in the store is played. A build that may write speaks the rest."
)


class StoreHealth:
    """Asks the store for a build's threads, and stops asking one that is away.

    `shown` is its address, `required` that nothing is paid for without it.
    """

    def __init__(self, shown: str, *, required: bool, report: Callable[[str], None]) -> None:
        self.shown = shown
        self.required = required
        self._report = report
        self._lock = threading.Lock()
        self._failures = 0
        self._answered = False
        self._may_not_write = False
        at, reason = _away.get(shown, (float("-inf"), ""))
        self._away: str | None = None
        if time.monotonic() - at < _REMEMBERED_SECONDS:
            self._go_away(reason)

    @property
    def away(self) -> str | None:
        """Why the store is not asked any more in this build; None while it is."""
        return self._away

    @property
    def is_reader(self) -> bool:
        """Whether the store has refused to take something."""
        return self._may_not_write

    def ask(self, work: Callable[[], T], *, tries: int = 2) -> T:
        """Return what `work` gets of the store; what fails soon is tried again, what hangs is not.

        So a put may be done twice: whoever puts tells its own value from another's. Raises
        PermissionError where the store does not allow it, SharedStoreError where it fails or is
        away.
        """
        if self._away is not None:
            raise SharedStoreError(self._away)
        began = time.monotonic()
        try:
            try:
                result = work()
            except PermissionError:
                raise
            except OSError:
                if tries < 2 or time.monotonic() - began > _SOON_SECONDS:
                    raise
                time.sleep(_PAUSE_SECONDS)
                result = work()
        except PermissionError:
            self._succeeded()  # it answers
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            with self._lock:
                self._failures += 1
                if not self._answered or self._failures >= _FAILURES_IN_A_ROW:
                    self._go_away(reason)
            raise SharedStoreError(self._sentence(reason)) from None
        self._succeeded()
        return result

    def refused_to_write(self) -> None:
        """Note that whoever builds here only reads."""
        self._may_not_write = True

    def cannot_be_used(self, reason: str) -> None:
        """Ask it nothing more in this build. Raises SharedStoreError."""
        with self._lock:
            self._go_away(reason)
        raise SharedStoreError(self._away)

    def _succeeded(self) -> None:
        with self._lock:
            self._failures = 0
            self._answered = True

    def _go_away(self, reason: str) -> None:
        """Stop asking, and tell the user once what that means."""
        if self._away is not None:
            return
        self._away = self._sentence(reason)
        _away[self.shown] = (time.monotonic(), reason)
        consequence = (
            "With shared_store_required nothing is paid for until it is back."
            if self.required
            else "The build goes on with this machine's own cache; what is paid for meanwhile may "
            "be paid for by another machine too. The next build with this cache shares it, or "
            "`aisha-docs-audio cache push`."
        )
        self._report(f"{self._away} {consequence}")

    def _sentence(self, reason: str) -> str:
        return f"The shared store {self.shown} is away: {reason.rstrip('. ')}."
