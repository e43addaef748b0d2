"""The file a command writes: whether it can be written is known before anything is paid for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

_WAY_OUT = "Name a file in a folder that is there and can be written."


def check_output(path: Path, name: str = "--output") -> None:
    """Raise SettingsError where no file can be written; an existing one is not touched."""
    try:
        is_new = not path.exists()
        path.open("ab").close()
        if is_new:
            path.unlink()
    except (OSError, ValueError) as error:
        raise _unwritable(path, name, error) from error


def write_output(path: Path, content: bytes, name: str = "--output") -> None:
    """Write the file. Raises SettingsError, and then leaves no part of it behind."""
    is_new = not path.exists()
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        if is_new:
            with contextlib.suppress(OSError):
                path.unlink()
        raise _unwritable(path, name, error) from error


def _unwritable(path: Path, name: str, error: Exception) -> SettingsError:
    reason = getattr(error, "strerror", None) or error
    return SettingsError(name, f"{path} cannot be written: {reason}.", _WAY_OUT)
