"""WAV as FLAC and back, byte for byte: half the room for what was paid for.

Only what surely comes back is packed: 16 or 24 bit PCM whose header is plain, and which was
unpacked again and compared before it counts. Everything else stays as it came. The codec is that
of libsndfile, which decodes sound here anyway (LGPL, with libFLAC under Xiph's BSD licence).
"""

from __future__ import annotations

import errno
import io
import struct
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import soundfile

_PCM, _EXTENSIBLE = 1, 0xFFFE
_PCM_SUBFORMAT = bytes.fromhex("0100000000001000800000aa00389b71")
"""KSDATAFORMAT_SUBTYPE_PCM, which says in the extensible form of fmt that it is PCM."""

_BITS = {16: ("PCM_16", "int16"), 24: ("PCM_24", "int32")}
_MOST_CHANNELS = 8
_MOST_HERTZ = 655_350
"""What FLAC can hold (RFC 9639, 8.2)."""

_UNKNOWN_FROM = 0x7FFF_0000
"""Sizes of data from here on, and 0, mean "until the end", as in `sound.wav_header`."""

_LEVEL = 3 / 8
"""libFLAC's level 3. Below it there is no linear prediction, which speech gains by; above it a
hundredth of the room costs a third more time (docs/decisions/0293)."""

_BLOCK_FRAMES = 1 << 15

_SAME_ORDER = sys.byteorder == "little"
"""Whether numbers lie in memory as in a WAV file; no machine that has wheels has them otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedWav:
    """A WAV file: the samples as a FLAC file, and the bytes before and behind them as they were."""

    before: bytes
    after: bytes
    flac: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pcm:
    """Where the samples of a WAV file are, and what they are."""

    start: int
    end: int
    channels: int
    hertz: int
    bits: int


def pack_wav(wav: bytes) -> PackedWav | None:
    """Return a WAV file packed; None for what is none, not surely lossless, or not smaller."""
    pcm = _pcm_in(wav)
    if pcm is None or not _SAME_ORDER:
        return None
    samples = memoryview(wav)[pcm.start : pcm.end]
    try:
        flac = _encoded(samples, pcm)
        packed = PackedWav(before=wav[: pcm.start], after=wav[pcm.end :], flac=flac)
        if len(flac) >= len(samples) or not _is_same(packed, wav):
            return None
    except (OSError, RuntimeError, ValueError):
        return None  # this libsndfile has no FLAC, or a limit of its own
    return packed


def unpack_wav(packed: PackedWav) -> bytes:
    """Return the WAV file.

    Raises OSError where libsndfile cannot read it: the bytes are what was packed, so it is this
    machine's library that is at fault, and the sound is not damaged.
    """
    if not _SAME_ORDER:
        raise OSError(errno.ENOTSUP, "packed sound is not read on big-endian machines")
    whole = io.BytesIO()  # it gives its bytes away without a copy
    whole.write(packed.before)
    try:
        for piece in _pieces(packed.flac):
            whole.write(piece)
    except RuntimeError as error:
        raise OSError(errno.ENOTSUP, f"libsndfile cannot read FLAC here: {error}") from error
    whole.write(packed.after)
    return whole.getvalue()


def _pcm_in(wav: bytes) -> _Pcm | None:
    """Find the samples of a plain WAV file, by its chunks; None for any doubt about them."""
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        return None
    fmt, at = None, 12
    while at + 8 <= len(wav):
        name, size = wav[at : at + 4], int.from_bytes(wav[at + 4 : at + 8], "little")
        if name == b"data":
            return None if fmt is None else _described(fmt, at + 8, size, len(wav))
        if name == b"fmt ":
            if fmt is not None:
                return None
            fmt = wav[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return None


def _described(fmt: bytes, start: int, size: int, length: int) -> _Pcm | None:
    if len(fmt) < 16:
        return None
    tag, channels, hertz, _, width, bits = struct.unpack_from("<HHIIHH", fmt)
    is_pcm = tag == _PCM or (tag == _EXTENSIBLE and fmt[24:40] == _PCM_SUBFORMAT)
    if not (is_pcm and bits in _BITS and 0 < channels <= _MOST_CHANNELS):
        return None
    if width != channels * bits // 8 or not 0 < hertz <= _MOST_HERTZ:
        return None
    here = length - start
    size = here if size == 0 or size >= _UNKNOWN_FROM else min(size, here)
    end = start + size - size % width
    if end == start:
        return None
    return _Pcm(start=start, end=end, channels=channels, hertz=hertz, bits=bits)


def _encoded(samples: memoryview, pcm: _Pcm) -> bytes:
    import soundfile  # noqa: PLC0415 - what is cached is not packed

    subtype, kind = _BITS[pcm.bits]
    width = pcm.channels * pcm.bits // 8
    flac = io.BytesIO()
    with soundfile.SoundFile(
        flac, "w", pcm.hertz, pcm.channels, subtype, format="FLAC", compression_level=_LEVEL
    ) as file:
        for at in range(0, len(samples), _BLOCK_FRAMES * width):
            file.buffer_write(_widened(samples[at : at + _BLOCK_FRAMES * width], pcm.bits), kind)
    return flac.getvalue()


def _is_same(packed: PackedWav, wav: bytes) -> bool:
    """Unpack piece by piece, and compare with what was packed."""
    whole, at = memoryview(wav), len(packed.before)
    for piece in _pieces(packed.flac):
        if piece != whole[at : at + len(piece)]:
            return False
        at += len(piece)
    return at + len(packed.after) == len(wav)


def _pieces(flac: bytes) -> Iterator[bytes]:
    """Go through the samples of a FLAC file, as a WAV file has them."""
    import soundfile  # noqa: PLC0415 - as in _encoded

    with soundfile.SoundFile(io.BytesIO(flac)) as file:
        bits = _bits_of(file)
        while piece := bytes(file.buffer_read(_BLOCK_FRAMES, _BITS[bits][1])):
            yield _narrowed(piece, bits)


def _bits_of(file: soundfile.SoundFile) -> int:
    return next(bits for bits, (subtype, _) in _BITS.items() if subtype == file.subtype)


def _widened(samples: memoryview, bits: int) -> bytes | memoryview:
    """Return samples as libsndfile takes them: those of 24 bits as the upper part of 32."""
    if bits == 16:
        return samples
    wide = bytearray(len(samples) // 3 * 4)
    for byte in range(3):
        wide[byte + 1 :: 4] = samples[byte::3]
    return bytes(wide)


def _narrowed(samples: bytes, bits: int) -> bytes:
    if bits == 16:
        return samples
    narrow = bytearray(len(samples) // 4 * 3)
    for byte in range(3):
        narrow[byte::3] = samples[byte + 1 :: 4]
    return bytes(narrow)
