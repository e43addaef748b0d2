"""Locks by name, across threads and processes, that a killed holder leaves open."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

import filelock

from aisha_docs_audio.storage.atomic import make_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_DIGITS = 3
_POLL_SECONDS = 0.02
_LOOK_SECONDS = 0.25


class Locks:
    """Locks for names of hexadecimal digits; names with the same first three share one.

    So there are never more than 4,096 lock files, which are never unlinked: a waiter would hold a
    lock on a name that is gone. A thread must hold one at a time, and then nothing can deadlock.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._threads: dict[str, threading.Lock] = {}

    @contextlib.contextmanager
    def hold(
        self, name: str, *, timeout_seconds: float, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """Hold the lock of a name, unless `stopped` says meanwhile that nobody wants it any more.

        Raises TimeoutError then too, or OSError when there can be no lock.
        """
        stem = name[:_DIGITS]
        until = time.monotonic() + timeout_seconds
        # First among this process's threads, which wait for each other.
        among_threads = self._threads.setdefault(stem, threading.Lock())
        while not among_threads.acquire(timeout=_slice(until)):
            if stopped() or time.monotonic() >= until:
                raise TimeoutError(f"another thread holds the lock {stem}")
        try:
            make_directory(self._directory)
            # A lock of the operating system falls with its process. `preserve_lock_file` also
            # refuses filelock's fallback to a file that merely exists, which would outlive a kill.
            lock = filelock.FileLock(
                self._directory / f"{stem}.lock", preserve_lock_file=True, thread_local=False
            )
            while True:
                try:
                    held = lock.acquire(timeout=_slice(until), poll_interval=_POLL_SECONDS)
                    break
                except filelock.Timeout:
                    if stopped() or time.monotonic() >= until:
                        raise
            with held:
                yield
        finally:
            among_threads.release()


def _slice(until: float) -> float:
    """Return how long to wait before it is looked again whether it is worth it."""
    return min(max(0.0, until - time.monotonic()), _LOOK_SECONDS)
