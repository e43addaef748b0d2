"""Clips and pauses to one MP3, with the exact time of each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.model import Cue
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

    from aisha_docs_audio.model import Line

_SILENCE_OF_A_SEAM = EXTRA_FRAMES * FRAME_SAMPLES + LEAD_SAMPLES + TAIL_SAMPLES + FRAME_SAMPLES // 2
"""Samples of silence between two clips that stand side by side: the encoder's, the margins of the
two, and half a frame for the filling of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The times of a joined track: one cue a line, in order, and the length of the whole."""

    cues: tuple[Cue, ...]
    duration_seconds: float


def join_clips(
    lines: Iterable[Line],
    *,
    load_clip: Callable[[str], bytes],
    pause_between_seconds: float,
    bitrate: int,
    write: Callable[[bytes], object],
) -> Joined:
    """Write the clips of the lines one after the other as one MP3; one at a time is in memory.

    `load_clip` gives MP3 frames by the key of a sound. A line's pause is the silence to be heard
    before it (none before the first), `pause_between_seconds` that between its clips. A cue begins
    20 ms before its speech, ends where its last clip's frames end, and never overlaps the next
    one; the last ends with the track. Pauses come out within a frame (24 ms) of what is asked, and
    never shorter than the 140 ms of a seam.

    Raises AudioError when a clip is not whole frames of this bit rate.
    """
    frames = 0
    cues: list[Cue] = []
    for line in lines:
        pause = line.pause_seconds if cues else 0.0
        start = None
        for key in line.clip_keys:
            clip = load_clip(key)
            check_frames(clip, bitrate)
            silence = _silent_frames(pause)
            write(silent_frame(bitrate) * silence)
            write(clip)
            if start is None:
                start = (frames + silence) * FRAME_SAMPLES + CODEC_DELAY_SAMPLES
            frames += silence + count_frames(clip, bitrate)
            pause = pause_between_seconds
        if start is None:
            raise ValueError("a line needs at least one clip")
        cues.append(
            Cue(
                number=line.number,
                start_seconds=start / SAMPLE_RATE,
                end_seconds=frames * FRAME_SECONDS,
                text=line.caption,
            )
        )
    if not cues:
        raise ValueError("a track needs at least one line")
    return Joined(cues=tuple(cues), duration_seconds=frames * FRAME_SECONDS)


def _silent_frames(pause_seconds: float) -> int:
    return max(0, round((pause_seconds * SAMPLE_RATE - _SILENCE_OF_A_SEAM) / FRAME_SAMPLES))
