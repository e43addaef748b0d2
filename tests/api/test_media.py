"""Whether bytes are a whole sound."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.api.media_check import fault
from tests.api.sounds import wav


@pytest.mark.parametrize(
    "data",
    [
        wav(),
        wav(1),
        wav(241, width=1),
        wav(after=b"LIST\4\0\0\0abcd"),
        b"ID3\4" + b"\0" * 20,
        b"\xff\xf3\x44\xc4" + b"\0" * 20,
        b"fLaC" + b"\0" * 20,
        b"OggS" + b"\0" * 20,
    ],
)
def test_sound_of_the_usual_kinds_is_taken(data):
    """The document promises WAV; a CDN may send others that we can decode."""
    assert fault(data) is None


@pytest.mark.parametrize("length", [0, 0x7FFFF000, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_streamed_wav_has_no_length_to_go_by(length):
    """Writers into a pipe cannot come back to fill the length in."""
    data = bytearray(wav())
    data[4:8] = struct.pack("<I", length)
    data[40:44] = struct.pack("<I", length)
    assert fault(bytes(data)) is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"<!doctype html><title>Sorry</title>", "HTML"),
        (b"\xef\xbb\xbf\r\n <?xml version='1.0'?>", "HTML"),
        (b'{"detail": "no"}', "JSON"),
        (b"[]", "JSON"),
        (b"hello", "not sound of a known format"),
        (b"\xff\xff\xff\xff\xff", "not sound of a known format"),
        (b"RIFF\4\0\0\0AVI ", "not sound of a known format"),
        (wav(0), "holds no sound"),
        (wav()[:36] + b"LIST\0\0\0\0", "cut off"),
        (b"RIFF\x0c\0\0\0WAVEfmt \0\0\0\0", "without sound"),
    ],
)
def test_what_is_no_sound_is_named(data, problem):
    """The message says what came instead."""
    assert problem in fault(data)


@given(st.integers(1, 300), st.sampled_from([1, 2]), st.sampled_from([1, 2, 3]), st.data())
def test_no_truncated_wav_passes(frames, channels, width, data):
    """Wherever it is cut off, down to its last sample; decoders take most of these for whole."""
    whole = wav(frames, channels=channels, width=width)
    samples_end = len(whole) - (frames * channels * width) % 2
    cut = data.draw(st.integers(0, samples_end - 1))
    assert fault(whole[:cut]) is not None


@given(st.one_of(st.binary(), st.binary().map(lambda tail: b"RIFF" + tail[:4] + b"WAVE" + tail)))
def test_any_bytes_get_a_verdict(data):
    """Hostile chunk lengths included."""
    assert fault(data) is None or isinstance(fault(data), str)
