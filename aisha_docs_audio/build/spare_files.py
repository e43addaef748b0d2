"""The files of a site's last build, kept from a host that empties the site before it builds anew.

Most of them are what the new build puts there as well: then they are moved back, not copied.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from typing import TYPE_CHECKING

from aisha_docs_audio.build.audio_folder import LIST_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NAME = ".aisha-audio-before"
"""MkDocs leaves what begins with a dot where it is."""

_TRUSTED_SECONDS = 86_400.0
"""As long as a track of the cache is not hashed: what a disk loses is found within a day."""


class SpareFiles:
    """The files that a site's folder held after its last build. Never raises."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._built_ns = 0

    def put_aside(self, site: Path, folder: str | None) -> None:
        """Keep what is in the site's `folder` (None: nothing) until it is dropped.

        What a build that was killed had put aside is deleted.
        """
        self._folder = site / _NAME
        self.drop()
        if folder is None or (site / folder).is_symlink():
            return
        with contextlib.suppress(OSError):
            # The list is what a build writes last of all that is taken here.
            self._built_ns = (site / folder / LIST_NAME).lstat().st_mtime_ns
            (site / folder).rename(self._folder)

    def take(self, name: str, target: Path, is_same: Callable[[Path], bool]) -> bool:
        """Move the file `name` to where it belongs if it `is_same`; return whether it is there.

        One that was touched since its build, or that is older than a day, does not count.
        """
        if self._folder is None:
            return False
        path = self._folder / name
        with contextlib.suppress(OSError):
            changed_ns = path.lstat().st_mtime_ns
            age_seconds = time.time() - changed_ns / 1e9
            if changed_ns <= self._built_ns and age_seconds < _TRUSTED_SECONDS and is_same(path):
                path.replace(target)
                return True
        return False

    def drop(self) -> None:
        """Delete what nobody took."""
        if self._folder is not None and os.path.lexists(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
