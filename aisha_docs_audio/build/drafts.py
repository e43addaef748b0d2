"""Drafts: a file of a built site is written beside its name and then takes it, whole."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_NAME = re.compile(r"\.aisha-audio-([0-9]+)-[0-9a-f]{12}\.tmp")
_NOBODYS_SECONDS = 3600.0
"""A draft is there for moments; after so long it is nobody's, wherever its process ran."""


def replace_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` make a file beside `path`, then give it that name: whole, or as it was before.

    Raises OSError; nothing is left behind then, but for a process that is killed.
    """
    draft = path.with_name(f".aisha-audio-{os.getpid()}-{os.urandom(6).hex()}.tmp")
    try:
        write(draft)
        with contextlib.suppress(FileNotFoundError):
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def sweep_drafts(folders: Iterable[Path]) -> None:
    """Delete the drafts in these folders that killed processes left. Never raises."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in folder.glob(".aisha-audio-*"):
                found = _NAME.fullmatch(path.name)
                if found is not None and _is_nobodys(int(found[1]), path):
                    path.unlink()


def _is_nobodys(process_id: int, draft: Path) -> bool:
    if time.time() - draft.lstat().st_mtime > _NOBODYS_SECONDS:
        return True
    if os.name != "posix":
        return False  # there a signal 0 would be one
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
