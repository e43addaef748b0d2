"""Media Overlays: which of a page's sound is heard with which element (EPUB 3.3, "SMIL")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.model import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayClip:
    """A stretch of a page's sound and the id of the element that is marked meanwhile."""

    anchor: str
    start_ms: int
    end_ms: int


def clips_of(
    cues: Sequence[Cue], blocks: Mapping[int, str], *, first: str, duration_seconds: float
) -> tuple[OverlayClip, ...]:
    """Return the clips of a page's sound: one behind the other, from its beginning to its end.

    Each cue has the pause behind it: readers jump from a clip's end to the next one's start, and
    the pauses would not be heard. `blocks` are ids by the numbers of cues; a cue whose block the
    chapter does not have is heard with the one before. `first` is the id of what is marked where
    there is no other.
    """
    end_ms = round(duration_seconds * 1000)
    starts: list[tuple[str, int]] = []
    for cue in cues:
        start_ms = round(cue.start_seconds * 1000)
        anchor = blocks.get(cue.number)
        if anchor is None or start_ms >= end_ms:
            continue
        if starts and starts[-1][1] >= start_ms:
            continue
        starts.append((anchor, start_ms if starts else 0))
    if not starts:
        starts = [(first, 0)]
    ends = [start for _, start in starts[1:]] + [end_ms]
    return tuple(
        OverlayClip(anchor=anchor, start_ms=start, end_ms=end)
        for (anchor, start), end in zip(starts, ends, strict=True)
    )


def clock_value(milliseconds: int) -> str:
    """Return a time in SMIL's full clock form: "1:01:05.250"."""
    seconds, ms = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def smil_of(clips: Sequence[OverlayClip], *, chapter: str, audio: str) -> str:
    """Return an overlay's document; `chapter` and `audio` are addresses as it sees them."""
    text, sound = quoteattr(chapter), quoteattr(audio)
    begin = f'{text[:-1]}#{clips[0].anchor}"'
    pars = "".join(
        f'<par id="clip-{number}"><text src={text[:-1]}#{clip.anchor}"/>'
        f'<audio src={sound} clipBegin="{clock_value(clip.start_ms)}" '
        f'clipEnd="{clock_value(clip.end_ms)}"/></par>\n'
        for number, clip in enumerate(clips, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'version="3.0">\n<body>\n<seq id="page" epub:textref={begin}>\n{pars}</seq>\n'
        "</body>\n</smil>\n"
    )
