"""File systems in memory that really fill up and are really read-only, where one may be mounted."""

from __future__ import annotations

import contextlib
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def mounted(place: Path, size: str) -> Iterator[Path | None]:
    """Mount a file system of that size in memory; None where that is not allowed."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
    try:
        allowed = subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        allowed = False
    try:
        yield place if allowed else None
    finally:
        if allowed:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def remount(place: Path, options: str) -> None:
    """Change a mounted file system: its size, or whether it can be written."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)
