"""Which sounds of this machine the shared store has not taken yet: a later build puts them there.

A mark is made before a sound is sent and taken away after, so a kill or a store that is away leaves
it. None is synced: a power cut takes a mark at most, and `cache push` asks for all sounds anyway.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.payments.shared_store.failures import SharedStoreError

if TYPE_CHECKING:
    from pathlib import Path

    from aisha_docs_audio.payments.shared_store.sounds import SharedSounds
    from aisha_docs_audio.payments.store import Store

_KEY = re.compile(r"[0-9a-f]{64}")


class Unshared:
    """The marks for one shared store: empty files, named by key, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keys(self) -> list[str]:
        """Return what is marked; what cannot be read counts as nothing."""
        try:
            return sorted(path.name for path in self._folder.iterdir() if _KEY.fullmatch(path.name))
        except OSError:
            return []

    def add(self, key: str) -> None:
        """Mark a sound; where no mark can be made, only `cache push` puts it there."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / key).touch()

    def remove(self, key: str) -> None:
        """Take a mark away."""
        with contextlib.suppress(OSError):
            (self._folder / key).unlink(missing_ok=True)


def share_left_over(unshared: Unshared, local: Store, sounds: SharedSounds) -> None:
    """Put what is marked into the shared store, many at once; raises nothing."""

    def one(key: str) -> None:
        try:
            sealed = local.sealed(key)
            if sealed is not None:
                sounds.publish(key, sealed)
        except (CacheError, PermissionError, SharedStoreError):
            return  # the next build tries it again
        unshared.remove(key)

    for _ in sounds.over(unshared.keys(), one):
        pass
