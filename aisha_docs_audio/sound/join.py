"""Clips and pauses to one MP3, with the exact time of each part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.sound.frames import (
    CODEC_DELAY_SAMPLES,
    EXTRA_FRAMES,
    FRAME_SAMPLES,
    FRAME_SECONDS,
    LEAD_SAMPLES,
    SAMPLE_RATE,
    TAIL_SAMPLES,
    check_frames,
    count_frames,
    silent_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SILENCE_OF_A_SEAM = EXTRA_FRAMES * FRAME_SAMPLES + LEAD_SAMPLES + TAIL_SAMPLES + FRAME_SAMPLES // 2
"""Samples of silence between two clips that stand side by side: the encoder's, the margins of the
two, and half a frame for the filling of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one cue spans: the clips of one block, in order, as MP3 frames.

    `clips` is read once, while joining, so it may load them one by one. `pause_before_seconds` is
    the silence to be heard before it (none before the first part), `pause_between_seconds` that
    between its clips.
    """

    clips: Iterable[bytes]
    pause_before_seconds: float
    pause_between_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipSpan:
    """From where to where in the track a part is heard, in seconds."""

    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The times of a joined track: one span a part, in order, and the length of the whole."""

    spans: tuple[ClipSpan, ...]
    duration_seconds: float


def join_clips(parts: Iterable[Part], *, bitrate: int, write: Callable[[bytes], object]) -> Joined:
    """Write the parts one after the other as one MP3; only one clip at a time is in memory.

    A span begins 20 ms before its speech, ends where its last clip's frames end, and never
    overlaps the next one; the last ends with the track. Pauses come out within a frame (24 ms) of
    what is asked, and never shorter than the 140 ms of a seam.

    Raises AudioError when a clip is not whole frames of this bit rate.
    """
    frames = 0
    spans: list[ClipSpan] = []
    for part in parts:
        pause = part.pause_before_seconds if spans else 0.0
        start = None
        for clip in part.clips:
            check_frames(clip, bitrate)
            silence = _silent_frames(pause)
            write(silent_frame(bitrate) * silence)
            write(clip)
            if start is None:
                start = (frames + silence) * FRAME_SAMPLES + CODEC_DELAY_SAMPLES
            frames += silence + count_frames(clip, bitrate)
            pause = part.pause_between_seconds
        if start is None:
            raise ValueError("a part needs at least one clip")
        span = ClipSpan(start_seconds=start / SAMPLE_RATE, end_seconds=frames * FRAME_SECONDS)
        spans.append(span)
    if not spans:
        raise ValueError("a track needs at least one part")
    return Joined(spans=tuple(spans), duration_seconds=frames * FRAME_SECONDS)


def _silent_frames(pause_seconds: float) -> int:
    return max(0, round((pause_seconds * SAMPLE_RATE - _SILENCE_OF_A_SEAM) / FRAME_SAMPLES))
