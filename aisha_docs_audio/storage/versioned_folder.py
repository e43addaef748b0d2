"""A folder that many machines write to, as a network drive: values are replaced by version.

The engine of the other stores cannot do that in a folder (obstore's LocalStore has no conditional
update), and does not sync. So what replaces or deletes holds a lock of the file system, and a
version is the hash of its value.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING

import filelock

from aisha_docs_audio.storage.atomic import make_directory, sync_directory, write_draft
from aisha_docs_audio.storage.backend import FolderBackend, Stored, open_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAIT_SECONDS = 10.0


class VersionedFolder(FolderBackend):
    """A folder that is there already: one that is not is a drive that is not mounted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._root = folder

    def get(self, name: str) -> bytes | None:
        """Return the value. Raises FileNotFoundError where the folder itself is not there."""
        found = super().get(name)
        if found is None:
            self._check_folder()
        return found

    def read(self, name: str) -> Stored | None:
        """Return the value with its hash, and the file's time: on a network drive its server's."""
        try:
            descriptor = open_plain(self.path(name))
        except FileNotFoundError:
            self._check_folder()
            return None
        with os.fdopen(descriptor, "rb") as file:
            put_at = os.fstat(descriptor).st_mtime
            data = file.read()
        return Stored(data=data, version=_version(data), put_at=put_at)

    def put_at(self, name: str) -> float | None:
        """Return the file's time."""
        try:
            return self.path(name).lstat().st_mtime
        except FileNotFoundError:
            self._check_folder()
            return None

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Keep the value as `FolderBackend` does, in a folder that is there."""
        self._check_folder()
        return super().put_if_absent(name, data)

    def replace(self, name: str, data: bytes, version: str | None) -> str | None:
        """Compare and rename while no other machine does."""
        path = self.path(name)
        if version is None:
            return _version(data) if self.put_if_absent(name, data) else None
        with self._alone(name):
            found = self.read(name)
            if found is None or found.version != version:
                return None
            draft = write_draft(path, data)
            try:
                draft.replace(path)
            finally:
                with contextlib.suppress(OSError):
                    draft.unlink(missing_ok=True)
            sync_directory(path.parent)
        return _version(data)

    def delete(self, name: str) -> None:
        """Take the file away while no other machine replaces it."""
        path = self.path(name)
        self._check_folder()
        if path.exists():
            with self._alone(name):
                path.unlink(missing_ok=True)

    def list(self, prefix: str) -> Iterator[str]:
        """Go through the names. Raises FileNotFoundError where the folder itself is not there."""
        self._check_folder()
        return super().list(prefix)

    @contextlib.contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        self._check_folder()
        locks = self._root / "locks"
        make_directory(locks)
        shard = hashlib.sha256(name.encode("ascii")).hexdigest()[:2]
        # A lock of the operating system falls with its process; it is never unlinked.
        with filelock.FileLock(
            locks / f"{shard}.lock", timeout=_WAIT_SECONDS, preserve_lock_file=True
        ):
            yield

    def _check_folder(self) -> None:
        if not self._root.is_dir():
            raise FileNotFoundError(f"the folder {self._root} is not there: mount it, or make it")


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
