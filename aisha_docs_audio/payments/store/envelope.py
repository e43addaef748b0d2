"""The form of a stored sound: its key, its length and its hash stand before the bytes."""

from __future__ import annotations

import hashlib
import re

from aisha_docs_audio.errors import DamagedError

_HEAD = re.compile(rb"aisha-docs-audio sound 1 ([0-9a-f]{64}) ([0-9]{1,15}) ([0-9a-f]{64})\n")
_HEAD_LENGTH = 256
"""No head is longer."""


def seal(key: str, sound: bytes) -> bytes:
    """Put the head before a sound. The hash covers the key: a renamed file is found out."""
    head = f"aisha-docs-audio sound 1 {key} {len(sound)} {_digest(key, sound)}\n"
    return head.encode("ascii") + sound


def unseal(key: str, sealed: bytes) -> bytes:
    """Give the sound back. Raises DamagedError unless it is exactly what was sealed as `key`."""
    head = _HEAD.match(sealed[:_HEAD_LENGTH])
    if head is None:
        raise DamagedError("it does not begin as a stored sound does")
    sound = sealed[head.end() :]
    named, length, digest = (part.decode("ascii") for part in head.groups())
    if len(sound) != int(length):
        raise DamagedError(f"it is {len(sound)} bytes long instead of {length}")
    if digest != _digest(key, sound):
        raise DamagedError("its hash is wrong" if named == key else "it is another text's sound")
    return sound


def _digest(key: str, sound: bytes) -> str:
    digest = hashlib.sha256(key.encode("ascii") + b"\n")
    digest.update(sound)
    return digest.hexdigest()
