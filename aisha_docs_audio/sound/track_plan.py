"""What a narration is made of, and the names of what is made of it in the cache."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aisha_docs_audio.model import Line

AUDIO_FORMAT = 3
"""Part of every name in this cache. Raise it when trimming, encoding, joining or the captions'
form change what comes out, so that what older versions made is not found any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPlan:
    """All that a narration is made of; `bitrate` in kbit/s.

    `pause_between_seconds` is the silence between the clips of one line.
    """

    lines: Sequence[Line]
    bitrate: int
    pause_between_seconds: float

    @property
    def key(self) -> str:
        """SHA-256 over everything that changes the track or its captions."""
        between = self.pause_between_seconds
        lines = [
            [line.number, line.caption, line.clip_keys, line.pause_seconds, between]
            for line in self.lines
        ]
        return _hash([AUDIO_FORMAT, self.bitrate, lines])


def clip_name(key: str, bitrate: int) -> str:
    """Return the file name of the clip that is made at a bit rate of the sound `key` names."""
    return f"{_hash([AUDIO_FORMAT, bitrate, key])}.clip"


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()
