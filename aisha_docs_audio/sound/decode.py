"""Bytes of any sound format to mono samples at the tracks' rate."""

from __future__ import annotations

import io
import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import soundfile
import soxr

from aisha_docs_audio.errors import AudioError
from aisha_docs_audio.sound.frames import SAMPLE_RATE
from aisha_docs_audio.sound.mix import MonoMix
from aisha_docs_audio.sound.wav_header import mend_wav

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.float32]
    """Mono samples at 24 kHz, within -1 to 1."""

    Mixed: TypeAlias = Callable[[NDArray[np.float32]], Samples]
    """Makes one channel of a block's."""

_MOST_SECONDS = 600
"""The longest sound that is read. The speech of 1000 characters is two minutes, and four at half
the speed; a header that claims hours is broken or hostile."""

_MOST_SAMPLES = _MOST_SECONDS * 48_000
"""The most samples of one channel that are kept while a file is read: 115 MB."""

_LEAST_SECONDS = 0.05
"""No shorter sound is speech: a frame or two of MP3 are what is left of a file, not a word."""

_BLOCK_SAMPLES = 1 << 15
_RATES_HZ = range(4_000, 384_001)

_SILENCE = 1e-4
"""-80 dB of full scale: what never swings further is silence, also around a constant offset."""


def decode_audio(audio: bytes) -> Samples:
    """Read a sound file of any format libsndfile knows: WAV of all kinds, FLAC, Ogg, MP3.

    Channels are averaged, unless that cancels them out (`MonoMix`). Samples
    beyond full scale (only floating-point files have them) scale the whole sound down rather than
    distort it.

    Raises AudioError when the bytes are no sound, empty, truncated, or not finite numbers.
    """
    mono, rate = _read(mend_wav(audio))
    if rate != SAMPLE_RATE:
        mono = soxr.resample(mono, rate, SAMPLE_RATE)
    if not len(mono):
        raise AudioError("the sound is shorter than one sample.")
    return mono


def is_silent(sound: Samples) -> bool:
    """Return whether nothing is to be heard in a sound: it is constant, or all but constant."""
    return float(sound.max()) - float(sound.min()) < 2 * _SILENCE


def is_audible(audio: bytes) -> bool:
    """Decode a sound from end to end; return whether anything is to be heard in it.

    Raises AudioError when the bytes are no sound, or too little of it to be speech: such bytes
    must not be kept as what was paid for.
    """
    with _opened(mend_wav(audio)) as file:
        frames, rate, mix = file.frames, file.samplerate, MonoMix(file.channels)
        extent = _extent(file, frames, mix.mean)
        if mix.loudest is not None:
            file.seek(0)
            extent = _extent(file, frames, mix.only_loudest)
    if frames < _LEAST_SECONDS * rate:
        raise AudioError(f"{frames / rate * 1000:.0f} ms of sound are too short for any text.")
    return extent >= 2 * _SILENCE


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


@contextmanager
def _opened(audio: bytes) -> Iterator[soundfile.SoundFile]:
    """Open a sound file whose length and rate can be those of speech.

    Raises AudioError, also for what libsndfile says of it while it is read.
    """
    try:
        with soundfile.SoundFile(_Bytes(audio)) as file:
            rate, frames = file.samplerate, file.frames
            if rate not in _RATES_HZ:
                raise AudioError(f"a sample rate of {rate} Hz is not speech.")
            if frames > min(_MOST_SAMPLES, _MOST_SECONDS * rate):
                raise AudioError(f"{frames / rate:.0f} s of sound are too long for one text.")
            if not frames:
                raise AudioError("a sound file without sound in it.")
            yield file
    except soundfile.SoundFileError as error:
        raise AudioError(f"not sound: {len(audio)} bytes, the first {audio[:24]!r}.") from error


def _read(audio: bytes) -> tuple[Samples, int]:
    """Return the channels as one, within full scale, and the rate."""
    with _opened(audio) as file:
        mix = MonoMix(file.channels)
        mono = _mixed(file, file.frames, mix.mean)
        if mix.loudest is not None:
            file.seek(0)
            mono = _mixed(file, file.frames, mix.only_loudest)
        return mono, file.samplerate


def _mixed(file: soundfile.SoundFile, frames: int, mixed: Mixed) -> Samples:
    mono = np.empty(frames, dtype=np.float32)
    peak, at = 1.0, 0
    for block, loudest in _blocks(file, frames, mixed):
        mono[at : at + len(block)] = block
        at += len(block)
        peak = max(peak, loudest)
    if peak > 1:
        mono /= peak
    return mono


def _extent(file: soundfile.SoundFile, frames: int, mixed: Mixed) -> float:
    """Return how far a sound swings from its lowest to its highest sample, within full scale."""
    low, high, peak = math.inf, -math.inf, 1.0
    for block, loudest in _blocks(file, frames, mixed):
        low, high = min(low, float(block.min())), max(high, float(block.max()))
        peak = max(peak, loudest)
    return (high - low) / peak


def _blocks(
    file: soundfile.SoundFile, frames: int, mixed: Mixed
) -> Iterator[tuple[Samples, float]]:
    """Read a file piece by piece, so that many channels take no more memory than one.

    Gives the mixed samples, and the highest there is in any channel. Raises AudioError.
    """
    block_frames = max(1, _BLOCK_SAMPLES // file.channels)
    at = 0
    while at < frames:
        # float32, because reading floating-point files as int16 gives silence.
        block = file.read(min(block_frames, frames - at), dtype="float32", always_2d=True)
        if not len(block):
            raise AudioError(f"truncated sound: {at} of {frames} samples are here.")
        # Before any sum: a NaN or an overflow in one would print a warning in the user's build.
        if not np.isfinite(block).all():
            raise AudioError("the sound holds samples that are not finite numbers.")
        yield mixed(block), float(np.abs(block).max())
        at += len(block)
