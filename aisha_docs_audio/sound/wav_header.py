"""WAV headers that do not tell the truth: streamed files are mended, truncated ones refused."""

from __future__ import annotations

from aisha_docs_audio.errors import AudioError

_UNKNOWN_FROM = 0x7FFF_0000
"""What writes a WAV file into a pipe cannot go back to fill in its size. It leaves 0 there, or the
most it can count to: ffmpeg 0xFFFFFFFF, SoX a little under 0x7FFFFFFF."""


def mend_wav(audio: bytes) -> bytes:
    """Return a WAV file's bytes with its true sizes in the header; other formats pass unchanged.

    Raises AudioError when the sound is empty or shorter than the header says: libsndfile would
    read what is there without a word. Chunks as in "Multimedia Programming Interface and Data
    Specifications 1.0" (IBM and Microsoft, 1991), chapter 2.
    """
    if audio[:4] != b"RIFF" or audio[8:12] != b"WAVE":
        return audio
    at = 12
    while at + 8 <= len(audio):
        size = int.from_bytes(audio[at + 4 : at + 8], "little")
        if audio[at : at + 4] == b"data":
            return _mend_data(audio, at + 8, size)
        at += 8 + size + size % 2
    raise AudioError(f"a WAV file cut off before its sound: {len(audio)} bytes are here.")


def _mend_data(audio: bytes, start: int, size: int) -> bytes:
    here = len(audio) - start
    if 0 < size <= here:
        return audio
    if 0 < size < _UNKNOWN_FROM:
        raise AudioError(f"a truncated WAV file: {here} of {size} bytes of sound are here.")
    if not here:
        raise AudioError("a WAV file without sound in it.")
    whole, sound = (len(audio) - 8).to_bytes(4, "little"), here.to_bytes(4, "little")
    return b"RIFF" + whole + audio[8 : start - 4] + sound + audio[start:]
