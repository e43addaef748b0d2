"""Where values are kept by name, behind one contract; the first to keep it is a local folder.

A name is ``shelf/rest``: two words of letters, digits, dots, hyphens and underscores. What a value
means, and whether it is whole, is for who put it there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aisha_docs_audio.storage.atomic import LEFT_OVER, sync_directory, write_draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z._-]*/[0-9A-Za-z_-][0-9A-Za-z._-]*")
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class Backend(Protocol):
    """Keeps values by name; safe for any number of threads and processes at once.

    Every method raises ValueError for what is no name, OSError when it cannot be done.
    """

    def get(self, name: str) -> bytes | None:
        """Return the value, None where there is none."""

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Keep the value whole, and for good, before this returns.

        Returns False, and changes nothing, where the name has one already.
        """

    def list(self, prefix: str) -> Iterator[str]:
        """Go through the names that begin with `prefix`, which holds a whole shelf; in order."""

    def delete(self, name: str) -> None:
        """Take the value away; nothing happens where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A value, with what names this version of it.

    `put_at` is when it was put, by the place's own clock (seconds since 1970).
    """

    data: bytes
    version: str
    put_at: float


class VersionedBackend(Backend, Protocol):
    """A place that also replaces a value only where it is the one that was read.

    What may not be done here, by whoever asks, is a PermissionError.
    """

    def read(self, name: str) -> Stored | None:
        """Return the value with its version, None where there is none."""

    def put_at(self, name: str) -> float | None:
        """Return when the value was put, None where there is none; it is not fetched."""

    def replace(self, name: str, data: bytes, version: str | None) -> str | None:
        """Keep the value in place of that version (None: of none), whole and for good.

        Returns its own version; None, and changes nothing, where another one is there, or none.
        """


class FolderBackend:
    """A folder on this machine: a file for each value, in a subfolder for each shelf."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Return where a value is, if it is there. Raises ValueError for what is no name."""
        return self._folder / value_name(name)

    def get(self, name: str) -> bytes | None:
        """Return the value. Raises OSError for anything but a plain file, also for a link."""
        try:
            descriptor = open_plain(self.path(name))
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            return file.read()

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Write beside, sync, then link into place: the second of two writers loses."""
        path = self.path(name)
        draft = write_draft(path, data)
        try:
            os.link(draft, path, follow_symlinks=False)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # No hard links here (FAT, some network drives): between two that write at once the
            # later one's value stays.
            if os.path.lexists(path):
                return False
            draft.replace(path)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        sync_directory(path.parent)
        return True

    def list(self, prefix: str) -> Iterator[str]:
        """Go through the names, whatever kind of file stands there."""
        shelf, separator, beginning = prefix.partition("/")
        if not separator:
            raise ValueError(f"{prefix!r} holds no whole shelf")
        try:
            entries = os.scandir(self._folder / shelf)
            found = sorted(entry.name for entry in entries if entry.name.startswith(beginning))
        except (FileNotFoundError, NotADirectoryError):
            return
        for rest in found:
            name = f"{shelf}/{rest}"
            if _NAME.fullmatch(name) and not rest.endswith(LEFT_OVER):
                yield name

    def delete(self, name: str) -> None:
        """Take the file away."""
        self.path(name).unlink(missing_ok=True)


def value_name(name: str) -> str:
    """Return the name if it is one. Raises ValueError."""
    if not _NAME.fullmatch(name) or name.endswith(LEFT_OVER):
        raise ValueError(f"{name!r} is no name of a stored value")
    return name


def open_plain(path: Path) -> int:
    """Open a plain file to read; return its descriptor. Raises OSError for a link or any other."""
    # Without waiting: a pipe in place of a file would be waited for until somebody writes to it.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file", str(path))  # noqa: TRY301
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
