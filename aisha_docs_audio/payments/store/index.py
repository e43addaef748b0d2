"""The index of the store: diskcache's database, which says in which file a key's sound is.

The files are the truth and the index only a shortcut to them: it may be locked, lost or damaged
without harm, and is then set aside and made anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING, TypeVar

import diskcache
import filelock

from aisha_docs_audio.payments.store.disk import Existing, SoundDisk
from aisha_docs_audio.storage.atomic import move_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

_DATABASE = "cache.db"
_WAIT_SECONDS = 5.0

_ROWS_AT_ONCE = 100
"""A kill takes no more rows than these, and nobody is told then if one of their files goes."""

_SETTINGS = {
    "eviction_policy": "none",  # paid sound is never evicted
    "cull_limit": 0,
    "size_limit": 1 << 62,
    "statistics": 0,
    "tag_index": 0,
    "disk_min_file_size": 0,
    "sqlite_journal_mode": "wal",
    "sqlite_mmap_size": 0,  # a mapped page of a file cut short kills the process with SIGBUS
    "sqlite_synchronous": 1,  # what a power cut takes from the index is found among the files
}
"""Given at every opening: diskcache keeps settings in the database, and the last opener wins."""

_ENVIRONMENT = ("readonly", "unable to open", "disk i/o", "is full", "locked")
"""What SQLite says when the file system or another process is in the way, not the file."""


class Index:
    """Never raises what diskcache and SQLite raise: every method then answers as if it were empty.

    Safe across threads and processes, and after a fork: each process opens connections of its own.
    """

    def __init__(self, directory: Path, *, report: Callable[[str], None]) -> None:
        self._directory = directory
        self._report = report
        self._opener = threading.get_ident()
        self._mending = threading.Lock()
        self._retired: list[diskcache.Cache] = []
        self._cache: diskcache.Cache | None = None
        # Rows that are still to be written: the files they name are there.
        self._noted: dict[str, Path] = {}
        self._noting = threading.Lock()
        self._began_empty = False
        with self._guarded():
            self._open()
            self._began_empty = self._cache is not None and not len(self._cache)

    def knows(self, key: str) -> bool:
        """Return whether there is a row for the key, whatever became of its file."""
        if key in self._noted:
            return True
        if self._began_empty and not self._is_opener:
            return False  # what was put since has a file
        known = False
        with self._guarded() as cache:
            if cache is not None:
                known = key in cache
        return known

    def point(self, key: str, path: Path) -> None:
        """Let the key's row name a file that is there already; at once, or until this is closed.

        Only the opener has a connection that stays: each other thread would open one for each row.
        """
        with self._noting:
            self._noted[key] = path
            several = len(self._noted) >= _ROWS_AT_ONCE
        if several or self._is_opener:
            self._write_noted()

    def forget(self, key: str) -> None:
        """Take the key's row away; its file stays."""
        with self._noting:
            self._noted.pop(key, None)
        with self._guarded() as cache:
            if cache is not None:
                cache.delete(key)

    def close(self) -> None:
        """Close the connections of the thread that opened this; the others are closed already."""
        self._write_noted()
        for cache in (self._cache, *self._retired):
            if cache is not None:
                _close(cache)

    @property
    def _is_opener(self) -> bool:
        return threading.get_ident() == self._opener

    def _write_noted(self) -> None:
        with self._noting:
            noted, self._noted = self._noted, {}
        if not noted:
            return
        with self._guarded() as cache:
            if cache is not None:
                with cache.transact():
                    for key, path in noted.items():
                        with contextlib.suppress(OSError):  # its file is gone again
                            cache.set(key, Existing(path=path))

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[diskcache.Cache | None]:
        cache = self._cache
        try:
            yield cache
        except OSError:
            raise
        except diskcache.Timeout:
            self._retire()  # somebody keeps the database busy: from now on the files will do
        except Exception as error:  # noqa: BLE001 - a damaged database makes diskcache raise anything
            if _is_environment(error):
                self._retire()
            else:
                self._mend(cache, error)
        finally:
            if cache is not None and not self._is_opener:
                # diskcache keeps a connection per thread and nobody closes it when the thread ends.
                _close(cache)

    def _open(self) -> None:
        # In two steps, to close the connection of one that is only half made.
        cache = diskcache.Cache.__new__(diskcache.Cache)
        try:
            cache.__init__(str(self._directory), timeout=_WAIT_SECONDS, disk=SoundDisk, **_SETTINGS)
            "0" * 64 in cache  # noqa: B015 - asks the table once, so that damage shows now
        except BaseException:
            _close(cache)
            raise
        self._inode = self._inode_now()
        self._cache = cache

    def _inode_now(self) -> int:
        return (self._directory / _DATABASE).stat().st_ino

    def _mend(self, broken: diskcache.Cache | None, error: Exception) -> None:
        """Set the damaged database aside, never delete it, and begin a new one."""
        with self._mending:
            if self._cache is not broken:
                return  # another thread did it
            self._retire()
            lock = filelock.FileLock(
                self._directory / "index.lock", timeout=_WAIT_SECONDS, preserve_lock_file=True
            )
            with contextlib.suppress(OSError), lock:
                if not self._replaced(broken):
                    self._set_aside(error)
                self._reopen()

    def _retire(self) -> None:
        """Go on without an index."""
        if self._cache is not None:
            self._retired.append(self._cache)
            self._cache = None

    def _replaced(self, broken: diskcache.Cache | None) -> bool:
        """Return whether another process has mended the index in the meantime."""
        if broken is None:
            return self._reopen()
        return self._inode_now() != self._inode

    def _set_aside(self, error: Exception) -> None:
        aside = self._directory / "set-aside"
        for ending in ("-wal", "-shm", ""):
            move_aside(self._directory / f"{_DATABASE}{ending}", aside)
        self._report(
            f"The index of the cache in {self._directory} was damaged ({error}). It was set aside "
            f"in {aside} and is made anew from the sound files: no sound is lost by this."
        )

    def _reopen(self) -> bool:
        if self._cache is None:
            try:
                self._open()
            except Exception:  # noqa: BLE001 - as in _guarded; the store works without an index
                return False
        return True


def _close(cache: diskcache.Cache) -> None:
    """Close the connection of this thread, also of a cache that is only half made."""
    with contextlib.suppress(sqlite3.Error, AttributeError):
        cache.close()


def _is_environment(error: Exception) -> bool:
    said = str(error).lower()
    return isinstance(error, sqlite3.OperationalError) and any(
        part in said for part in _ENVIRONMENT
    )
