"""A sound is cut to its speech, with the same small margins each time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.sound.frames import LEAD_SAMPLES, TAIL_SAMPLES
from aisha_docs_audio.sound.trim import trim_silence
from tests.sound.tones import RATE, noise, silence, tone

WINDOW = RATE * 5 // 1000
MARGINS = LEAD_SAMPLES + TAIL_SAMPLES

lengths = st.floats(0, 0.4)


@given(before=lengths, speech=st.floats(0.01, 0.5), behind=lengths)
def test_whatever_silence_a_voice_leaves_the_margins_are_the_same(before, speech, behind):
    """Speech begins 20 ms in and ends 60 ms before the end, to within the 5 ms looked at."""
    voice = tone(speech)

    cut = trim_silence(np.concatenate([silence(before), voice, silence(behind)])).whole()

    (heard,) = np.nonzero(cut)
    assert heard[0] - LEAD_SAMPLES in range(WINDOW)
    assert len(cut) - heard[-1] - 1 - TAIL_SAMPLES in range(WINDOW)
    assert np.array_equal(cut[heard[0] : heard[-1] + 1], voice)


def test_silence_inside_the_speech_stays():
    """A rest between two sentences of one text is the voice's own."""
    sound = np.concatenate([tone(0.2), silence(1.0), tone(0.2)])

    assert len(trim_silence(sound).whole()) == len(sound) + MARGINS


@pytest.mark.parametrize("decibels", [-30, -39, -45, -49])
def test_a_quiet_beginning_and_end_are_speech(decibels):
    """An f or an h lies far under the vowels, and is not eaten where the sound is clean."""
    quiet = tone(0.1, level=0.5 * 10 ** (decibels / 20))
    sound = np.concatenate([silence(0.3), quiet, tone(0.5), quiet, silence(0.3)])

    assert len(trim_silence(sound).whole()) == pytest.approx(
        round(0.7 * RATE) + MARGINS, abs=WINDOW
    )


@pytest.mark.parametrize("decibels", [-80, -60, -52, -47, -40, -34, -30])
def test_a_voices_own_noise_is_not_speech(decibels):
    """A recorded voice's hiss before the speech would put the cue far before what one hears."""
    speech = tone(0.5)
    clean = np.concatenate([silence(0.4), speech, silence(0.2), speech, silence(0.4)])
    hiss = noise(2.0, level=0.5 / np.sqrt(2) * 10 ** (decibels / 20))

    cut = trim_silence(clean + hiss).whole()

    assert len(cut) == pytest.approx(round(1.2 * RATE) + MARGINS, abs=2 * WINDOW)


@pytest.mark.parametrize("decibels", [-20, -15])
def test_what_is_louder_than_20_decibels_under_the_loudest_is_never_taken_for_noise(decibels):
    """Better a cue that comes early in a bad recording than a word without its beginning."""
    steady = noise(2.0, level=0.5 / np.sqrt(2) * 10 ** (decibels / 20))
    steady[RATE : RATE + 2400] += tone(0.1)

    assert len(trim_silence(steady).whole()) == pytest.approx(len(steady) + MARGINS, abs=2 * WINDOW)


@pytest.mark.parametrize("decibels", [-38, -30])
def test_a_long_f_at_one_end_is_not_taken_for_noise(decibels):
    """Only noise that is the same at both ends raises the threshold so far."""
    consonant = noise(0.15, level=0.5 / np.sqrt(2) * 10 ** (decibels / 20))

    cut = trim_silence(np.concatenate([tone(0.4), consonant])).whole()

    assert len(cut) == pytest.approx(round(0.55 * RATE) + MARGINS, abs=WINDOW)


def clicking(sound, *times, level=0.9, samples=24):
    """Put clicks of a millisecond into a sound."""
    clicked = sound.copy()
    for time in times:
        start = round(time * RATE)
        clicked[start : start + samples] = level
    return clicked


SPOKEN = np.concatenate([silence(0.5), tone(0.6), silence(0.5)])
SPOKEN_LENGTH = round(0.6 * RATE) + MARGINS


@pytest.mark.parametrize(
    "sound",
    [
        clicking(SPOKEN, 0.01),
        clicking(SPOKEN, 0.1, 0.2, 1.5),
        clicking(SPOKEN, 0.2, 1.4, level=0.1, samples=240),
        clicking(SPOKEN, 0.0, 0.3, 1.3) + noise(1.6, level=1e-3),
        SPOKEN + np.float32(0.05),
        SPOKEN - np.float32(0.3),
        SPOKEN + tone(1.6, hertz=20, level=0.1),
        SPOKEN + tone(1.6, hertz=50, level=0.02),
        clicking(SPOKEN, 0.1) + np.float32(0.02) + noise(1.6, level=3e-3),
    ],
    ids=[
        "click at the start",
        "clicks",
        "soft clicks of 10 ms",
        "clicks in noise",
        "offset",
        "offset down",
        "rumble",
        "hum",
        "all of it",
    ],
)
def test_what_is_no_speech_is_cut_away(sound):
    """Clicks, an offset, hum and noise kept 400 to 500 ms of silence before the first word."""
    assert len(trim_silence(sound).whole()) == pytest.approx(SPOKEN_LENGTH, abs=3 * WINDOW)


def test_an_offset_is_taken_out():
    """Between two clips' digital silence it would click."""
    cut = trim_silence(SPOKEN + np.float32(0.1)).whole()

    assert abs(float(cut.mean())) < 1e-3


def test_the_burst_at_a_words_end_is_speech():
    """A t comes after its closure, for less than 20 ms; it is not a click."""
    burst = noise(0.012, level=0.05)
    sound = np.concatenate([silence(0.3), tone(0.3), silence(0.08), burst, silence(0.4)])

    assert len(trim_silence(sound).whole()) == pytest.approx(
        round(0.392 * RATE) + MARGINS, abs=2 * WINDOW
    )


@pytest.mark.parametrize("sound", [silence(1.0), silence(1 / RATE), noise(1.0, level=1e-5)])
def test_silence_throughout_is_none(sound):
    """Also when it is not digital silence but what no one can hear."""
    assert trim_silence(sound) is None


def test_the_edges_of_a_recordings_noise_fade():
    """A hiss that sets in at once is heard as a click."""
    sound = np.concatenate([silence(0.3), tone(0.3), silence(0.3)]) + noise(0.9, level=3e-4)

    cut = trim_silence(sound).whole()

    assert abs(cut[0]) < 1e-6
    assert abs(cut[-1]) < 1e-6


def test_full_scale_speech_is_returned_unchanged():
    """Nothing is normalized: clips of one voice keep the loudness the voice gave them."""
    voice = tone(0.25, level=1.0)

    assert np.array_equal(trim_silence(voice).whole()[LEAD_SAMPLES:-TAIL_SAMPLES], voice)
