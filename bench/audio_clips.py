"""Measure how sounds become clips: the speed of each step, and what the encoder makes of speech.

Speeds are reckoned in processor time where a figure says so: then they hold on a busy machine too.

Run: python bench/audio_clips.py
"""

from __future__ import annotations

import functools
import io
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import lameenc
import numpy as np
import soundfile
from sounding.material import BITRATE, RATE, all_sounds, say, say_head

from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.decode import decode_audio
from aisha_docs_audio.sound.frames import (
    CODEC_DELAY_SAMPLES,
)

if TYPE_CHECKING:
    from aisha_docs_audio.sound.decode import Samples


def bench_clips() -> None:
    sounds = all_sounds() * 4
    seconds = sum(len(decode_audio(sound)) for sound in sounds) / RATE
    encode = functools.partial(make_clip, bitrate=BITRATE)
    works = (("decode and resample 22,050 Hz", decode_audio), ("make_clip, all of it", encode))
    for name, work in works:
        start = time.process_time()
        for sound in sounds:
            work(sound)
        speed = seconds / (time.process_time() - start)
        say(name, f"{speed:.0f} x real time", "processor time")
    for threads in (1, 2):
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(encode, sounds))
        speed = seconds / (time.perf_counter() - start)
        say(f"make_clip, {threads} threads", f"{speed:.0f} x real time", "by the clock")


def bench_quality() -> None:
    sound = np.concatenate([decode_audio(audio) for audio in all_sounds()])
    pcm = (sound * 32767).astype("<i2").tobytes()
    for quality in (0, 2, 5, 7):
        encoder = lameenc.Encoder()
        encoder.set_channels(1)
        encoder.set_in_sample_rate(RATE)
        encoder.set_out_sample_rate(RATE)
        encoder.set_bit_rate(BITRATE)
        encoder.set_quality(quality)
        encoder.silence()
        start = time.process_time()
        frames = bytes(encoder.encode(pcm) + encoder.flush())
        speed = len(sound) / RATE / (time.process_time() - start)
        heard = soundfile.read(io.BytesIO(frames), dtype="float32")[0]
        distance = spectral_distance(sound, heard[CODEC_DELAY_SAMPLES:])
        say(
            f"LAME quality {quality} at {BITRATE} kbit/s",
            f"{speed:.0f} x real time",
            f"{distance:.2f} dB log-spectral distance",
        )


def spectral_distance(sound: Samples, heard: Samples) -> float:
    def spectra(samples: Samples) -> Samples:
        windows = np.lib.stride_tricks.sliding_window_view(samples, 512)[::256]
        return np.abs(np.fft.rfft(windows * np.hanning(512), axis=1))

    count = min(len(sound), len(heard))
    one, other = spectra(sound[:count]), spectra(heard[:count])
    loud = (one**2).mean(axis=1) > 1e-3
    ratio = 20 * np.log10((one[loud] + 0.01) / (other[loud] + 0.01))
    return float(np.sqrt((ratio**2).mean()))


def main() -> None:
    """Print the table."""
    say_head()
    bench_clips()
    bench_quality()


if __name__ == "__main__":
    main()
