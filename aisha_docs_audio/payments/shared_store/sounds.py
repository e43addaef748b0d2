"""The sounds in a shared store, by key; every one is checked by its hash before it is used."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from aisha_docs_audio.errors import DamagedError, NewerFormError, UnreadableError
from aisha_docs_audio.payments.shared_store.failures import SharedStoreError
from aisha_docs_audio.payments.store.envelope import check_whole, unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aisha_docs_audio.payments.shared_store.health import StoreHealth
    from aisha_docs_audio.storage.backend import VersionedBackend

S = TypeVar("S")
T = TypeVar("T")

AT_ONCE = 16
"""Requests to the store at once: a fresh machine fetches hundreds of sounds of 100 kB."""

SHELF = "sound/"


def unpacked(key: str, sealed: bytes) -> bytes:
    """Return the sound that was sealed. Raises UnreadableError where this machine has no FLAC."""
    try:
        return unseal(key, sealed)
    except OSError as error:
        what = f"The sound {key[:12]}… of the shared store"
        raise UnreadableError(what, error.strerror or error) from error


class SharedSounds:
    """Sealed sounds of one build; shared by its threads.

    What was not there is not asked for again in this build, unless `expect` says otherwise.
    """

    def __init__(
        self, backend: VersionedBackend, health: StoreHealth, *, report: Callable[[str], None]
    ) -> None:
        self._backend = backend
        self._health = health
        self._report = report
        self._missed: set[str] = set()
        # Versions that are not what was put there, by key: they are replaced, not kept.
        self._damaged: dict[str, str] = {}

    def fetch(self, key: str) -> bytes | None:
        """Return the sealed sound; None where there is none to be had.

        Raises NewerFormError for what a later version put there: it must not be paid for.
        """
        if key in self._missed or self._health.away is not None:
            return None
        try:
            stored = self._health.ask(lambda: self._backend.read(SHELF + key))
        except (PermissionError, SharedStoreError):
            # Without the right to list, S3 says 403 of what is not there.
            stored = None
        if stored is None:
            self._missed.add(key)
            return None
        try:
            check_whole(key, stored.data)
        except NewerFormError:
            raise
        except DamagedError as error:
            self._missed.add(key)
            self._damaged[key] = stored.version
            self._report(
                f"The sound {key[:12]}… in the shared store is damaged: {error}. It is not used, "
                "and replaced when the sound is fetched anew."
            )
            return None
        return stored.data

    def expect(self, key: str) -> None:
        """Ask for the sound again: another machine says that it is there now."""
        self._missed.discard(key)

    def publish(self, key: str, sealed: bytes) -> bool:
        """Put a sealed sound there, unless a whole one is; return whether this put it there.

        Raises PermissionError, SharedStoreError.
        """
        version = self._damaged.pop(key, None)
        self._missed.discard(key)
        put = self._health.ask(lambda: self._backend.replace(SHELF + key, sealed, version))
        return put is not None

    def fetch_sound(self, key: str) -> bytes | None:
        """Return the sound itself, as `fetch` does."""
        sealed = self.fetch(key)
        return None if sealed is None else unpacked(key, sealed)

    def fetch_all(
        self, keys: Iterable[str], keep: Callable[[str, bytes], object]
    ) -> frozenset[str]:
        """Fetch many at once and give each that is there to `keep`, in this thread.

        Returns their keys. What a later version put there is told when its text is wanted.
        """

        def one(key: str) -> tuple[str, bytes | None]:
            try:
                return key, self.fetch(key)
            except NewerFormError:
                return key, None

        fetched = set()
        for key, sealed in self.over(keys, one):
            if sealed is not None:
                keep(key, sealed)
                fetched.add(key)
        return frozenset(fetched)

    def there(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those that are there; none is fetched."""

        def one(key: str) -> tuple[str, bool]:
            try:
                return key, self._health.ask(lambda: self._backend.put_at(SHELF + key)) is not None
            except (PermissionError, SharedStoreError):
                return key, False

        return frozenset(key for key, is_there in self.over(keys, one) if is_there)

    def over(self, keys: Iterable[str], one: Callable[[str], T]) -> Iterator[T]:
        """Go through what `one` gives of each key, many at once, few of them in memory.

        The first one alone: a store that is away is waited for once.
        """
        wanted = iter(dict.fromkeys(keys))
        for key in wanted:
            yield one(key)
            break
        yield from many_at_once(wanted, one)


def many_at_once(items: Iterable[S], one: Callable[[S], T]) -> Iterator[T]:
    """Go through what `one` gives of each item, in order, many at once, few of them in memory."""
    under_way: deque[Future[T]] = deque()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="aisha-audio-store") as pool:
        for item in items:
            under_way.append(pool.submit(one, item))
            if len(under_way) >= 2 * AT_ONCE:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
