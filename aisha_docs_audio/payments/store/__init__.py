"""The store: paid sound on disk, one file a key, never evicted, every value checked when read."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError, DamagedError, NewerFormError, UnreadableError
from aisha_docs_audio.payments.store import envelope
from aisha_docs_audio.payments.store.disk import KEY, SoundDisk, all_files, files_of, read_file
from aisha_docs_audio.payments.store.index import Index
from aisha_docs_audio.storage.atomic import make_directory, move_aside
from aisha_docs_audio.storage.backend import FolderBackend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from typing_extensions import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of the store. `used_at` is when it was last read, to the day (since 1970)."""

    key: str
    path: Path
    size_bytes: int
    used_at: float


class Store:
    """Sound by key. Open it with `Store.open`, close it or use it as a context manager.

    Safe across threads, across processes, and in a process forked after it was opened. On a
    directory that cannot be written it still gives what it holds.
    """

    def __init__(self, directory: Path, index: Index, *, report: Callable[[str], None]) -> None:
        self._directory = directory
        self._index = index
        self._report = report
        self._disk = SoundDisk(str(directory))

    @classmethod
    def open(cls, directory: Path, *, report: Callable[[str], None]) -> Store:
        """Open the store in `directory`, making it where it is missing.

        `report` is given one sentence or two about everything that was found damaged; it may be
        called from any thread. Raises CacheError when there is no such directory to be had.
        """
        directory = Path(directory).absolute()
        try:
            make_directory(directory)
            index = Index(directory, report=report)
        except OSError as error:
            raise _unusable("opened", directory, error) from error
        return cls(directory, index, report=report)

    @property
    def directory(self) -> Path:
        """Where the store is."""
        return self._directory

    def get(self, key: str) -> bytes | None:
        """Return the sound, exactly as it was put; None where there is none.

        A value that is not what was put is reported, set aside, and then there is none. Raises
        UnreadableError when a value is there but cannot be read, NewerFormError when a later
        version wrote it: both concern this key alone, and it must not be paid for again.
        """
        sealed = self.sealed(key)
        if sealed is None:
            return None
        try:
            return envelope.unseal(key, sealed)
        except OSError as error:
            where = self._directory / key[:2] / key
            raise UnreadableError(where, error.strerror or error) from error

    def sealed(self, key: str) -> bytes | None:
        """Return what holds the sound, whole, to be carried elsewhere. Raises as `get` does."""
        _checked(key)
        damaged = False
        in_the_way: CacheError | None = None
        # By the names of the files: they are the truth, and the index need not be asked for what
        # is there.
        for path in files_of(self._directory, key):
            try:
                sealed = read_file(path)
                envelope.check_whole(key, sealed)
            except FileNotFoundError:
                continue
            except OSError as error:
                in_the_way = UnreadableError(path, error.strerror or error)
            except NewerFormError as error:
                in_the_way = error
            except DamagedError as error:
                damaged = True
                self._set_aside(key, path, error)
            else:
                return sealed
        if in_the_way is not None:
            raise in_the_way
        self._note_loss(key, damaged=damaged)
        return None

    def contains(self, key: str) -> bool:
        """Return whether there is a value, without checking it. Raises UnreadableError."""
        return bool(files_of(self._directory, _checked(key)))

    def put(self, key: str, sound: bytes) -> None:
        """Keep the sound; when this returns, it is on disk and survives a power cut.

        Raises CacheError when it cannot be written. A key that is there already stays as it is.
        """
        if not self._is_whole(key):
            self._write(key, envelope.seal(key, sound))

    def put_sealed(self, key: str, sealed: bytes) -> None:
        """Keep a sound that another store gave with `sealed`. Raises as `put` and `get` do."""
        envelope.check_whole(key, sealed)
        if not self._is_whole(key):
            self._write(key, sealed)

    def adopt(self, entry: Entry) -> None:
        """Let the index name a file of the store."""
        self._index.point(entry.key, entry.path)

    def entries(self, unreadable: Callable[[str], None] | None = None) -> Iterator[Entry]:
        """Go through the files of the store, by key; rarely a key has two.

        `unreadable` is given a sentence about each folder that cannot be listed; without it they
        are reported. Raises CacheError when the store's own folder cannot be.
        """

        def skipped(path: Path, error: OSError) -> None:
            (unreadable or self._report)(f"{path}: it cannot be read: {error.strerror or error}")

        try:
            for key, path in all_files(self._directory, skipped):
                with contextlib.suppress(FileNotFoundError):
                    about = path.lstat()
                    yield Entry(
                        key=key, path=path, size_bytes=about.st_size, used_at=about.st_mtime
                    )
        except OSError as error:
            raise _unusable("read", self._directory, error) from error

    def problem(self, entry: Entry) -> str | None:
        """Return what is wrong with a file of the store, if anything; changes nothing.

        Raises NewerFormError: nothing is wrong with what a later version wrote.
        """
        try:
            envelope.check_whole(entry.key, read_file(entry.path, mark=False))
        except DamagedError as error:
            return str(error)
        except OSError as error:
            return f"it cannot be read: {error.strerror or error}"
        return None

    def check_form(self, entry: Entry) -> None:
        """Raise NewerFormError when a later version wrote the file; whether it is whole is open."""
        with contextlib.suppress(OSError):
            envelope.check_form(read_file(entry.path, mark=False, most_bytes=envelope.HEAD_LENGTH))

    def indexed(self, key: str) -> bool:
        """Return whether the index knows of the key; without it a key is found all the same."""
        return self._index.knows(key)

    def delete(self, entry: Entry) -> None:
        """Delete a file of the store. Raises UnreadableError for one that cannot be."""
        try:
            name = entry.path.relative_to(self._directory).as_posix()
            FolderBackend(self._directory).delete(name)
        except OSError as error:
            raise UnreadableError(entry.path, error.strerror or error) from error
        if not self.contains(entry.key):
            self._index.forget(entry.key)

    def close(self) -> None:
        """Close the index; to be called in the thread that opened the store."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _is_whole(self, key: str) -> bool:
        return self.contains(key) and self.sealed(key) is not None

    def _write(self, key: str, sealed: bytes) -> None:
        try:
            path = self._disk.write(key, sealed)
            self._index.point(key, path)
        except OSError as error:
            raise _unusable("written", self._directory, error) from error

    def _note_loss(self, key: str, *, damaged: bool) -> None:
        """Report a sound that the index knows and that has no file any more."""
        # A row is written after its file: of what was written meanwhile there is a file now.
        if not self._index.knows(key) or files_of(self._directory, key):
            return
        self._index.forget(key)
        if not damaged:
            self._report(
                f"The stored sound {key[:12]}… is no longer in the cache in {self._directory}, "
                "though it was: somebody deleted its file."
            )

    def _set_aside(self, key: str, path: Path, error: DamagedError) -> None:
        aside = self._directory / "set-aside"
        try:
            with_state = move_aside(path, aside)
        except OSError as cause:
            reason = f"it is damaged ({error}), and cannot be set aside: {cause.strerror or cause}"
            raise UnreadableError(path, reason) from cause
        if with_state is not None:
            self._report(
                f"The stored sound {key[:12]}… was damaged: {error}. Set aside: {with_state}"
            )


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("a key is 64 hexadecimal digits")
    return key


def _unusable(done: str, directory: Path, error: OSError) -> CacheError:
    return CacheError(
        f"The cache in {directory} cannot be {done}: {error.strerror or error}. Free some space "
        "or set the option cache_dir to a directory that can be written, then build again: what "
        "was paid for is kept or on record."
    )
