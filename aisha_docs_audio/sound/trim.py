"""Where the speech begins and ends in a voice's sound, so that pauses and cues are exact."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aisha_docs_audio.sound.frames import LEAD_SAMPLES, SAMPLE_RATE, TAIL_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aisha_docs_audio.sound.decode import Samples

_WINDOW = SAMPLE_RATE * 5 // 1000
_PIECE_SAMPLES = 500 * _WINDOW
_SUSTAINED = 4
"""Windows that speech lasts at least, 20 ms: a click or a crackle is shorter."""
_BURSTS = (10, 20)
"""How many windows before and behind sustained speech a shorter sound still belongs to it: the
burst of a plosive, such as the t at a word's end, which comes after 50 to 100 ms of closure."""
_EDGE = 12

_SILENCE = 1e-4  # -80 dB of full scale: what is nowhere louder is silence throughout
_LOWEST, _HIGHEST, _HIGHEST_STEADY = (10 ** (decibels / 20) for decibels in (-50, -40, -24))
_ABOVE_NOISE = 10 ** (6 / 20)
_SURE = 10 ** (10 / 20)
_ABOVE_STEADY = 10 ** (4 / 20)

_CUTOFF_HERTZ = 120
_DECAY = 1 / (1 + 2 * np.pi * _CUTOFF_HERTZ / SAMPLE_RATE)
_RUN = 600
_GROWN, _DECAYED = _DECAY ** -np.arange(_RUN), _DECAY ** np.arange(1, _RUN + 1)
_REMEMBERED_SAMPLES = 2 * _RUN
"""After 50 ms a ten-quadrillionth is left of a sample."""
_OFFSET = 1e-3  # -60 dB: a smaller one is not heard where clips are joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What is heard of a sound: its margins, of fixed length, and a view of what lies between."""

    lead: Samples
    body: Samples
    tail: Samples

    def pieces(self, samples: int) -> Iterator[Samples]:
        """Return all of it in pieces of so many samples, the last one shorter; none is changed."""
        left = self.lead
        for part in (self.body, self.tail):
            for start in range(0, len(part), samples):
                left = np.concatenate([left, part[start : start + samples]])
                if len(left) >= samples:
                    yield left[:samples]
                    left = left[samples:]
        if len(left):
            yield left

    def whole(self) -> Samples:
        """Return all of it as one."""
        return np.concatenate([self.lead, self.body, self.tail])


def trim_silence(sound: Samples) -> Speech | None:
    """Cut `sound` to its speech with LEAD_SAMPLES before and TAIL_SAMPLES behind it, always.

    A constant offset is taken out of `sound` itself: a copy of a minute is 6 MB. None when it
    is silence throughout. What counts as speech is measured against the loudest 20 ms, without
    what lies below 120 Hz (offsets, hum, rumble) and without clicks: everything above -40 dB is
    kept. The first consonants of words lie 22 to 33 dB under it in eSpeak NG's speech and may
    lie lower in a person's, so in a clean sound everything above -50 dB is kept; only where the
    voice's own noise lies between the two does the threshold rise to 6 dB above that noise, and
    further, to -24 dB, where the sound begins and ends with the same steady noise
    (docs/decisions/0061, 0181).
    """
    forward = _levels(sound)
    if float(forward.max()) < _SILENCE:
        return None
    backward = _levels_from_end(sound, forward)
    threshold = _threshold(forward, backward)
    start = _first(forward, threshold, _BURSTS[0]) * _WINDOW
    end = len(sound) - _first(backward, threshold, _BURSTS[1]) * _WINDOW
    if end <= start:  # something so short that it is found from one side only
        start, end = 0, len(sound)
    _take_out_offset(sound)
    return _cut(sound, start, end)


def _threshold(forward: Samples, backward: Samples) -> float:
    loudest = float(_sustained(forward).max())
    # The quietest 30 ms: in any sentence a pause or a stop consonant, so the recording's noise.
    noise = float(np.convolve(forward, np.full(6, 1 / 6), "valid").min(initial=loudest))
    threshold = max(_LOWEST * loudest, min(_ABOVE_NOISE * noise, _HIGHEST * loudest))
    # One quiet edge may be an f; the same level at both, of the quietest there is, is noise.
    edges = [float(np.median(levels[:_EDGE])) for levels in (forward, backward)]
    if len(forward) > 4 * _EDGE and max(edges) < _ABOVE_STEADY * noise:
        threshold = max(threshold, min(_ABOVE_NOISE * noise, _HIGHEST_STEADY * loudest))
    return threshold


