"""Builds in processes of their own that start at once, copied from one that has imported the hosts.

Four fifths of what a build of a small site costs are imports. Two such templates take turns, so
two builds of a site, one after the other, do not share the order of their sets.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

TEMPLATE = Path(__file__).with_name("host_template.py")
TEMPLATES = 2
# Properdocs is none of them: which of the two hosts is there first, the package asks at its import.
FORKED = ("mkdocs", "sphinx", "aisha_docs_audio")
TIMEOUT_SECONDS = 600
# `make long` and releases set it: every build is then started as a user's is. Read here, because
# tests see no AISHA_ variables.
FRESH = "AISHA_FRESH_BUILDS" in os.environ
# What an interpreter reads as it starts cannot be changed in a copy of one.
AT_START = ("PYTHON", "LC_", "LANG", "LD_", "TZ", "COVERAGE")


class Template:
    """One process to be copied; it ends with this one, or when its input is closed."""

    def __init__(self) -> None:
        """Start it; it imports while the first build waits."""
        self._process = subprocess.Popen(
            [sys.executable, str(TEMPLATE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self.close)

    def run(self, asked: Mapping[str, object]) -> int:
        """Return the exit status of a copy that does what is asked."""
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Let it end."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


_idle: deque[Template] = deque()
_started: list[Template] = []


def can_fork(environ: Mapping[str, str]) -> bool:
    """Return whether a copy would be what a new process with this environment is."""
    return (
        sys.platform == "linux"
        and not FRESH
        and _read_at_start(environ) == _read_at_start(os.environ)
    )


def _read_at_start(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name.startswith(AT_START)}


def _take() -> Template | None:
    """Return the template that has rested longest, or None while all are at work."""
    if len(_started) < TEMPLATES:
        _started.append(Template())
        return _started[-1]
    try:
        return _idle.popleft()
    except IndexError:
        return None


def run_module(
    arguments: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    *,
    apart: bool = False,
    seconds: int = TIMEOUT_SECONDS,
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with these arguments and nobody at the terminal; return what it printed.

    Errors are among the output, unless they are wanted apart. It is killed when the time is over.
    """
    template = _take() if arguments[0] in FORKED and can_fork(environ) else None
    if template is None:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if apart else subprocess.STDOUT,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )
    with tempfile.NamedTemporaryFile() as output, tempfile.NamedTemporaryFile() as errors:
        asked = {
            "arguments": arguments,
            "folder": str(folder.absolute()),
            "environ": dict(environ),
            "output": output.name,
            "errors": errors.name if apart else output.name,
            "seconds": seconds,
        }
        status = template.run(asked)
        _idle.append(template)
        printed = [Path(file.name).read_text("utf-8") for file in (output, errors)]
    return subprocess.CompletedProcess(list(arguments), status, *printed)
