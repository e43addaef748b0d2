"""Who speaks in a build: the voice, and what a live preview does about new text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from aisha_docs_audio.errors import CacheError, SpendingStoppedError
from aisha_docs_audio.model import Line
from aisha_docs_audio.voice import Interruptible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import Origin, Sound, Voice


MEANWHILE = (
    "nothing of this site is in the cache yet, so the local voice (eSpeak NG) speaks in this "
    "preview. A preview does not pay."
)


@runtime_checkable
class PayingVoice(Protocol):
    """What a voice has besides where its sound costs something."""

    blocked_reason: str | None
    """Why nobody may be asked for new text at all; what is cached is heard all the same."""

    @property
    def spent_characters(self) -> int:
        """What this build paid for, and what it may have paid for."""
        ...

    @property
    def unsure_count(self) -> int:
        """Of how many requests of this build it is not known whether they were paid for."""
        ...

    def open(self) -> object:
        """Open what pays, before the first new text, in the build's main thread."""
        ...

    def paid_before(self, utterances: Iterable[Utterance]) -> str | None:
        """Return what to tell of new text that was paid for earlier, on another machine."""
        ...

    def prepare(self) -> object:
        """Finish what earlier builds left, before the first new text; raises nothing."""
        ...


@runtime_checkable
class SharingVoice(Protocol):
    """What a voice has besides whose sound may lie on other machines."""

    def bring(self, keys: Iterable[str], *, fetch: bool = True) -> frozenset[str]:
        """Fetch what others have shared, many at once, or only look; return what there was."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePolicy:
    """The voice of a build.

    `fallback` speaks what the voice has not spoken yet (`preview: local`); with `cached_only`
    nobody does, and such blocks are left out (`preview: cached`); where the cache has nothing of
    the site at all, `meanwhile` speaks. `blocked_reason` is why nobody may be asked for new text
    at all; what is cached is heard all the same. `paying` is the voice where new text is paid for.
    `known` says that the voice's words for a text follow from this program's sources and from what
    it asks for, so that they need not be asked for again.
    """

    voice: Voice
    fallback: Voice | None = None
    cached_only: bool = False
    meanwhile: Voice | None = None
    blocked_reason: str | None = None
    paying: PayingVoice | None = None
    known: bool = False

    def bring(self, keys: Iterable[str], *, fetch: bool) -> frozenset[str]:
        """Have the voice fetch what other machines have shared; return the keys that it found.

        Without `fetch` it only looks. Raises CacheError.
        """
        if isinstance(self.voice, SharingVoice):
            return self.voice.bring(keys, fetch=fetch)
        return frozenset()

    @property
    def pays(self) -> bool:
        """Whether new text is paid for."""
        return self.paying is not None

    def open(self) -> None:
        """Open what pays, in the build's main thread. Raises CacheError."""
        if self.paying is not None:
            self.paying.open()

    def prepare(self) -> None:
        """Finish what earlier builds left."""
        if self.paying is not None:
            self.paying.prepare()

    def spent_characters(self) -> int:
        """Return what was paid for, or may have been."""
        return 0 if self.paying is None else self.paying.spent_characters

    def with_meanwhile(self) -> VoicePolicy:
        """Return the policy under which the free voice speaks all of a preview."""
        return replace(self, fallback=self.meanwhile, cached_only=False)

    def unsure_count(self) -> int:
        """Return of how many requests it is not known whether they were paid for."""
        return 0 if self.paying is None else self.paying.unsure_count

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most, in words."""
        return self.voice.waiting if isinstance(self.voice, Interruptible) else None

    def stop(self) -> None:
        """Let nobody begin anything more."""
        for voice in (self.voice, self.fallback):
            if isinstance(voice, Interruptible):
                voice.stop()

    def synthesize(self, utterance: Utterance) -> Sound:
        """Have the utterance's own voice speak it. Raises VoiceError."""
        if self.fallback is not None and utterance.engine == self.fallback.name:
            return self.fallback.synthesize(utterance)
        if self.blocked_reason is not None:
            raise SpendingStoppedError(self.blocked_reason)
        return self.voice.synthesize(utterance)

    def speak(self, utterance: Utterance) -> tuple[Origin, float, bytes | Callable[[], bytes]]:
        """Have it spoken; return where the sound is from, its gain, and the sound or a way to it.

        What AIsha spoke is in the store: it is read there when its clip's turn comes, so that of
        64 threads that wait for theirs none holds a sound.
        """
        sound = self.synthesize(utterance)
        if self.pays and utterance.engine.partition("@")[0] == "aisha":
            return sound.origin, sound.gain_decibels, lambda: self._stored(utterance)
        return sound.origin, sound.gain_decibels, sound.audio

    def _stored(self, utterance: Utterance) -> bytes:
        sound = self.voice.lookup(utterance)
        if sound is None:
            raise CacheError(
                "The sound is paid for and on record, but the cache could not keep it. Build again "
                "when it can be written: nothing is paid for twice."
            )
        return sound.audio

    def replace(self, line: Line, missing: frozenset[str], settings: Settings) -> Line:
        """Return a line whose new utterances, those with a missing key, are the fallback's."""
        if self.fallback is None:
            return line
        utterances = tuple(
            self.fallback.utterance(utterance.text, utterance.language, settings)
            if utterance.key in missing
            else utterance
            for utterance in line.utterances
        )
        return Line(
            number=line.number,
            caption=line.caption,
            pause_seconds=line.pause_seconds,
            utterances=utterances,
        )
