"""What turns a segment into sound: the contract every voice keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings


Origin = Literal["store", "recovered", "generated"]
"""On disk already; paid for by an earlier build and found in the API's history now; spoken now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The sound of one segment, as a whole audio file (WAV or whatever libsndfile reads).

    `paid_characters` is what this call was charged.
    `gain_decibels` brings the voice to -19 LUFS: one figure a voice and language, never one a text.
    """

    audio: bytes
    origin: Origin
    paid_characters: int = 0
    gain_decibels: float = 0.0


class Voice(Protocol):
    """Speaks segments. Every method may be called from several threads at once."""

    max_characters: int
    """The longest text of one request, in Unicode code points."""

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:
        """Say what would be asked for `text`; no disk, no network."""
        ...

    def lookup(self, utterance: Utterance) -> Sound | None:
        """Give the sound if it is on this machine's disk; never pays, never asks anybody."""
        ...

    def say(self, utterance: Utterance) -> Sound:
        """Give the sound, paying for it if need be.

        Raises VoiceError when there is none to be had in this build.
        """
        ...

    def await_settling(self) -> bool:
        """Wait until it is worth saying again what ended in UnsettledError; then give True.

        False when nothing of that kind is left, or no more is to be hoped for in this build.
        """
        ...

    @property
    def waiting(self) -> str | None:
        """What the voice waits for now, and how long at most, in words; None while it works."""
        ...

    def stop(self) -> None:
        """Begin nothing more: what is under way ends by itself, what waits fails with VoiceError.

        Returns at once. For a build that is interrupted.
        """
        ...
