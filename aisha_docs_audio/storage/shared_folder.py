"""A folder whose files a process uses until it ends, and which another may clean up only alone."""

from __future__ import annotations

import contextlib
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_locks: Any
try:
    _locks = import_module("fcntl")
except ImportError:  # Windows
    _locks = None

_held: dict[str, int] = {}
"""Open folders of this process, by path. The system gives up the locks when the process ends."""


_asked: set[str] = set()
"""The same folders as they were named: a build names one for each page, and links take time."""


def hold(folder: Path) -> None:
    """Use the folder's files until this process ends; writes nothing.

    A build hands paths to its host, which copies the files at the end. Where there is no such
    folder yet, or the file system knows no locks, nothing is held.
    """
    if _locks is None or str(folder) in _asked:
        return
    path = os.path.realpath(folder)
    if path in _held:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            _locks.flock(descriptor, _locks.LOCK_SH)
        except OSError:
            os.close(descriptor)
            raise
        _held[path] = descriptor
        _asked.add(str(folder))


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool | None]:
    """Return whether no other process holds the folder; while the block lasts, none begins to.

    None where that cannot be known. A folder that this process holds stays held.
    """
    hold(folder)
    descriptor = _held.get(os.path.realpath(folder))
    if _locks is None or descriptor is None:
        yield None
        return
    try:
        _locks.flock(descriptor, _locks.LOCK_EX | _locks.LOCK_NB)
        is_alone = True
    except OSError:
        is_alone = False
    try:
        yield is_alone
    finally:
        # Also after a refusal, which may have cost the lock that was held.
        with contextlib.suppress(OSError):
            _locks.flock(descriptor, _locks.LOCK_SH)