def _first(levels: Samples, threshold: float, reach: int) -> int:
    """Return the first window of speech: what leads to sustained sound, or a burst before it.

    Sustained is what stays 10 dB above the threshold, because a click dies away below that.
    """
    sustained = _sustained(levels)
    sure = min(threshold * _SURE, float(sustained.max()) / 2)
    start = int(np.argmax(sustained > sure))
    quiet = np.flatnonzero(levels[:start] <= threshold)
    start = int(quiet[-1]) + 1 if len(quiet) else 0
    first = max(0, start - reach)
    return first + int(np.argmax(levels[first : start + 1] > threshold))


def _sustained(levels: Samples) -> Samples:
    """Leave out what is louder than all around it for less than 20 ms (a morphological opening).

    The levels as they are where nothing lasts longer: a short sound alone is the speech.
    """
    if len(levels) < 2 * _SUSTAINED:
        return levels
    around = np.zeros(len(levels) + _SUSTAINED - 1, dtype=np.float32)
    around[_SUSTAINED - 1 : len(levels)] = _of_each(np.minimum, levels)
    opened = _of_each(np.maximum, around)
    return opened if opened.max() > levels.max() * _HIGHEST else levels


def _of_each(chosen: np.ufunc, levels: Samples) -> Samples:
    """Return the least or the most of each so many windows that stand together."""
    count = len(levels) - _SUSTAINED + 1
    found: Samples = functools.reduce(chosen, [levels[n : n + count] for n in range(_SUSTAINED)])
    return found


def _levels(sound: Samples) -> Samples:
    """Return the root mean square of each 5 ms, of what is above 120 Hz.

    The filter looks back only, so that nothing is heard of a sound before it begins. What the
    sound begins with is taken for its offset, or the first sample would be a step.
    """
    level = float(np.median(sound[: 4 * _WINDOW]))
    levels = []
    # Piece by piece, each after as much as the filter remembers: a minute would take 60 MB.
    for start in range(0, len(sound), _PIECE_SAMPLES):
        first = max(0, start - _REMEMBERED_SAMPLES)
        piece = sound[first : start + _PIECE_SAMPLES].astype(np.float64) - level
        squared = np.square(_high_pass(_high_pass(piece))[start - first :])
        squared.resize(len(squared) + -len(squared) % _WINDOW)
        levels.append(np.sqrt(squared.reshape(-1, _WINDOW).mean(axis=1)).astype(np.float32))
    return np.concatenate(levels)


def _levels_from_end(sound: Samples, forward: Samples) -> Samples:
    """Return the levels from the end to the beginning, as far back as the last speech.

    What is before that says nothing of where it ends, and filtering takes as long as all else here.
    """
    sustained = _sustained(forward)
    # So loud is more than `_first` asks for before it is sure of speech: twice -14 dB.
    loud = np.flatnonzero(sustained >= sustained.max() / 2)
    last = int(loud[-1]) if len(loud) else 0
    needed = (len(forward) - last + _BURSTS[1]) * _WINDOW
    return _levels(sound[::-1][:needed])


def _high_pass(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let one first-order section run over a sound: y[n] = a (y[n-1] + x[n] - x[n-1]).

    Two of them do not ring; what rings makes 20 ms of a click.
    """
    steps = np.zeros(len(sound) + -len(sound) % _RUN)
    steps[0] = sound[0]
    np.subtract(sound[1:], sound[:-1], out=steps[1 : len(sound)])
    runs = steps.reshape(-1, _RUN)
    # Each run of samples by itself, as one sum: y[n] = a^(n+1) (d[0] + d[1] / a + d[2] / a² + …).
    runs *= _GROWN
    np.cumsum(runs, axis=1, out=runs)
    runs *= _DECAYED
    # Then what the run before leaves of itself; of the one before that nothing is left.
    runs[1:] += runs[:-1, -1:] * _DECAYED
    return steps[: len(sound)]


def _take_out_offset(sound: Samples) -> None:
    """Take a constant offset out, in place: joined with silence it would click."""
    edges = (sound[: 4 * _WINDOW], sound[-4 * _WINDOW :])
    first, last = (float(np.median(edge)) for edge in edges)
    offset = (first + last) / 2
    # Only where both ends are flat: speech that begins or ends at once has no level to take out.
    moved = max(abs(first - last), *(float(edge.std()) for edge in edges))
    if abs(offset) >= max(_OFFSET, moved):
        sound -= np.float32(offset)


def _cut(sound: Samples, start: int, end: int) -> Speech:
    before, behind = sound[max(0, start - LEAD_SAMPLES) : start], sound[end : end + TAIL_SAMPLES]
    # The edges fade, so that a recording's noise does not set in with a click.
    lead = np.zeros(LEAD_SAMPLES, dtype=np.float32)
    lead[LEAD_SAMPLES - len(before) :] = before * np.linspace(0, 1, len(before), dtype=np.float32)
    tail = np.zeros(TAIL_SAMPLES, dtype=np.float32)
    tail[: len(behind)] = behind * np.linspace(1, 0, len(behind), dtype=np.float32)
    return Speech(lead=lead, body=sound[start:end], tail=tail)
