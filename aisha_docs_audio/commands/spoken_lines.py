"""Lines that say what is being made: who stops reading them does not stop that."""

from __future__ import annotations

import os
import sys


def tell(line: str) -> None:
    """Print a line to standard output, or to nothing once nobody reads on (`… | head`)."""
    _print(line, sys.stdout)


def tell_aside(line: str) -> None:
    """Print a line to standard error in the same way."""
    _print(line, sys.stderr)


def _print(line: str, stream: object) -> None:
    try:
        print(line, file=stream, flush=True)  # type: ignore[call-overload]
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
