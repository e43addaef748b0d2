"""The form of a stored sound: its key, its length and its hash stand before the bytes.

Form 1 holds a sound as it came. Form 2 holds a WAV file as FLAC (`lossless`), and behind that the
bytes that stood before and behind its samples; the head says how many.
"""

from __future__ import annotations

import hashlib
import re

from aisha_docs_audio.errors import DamagedError, NewerFormError
from aisha_docs_audio.payments.store.lossless import PackedWav, pack_wav, unpack_wav

_PLAIN, _PACKED = 1, 2
_HEAD = re.compile(rb"aisha-docs-audio sound ([1-9][0-9]{0,8}) ([^\n]{0,400})\n")
"""The first three words every form will keep. A later form may name the version that wrote it in a
field `by=VERSION`."""

_FIELDS = re.compile(
    rb"([0-9a-f]{64}) ([0-9]{1,15}) ([0-9a-f]{64})"
    rb"( (?P<before>[0-9]{1,15}) (?P<after>[0-9]{1,15}))?(?P<more> .*)?"
)
_BY = re.compile(rb"(?:^| )by=([0-9A-Za-z.+!-]{1,40})(?: |$)")

HEAD_LENGTH = 512
"""No head is longer."""


def seal(key: str, sound: bytes) -> bytes:
    """Put the head before a sound, packed where that is smaller.

    The hash covers the key: a renamed file is found out.
    """
    packed = pack_wav(sound)
    if packed is None:
        digest = _digest(key, b"", sound)
        return f"aisha-docs-audio sound 1 {key} {len(sound)} {digest}\n".encode("ascii") + sound
    lengths = f" {len(packed.before)} {len(packed.after)}"
    body = b"".join((packed.flac, packed.before, packed.after))
    digest = _digest(key, lengths.encode("ascii"), body)
    head = f"aisha-docs-audio sound 2 {key} {len(body)} {digest}{lengths}\n"
    return head.encode("ascii") + body


def unseal(key: str, sealed: bytes) -> bytes:
    """Return the sound back, byte for byte as it was sealed.

    Raises what `check_whole` does, and OSError where this machine cannot unpack it.
    """
    body, lengths = _body_of(key, sealed)
    if lengths is None:
        return bytes(body)
    before, after = lengths
    flac = len(body) - before - after
    return unpack_wav(
        PackedWav(
            flac=bytes(body[:flac]),
            before=bytes(body[flac : flac + before]),
            after=bytes(body[flac + before :]),
        )
    )


def check_whole(key: str, sealed: bytes) -> None:
    """Make sure that it is exactly what was sealed as `key`; nothing is unpacked.

    Raises DamagedError unless it is, NewerFormError for a form, or a field, that this version does
    not know.
    """
    _body_of(key, sealed)


def check_form(beginning: bytes) -> None:
    """Raise NewerFormError where a file begins as a later version's does.

    `beginning` are its first HEAD_LENGTH bytes or more.
    """
    head = _HEAD.match(beginning[:HEAD_LENGTH])
    if head is None:
        return
    fields = _FIELDS.fullmatch(head[2])
    if int(head[1]) not in {_PLAIN, _PACKED} or (fields is not None and fields["more"]):
        by = _BY.search(head[2])
        version = None if by is None else by[1].decode("ascii")
        raise NewerFormError("sound", written_by=version, form=int(head[1]))


def _body_of(key: str, sealed: bytes) -> tuple[memoryview, tuple[int, int] | None]:
    """Return what stands behind the head, and how much of it was before and behind the samples."""
    head = _HEAD.match(sealed[:HEAD_LENGTH])
    if head is None:
        raise DamagedError("it does not begin as a stored sound does")
    body = memoryview(sealed)[head.end() :]
    fields = _FIELDS.fullmatch(head[2])
    form = int(head[1])
    right_form = _PLAIN if fields is None or fields[4] is None else _PACKED
    if form != right_form and fields and _is_whole(key, body, fields):
        raise DamagedError("its head is wrong")
    check_form(sealed)
    if fields is None or form != right_form:
        raise DamagedError("its head is wrong")
    if len(body) != int(fields[2]):
        raise DamagedError(f"it is {len(body)} bytes long instead of {int(fields[2])}")
    if not _is_whole(key, body, fields):
        named = fields[1].decode("ascii")
        raise DamagedError("its hash is wrong" if named == key else "it is another text's sound")
    if form == _PLAIN:
        return body, None
    lengths = int(fields["before"]), int(fields["after"])
    if sum(lengths) > len(body):
        raise DamagedError("its head is wrong")
    return body, lengths


def _is_whole(key: str, body: memoryview, fields: re.Match[bytes]) -> bool:
    """Return whether the body is what the head says of it."""
    if fields["more"] or int(fields[2]) != len(body):
        return False
    return fields[3].decode("ascii") == _digest(key, fields[4] or b"", body)


def _digest(key: str, lengths: bytes, body: bytes | memoryview) -> str:
    digest = hashlib.sha256(key.encode("ascii") + b"\n")
    if lengths:
        digest.update(lengths + b"\n")
    digest.update(body)
    return digest.hexdigest()
