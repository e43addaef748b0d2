"""Files that are there whole or not at all, and are read only if they are what was written.

For what can be made again: nothing is synced to disk, a damaged file is dropped. Any number of
threads and processes may write and read the same names; the last writer wins.
"""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self

_log = logging.getLogger(__name__)

_DIGEST_BYTES = hashlib.sha256().digest_size
_CHUNK_BYTES = 1 << 18


class Draft:
    """A file in the making: written under a temporary name, gone unless it is published."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._path = directory / f"{os.urandom(16).hex()}.tmp"
        # A plain open: tempfile's files are for their owner alone, and these are copied into
        # sites that a web server of another user reads.
        self._file = self._path.open("xb")
        self._hash = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """Append `data`."""
        self._file.write(data)
        self._hash.update(data)

    def digest(self) -> str:
        """SHA-256 of what was written so far, 64 hexadecimal digits."""
        return self._hash.hexdigest()

    def publish(self, path: Path) -> None:
        """Put the file under its name, in place of what had it."""
        self._file.close()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path.replace(path)


def file_digest(path: Path) -> str | None:
    """SHA-256 of a file, 64 hexadecimal digits; None when there is none to be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(_CHUNK_BYTES):
                found.update(chunk)
    except OSError:
        return None
    return found.hexdigest()


def write_checksummed(path: Path, payload: bytes) -> None:
    """Write `payload` behind its SHA-256."""
    write_whole(path, hashlib.sha256(payload).digest() + payload)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all. Raises OSError."""
    with Draft(path.parent) as draft:
        draft.write(content)
        try:
            draft.publish(path)
        except PermissionError:
            # Windows: somebody has the file open that is there, whose meaning is the same.
            if not path.exists():
                raise


def read_checksummed(path: Path) -> bytes | None:
    """Return the payload; None without one, or if it is not what was written (it is dropped)."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    payload = content[_DIGEST_BYTES:]
    if hashlib.sha256(payload).digest() != content[:_DIGEST_BYTES]:
        drop(path)
        return None
    return payload


def drop(path: Path) -> None:
    """Delete a damaged file, and say so to whoever debugs."""
    _log.debug("dropped the damaged file %s; it is made again", path)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.debug("could not delete %s: %s", path, error)


@contextmanager
def cache_errors() -> Iterator[None]:
    """Turn what the disk says into a CacheError."""
    try:
        yield
    except OSError as error:
        raise CacheError(f"the cache of tracks cannot be written: {error}") from error
