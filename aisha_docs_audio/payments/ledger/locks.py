"""Locks by name, across threads and processes, that a killed holder leaves open."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

import filelock

from aisha_docs_audio.storage.atomic import make_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DIGITS = 3
_POLL_SECONDS = 0.02


class Locks:
    """Locks for names of hexadecimal digits; names with the same first three share one.

    So there are never more than 4,096 lock files, which are never unlinked: a waiter would hold a
    lock on a name that is gone. A thread must hold one at a time, and then nothing can deadlock.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._threads: dict[str, threading.Lock] = {}

    @contextlib.contextmanager
    def hold(self, name: str, *, timeout_seconds: float) -> Iterator[None]:
        """Hold the lock of a name. Raises TimeoutError, or OSError when there can be no lock."""
        stem = name[:_DIGITS]
        until = time.monotonic() + timeout_seconds
        # First among this process's threads, which wait for each other without polling.
        among_threads = self._threads.setdefault(stem, threading.Lock())
        if not among_threads.acquire(timeout=timeout_seconds):
            raise TimeoutError(f"another thread holds the lock {stem}")
        try:
            make_directory(self._directory)
            # A lock of the operating system falls with its process. `preserve_lock_file` also
            # refuses filelock's fallback to a file that merely exists, which would outlive a kill.
            lock = filelock.FileLock(
                self._directory / f"{stem}.lock", preserve_lock_file=True, thread_local=False
            )
            with lock.acquire(
                timeout=max(0.0, until - time.monotonic()), poll_interval=_POLL_SECONDS
            ):
                yield
        finally:
            among_threads.release()
