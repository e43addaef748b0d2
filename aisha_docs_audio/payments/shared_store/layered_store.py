"""A machine's own store with the shared one behind it: what one has paid for, all find."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.payments.shared_store.failures import SharedStoreError
from aisha_docs_audio.payments.shared_store.sounds import unpacked

if TYPE_CHECKING:
    from aisha_docs_audio.payments.shared_store.health import StoreHealth
    from aisha_docs_audio.payments.shared_store.sounds import SharedSounds
    from aisha_docs_audio.payments.shared_store.unshared import Unshared
    from aisha_docs_audio.payments.store import Store


class LayeredStore:
    """Sound by key, first from this machine; what comes from the other machines is kept here."""

    def __init__(
        self, local: Store, sounds: SharedSounds, health: StoreHealth, *, unshared: Unshared
    ) -> None:
        self._local = local
        self._sounds = sounds
        self._health = health
        self._unshared = unshared

    def get(self, key: str) -> bytes | None:
        """Return the sound as `Store.get` does, with the same errors."""
        sound = self._local.get(key)
        if sound is not None:
            return sound
        sealed = self._sounds.fetch(key)
        if sealed is None:
            return None
        # A cache that is full or read-only still plays.
        with contextlib.suppress(CacheError):
            self._local.put_sealed(key, sealed)
        return unpacked(key, sealed)

    def put(self, key: str, sound: bytes) -> None:
        """Keep the sound here, then for all. Raises CacheError where it cannot be kept here."""
        self._local.put(key, sound)
        sealed = self._local.sealed(key)
        if sealed is None:
            return
        self._unshared.add(key)
        try:
            self._sounds.publish(key, sealed)
        except PermissionError:
            self._health.refused_to_write()
        except SharedStoreError:
            pass  # told once; the claim tells the others where the API has it
        else:
            self._unshared.remove(key)
