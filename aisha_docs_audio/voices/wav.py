"""A WAV file around the samples that a local voice gives."""

from __future__ import annotations

import struct


def wav_file(pcm: bytes, sample_rate: int) -> bytes:
    """Return a RIFF file of 16-bit mono PCM.

    Source: Multimedia Programming Interface and Data Specifications 1.0.
    """
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, sample_rate, sample_rate * 2, 2, 16)
    data = struct.pack("<4sI", b"data", len(pcm)) + pcm
    return struct.pack("<4sI4s", b"RIFF", 4 + len(fmt) + len(data), b"WAVE") + fmt + data
