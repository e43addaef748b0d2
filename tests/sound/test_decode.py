"""Whatever the API may send becomes mono samples at 24 kHz, or a plain error."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.errors import AudioError
from aisha_docs_audio.sound import check_sound, make_clip
from aisha_docs_audio.sound.decode import decode_audio
from tests.sound.tones import RATE, file_of, noise, silence, tone

SECOND = tone(1.0, rate=16_000)
DATA_SIZE_AT = 40  # in a plain PCM WAV file of 44 header bytes


def hertz_of(sound) -> float:
    """Find the strongest frequency."""
    spectrum = np.abs(np.fft.rfft(sound))
    return float(np.argmax(spectrum)) * RATE / len(sound)


def with_data_size(wav: bytes, size: int) -> bytes:
    """Change what a WAV file's header says of the length of its sound."""
    return wav[:DATA_SIZE_AT] + size.to_bytes(4, "little") + wav[DATA_SIZE_AT + 4 :]


@pytest.mark.parametrize(
    ("container", "encoding"),
    [
        ("WAV", "PCM_16"),
        ("WAV", "PCM_U8"),
        ("WAV", "PCM_24"),
        ("WAV", "PCM_32"),
        ("WAV", "FLOAT"),
        ("WAV", "DOUBLE"),
        ("WAV", "ULAW"),
        ("WAV", "ALAW"),
        ("WAV", "IMA_ADPCM"),
        ("WAV", "GSM610"),
        ("WAVEX", "PCM_16"),
        ("RF64", "PCM_16"),
        ("AIFF", "PCM_16"),
        ("FLAC", "PCM_16"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
        ("MP3", "MPEG_LAYER_III"),
    ],
)
def test_every_kind_of_file_gives_the_sound_that_is_in_it(container, encoding):
    """Length, pitch and level survive, whatever the container and the encoding."""
    sound = decode_audio(file_of(SECOND, rate=16_000, container=container, encoding=encoding))

    assert sound.dtype == np.float32
    assert len(sound) / RATE == pytest.approx(1.0, abs=0.03)  # ADPCM and GSM pad to a block
    assert hertz_of(sound) == pytest.approx(440, abs=2)
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_every_rate_becomes_24_kilohertz_exactly_as_long(rate):
    """A second is a second, and a note keeps its pitch."""
    sound = decode_audio(file_of(tone(1.0, rate=rate), rate=rate))

    assert len(sound) == RATE
    assert hertz_of(sound) == pytest.approx(440, abs=1)


def test_channels_are_averaged():
    """A voice that stands left is heard at half its level."""
    stereo = np.stack([SECOND, np.zeros_like(SECOND)], axis=1)

    sound = decode_audio(file_of(stereo, rate=16_000))

    assert sound.ndim == 1
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(0.25 / np.sqrt(2), rel=0.01)


@pytest.mark.parametrize("difference", [1.0, 0.9, 0.8])
def test_opposed_channels_are_not_cancelled(difference):
    """A channel that is upside down leaves no silence behind: the loudest is heard alone."""
    stereo = np.stack([-difference * SECOND, SECOND], axis=1)

    sound = decode_audio(file_of(stereo, rate=16_000))

    assert np.sqrt(np.mean(sound**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.01)
    assert check_sound(file_of(stereo, rate=16_000))


@pytest.mark.parametrize("size", [0, 0x7FFFF024, 0x7FFFFFFF, 0xFFFFFFFF])
@pytest.mark.parametrize("whole", [0, 0xFFFFFFFF])
def test_a_streamed_wav_file_is_read_to_its_end(size, whole):
    """A writer into a pipe leaves a placeholder for the length; the sound behind it is whole."""
    wav = file_of(SECOND, rate=16_000)
    streamed = with_data_size(wav, size)
    streamed = streamed[:4] + whole.to_bytes(4, "little") + streamed[8:]

    assert np.array_equal(decode_audio(streamed), decode_audio(wav))


def test_chunks_before_and_after_the_sound_are_no_sound():
    """Odd-sized metadata in front and a list behind change nothing."""
    wav = file_of(SECOND, rate=16_000)
    odd, behind = b"note\x03\0\0\0abc\0", b"LIST\x04\0\0\0INFO"
    longer = wav[:36] + odd + wav[36:] + behind
    longer = b"RIFF" + (len(longer) - 8).to_bytes(4, "little") + longer[8:]

    assert np.array_equal(decode_audio(longer), decode_audio(wav))


@given(kept=st.integers(0, 44 + 2 * 160 - 1))
def test_a_wav_file_cut_off_anywhere_is_an_error(kept):
    """Not one sample may be missing, though libsndfile would read what is there."""
    wav = file_of(SECOND[:160], rate=16_000)
    assert len(wav) == 44 + 2 * 160

    with pytest.raises(AudioError):
        decode_audio(wav[:kept])


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_flac_file_cut_off_is_an_error(kept):
    """FLAC says how long it is; shorter is not whole."""
    flac = file_of(noise(1.0, level=0.1), container="FLAC")

    with pytest.raises(AudioError):
        decode_audio(flac[: int(len(flac) * kept)])


@pytest.mark.parametrize(
    "page",
    [b"", b"<!DOCTYPE html><title>404</title>", b'{"detail": "expired"}', b"RIFF", b"\0" * 5000],
)
def test_what_is_no_sound_is_an_error_that_shows_its_beginning(page):
    """An error page in place of sound is recognized, and the message lets one see what it was."""
    with pytest.raises(AudioError, match=re.escape(repr(page[:24]))):
        decode_audio(page)


@pytest.mark.parametrize("container", ["WAV", "FLAC", "AIFF"])
def test_a_file_without_a_sample_is_an_error(container):
    """An empty sound is not the sound of a text."""
    with pytest.raises(AudioError):
        decode_audio(file_of(silence(0), container=container))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_samples_that_are_no_numbers_are_an_error(bad):
    """They would spoil the resampling of everything around them."""
    sound = tone(0.1)
    sound[100] = bad

    with pytest.raises(AudioError, match="finite"):
        decode_audio(file_of(sound, encoding="FLOAT"))


def test_a_signalling_nan_prints_no_warning():
    """A damaged floating-point file holds them; a sum over one would warn in the user's build."""
    wav = bytearray(file_of(tone(0.1), encoding="FLOAT"))
    wav[-4:] = (0x7F800001).to_bytes(4, "little")

    with pytest.raises(AudioError, match="finite"):
        decode_audio(bytes(wav))


@pytest.mark.parametrize("level", [1.5, 32768.0, 3e38])
def test_samples_beyond_full_scale_are_scaled_not_cut(level):
    """Also where floating-point samples were written on the scale of integers."""
    loud = tone(1.0, level=level)

    sound = decode_audio(file_of(np.stack([loud, loud], axis=1), encoding="FLOAT"))

    assert np.allclose(sound, tone(1.0, level=1.0), atol=1e-4)


@pytest.mark.parametrize("rate", [1, 3_999, 384_001])
def test_a_rate_that_is_not_speech_is_an_error(rate):
    """A header of 1 Hz would swell each sample to a second."""
    wav = file_of(SECOND, rate=16_000)

    with pytest.raises(AudioError, match="sample rate"):
        decode_audio(wav[:24] + rate.to_bytes(4, "little") + wav[28:])


def test_a_header_that_claims_hours_is_an_error_before_memory_is_taken():
    """FLAC's header has 36 bits for the number of samples; the claim is checked first."""
    flac = bytearray(file_of(SECOND, rate=16_000, container="FLAC"))
    flac[21] |= 0x0F  # the high bits of STREAMINFO's total samples (RFC 9639, section 8.2)

    with pytest.raises(AudioError, match="too long"):
        decode_audio(bytes(flac))


def a_frame_of_mp3() -> bytes:
    """Give the 144 bytes of one frame of MPEG-2 Layer III at 24 kHz and 48 kbit/s."""
    return b"\xff\xf3\x64\xc4" + bytes(140)


@pytest.mark.parametrize(
    "bytes_of_no_sound",
    [
        b"ID3\x04\0\0\0\0\0\0<!doctype html><title>Sign in</title>",
        b"OggS\0\x02" + bytes(21) + b"\x01\x1e\x01vorbis" + bytes(22),
        b'OggS{"detail": "expired"}',
        a_frame_of_mp3(),
        a_frame_of_mp3() * 2,
        file_of(silence(0)),
        file_of(tone(0.04)),
        file_of(SECOND, rate=16_000)[:20] + b"\x2a\x2a" + file_of(SECOND, rate=16_000)[22:],
        file_of(SECOND, rate=16_000, container="OGG", encoding="VORBIS")[:400],
        file_of(np.full(RATE, np.nan, dtype=np.float32), encoding="FLOAT"),
    ],
    # By number: an Ogg stream gets another serial number each time it is written.
    ids=range(10),
)
def test_what_would_be_kept_for_nothing_is_no_sound(bytes_of_no_sound):
    """Pages behind the head of a sound file, heads alone, a frame or two, unknown encodings."""
    with pytest.raises(AudioError):
        check_sound(bytes_of_no_sound)


@pytest.mark.parametrize("level", [0.0, 0.5, -1.0])
def test_a_constant_is_silence_and_so_is_its_clip(level):
    """An offset without a wave cannot be heard, whatever its level."""
    constant = file_of(np.full(RATE, level, dtype=np.float32))

    assert not check_sound(constant)
    assert make_clip(constant, bitrate=48).silent


def test_noise_below_hearing_is_silence_and_quiet_speech_is_not():
    """The line lies at -80 dB of full scale."""
    assert not check_sound(file_of(noise(1.0, level=1e-5), encoding="FLOAT"))
    assert check_sound(file_of(tone(1.0, level=1e-3)))


def test_the_cause_stays_with_the_error():
    """Who debugs finds what libsndfile said."""
    with pytest.raises(AudioError) as caught:
        decode_audio(b"<html>")

    assert isinstance(caught.value.__cause__, soundfile.LibsndfileError)


SEEDS = [
    file_of(SECOND[:400], rate=16_000, container=container, encoding=encoding)
    for container, encoding in [
        ("WAV", "PCM_16"),
        ("WAV", "FLOAT"),
        ("WAV", "IMA_ADPCM"),
        ("WAVEX", "ULAW"),
        ("RF64", "PCM_16"),
        ("W64", "PCM_16"),
        ("AIFF", "PCM_16"),
        ("CAF", "ALAC_16"),
        ("AU", "G721_32"),
        ("FLAC", "PCM_16"),
        ("OGG", "VORBIS"),
    ]
]


@given(
    seed=st.sampled_from(SEEDS),
    changes=st.dictionaries(st.integers(0, 200), st.integers(0, 255), max_size=6),
)
def test_a_damaged_file_is_sound_or_an_audio_error_and_nothing_else(seed, changes):
    """No other exception, nothing printed from inside C, no samples beyond full scale."""
    damaged = bytearray(seed)
    for place, byte in changes.items():
        damaged[place % len(damaged)] = byte

    try:
        sound = decode_audio(bytes(damaged))
    except AudioError:
        return
    assert len(sound)
    assert np.isfinite(sound).all()


@given(st.binary(max_size=200))
def test_wild_bytes_are_an_audio_error(wild):
    """Also behind the beginnings of real formats."""
    for start in (b"", b"RIFF\x24\0\0\0WAVE", b"fLaC", b"OggS", b"ID3\x04"):
        try:
            decode_audio(start + wild)
        except AudioError:
            continue
        soundfile.read(io.BytesIO(start + wild))  # then it truly is a sound file
