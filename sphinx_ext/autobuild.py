"""Whether sphinx-autobuild runs this build, so that saving a file costs nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_GENERATIONS = 8
_TIMEOUT_SECONDS = 5


def runs_under_autobuild() -> bool:
    """Whether one of the processes above this one is sphinx-autobuild.

    It sets no variable and passes no option; but it starts `python -m sphinx` for each build, and
    so stands among the processes above. Where those can't be seen (Windows), False.
    """
    process = os.getppid()
    for _ in range(_GENERATIONS):
        if process <= 1:
            return False
        parent, arguments = _look_at(process)
        if any(_is_autobuild(argument) for argument in arguments[:4]):
            return True
        process = parent
    return False


def _is_autobuild(argument: str) -> bool:
    # `sphinx-autobuild …`, `python /venv/bin/sphinx-autobuild …`, `python -m sphinx_autobuild …`
    # (whose first argument is the file of its __main__ on some systems).
    path = Path(argument)
    names = {path.stem, path.parent.name if path.stem == "__main__" else ""}
    return not names.isdisjoint({"sphinx-autobuild", "sphinx_autobuild"})


def _look_at(process: int) -> tuple[int, list[str]]:
    """Return a process's parent and its first arguments; (0, []) if they can't be seen."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
        command = Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace")
        # The program's name stands in brackets and may hold anything (proc(5)).
        return int(status.rpartition(")")[2].split()[1]), command.split("\0")
    except (OSError, ValueError, IndexError):
        pass
    if Path("/proc/self/stat").exists():
        return 0, []
    try:
        shown = subprocess.run(  # noqa: S603
            ["ps", "-o", "ppid=,command=", "-p", str(process)],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=True,
        ).stdout.split()
        return int(shown[0]), shown[1:]
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return 0, []
