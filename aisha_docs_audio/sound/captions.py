"""The WebVTT file of cues (W3C, "WebVTT: The Web Video Text Tracks Format")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.model import Cue

# Line ends would end the cue; NUL is no text. Other white space (no-break spaces) is kept.
_WHITE_SPACE = re.compile(r"[\t\n\f\r \0]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def webvtt(cues: Iterable[Cue]) -> str:
    """Write cues, in order of time, as a WebVTT file; a cue's id is its block's number.

    Times are rounded to the format's milliseconds. Raises ValueError when a cue lasts no
    millisecond, or begins before the one above it ends.
    """
    blocks = ["WEBVTT\n"]
    last_ms = 0
    for cue in cues:
        start_ms, end_ms = round(cue.start_seconds * 1000), round(cue.end_seconds * 1000)
        if not last_ms <= start_ms < end_ms:
            raise ValueError(f"cue {cue.number} is out of order: {start_ms} to {end_ms} ms")
        last_ms = end_ms
        times = f"{_timestamp(start_ms)} --> {_timestamp(end_ms)}"
        blocks.append(f"{cue.number}\n{times}\n{_cue_text(cue.text)}\n")
    return "\n".join(blocks)


def _timestamp(milliseconds: int) -> str:
    seconds, ms = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _cue_text(text: str) -> str:
    # Escaping ">" also keeps "-->" out, which would start a cue's times.
    line = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _WHITE_SPACE.sub(" ", text).strip(" "))
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
