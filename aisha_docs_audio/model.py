"""What is asked of a voice for one segment, and the key that names its sound."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["uz", "en", "ru"]
"""A language the AIsha API speaks (API document, "Request fields": language)."""

LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The text of one request as it is sent, and every parameter that changes its sound.

    `engine` names who speaks: "local" for eSpeak NG, "aisha" for the API's production origin,
    "aisha@<origin>" for another origin, "aisha@loopback" for a server on this machine (an
    emulator), so that a stand-in's sound never passes for a paid one.
    `model`, `mood`, `speed` and `voice_id` are None where they are not sent.
    """

    engine: str
    text: str
    language: Language
    model: str | None = None
    mood: str | None = None
    speed: float | None = None
    voice_id: int | None = None

    @property
    def key(self) -> str:
        """SHA-256, 64 hexadecimal digits, over the text as sent and the parameters.

        Never over anything of this program's version: an upgrade must not pay again. The form
        hashed is JSON with sorted keys, UTF-8, no white space.
        """
        fields = {
            "engine": self.engine,
            "language": self.language,
            "model": self.model,
            "mood": self.mood,
            "speed": None if self.speed is None else float(self.speed),
            "text": self.text,
            "voice_id": self.voice_id,
        }
        form = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()
