"""The AIsha voice, opened when the first text needs it: what is cached opens nothing that pays."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from aisha_docs_audio.api.request_fields import MAX_CHARACTERS_WITH_KEY, utterance_for
from aisha_docs_audio.payments.store.disk import files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from typing_extensions import Self

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import Sound
    from aisha_docs_audio.voices.aisha import AishaVoice


class OnDemandVoice:
    """Keeps the contract of `Voice`, and opens the voice behind it with `opened` when it must.

    Opening makes files, also where nothing is paid for: a live preview would take them for an edit
    and build again, for ever. Is itself a context manager, which closes what was opened; opening
    and closing belong to one thread.
    """

    max_characters = MAX_CHARACTERS_WITH_KEY

    def __init__(
        self, *, engine: str, store: Path, opened: Callable[[], AbstractContextManager[AishaVoice]]
    ) -> None:
        self._engine = engine
        self._store = store
        self._opened = opened
        self._stack = ExitStack()
        self._voice: AishaVoice | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def open(self) -> AishaVoice:
        """Return the voice behind this one. Raises CacheError."""
        if self._voice is None:
            self._voice = self._stack.enter_context(self._opened())
        return self._voice

    @property
    def spent_characters(self) -> int:
        """What this build was charged, and what it may have been charged."""
        return 0 if self._voice is None else self._voice.spent_characters

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:
        """Return what would be asked for `text`; no disk, no network."""
        return utterance_for(
            text,
            language,
            model=settings.model,
            mood=settings.mood,
            speed=settings.speed,
            voice_id=settings.voice_id,
            engine=self._engine,
        )

    def lookup(self, utterance: Utterance) -> Sound | None:
        """Return the sound if it is in the store. Raises CacheError when it cannot be read."""
        if not files_of(self._store, utterance.key):
            return None
        return self.open().lookup(utterance)

    def say(self, utterance: Utterance) -> Sound:
        """Return the sound as `AishaVoice.say` does, with the same errors."""
        return self.open().say(utterance)

    def await_settling(self) -> bool:
        """Wait as `AishaVoice.await_settling` does."""
        return self._voice is not None and self._voice.await_settling()

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most, in words."""
        return None if self._voice is None else self._voice.waiting

    def stop(self) -> None:
        """Send nothing more."""
        if self._voice is not None:
            self._voice.stop()
