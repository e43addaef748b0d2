"""WebVTT files of cues, written and read (W3C, "WebVTT: The Web Video Text Tracks Format")."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from aisha_docs_audio.model import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

# Line ends would end the cue; NUL is no text. Other white space (no-break spaces) is kept.
_WHITE_SPACE = re.compile(r"[\t\n\f\r \0]+")
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})"
_CUE = re.compile(
    rf"(?:([^\n]*)\n)?[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*(?:\n|$)(.*)", re.DOTALL
)
_TAG = re.compile(r"<[^>]*>?")
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


def read_webvtt(text: str) -> tuple[Cue, ...]:
    """Return the cues of a WebVTT file, in order of their starts; the text of each is plain.

    A cue's number is its id, or else its place among the cues. What is not valid is left out, as in
    browsers; raises ValueError for a file that is no WebVTT at all.
    """
    lines = re.sub(r"\r\n?", "\n", text.removeprefix("\N{BYTE ORDER MARK}"))
    head, *blocks = re.split(r"\n{2,}", lines)
    if re.match(r"WEBVTT(?:[ \t\n]|$)", head) is None:
        raise ValueError("its first line is not WEBVTT")
    found = [match for block in blocks if (match := _CUE.match(block.lstrip("\n")))]
    cues = [
        Cue(
            number=int(match[1]) if re.fullmatch(r"[0-9]{1,9}", match[1] or "") else place,
            start_seconds=_seconds(*match.groups()[1:4]),
            end_seconds=_seconds(*match.groups()[4:7]),
            text=_plain(match[8]),
        )
        for place, match in enumerate(found, start=1)
    ]
    lasting = [cue for cue in cues if cue.start_seconds < cue.end_seconds]
    return tuple(sorted(lasting, key=lambda cue: cue.start_seconds))


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    whole, _, ms = seconds.partition(".")
    milliseconds = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(ms)
    return milliseconds / 1000


def _plain(text: str) -> str:
    return unescape(_WHITE_SPACE.sub(" ", _TAG.sub("", text)).strip(" "))


def _timestamp(milliseconds: int) -> str:
    seconds, ms = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _cue_text(text: str) -> str:
    # Escaping ">" also keeps "-->" out, which would start a cue's times.
    line = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _WHITE_SPACE.sub(" ", text).strip(" "))
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
