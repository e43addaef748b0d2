"""How much sound is in memory at once: as much as one longest text has, at any concurrency."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHARACTERS = 1000
"""The longest text of one request: a minute of sound, 3 MB as it comes. Short ones share it."""

_LOOK_SECONDS = 0.25


class SoundRoom:
    """Room for the sounds of so many characters; threads wait until theirs fits in."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = 0

    @contextlib.contextmanager
    def take(self, characters: int, *, check: Callable[[], object]) -> Iterator[None]:
        """Wait for room, calling `check` now and then, which may raise to end the wait."""
        size = min(characters, _CHARACTERS)
        with self._changed:
            while self._taken + size > _CHARACTERS:
                self._changed.wait(_LOOK_SECONDS)
                check()
            self._taken += size
        try:
            yield
        finally:
            with self._changed:
                self._taken -= size
                self._changed.notify_all()
