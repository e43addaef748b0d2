"""Where the speech begins and ends in a voice's sound, so that pauses and cues are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aisha_docs_audio.sound.frames import LEAD_SAMPLES, SAMPLE_RATE, TAIL_SAMPLES

if TYPE_CHECKING:
    from aisha_docs_audio.sound.decode import Samples

_WINDOW = SAMPLE_RATE * 5 // 1000
_SILENCE = 1e-4  # -80 dB of full scale: what is nowhere louder is silence throughout
_LOWEST, _HIGHEST = 10 ** (-50 / 20), 10 ** (-40 / 20)
_ABOVE_NOISE = 10 ** (6 / 20)


def trim(sound: Samples) -> Samples | None:
    """Cut `sound` to its speech with LEAD_SAMPLES before and TAIL_SAMPLES behind it, always.

    None when it is silence throughout. What counts as speech is measured against the loudest 5 ms
    of the sound: everything above -40 dB is kept. The first consonants of words lie 22 to 33 dB
    under it in eSpeak NG's speech and may lie lower in a person's, so in a clean sound everything
    above -50 dB is kept; only where the voice's own noise lies between the two does the threshold
    rise to 6 dB above that noise (docs/decisions/0061).
    """
    loudness = _loudness(sound)
    loudest = float(loudness.max())
    if loudest < _SILENCE:
        return None
    # The quietest 30 ms: in any sentence a pause or a stop consonant, so the recording's noise.
    noise = float(np.convolve(loudness, np.full(6, 1 / 6), "valid").min(initial=loudest))
    threshold = max(_LOWEST * loudest, min(_ABOVE_NOISE * noise, _HIGHEST * loudest))
    (speech,) = np.nonzero(loudness > threshold)
    return _cut(sound, int(speech[0]) * _WINDOW, min((int(speech[-1]) + 1) * _WINDOW, len(sound)))


def _loudness(sound: Samples) -> Samples:
    """Root mean square of each 5 ms."""
    padded = np.pad(sound, (0, -len(sound) % _WINDOW)).reshape(-1, _WINDOW)
    loudness: Samples = np.sqrt(np.square(padded).mean(axis=1))
    return loudness


def _cut(sound: Samples, start: int, end: int) -> Samples:
    before, behind = sound[max(0, start - LEAD_SAMPLES) : start], sound[end : end + TAIL_SAMPLES]
    # The edges fade, so that a recording's noise does not set in with a click.
    fade_in = before * np.linspace(0, 1, len(before), dtype=np.float32)
    fade_out = behind * np.linspace(1, 0, len(behind), dtype=np.float32)
    cut = np.concatenate([fade_in, sound[start:end], fade_out])
    return np.pad(cut, (LEAD_SAMPLES - len(before), TAIL_SAMPLES - len(behind)))
