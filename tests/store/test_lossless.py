"""WAV is packed as FLAC only where it comes back byte for byte; all else stays as it came."""

from __future__ import annotations

import contextlib
import io
import os
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.errors import DamagedError, NewerFormError
from aisha_docs_audio.payments.store.envelope import check_whole, seal, unseal
from aisha_docs_audio.payments.store.lossless import pack_wav, unpack_wav

KEY = "a" * 64
SUBFORMAT = bytes.fromhex("0000001000800000aa00389b71")


def fmt_chunk(
    tag: int, channels: int, rate: int, bits: int, *, extra: bytes = b"", width: int | None = None
) -> bytes:
    """Return a fmt chunk; `width` lies about the bytes of a frame."""
    align = channels * bits // 8 if width is None else width
    body = struct.pack("<HHIIHH", tag, channels, rate, rate * align % 2**32, align % 2**16, bits)
    return b"fmt " + struct.pack("<I", len(body + extra)) + body + extra


def wav(*chunks: bytes, data: bytes, claimed: int | None = None, behind: bytes = b"") -> bytes:
    """Return a RIFF file whose data chunk claims what it is told to."""
    size = len(data) if claimed is None else claimed
    body = b"WAVE" + b"".join(chunks) + b"data" + struct.pack("<I", size) + data + behind
    return b"RIFF" + struct.pack("<I", len(body) % 2**32) + body


def speech(samples: int, channels: int = 1, bits: int = 16) -> bytes:
    """Return a hum that is worth packing."""
    at = np.arange(samples * channels) / 24_000
    wave = np.sin(at * 900) * 0.3 * 2 ** (bits - 1)
    if bits == 24:
        raw: bytes = wave.astype("<i4").view("u1").reshape(-1, 4)[:, :3].tobytes()
        return raw
    return {8: wave.astype("u1"), 16: wave.astype("<i2"), 32: wave.astype("<i4")}[bits].tobytes()


CHUNKS = st.builds(
    lambda name, body: name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2),
    st.sampled_from([b"LIST", b"fact", b"bext", b"JUNK", b"id3 ", b"fmt ", b"data"]),
    st.binary(max_size=40),
)
FORMATS = st.builds(
    fmt_chunk,
    st.sampled_from([0, 1, 1, 1, 2, 3, 6, 7, 0xFFFE]),
    st.sampled_from([0, 1, 2, 3, 8, 9, 255]),
    st.sampled_from([0, 1, 8_000, 24_000, 44_100, 192_000, 655_350, 700_000, 2**32 - 1]),
    st.sampled_from([0, 8, 12, 16, 20, 24, 32, 64]),
    extra=st.sampled_from([b"", b"\0\0", struct.pack("<HHI", 22, 16, 4) + b"\1\0" + SUBFORMAT]),
    width=st.sampled_from([None, None, None, 0, 1, 2, 3, 4]),
)
FILES = st.builds(
    wav,
    st.one_of(FORMATS, st.just(fmt_chunk(1, 1, 24_000, 16))),
    st.lists(CHUNKS, max_size=2).map(b"".join),
    data=st.one_of(
        st.binary(max_size=300),
        st.builds(
            speech, st.integers(0, 4000), st.sampled_from([1, 2, 3]), st.sampled_from([8, 16, 24])
        ),
    ),
    claimed=st.sampled_from([None, None, 0, 1, 7, 2**31 - 1, 0x7FFF0000, 2**32 - 1]),
    behind=st.binary(max_size=30),
)


