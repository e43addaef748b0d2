"""Writing files so that they survive a kill or a power cut: whole and on disk, or not there."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OVER = ".tmp"
"""How the names of half-written files end; a kill leaves them behind, and nothing reads them."""

_NO_SUCH_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""fsync(2): EINVAL is what it says of "a special file which does not support synchronization"."""

if sys.platform == "darwin":  # pragma: no cover
    import fcntl

    def _sync(descriptor: int) -> None:
        # fsync on macOS leaves the data in the drive's own cache (fsync(2), F_FULLFSYNC).
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(descriptor)

else:

    def _sync(descriptor: int) -> None:
        os.fsync(descriptor)


def write_atomic(path: Path, data: bytes, *, at_once: bool = True) -> None:
    """Put `data` at `path` in one step: a reader sees the old file or the new one, whole.

    When this returns, a power cut takes nothing of it away; unless `at_once` it may bring the old
    file back, whole. Raises OSError; then `path` is as it was before.
    """
    draft = write_draft(path, data)
    try:
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    if at_once:
        sync_directory(path.parent)


def write_draft(path: Path, data: bytes) -> Path:
    """Write `data` beside `path`, synced to disk, for the caller to give it its name.

    Returns where it is. Raises OSError; then nothing is left behind.
    """
    make_directory(path.parent)
    draft = path.with_name(f"{path.name}.{os.urandom(4).hex()}{LEFT_OVER}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _sync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    return draft


def make_directory(path: Path) -> None:
    """Make `path` and the directories above it that are missing, and put their names on disk."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Put the names in a directory on disk, where the system can do that.

    Some network drives cannot: a file written there is as safe as its drive makes it. Raises
    OSError for any other failure.
    """
    if not hasattr(os, "O_DIRECTORY"):  # pragma: no cover - Windows
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _sync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
    finally:
        os.close(descriptor)


def move_aside(path: Path, directory: Path) -> Path | None:
    """Move a damaged file into `directory` under a name of its own; never delete it.

    Returns where it is now, or None when another process was quicker. Raises OSError.
    """
    make_directory(directory)
    target = directory / f"{path.name}.{os.urandom(4).hex()}"
    try:
        path.rename(target)
    except FileNotFoundError:
        return None
    sync_directory(path.parent)
    sync_directory(directory)
    return target


def can_be_written(path: Path) -> bool:
    """Return whether files can be made in a folder, or it itself; nothing is tried out.

    What was written to try it out would be an edit to whoever watches the folder.
    """
    try:
        while not path.exists() and path != path.parent:
            path = path.parent
    except OSError:
        return False  # it cannot be entered, or its name is longer than names may be
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)
