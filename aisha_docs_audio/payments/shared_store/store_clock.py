"""How old a value is by the store's own clock, whatever the clocks of machines say."""

from __future__ import annotations

import contextlib
import secrets
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.storage.backend import VersionedBackend


class StoreClock:
    """Reads the store's clock once a build, off a value that it has just put there itself.

    From then on this machine's steady clock counts on: `steady` gives seconds that nobody sets.
    """

    def __init__(self, backend: VersionedBackend, *, steady: Callable[[], float]) -> None:
        self._backend = backend
        self._steady = steady
        self._lock = threading.Lock()
        self._ahead: float | None = None

    def age(self, put_at: float) -> float:
        """Return how many seconds ago that was, rather too few than too many.

        Raises OSError, PermissionError.
        """
        with self._lock:
            if self._ahead is None:
                name = f"clock/{secrets.token_hex(8)}"
                self._backend.put_if_absent(name, b"what time is it?\n")
                # The value is no older than this moment's reading of the steady clock.
                found = self._backend.put_at(name)
                now = self._steady()
                with contextlib.suppress(OSError):
                    self._backend.delete(name)
                if found is None:
                    raise OSError("what was put into it is not there")
                self._ahead = found - now
            return self._steady() + self._ahead - put_at
