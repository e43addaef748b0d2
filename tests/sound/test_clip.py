"""One segment's sound becomes MP3 frames that stand anywhere."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import soxr

from aisha_docs_audio.errors import AudioError
from aisha_docs_audio.settings.parsers import BITRATES
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.frames import (
    FRAME_SAMPLES,
    LEAD_SAMPLES,
    TAIL_SAMPLES,
    check_frames,
    frame_bytes,
    silent_frame,
)
from tests.sound.tones import RATE, audible_seconds, file_of, played, silence, tone

HELLO = file_of(np.concatenate([silence(0.2), tone(1.0), silence(0.2)]))


@pytest.mark.parametrize("bitrate", BITRATES)
def test_every_bitrate_gives_whole_frames_at_that_rate(bitrate):
    """Each second takes the bytes its bit rate says, and it sounds."""
    clip = make_clip(HELLO, bitrate=bitrate)

    check_frames(clip.frames, bitrate)
    seconds = len(clip.frames) // frame_bytes(bitrate) * FRAME_SAMPLES / RATE
    assert len(clip.frames) == pytest.approx(seconds * bitrate * 1000 / 8)
    sound = played(clip.frames)
    assert len(sound) == pytest.approx(seconds * RATE)
    assert np.abs(sound).max() == pytest.approx(0.5, rel=0.1)


@pytest.mark.parametrize("samples", [1, 575, 576, 577, 24_000])
def test_a_clip_is_two_frames_longer_than_its_sound(samples):
    """The rule all times are reckoned by: n samples take ceil(n / 576) + 2 frames."""
    voice = np.resize(np.array([0.5, -0.5], dtype=np.float32), samples)
    held = samples + LEAD_SAMPLES + TAIL_SAMPLES
    # What is looked at in steps of 5 ms keeps up to one step of silence.
    clip = make_clip(file_of(voice), bitrate=48)

    assert len(clip.frames) // frame_bytes(48) == -(-held // FRAME_SAMPLES) + 2


def test_no_frame_leans_on_one_before_it():
    """The first frame borrows no bits: main_data_begin, the first 8 bits after the header, is 0."""
    assert make_clip(HELLO, bitrate=48).frames[4] == 0


def test_there_is_no_xing_header():
    """It would tell of one clip only, and make players guess in a joined track."""
    frames = make_clip(HELLO, bitrate=48).frames

    assert b"Xing" not in frames
    assert b"Info" not in frames


def test_the_same_sound_gives_the_same_bytes():
    """Tracks are named by their content: it must not change from build to build."""
    assert make_clip(HELLO, bitrate=48) == make_clip(HELLO, bitrate=48)


def test_the_speech_begins_and_ends_where_the_rule_says():
    """1105 samples of delay and 20 ms of margin before it, whatever silence the voice left."""
    start, end = audible_seconds(played(make_clip(HELLO, bitrate=48).frames))

    assert start == pytest.approx(1105 / RATE + 0.020, abs=0.005)
    assert end - start == pytest.approx(1.0, abs=0.005)


@pytest.mark.parametrize("decibels", [-6.0, 1.0, 2.5])
def test_a_voices_gain_is_the_same_for_all_its_sounds(decibels):
    """Loud and quiet clips keep their loudness against each other."""
    for level in (0.02, 0.1, 0.3):
        quiet = file_of(np.concatenate([silence(0.2), tone(1.0, level=level), silence(0.2)]))

        as_it_is, raised = (
            np.std(played(make_clip(quiet, bitrate=64, gain_decibels=gain).frames))
            for gain in (0.0, decibels)
        )

        assert 20 * np.log10(raised / as_it_is) == pytest.approx(decibels, abs=0.2)


@pytest.mark.parametrize("bitrate", [32, 48, 128])
@pytest.mark.parametrize("decibels", [0.0, 3.0, 12.0])
def test_the_true_peak_stays_below_one_decibel(bitrate, decibels):
    """Also between the samples (ITU-R BS.1770: four times as many), at full scale and above."""
    times = np.arange(RATE) / RATE
    voice = sum(np.sin(2 * np.pi * 120 * n * times) for n in range(1, 20)) * np.hanning(RATE)
    loud = file_of((voice / np.abs(voice).max()).astype(np.float32))

    sound = played(make_clip(loud, bitrate=bitrate, gain_decibels=decibels).frames)

    peak = np.abs(soxr.resample(sound, RATE, 4 * RATE, quality="VHQ")).max()
    assert 20 * np.log10(peak) <= -1


def test_silence_throughout_is_a_short_clip_that_says_so():
    """A text such as “…” has no sound: that is no fault, but the caller can know."""
    clip = make_clip(file_of(silence(3.0)), bitrate=48)

    assert clip.silent
    assert np.abs(played(clip.frames)).max() < 1e-3
    assert len(played(clip.frames)) < 0.2 * RATE
    assert not make_clip(HELLO, bitrate=48).silent


def test_what_is_no_sound_is_an_audio_error():
    """It passes through as decoding raised it."""
    with pytest.raises(AudioError):
        make_clip(b"<html>", bitrate=48)


def test_a_silent_frame_is_digital_silence_in_a_decoder():
    """It is made by hand, so a decoder has to agree: not one sample but 0."""
    assert not played(silent_frame(48) * 100).any()


@pytest.mark.parametrize(
    "frames",
    [
        b"",
        silent_frame(48)[:-1],
        silent_frame(48) + b"\0",
        silent_frame(56),
        silent_frame(48) + b"\0" * 144 + silent_frame(48),
        b"\0" + silent_frame(48)[:-1],
    ],
)
def test_what_is_not_whole_frames_of_the_bitrate_is_refused(frames):
    """A stray byte would shift every time behind it."""
    with pytest.raises(AudioError):
        check_frames(frames, 48)


def test_the_sound_libraries_are_loaded_for_the_first_clip_only():
    """A build that finds every track in the cache does not wait for them."""
    program = (
        "import sys, aisha_docs_audio.sound, aisha_docs_audio.sound.track_cache, "
        "aisha_docs_audio.voices.espeak.voice; "
        "print({'numpy', 'soundfile', 'soxr', 'lameenc'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    assert done.stdout.split() == [b"set()"]
