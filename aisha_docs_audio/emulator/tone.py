"""The tone voice: beeps whose pitches name the text, so that a test can hear which clip it has.

A clip is a row of beeps, 60 ms each, one of 16 pitches each, so every beep is one hexadecimal
digit: eight digits of the transcript's hash, two of the other parameters', then more of the
transcript's, one beep for every ten characters. `tone` makes the clip, `digits` says which
digits it holds, and `heard` reads them back from sound, also after an MP3 encoder.
"""

from __future__ import annotations

import array
import functools
import hashlib
import io
import math
import sys
import wave
from itertools import cycle, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy.typing as npt

SAMPLE_RATE = 24_000
BEEP_SECONDS = 0.06
TEXT_DIGITS = 8
"""How many digits at the start of a clip name the transcript alone."""

_PARAMETER_DIGITS = 2
_CHARACTERS_PER_BEEP = 10
_PITCHES_HZ = tuple(400 + 100 * digit for digit in range(16))
"""Multiples of 100 Hz: a whole number of waves in 60 ms, so beeps join without a click."""

_LOUDNESS = 0.4


def tone(  # noqa: PLR0913 - the API's own fields
    transcript: str,
    *,
    language: str = "uz",
    model: str | None = "Gulnoza",
    mood: str | None = "Neutral",
    speed: float | None = 1.0,
    voice_id: int | None = None,
) -> bytes:
    """Return the whole WAV file (PCM 16-bit, mono, 24 kHz), always the same for the same request.

    The defaults are those of an Uzbek request that names nothing but its transcript; for `en`
    and `ru` model, mood and speed are None.
    """
    row = digits(
        transcript, language=language, model=model, mood=mood, speed=speed, voice_id=voice_id
    )
    return wav(b"".join(_beep(int(digit, 16)) for digit in row))


def digits(  # noqa: PLR0913 - the API's own fields
    transcript: str,
    *,
    language: str = "uz",
    model: str | None = "Gulnoza",
    mood: str | None = "Neutral",
    speed: float | None = 1.0,
    voice_id: int | None = None,
) -> str:
    """Return the hexadecimal digits, one a beep, that `tone` would sound."""
    text = hashlib.sha256(transcript.encode("utf-8", "surrogatepass")).hexdigest()
    # Speed 0 is the API's own default, which sounds as 1.0 does.
    parameters = repr((language, model, mood, None if speed is None else speed or 1.0, voice_id))
    other = hashlib.sha256(parameters.encode()).hexdigest()
    rest = islice(cycle(text), TEXT_DIGITS, TEXT_DIGITS + len(transcript) // _CHARACTERS_PER_BEEP)
    return text[:TEXT_DIGITS] + other[:_PARAMETER_DIGITS] + "".join(rest)


def heard(samples: npt.ArrayLike, sample_rate: int) -> str:
    """Read the digits from mono `samples` (-1 to 1) that begin, to within 10 ms, with a beep.

    Stops where the sound does. Compare the first `TEXT_DIGITS` with `digits(transcript)` to know
    which text a stretch of a track says.
    """
    import numpy as np  # noqa: PLC0415 - the server starts without it

    sound = np.asarray(samples, dtype=np.float64)
    beep = BEEP_SECONDS * sample_rate
    # Only the middle half: its neighbours must not leak in when the stretch begins a little off.
    # It is 30 ms long, three waves of 100 Hz, so every pitch falls into a frequency of its own.
    length = round(beep / 2)
    frequencies = [round(pitch * length / sample_rate) for pitch in _PITCHES_HZ]
    found: list[str] = []
    while (len(found) + 1) * beep <= len(sound) + 1:
        start = round((len(found) + 0.25) * beep)
        middle = sound[start : start + length]
        if np.sqrt(np.mean(middle**2)) < _LOUDNESS / 10:
            break
        strengths = np.abs(np.fft.rfft(middle))[frequencies]
        found.append(f"{int(np.argmax(strengths)):x}")
    return "".join(found)


def wav(pcm: bytes) -> bytes:
    """Put a WAV header before 16-bit little-endian mono samples at 24 kHz."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(pcm)
    return file.getvalue()


@functools.cache
def _beep(digit: int) -> bytes:
    pitch = _PITCHES_HZ[digit]
    samples = array.array(
        "h",
        (
            round(32767 * _LOUDNESS * math.sin(2 * math.pi * pitch * n / SAMPLE_RATE))
            for n in range(round(BEEP_SECONDS * SAMPLE_RATE))
        ),
    )
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
