"""The arithmetic of MPEG-2 Layer III at 24 kHz, the one format of every clip and track.

One rate for all makes clips of different voices join. At 24 kHz a frame is 24 ms (576 samples) and
a whole number of bytes at every bit rate, so that no frame ever carries a padding byte: places in
a file are multiplications. Source: ISO/IEC 11172-3 clause 2.4 and ISO/IEC 13818-3 clause 2.4.
"""

from __future__ import annotations

from aisha_docs_audio.errors import AudioError

SAMPLE_RATE = 24_000
FRAME_SAMPLES = 576
FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE

CODEC_DELAY_SAMPLES = 576 + 529
"""From the first sample of an encoder's frames, decoded, to the first sample that was put in:
LAME's delay and the decoder's. Measured with libsndfile, mpg123 and ffmpeg."""

EXTRA_FRAMES = 2
"""What LAME needs beyond the frames of its input for that delay."""

_INDEXED = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""kbit/s by the index in a frame's header (ISO/IEC 13818-3, table of bitrate_index, Layer III)."""

BITRATES = _INDEXED[1:]

LEAD_SAMPLES = SAMPLE_RATE * 20 // 1000
"""What every clip has before its speech: room for an onset too quiet to be found and for a seek
that lands late, and little enough that the cue is still within 60 ms of what one hears."""

TAIL_SAMPLES = SAMPLE_RATE * 60 // 1000
"""What every clip has behind its speech: longer, because voices die away slowly."""


def frame_bytes(bitrate: int) -> int:
    """Bytes of one frame at `bitrate` kbit/s."""
    return FRAME_SAMPLES // 8 * bitrate * 1000 // SAMPLE_RATE


def header(bitrate: int) -> bytes:
    """Return each frame's first four bytes: MPEG-2, Layer III, no CRC, 24 kHz, mono, original."""
    return bytes([0xFF, 0xF3, _INDEXED.index(bitrate) << 4 | 0b01 << 2, 0xC4])


def silent_frame(bitrate: int) -> bytes:
    """24 ms of digital silence that needs nothing of the frames around it.

    All side information 0: no bits borrowed from an earlier frame, no coefficients.
    """
    return header(bitrate).ljust(frame_bytes(bitrate), b"\0")


def count_frames(frames: bytes, bitrate: int) -> int:
    """Count the frames in `frames`."""
    return len(frames) // frame_bytes(bitrate)


def check_frames(frames: bytes, bitrate: int) -> None:
    """Make sure that `frames` is at least one whole frame of this format, and nothing else.

    Raises AudioError.
    """
    size, start = frame_bytes(bitrate), header(bitrate)
    if not frames or len(frames) % size:
        raise AudioError(f"{len(frames)} bytes are not whole MP3 frames of {bitrate} kbit/s.")
    for place, byte in enumerate(start):
        if frames[place::size].strip(bytes([byte])):
            raise AudioError(f"not MP3 frames of {bitrate} kbit/s at {SAMPLE_RATE} Hz mono.")
