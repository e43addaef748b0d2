"""The file a command writes: whether it can be written is known before anything is paid for."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from aisha_docs_audio.errors import SettingsError

_WAY_OUT = "Name a file in a folder that is there and can be written."


def check_output(path: Path, name: str = "--output") -> None:
    """Raise SettingsError where no file can be written; an existing one is not touched."""
    try:
        is_new = not path.exists()
        if not is_new and _is_device(path):
            return  # its reader would take the trial for the end, or none is there yet
        path.open("ab").close()
        if is_new:
            _delete(path)
    except (OSError, ValueError) as error:
        raise _unwritable(path, name, error) from error


def replaced_output(path: Path, name: str = "--output") -> Path:
    """Return the file, behind links, that is to be written in one step in place of another.

    Raises SettingsError where none can be written, and for a device, which would be gone.
    """
    check_output(path, name)
    file = Path(os.path.realpath(path))
    if file.exists() and not file.is_file():
        raise SettingsError(name, f"{path} is no file that can be replaced.", _WAY_OUT)
    return file


def _delete(path: Path) -> None:
    """Delete what was made: of a link that led nowhere, the file it leads to now."""
    Path(os.path.realpath(path)).unlink()


def _is_device(path: Path) -> bool:
    return not path.is_file() and not path.is_dir()


def write_output(path: Path, content: bytes, name: str = "--output") -> None:
    """Write the file. Raises SettingsError, and then leaves no part of it behind."""
    is_new = not path.exists()
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        if is_new:
            with contextlib.suppress(OSError):
                _delete(path)
        raise _unwritable(path, name, error) from error


def _unwritable(path: Path, name: str, error: Exception) -> SettingsError:
    reason = getattr(error, "strerror", None) or error
    return SettingsError(name, f"{path} cannot be written: {reason}.", _WAY_OUT)
