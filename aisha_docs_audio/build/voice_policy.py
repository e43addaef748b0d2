"""Who speaks in a build: the voice, and what a live preview does about new text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SpendingStoppedError
from aisha_docs_audio.model import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import Sound, Voice


def _nothing() -> int:
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePolicy:
    """The voice of a build.

    `fallback` speaks what the voice has not spoken yet (`preview: local`); with `cached_only`
    nobody does, and such blocks are left out (`preview: cached`). `refusal` is why nobody may be
    asked for new text at all; what is cached is heard all the same. With `pays` new text is paid
    for: before the first of it `open` is called, in the build's main thread, then `prepare`, and
    `spent_characters` tells what was paid for or may have been.
    """

    voice: Voice
    fallback: Voice | None = None
    cached_only: bool = False
    refusal: str | None = None
    pays: bool = False
    open: Callable[[], object] = _nothing
    prepare: Callable[[], object] = _nothing
    spent_characters: Callable[[], int] = _nothing

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most, in words."""
        return self.voice.waiting

    def stop(self) -> None:
        """Let nobody begin anything more."""
        self.voice.stop()
        if self.fallback is not None:
            self.fallback.stop()

    def say(self, utterance: Utterance) -> Sound:
        """Have the speech's own voice say it. Raises VoiceError."""
        if self.fallback is not None and utterance.engine == "local":
            return self.fallback.say(utterance)
        if self.refusal is not None:
            raise SpendingStoppedError(self.refusal)
        return self.voice.say(utterance)

    def replace(self, line: Line, missing: frozenset[Utterance], settings: Settings) -> Line:
        """Give a line's new utterances to the fallback voice."""
        if self.fallback is None:
            return line
        utterances = tuple(
            self.fallback.utterance(utterance.text, utterance.language, settings)
            if utterance in missing
            else utterance
            for utterance in line.utterances
        )
        return Line(
            number=line.number,
            caption=line.caption,
            pause_seconds=line.pause_seconds,
            utterances=utterances,
        )
