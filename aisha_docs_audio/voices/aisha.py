"""The AIsha voice: the API's speech, at most one payment for each, and kept once it is paid for.

What pays is opened when the first text needs it: what is cached opens nothing.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError, UnreadableError
from aisha_docs_audio.settings.addresses import api_root, api_url_of, engine_of
from aisha_docs_audio.settings.aisha import MAX_CHARACTERS_WITH_KEY
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.cache_place import LEDGER, PAID
from aisha_docs_audio.voice import Sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.obtain import Obtainer
    from aisha_docs_audio.payments.shared_store.opening import SharedStore
    from aisha_docs_audio.payments.store import Store
    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import VoiceSetup
    from aisha_docs_audio.voices.fresh_sounds import FreshSounds

NO_KEY_SILENT = (
    "AISHA_API_KEY is not set, and this text is not in the cache. Set the key, or the option voice "
    "to 'auto' or 'local'."
)


def open_aisha(setup: VoiceSetup) -> AishaVoice:
    """Open the voice for a build. Raises SettingsError for a wrong key or URL."""
    key = ApiKey.from_environment(setup.environ)
    api_url = api_url_of(setup.settings, setup.environ)

    shared: SharedStore | None = None
    if setup.settings.shared_store is not None:
        from aisha_docs_audio.payments.shared_store.opening import (  # noqa: PLC0415 - as below
            open_shared_store,
        )

        shared = open_shared_store(setup.settings, setup.environ, report=setup.warn)

    def open_store() -> Store:
        from aisha_docs_audio.payments import opening  # noqa: PLC0415 - what is cached needs none

        return opening.open_store(setup.cache_directory, report=setup.warn)

    @contextmanager
    def open_obtainer(store: Store) -> Iterator[Obtainer]:
        from aisha_docs_audio.payments.obtain import Obtainer  # noqa: PLC0415 - as above
        from aisha_docs_audio.payments.opening import open_context  # noqa: PLC0415 - as above

        with open_context(
            setup.settings,
            setup.cache_directory,
            api_url,
            key,
            store=store,
            report=setup.warn,
            shared=shared,
        ) as context:
            yield Obtainer(context, webhook_url=setup.settings.webhook_url)

    return AishaVoice(
        engine=engine_of(api_root(api_url, has_key=key is not None).origin),
        store_directory=setup.cache_directory / PAID,
        open_store=open_store,
        open_obtainer=open_obtainer,
        blocked_reason=NO_KEY_SILENT if key is None else None,
        shared=shared,
    )


class AishaVoice:
    """Keeps the contracts of `Voice`, `Interruptible`, `Closable` and the build's `PayingVoice`.

    Opening makes files, also where nothing is paid for: a live preview would take them for an edit
    and build again, for ever. So the store is opened with the first sound that is in it, and all
    else with the first that is not; opening and closing belong to one thread.
    """

    name = "aisha"

    # With a key or without: another limit would cut other segments, with other keys.
    max_utterance_characters = MAX_CHARACTERS_WITH_KEY

    def __init__(  # noqa: PLR0913 - one argument for each thing it works with
        self,
        *,
        engine: str,
        store_directory: Path,
        open_store: Callable[[], AbstractContextManager[Store]],
        open_obtainer: Callable[[Store], AbstractContextManager[Obtainer]],
        blocked_reason: str | None = None,
        shared: SharedStore | None = None,
    ) -> None:
        self._shared, self._unkept = shared, dict[str, bytes]()
        self.blocked_reason = blocked_reason
        self._engine = engine
        self._store_directory = store_directory
        self._open_store = open_store
        self._open_obtainer = open_obtainer
        self._stack = ExitStack()
        self._store: Store | None = None
        self._obtainer: Obtainer | None = None
        self._fresh: FreshSounds | None = None

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:
        """Return what would be asked for `text`; no disk, no network."""
        from aisha_docs_audio.voices.parameters import utterance_for  # noqa: PLC0415 - as in open

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
        """Return the sound if it is here. Raises CacheError when it cannot be read."""
        from aisha_docs_audio.payments.store.disk import files_of  # noqa: PLC0415 - as in open

        key = utterance.key
        audio = None if self._fresh is None else self._fresh.take(key)
        if audio is None and (self._store is not None or files_of(self._store_directory, key)):
            audio = self._opened_store().get(key)
        if audio is None:
            audio = self._unkept.get(key)
        return None if audio is None else Sound(audio=audio, origin="store")

    def bring(self, keys: Iterable[str], *, fetch: bool = True) -> frozenset[str]:
        """Return which keys others have shared; `fetch` those, and share what this one could not.

        Raises CacheError when what is here cannot be read.
        """
        if self._shared is None:
            return frozenset()
        from aisha_docs_audio.payments.store.disk import files_of  # noqa: PLC0415 - as in open

        if fetch and self.blocked_reason is None:
            self._shared.share_left_over(self._store_directory.parent / LEDGER, self._opened_store)
        wanted = [key for key in keys if not files_of(self._store_directory, key)]
        sounds = self._shared.sounds
        return sounds.fetch_all(wanted, self._keep) if fetch else sounds.there(wanted)

    def _keep(self, key: str, sealed: bytes) -> None:
        """Keep what another machine has shared; a cache that cannot be written still plays."""
        from aisha_docs_audio.payments.shared_store.sounds import unpacked  # noqa: PLC0415 - as above

        try:
            self._opened_store().put_sealed(key, sealed)
        except CacheError:
            with suppress(UnreadableError):  # told when its text is wanted
                self._unkept[key] = unpacked(key, sealed)

    def synthesize(self, utterance: Utterance) -> Sound:
        """Return the sound as `Obtainer.obtain` does, with the same errors."""
        sound = self.open().obtain(utterance)
        if self._fresh is not None and self._opened_store().contains(utterance.key):
            self._fresh.put(utterance.key, sound.audio)
        return sound

    def open(self) -> Obtainer:
        """Open what pays, once. Raises CacheError."""
        if self._obtainer is None:
            from aisha_docs_audio.voices.fresh_sounds import FreshSounds  # noqa: PLC0415 - as above

            self._fresh = FreshSounds()
            self._obtainer = self._stack.enter_context(self._open_obtainer(self._opened_store()))
        return self._obtainer

    def paid_before(self, utterances: Iterable[Utterance]) -> str | None:
        """Return what to tell of text that is paid for again, where no cache has it.

        Asks the account's history for free. Raises CacheError.
        """

        def is_empty() -> bool:
            places = self._store_directory.with_name(LEDGER) / "records", self._store_directory
            return not any(any(place.glob("??/*")) for place in places)

        if not is_empty() or (self._shared is not None and self._shared.is_in_use()):
            return None
        from aisha_docs_audio.payments.paid_before import paid_before_line  # noqa: PLC0415

        return paid_before_line(self.open().history, utterances, is_empty)

    def prepare(self) -> object:
        """Finish what earlier builds left. Never pays, and raises nothing."""
        return self.open().recover_left_over()

    @property
    def spent_characters(self) -> int:
        """What this build was charged, and what it may have been charged."""
        return 0 if self._obtainer is None else self._obtainer.spent_characters

    @property
    def unsure_count(self) -> int:
        """Of how many requests of this build it is not known whether they were charged."""
        return 0 if self._obtainer is None else self._obtainer.unsure_count

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most, in words; None while work goes on."""
        return None if self._obtainer is None else self._obtainer.waiting

    def stop(self) -> None:
        """Send nothing more."""
        if self._obtainer is not None:
            self._obtainer.stop()

    def close(self) -> None:
        """Close what was opened."""
        self._stack.close()

    def _opened_store(self) -> Store:
        if self._store is None:
            self._store = self._stack.enter_context(self._open_store())
        return self._store
