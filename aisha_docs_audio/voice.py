"""What turns a segment into sound: the contract every voice keeps, and how one is opened.

A voice is found by its entry point in the group ``aisha_docs_audio.voices``. The entry point's name
is what the option `voice` calls it; its value is a function that takes a `VoiceSetup` and returns a
`Voice`. See docs/voices.md, "A voice of your own".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings


Origin = Literal["store", "recovered", "generated"]
"""On disk already; made for an earlier build and fetched now; spoken now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The sound of one segment, as a whole audio file (WAV or whatever libsndfile reads).

    `paid_characters` is what this call was charged.
    `gain_decibels` brings the voice to -19 LUFS: one figure a voice and language, never one a text.
    """

    audio: bytes
    origin: Origin = "generated"
    paid_characters: int = 0
    gain_decibels: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSetup:
    """What a voice may need to be opened: one for each build.

    `cache_directory` need not be there yet; `warn` takes a sentence that the user should know.
    """

    settings: Settings
    cache_directory: Path
    environ: Mapping[str, str]
    warn: Callable[[str], None]


class Voice(Protocol):
    """Speaks segments. Every method may be called from several threads at once."""

    name: str
    """What the option `voice` calls it. `Utterance.engine` begins with it, so that no sound is
    ever taken for another voice's: it is this name, or goes on with "/" or "@"."""

    max_utterance_characters: int
    """The longest text of one utterance, in Unicode code points."""

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:
        """Return what would be asked for `text`; no network, and it does not raise.

        All that changes the sound is in it: the same utterance always has the same sound.
        """
        ...

    def lookup(self, utterance: Utterance) -> Sound | None:
        """Return the sound if it is on this machine's disk; asks nobody. None is always right."""
        ...

    def synthesize(self, utterance: Utterance) -> Sound:
        """Return the sound.

        Raises VoiceError when there is none to be had in this build, with the way out; an
        UnsettledError with `retry_at` is asked for again then.
        """
        ...


@runtime_checkable
class Interruptible(Protocol):
    """What a voice may have besides, where it waits for long."""

    @property
    def waiting(self) -> str | None:
        """What the voice waits for now, and how long at most, in words; None while it works."""
        ...

    def stop(self) -> None:
        """Begin nothing more: what is under way ends by itself, what waits fails with VoiceError.

        Returns at once. For a build that is interrupted.
        """
        ...


@runtime_checkable
class Closable(Protocol):
    """What a voice may have besides, where it holds what must be given back."""

    def close(self) -> None:
        """Return back what was opened; called in the thread that opened the voice."""
        ...
