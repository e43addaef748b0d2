"""Sounds whose every moment is known, and the decoder that listens: libsndfile's mpg123."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from aisha_docs_audio.model import Line, Utterance

RATE = 24_000


def tone(seconds: float, *, hertz: float = 440.0, level: float = 0.5, rate: int = RATE):
    """Give a sine wave as float32 samples; it begins at a maximum, so its onset is sharp."""
    times = np.arange(round(seconds * rate)) / rate
    return (level * np.cos(2 * np.pi * hertz * times)).astype(np.float32)


def silence(seconds: float, *, rate: int = RATE):
    """Give digital silence."""
    return np.zeros(round(seconds * rate), dtype=np.float32)


def noise(seconds: float, *, level: float, rate: int = RATE):
    """Give white noise whose root mean square is `level`; the same every time."""
    count = round(seconds * rate)
    return (level * np.random.default_rng(1).standard_normal(count)).astype(np.float32)


def file_of(sound, *, rate: int = RATE, container: str = "WAV", encoding: str = "PCM_16") -> bytes:
    """Write samples as a sound file of any kind libsndfile writes."""
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format=container, subtype=encoding)
    return file.getvalue()


def played(mp3: bytes):
    """Decode an MP3 with a decoder that is not the encoder's: libsndfile's."""
    sound, rate = soundfile.read(io.BytesIO(mp3), dtype="float32")
    assert rate == RATE
    assert sound.ndim == 1
    return sound


def audible_seconds(sound, *, above: float = 0.1) -> tuple[float, float]:
    """Give when the sound is first and last louder than `above`."""
    (loud,) = np.nonzero(np.abs(sound) > above)
    return float(loud[0]) / RATE, float(loud[-1]) / RATE


def line_of(number: int, *texts: str, caption: str = "", pause_seconds: float = 0.6) -> Line:
    """Give a line that says these texts, in few words."""
    utterances = tuple(Utterance(engine="test", text=text, language="uz") for text in texts)
    return Line(number=number, caption=caption, pause_seconds=pause_seconds, utterances=utterances)