@settings(max_examples=300)
@given(FILES, st.integers(0, 40))
def test_whatever_a_wav_file_is_it_comes_back_byte_for_byte(file: bytes, cut: int) -> None:
    """Odd chunks, sizes, formats, channels and rates, cut off or not: stored, it is what it was."""
    for sound in (file, file[: len(file) - cut]):
        sealed = seal(KEY, sound)
        check_whole(KEY, sealed)
        assert unseal(KEY, sealed) == sound


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_come_back(sound: bytes) -> None:
    """Also what is no sound: what it is worth is for others to say."""
    assert unseal(KEY, seal(KEY, sound)) == sound


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("channels", [1, 2, 5])
@pytest.mark.parametrize("claimed", [None, 0, 2**32 - 1, 0x7FFFF000])
def test_pcm_is_packed_whatever_its_size_claims(
    bits: int, channels: int, claimed: int | None
) -> None:
    """The two depths that FLAC holds; a header that was written into a pipe is no hindrance."""
    file = wav(
        fmt_chunk(1, channels, 24_000, bits),
        b"LIST\4\0\0\0INFO",
        data=speech(9_000, channels, bits),
        claimed=claimed,
    )
    packed = pack_wav(file)
    assert packed is not None
    assert len(packed.flac) < 0.8 * len(file)
    assert unpack_wav(packed) == file


def test_what_stands_behind_the_samples_comes_back() -> None:
    """A chunk behind them, and half a sample of a file that was cut off."""
    data = speech(9_000)
    for file in (
        wav(fmt_chunk(1, 1, 24_000, 16), data=data, behind=b"LIST\4\0\0\0INFO"),
        wav(fmt_chunk(1, 1, 24_000, 16), data=data + b"\7", claimed=99_999),
    ):
        packed = pack_wav(file)
        assert packed is not None
        assert unpack_wav(packed) == file


@pytest.mark.parametrize(
    ("tag", "bits"), [(3, 32), (1, 8), (1, 32), (6, 8), (7, 8), (2, 16), (0x55, 16)]
)
def test_what_flac_does_not_hold_stays_as_it_came(tag: int, bits: int) -> None:
    """Floating point, 8 and 32 bits, A-law, µ-law, ADPCM, MP3 in a WAV file."""
    file = wav(fmt_chunk(tag, 1, 24_000, bits), data=os.urandom(4_000) + bytes(40_000))
    assert pack_wav(file) is None
    assert seal(KEY, file).endswith(file)


def test_what_would_be_larger_stays_as_it_came() -> None:
    """Noise."""
    file = wav(fmt_chunk(1, 1, 24_000, 16), data=os.urandom(20_000))
    assert pack_wav(file) is None


def test_other_formats_stay_as_they_came() -> None:
    """A FLAC file of the voice's own among them."""
    flac = io.BytesIO()
    soundfile.write(flac, np.zeros(9_000), 24_000, format="FLAC")
    assert seal(KEY, flac.getvalue()).endswith(flac.getvalue())


def test_a_packed_sound_is_half_its_size_and_form_2() -> None:
    """The head says so: a version that knows form 1 alone leaves it, and pays nothing for it."""
    sound = tone("Salom, dunyo. " * 9)
    sealed = seal(KEY, sound)
    assert sealed.startswith(b"aisha-docs-audio sound 2 ")
    assert len(sealed) < 0.6 * len(sound)


def test_form_1_is_read() -> None:
    """Sounds as the first builds stored them."""
    noise = wav(fmt_chunk(1, 1, 24_000, 16), data=os.urandom(2_000))
    sealed = seal(KEY, noise)
    assert sealed.startswith(b"aisha-docs-audio sound 1 ")
    assert unseal(KEY, sealed) == noise


@settings(max_examples=200)
@given(st.data())
def test_a_flipped_bit_never_gives_another_sound(data: st.DataObject) -> None:
    """It is damage, or a later version's, or the sound all the same; never another one."""
    sound = wav(fmt_chunk(1, 1, 24_000, 16), b"LIST\4\0\0\0INFO", data=speech(2_000))
    sealed = bytearray(seal(KEY, sound))
    in_head = st.integers(0, sealed.index(b"\n"))
    at = data.draw(st.one_of(in_head, st.integers(0, len(sealed) - 1)))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with contextlib.suppress(DamagedError, NewerFormError):
        assert unseal(KEY, bytes(sealed)) == sound
