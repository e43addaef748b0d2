"""What of this program decides how a page is read, worded and shown, as one digest.

It stands in the key of whatever is kept instead of being worked out again, so that nothing kept is
older than the rules. A digest of the sources and not the version: a checkout changes without one.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - as below
_ROOMS = ("build", "player", "reading", "settings", "sound", "utterances", "voices")
_FILES = ("model.py",)
_LIBRARIES = ("selectolax", "regex", "latex2mathml", "aisha-docs-audio")
"""They parse, match and translate what is read; Python's own tables of characters do, too. Our own
version stands for sources that are not installed as files, as in an archive of bytecode."""


@lru_cache(maxsize=1)
def program_digest() -> str:
    """Return the digest, 64 hexadecimal digits."""
    found = hashlib.sha256()
    for name in sorted(_sources()):
        try:
            with open(os.path.join(_ROOT, name), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
                content = file.read()
        except OSError:
            continue
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    about = (f"{name} {_version(name)}" for name in _LIBRARIES)
    found.update("\n".join([*about, *map(str, sys.version_info[:2])]).encode())
    return found.hexdigest()


def _sources() -> Iterator[str]:
    # Each build does this: plain strings cost half of what paths do.
    yield from _FILES
    for room in _ROOMS:
        for folder, _, names in os.walk(os.path.join(_ROOT, room)):  # noqa: PTH118
            below = os.path.relpath(folder, _ROOT).replace(os.sep, "/")
            yield from (f"{below}/{name}" for name in names if name.endswith(".py"))


def _version(name: str) -> str:
    """Return a distribution's version; "" where it is not installed.

    By the line itself: `importlib.metadata.version` parses the whole README behind it.
    """
    try:
        about = distribution(name).read_text("METADATA") or ""
    except PackageNotFoundError:
        return ""
    lines = (line for line in about.splitlines() if line.startswith("Version:"))
    return next(lines, "")
