"""Bytes of any sound format to mono samples at the tracks' rate."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import soundfile
import soxr

from aisha_docs_audio.audio.frames import SAMPLE_RATE
from aisha_docs_audio.audio.riff import mend_wav
from aisha_docs_audio.errors import AudioError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.float32]
    """Mono samples at 24 kHz, within -1 to 1."""

_MOST_SAMPLES = 2**27
"""The most samples read from one file: 93 minutes at 24 kHz mono, half a gigabyte in memory. The
speech of 1000 characters is two minutes; a header that claims hours is broken or hostile."""

_RATES_HZ = range(4_000, 384_001)


def decode(audio: bytes) -> Samples:
    """Read a sound file of any format libsndfile knows: WAV of all kinds, FLAC, Ogg, MP3.

    Channels are averaged. Samples beyond full scale (only floating-point files have them) scale
    the whole sound down rather than distort it.

    Raises AudioError when the bytes are no sound, empty, truncated, or not finite numbers.
    """
    sound, rate = _read(mend_wav(audio))
    # Before any sum: a NaN or an overflow in one would print a warning in the user's build.
    if not np.isfinite(sound).all():
        raise AudioError("the sound holds samples that are not finite numbers.")
    peak = np.abs(sound).max()
    if peak > 1:
        sound /= peak
    mono: Samples = sound.mean(axis=1)
    if rate != SAMPLE_RATE:
        mono = soxr.resample(mono, rate, SAMPLE_RATE)
    if not len(mono):
        raise AudioError("the sound is shorter than one sample.")
    return mono


class _Bytes(io.BytesIO):
    """Bytes that libsndfile may seek in at will.

    On broken files it asks for places before the beginning. BytesIO's exception cannot pass
    through C: it would be printed in the middle of the user's build.
    """

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        try:
            return super().seek(offset, whence)
        except (ValueError, OverflowError):
            return -1  # what a failed seek returns in C


def _read(audio: bytes) -> tuple[NDArray[np.float32], int]:
    try:
        with soundfile.SoundFile(_Bytes(audio)) as file:
            rate, frames = file.samplerate, file.frames
            if rate not in _RATES_HZ:
                raise AudioError(f"a sample rate of {rate} Hz is not speech.")
            if frames * file.channels > _MOST_SAMPLES:
                raise AudioError(f"{frames / rate:.0f} s of sound are too long for one text.")
            # float32, because reading floating-point files as int16 gives silence.
            sound = file.read(frames, dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise AudioError(f"not sound: {len(audio)} bytes, the first {audio[:24]!r}.") from error
    if not len(sound):
        raise AudioError("a sound file without sound in it.")
    if len(sound) < frames:
        raise AudioError(f"truncated sound: {len(sound)} of {frames} samples are here.")
    return sound, rate
