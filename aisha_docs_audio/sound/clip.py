"""One segment's sound as MP3 frames that can stand anywhere in a track."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lameenc
import numpy as np

from aisha_docs_audio.sound.decode import decode_audio, is_silent
from aisha_docs_audio.sound.frames import (
    FRAME_SAMPLES,
    LEAD_SAMPLES,
    SAMPLE_RATE,
    TAIL_SAMPLES,
    check_frames,
)
from aisha_docs_audio.sound.mix import louder
from aisha_docs_audio.sound.trim import trim_silence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aisha_docs_audio.sound.decode import Samples

_QUALITY, _QUALITY_OF_LOW_BITRATES = 7, 5
"""LAME's. From 48 kbit/s on 7 takes half the time of 5, its default, and is as good on speech or a
little better by PESQ and STOI; below it is worse, for there noise has to be shaped
(docs/decisions/0291). 2 takes half as long again as 5 and is no better anywhere."""

_LOW_BITRATES = range(48)

_PIECE_SAMPLES = 100 * FRAME_SAMPLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """The encoded sound of one segment.

    `frames` are whole MP3 frames, which lean on no frame outside the clip. `silent`: nothing is
    to be heard in it; right for a text such as "…", and a voice's fault for a text of words.
    """

    frames: bytes
    silent: bool


def encode_clip(load: Callable[[], bytes], *, bitrate: int, gain_decibels: float = 0.0) -> Clip:
    """Decode a sound, cut it to its speech, apply the voice's gain, encode it at `bitrate` kbit/s.

    `load` gives its bytes, which are let go once they are decoded. Raises AudioError when they are
    not whole sound, and what `load` raises.
    """
    sound = decode_audio(load())
    speech = None if is_silent(sound) else trim_silence(sound)
    if speech is None:
        nothing = np.zeros(LEAD_SAMPLES + TAIL_SAMPLES, dtype=np.float32)
        return Clip(frames=_encode([nothing], bitrate, 0.0), silent=True)
    pieces = speech.pieces(_PIECE_SAMPLES)
    return Clip(frames=_encode(pieces, bitrate, gain_decibels), silent=False)


def mean_speech_level(audio: bytes) -> float:
    """Return the root mean square of the speech in `audio`, in decibels of full scale.

    Negative infinity where nothing is to be heard. Raises AudioError.
    """
    sound = decode_audio(audio)
    speech = None if is_silent(sound) else trim_silence(sound)
    if speech is None:
        return -math.inf
    return float(10 * np.log10(np.square(speech.whole(), dtype=np.float64).mean()))


def _encode(pieces: Iterable[Samples], bitrate: int, gain_decibels: float) -> bytes:
    """Encode pieces that are whole frames, but for the last."""
    # A new encoder for each clip, so that its first frame borrows no bits from an earlier one;
    # lameenc writes no Xing header, which would make players guess at times.
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)  # at low bit rates LAME would choose a lower one
    encoder.set_bit_rate(bitrate)
    encoder.set_quality(_QUALITY_OF_LOW_BITRATES if bitrate in _LOW_BITRATES else _QUALITY)
    encoder.silence()
    frames = bytearray()
    # Piece by piece: a minute in one would take ten times its sound in memory.
    for piece in pieces:
        # Whole frames in: then a clip is exactly EXTRA_FRAMES longer than its sound.
        whole = np.pad(louder(piece, gain_decibels), (0, -len(piece) % FRAME_SAMPLES))
        pcm = np.clip(np.rint(whole * 32767), -32768, 32767).astype("<i2")
        frames += encoder.encode(pcm.tobytes())
    frames += encoder.flush()
    check_frames(bytes(frames), bitrate)
    return bytes(frames)
