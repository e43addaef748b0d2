"""Measure tracks: whether cues stand where speech begins, and what joining and finding them takes.

Speeds are reckoned in processor time where a figure says so: then they hold on a busy machine too.

Run: python bench/audio_tracks.py
"""

from __future__ import annotations

import io
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np
import soundfile
from sounding.material import BITRATE, RATE, all_sounds, line_of, say, say_head

from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.frames import (
    FRAME_SECONDS,
    LEAD_SAMPLES,
    frame_bytes,
)
from aisha_docs_audio.sound.join import join_clips
from aisha_docs_audio.sound.track_cache import TrackCache
from aisha_docs_audio.sound.track_plan import TrackPlan
from aisha_docs_audio.storage.checksummed import file_digest


def bench_cues() -> None:
    """Look in the decoded file for where each block is first heard, as a listener would."""
    clips = [make_clip(sound, bitrate=BITRATE).frames for sound in all_sounds()]
    lines = [line_of(n, str(n % len(clips)), pause_seconds=1.0) for n in range(240)]
    named = {line.clip_keys[0]: clips[n % len(clips)] for n, line in enumerate(lines)}
    track = bytearray()
    joined = join_clips(
        lines,
        load_clip=named.__getitem__,
        pause_between_seconds=0,
        bitrate=BITRATE,
        write=track.extend,
    )
    sound = soundfile.read(io.BytesIO(track), dtype="float32")[0]
    for decibels in (-50, -40, -30):
        late = []
        for span in joined.cues:
            at = round(span.start_seconds * RATE)
            block = sound[at : round(span.end_seconds * RATE)]
            loud = np.abs(block) > np.abs(block).max() * 10 ** (decibels / 20)
            late.append(float(np.argmax(loud)) / RATE * 1000)
        say(
            f"speech after its cue, heard at {decibels} dB",
            f"{min(late):.0f} to {max(late):.0f} ms",
            f"allowed 60; {len(late)} blocks in {joined.duration_seconds / 60:.1f} min",
        )
    exact = abs(len(sound) / RATE - joined.duration_seconds) * 1000
    say("track length against the decoder's", f"{exact:.3f} ms off", f"a frame is {FRAME_SECONDS}")


def bench_join(directory: Path) -> None:
    made = [make_clip(sound, bitrate=BITRATE).frames for sound in all_sounds()]
    lines = tuple(line_of(n, str(n % len(made))) for n in range(12_000))
    clips = {line.clip_keys[0]: made[n % len(made)] for n, line in enumerate(lines)}
    plan = TrackPlan(lines=lines, bitrate=BITRATE, pause_between_seconds=0.25)
    cache = TrackCache(directory)
    start = time.process_time()
    narration = cache.make(plan, clips.__getitem__)
    took = time.process_time() - start
    tracemalloc.start()
    cache.make(plan, clips.__getitem__)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    say(
        f"join a page of {narration.duration_seconds / 3600:.1f} hours",
        f"{took:.2f} s",
        f"at most {most:.0f} MB of memory for {narration.track.stat().st_size / 1e6:.0f} MB",
    )


def bench_cached_pages(directory: Path) -> None:
    pages, blocks = 200, 50
    cache = TrackCache(directory)
    clips = [make_clip(sound, bitrate=BITRATE).frames for sound in all_sounds()]

    def plan(page: int) -> TrackPlan:
        return TrackPlan(
            bitrate=BITRATE,
            pause_between_seconds=0.25,
            lines=tuple(line_of(n, str(n + page)) for n in range(blocks)),
        )

    plans = [plan(page) for page in range(pages)]
    start = time.perf_counter()
    made = [cache.make(one, lambda key: clips[int(key, 16) ** 3 % len(clips)]) for one in plans]
    join_ms = (time.perf_counter() - start) * 1000 / pages
    size = sum(one.track.stat().st_size for one in made) / pages
    start = time.perf_counter()
    found = [cache.find(one) for one in plans]
    find_ms = (time.perf_counter() - start) * 1000 / pages
    assert found == made
    start = time.perf_counter()
    for one in made:
        file_digest(one.track)
    hash_ms = (time.perf_counter() - start) * 1000 / pages
    minutes = size / frame_bytes(BITRATE) * FRAME_SECONDS / 60
    what = f"{minutes:.1f} min, {blocks} blocks"
    say(f"page made from cached clips ({what})", f"{join_ms:.2f} ms")
    say("unchanged page found", f"{find_ms:.2f} ms", f"SHA-256 of its track alone {hash_ms:.2f} ms")


def main() -> None:
    """Print the table."""
    say_head()
    say("margin before the speech", f"{LEAD_SAMPLES / RATE * 1000:.0f} ms")
    bench_cues()
    for bench in (bench_join, bench_cached_pages):
        with tempfile.TemporaryDirectory() as directory:
            bench(Path(directory))


if __name__ == "__main__":
    main()
