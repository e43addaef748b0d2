"""The few sounds that came last, for whoever asks for them next: a clip is made of each at once."""

from __future__ import annotations

import threading

_MOST_BYTES = 1 << 19
"""Of WAV 10 seconds: the sentences of a few threads. What does not fit in is read from the store,
so that memory does not grow with the length of texts, nor with the number of threads."""


class FreshSounds:
    """Keeps sounds by key until they are taken, each once; shared by a build's threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sounds: dict[str, bytes] = {}
        self._bytes_left = _MOST_BYTES

    def put(self, key: str, audio: bytes) -> None:
        """Keep a sound if there is room for it."""
        with self._lock:
            if key not in self._sounds and len(audio) <= self._bytes_left:
                self._sounds[key] = audio
                self._bytes_left -= len(audio)

    def take(self, key: str) -> bytes | None:
        """Return the sound, which is not kept any longer; None where it is not here."""
        with self._lock:
            audio = self._sounds.pop(key, None)
            self._bytes_left += 0 if audio is None else len(audio)
            return audio
