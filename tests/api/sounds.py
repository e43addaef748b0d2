"""Small WAV files."""

from __future__ import annotations

import io
import struct
import wave


def wav(frames: int = 240, *, channels: int = 1, width: int = 2, after: bytes = b"") -> bytes:
    """Write a WAV file; `after` are chunks that follow the sound."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(24_000)
        file.writeframes(b"\1" * frames * channels * width)
    data = bytearray(written.getvalue() + after)
    data[4:8] = struct.pack("<I", len(data) - 8)
    return bytes(data)
