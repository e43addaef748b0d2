"""The form of a stored sound: its key, its length and its hash stand before the bytes."""

from __future__ import annotations

import hashlib
import re

from aisha_docs_audio.errors import DamagedError, NewerFormError

_FORM = 1
_HEAD = re.compile(rb"aisha-docs-audio sound ([1-9][0-9]{0,8}) ([^\n]{0,400})\n")
"""The first three words every form will keep. A later form may name the version that wrote it in a
field `by=VERSION`."""

_FIELDS = re.compile(rb"([0-9a-f]{64}) ([0-9]{1,15}) ([0-9a-f]{64})( .*)?")
_BY = re.compile(rb"(?:^| )by=([0-9A-Za-z.+!-]{1,40})(?: |$)")

HEAD_LENGTH = 512
"""No head is longer."""


def seal(key: str, sound: bytes) -> bytes:
    """Put the head before a sound. The hash covers the key: a renamed file is found out."""
    head = f"aisha-docs-audio sound 1 {key} {len(sound)} {_digest(key, sound)}\n"
    return head.encode("ascii") + sound


def unseal(key: str, sealed: bytes) -> bytes:
    """Return the sound back.

    Raises DamagedError unless it is exactly what was sealed as `key`, NewerFormError for a form, or
    a field, that this version does not know.
    """
    head = _HEAD.match(sealed[:HEAD_LENGTH])
    if head is None:
        raise DamagedError("it does not begin as a stored sound does")
    sound = sealed[head.end() :]
    fields = _FIELDS.fullmatch(head[2])
    if int(head[1]) != _FORM and fields and _is_whole(key, sound, fields):
        raise DamagedError("its head is wrong")
    check_form(sealed)
    if fields is None:
        raise DamagedError("its head is wrong")
    named, length, digest = (part.decode("ascii") for part in fields.groups()[:3])
    if len(sound) != int(length):
        raise DamagedError(f"it is {len(sound)} bytes long instead of {length}")
    if digest != _digest(key, sound):
        raise DamagedError("its hash is wrong" if named == key else "it is another text's sound")
    return sound


def check_form(beginning: bytes) -> None:
    """Raise NewerFormError where a file begins as a later version's does.

    `beginning` are its first HEAD_LENGTH bytes or more.
    """
    head = _HEAD.match(beginning[:HEAD_LENGTH])
    if head is None:
        return
    fields = _FIELDS.fullmatch(head[2])
    if int(head[1]) != _FORM or (fields is not None and fields[4]):
        by = _BY.search(head[2])
        version = None if by is None else by[1].decode("ascii")
        raise NewerFormError("sound", written_by=version, form=int(head[1]))


def _is_whole(key: str, sound: bytes, fields: re.Match[bytes]) -> bool:
    """Return whether it is form 1 in all but its number: then that is damaged."""
    if fields[4]:
        return False
    return int(fields[2]) == len(sound) and fields[3].decode("ascii") == _digest(key, sound)


def _digest(key: str, sound: bytes) -> str:
    digest = hashlib.sha256(key.encode("ascii") + b"\n")
    digest.update(sound)
    return digest.hexdigest()
