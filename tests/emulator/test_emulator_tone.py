"""The tone voice: the same text always sounds the same, and no two texts sound alike."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from aisha_docs_audio.emulator.tone import BEEP_SECONDS, TEXT_DIGITS, digits, heard, tone
from tests.emulator.api import frames_of


def samples_of(audio: bytes) -> tuple[list[float], int]:
    """Decode a file."""
    samples, rate = soundfile.read(io.BytesIO(audio), dtype="float32")
    return list(samples), rate


@settings(max_examples=50)
@given(text=st.text(max_size=60))
def test_the_digits_of_any_text_can_be_read_back(text: str) -> None:
    """Every beep's pitch is heard as the digit it stands for."""
    assert heard(*samples_of(tone(text))) == digits(text)


def test_the_same_request_always_gives_the_same_bytes() -> None:
    """PCM 16-bit mono 24 kHz, and defaults that are the document's."""
    sound = tone("Salom")
    assert sound == tone("Salom", speed=0) == tone("Salom", model="Gulnoza", mood="Neutral")
    assert len(frames_of(sound)) == 10 * round(24_000 * BEEP_SECONDS) * 2


def test_a_longer_text_sounds_longer() -> None:
    """One beep more for every ten characters."""
    assert len(digits("a" * 99)) == 10 + 9
    assert len(digits("a" * 1000)) == 10 + 100


@pytest.mark.parametrize(
    "other",
    [
        {"language": "en"},
        {"mood": "Sad"},
        {"speed": 1.5},
        {"voice_id": 12},
        {"model": None},
    ],
)
def test_other_parameters_sound_different_under_the_same_text(other: dict[str, object]) -> None:
    """The first digits are the text's alone, the next two the parameters'."""
    plain, changed = digits("Salom"), digits("Salom", **other)
    assert plain != changed
    assert plain[:TEXT_DIGITS] == changed[:TEXT_DIGITS]
    assert tone("Salom", **other) != tone("Salom")


@pytest.mark.parametrize("bitrate", [32, 48])
def test_the_digits_survive_an_mp3_encoder(bitrate: int) -> None:
    """Also at another sample rate and with the stretch taken 8 ms too early or too late."""
    text = "Assalomu alaykum, bu AIsha TTS sinovi."
    samples, rate = soundfile.read(io.BytesIO(tone(text)), dtype="float32")
    resampled = soxr.resample(samples, rate, 22_050)
    mp3 = io.BytesIO()
    padded = np.concatenate([np.zeros(22_050, "float32"), resampled, np.zeros(22_050, "float32")])
    soundfile.write(
        mp3,
        padded,
        22_050,
        format="MP3",
        compression_level=1 - bitrate / 160,
        bitrate_mode="CONSTANT",
    )
    mp3.seek(0)
    decoded, decoded_rate = soundfile.read(mp3, dtype="float32")
    loud = int(np.argmax(np.abs(decoded) > 0.1))
    for shift_seconds in (-0.008, 0, 0.008):
        start = loud + round(shift_seconds * decoded_rate)
        assert heard(decoded[start:], decoded_rate) == digits(text)


def test_silence_has_no_digits() -> None:
    """Nor has nothing at all."""
    assert heard([0.0] * 24_000, 24_000) == ""
    assert heard([], 24_000) == ""
