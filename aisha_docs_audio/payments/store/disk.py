"""diskcache's Disk, so that it never unpickles, never leaves its directory and never deletes."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import diskcache
from diskcache.core import MODE_BINARY

from aisha_docs_audio.errors import DamagedError, UnreadableError
from aisha_docs_audio.storage.backend import FolderBackend, open_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})-[0-9a-f]{16}\.sound")
_LARGEST_BYTES = 1 << 30
"""No sound is larger: a planted giant must not fill the memory."""

_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """A value in a file of the store, which comes first; then it gets a row in the index."""

    path: Path


class SoundDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """Keys are 64 hexadecimal digits, values are bytes in files of their own.

    A file's name is its key and a random part: the key lets an orphan be adopted again, and with
    names that are the key alone a second `set` would overwrite the file that the first one's row
    points to. What the database holds is not trusted: see `fetch`.
    """

    def put(self, key: object) -> tuple[str, bool]:
        """Return the key as the database holds it. Raises ValueError for anything but a key."""
        if not isinstance(key, str) or not KEY.fullmatch(key):
            raise ValueError("a key is 64 hexadecimal digits")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """Return a row's key. Raises DamagedError where diskcache's own would run a pickle."""
        if not raw or not isinstance(key, str) or not KEY.fullmatch(key):
            raise DamagedError("the index holds a key that was never stored")
        return key

    def store(self, value: object, read: object, key: str) -> tuple[int, int, str, None]:  # noqa: ARG002
        """Return what a row says of a file that is there. Raises OSError."""
        assert isinstance(value, Existing)
        size = value.path.stat().st_size
        return size, MODE_BINARY, value.path.relative_to(self._directory).as_posix(), None

    def fetch(self, mode: object, filename: object, value: object, read: object) -> bytes:  # noqa: ARG002
        """Read a file of the store.

        Raises DamagedError, which is no OSError, as `Cache.get` would take that for a miss, when
        a row names another mode (diskcache's own class unpickles here) or another place.
        """
        if mode != MODE_BINARY or not isinstance(filename, str) or not _NAME.fullmatch(filename):
            raise DamagedError("the index names a file that was never stored")
        return read_file(Path(self._directory, filename))

    def remove(self, file_path: object) -> None:
        """Do nothing: diskcache never deletes paid sound."""

    def write(self, key: str, sealed: bytes) -> Path:
        """Write a sealed value to a new file, on disk before this returns. Raises OSError."""
        name = f"{key}-{secrets.token_hex(8)}.sound"
        backend = FolderBackend(Path(self._directory))
        backend.put_if_absent(f"{key[:2]}/{name}", sealed)
        return backend.path(f"{key[:2]}/{name}")


def files_of(directory: Path, key: str) -> list[Path]:
    """List the files that hold (or should hold) a key's sound: none, one, rarely more.

    Raises UnreadableError when their folder cannot be listed: the sound may be in it.
    """
    shelf = directory / key[:2]
    try:
        names = list(FolderBackend(directory).list(f"{key[:2]}/{key}-"))
    except OSError as error:
        raise UnreadableError(shelf, error.strerror or error) from error
    return [directory / name for name in names if _NAME.fullmatch(name)]


def all_files(
    directory: Path, unreadable: Callable[[Path, OSError], None]
) -> Iterator[tuple[str, Path]]:
    """Go through every key and file of the store, in order.

    `unreadable` is told of folders that cannot be listed. Raises OSError where that is the store's
    own.
    """
    for shelf in sorted(directory.iterdir()):
        if not re.fullmatch(r"[0-9a-f]{2}", shelf.name):
            continue
        try:
            paths = sorted(shelf.iterdir())
        except OSError as error:
            unreadable(shelf, error)
            continue
        for path in paths:
            name = _NAME.fullmatch(f"{shelf.name}/{path.name}")
            if name:
                yield name[2], path


def read_file(path: Path, *, mark: bool = True, most_bytes: int | None = None) -> bytes:
    """Read a file whole, or its beginning, and mark it as used today. Raises OSError."""
    descriptor = open_plain(path)
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if most_bytes is not None:
            return file.read(most_bytes)
        if about.st_size > _LARGEST_BYTES:
            raise OSError(errno.EFBIG, "larger than any sound", str(path))
        if mark and time.time() - about.st_mtime > _DAY_SECONDS:
            # `cache prune` goes by this; a read-only cache merely does not remember.
            with contextlib.suppress(OSError):
                os.utime(path)
        return file.read()
