"""Whether downloaded bytes are a whole sound, by their header alone."""

from __future__ import annotations

from typing import Literal

# What libsndfile reads: WAV and its 64-bit kin, FLAC, Ogg, MP3 with and without a tag, AIFF, AU.
_SIGNATURES = (b"RF64", b"BW64", b"fLaC", b"OggS", b"ID3", b"FORM", b".snd")
# Writers that cannot seek back leave 0 or a length near 2 or 4 GiB in its place; no download is
# that long.
_PLACEHOLDER = 0x7FFF0000


def fault(data: bytes) -> str | None:
    """Return why `data` is not a whole sound, or None when nothing in its header speaks against it.

    A WAV must hold as many bytes as it says (RIFF, "Multimedia Programming Interface and Data
    Specifications 1.0"): decoders take a truncated one without a word.
    """
    if not data:
        return "is empty"
    if data[:4] in {b"RIFF", b"RIFX"} and data[8:12] == b"WAVE":
        return _wav_fault(data, "little" if data[:4] == b"RIFF" else "big")
    if data.startswith(_SIGNATURES) or _is_mpeg(data):
        return None
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return "is a page of HTML, not sound"
    if start.startswith((b"{", b"[")):
        return "is JSON, not sound"
    return "is not sound of a known format"


def _is_mpeg(data: bytes) -> bool:
    """Whether an MPEG audio frame header stands at the start (ISO/IEC 11172-3, 2.4.1.3)."""
    return (
        len(data) >= 4
        and data[0] == 0xFF
        and data[1] & 0xE0 == 0xE0
        and data[1] & 0x06 != 0  # a layer
        and data[2] & 0xF0 != 0xF0  # a bit rate
        and data[2] & 0x0C != 0x0C  # a sample rate
    )


def _wav_fault(data: bytes, order: Literal["little", "big"]) -> str | None:
    whole = int.from_bytes(data[4:8], order)
    # Some writers count the pad byte of an odd last chunk and leave it out.
    if whole < _PLACEHOLDER and whole + 8 > len(data) + 1:
        return f"is cut off: {len(data)} of {whole + 8} bytes came"
    at = 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], order)
        if data[at : at + 4] == b"data":
            held = len(data) - at - 8
            if held == 0:
                return "holds no sound"
            if held < length < _PLACEHOLDER:
                return f"is cut off: {held} of {length} bytes of sound came"
            return None
        at += 8 + length + length % 2
    return "is a WAV file without sound"
