"""What of this program decides how a page is read and worded, as one digest.

It stands in the key of whatever is kept instead of being worked out again, so that nothing kept is
older than the rules. A digest of the sources and not the version: a checkout changes without one.
"""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_ROOMS = ("reading", "utterances", "voices", "settings")
_FILES = (
    "model.py",
    "player/marks.py",
    "player/placement.py",
    "build/page_content.py",
    "build/page_reading.py",
    "build/planning.py",
    "build/program.py",
    "build/reading_store.py",
    "build/script_key.py",
    "build/shown_pages.py",
    "build/speakers.py",
    "build/written_page.py",
)
_LIBRARIES = ("selectolax", "regex", "latex2mathml", "aisha-docs-audio")
"""They parse, match and translate what is read; Python's own tables of characters do, too. Our own
version stands for sources that are not installed as files, as in an archive of bytecode."""


@lru_cache(maxsize=1)
def program_digest() -> str:
    """Return the digest, 64 hexadecimal digits."""
    found = hashlib.sha256()
    rooms = (path for room in _ROOMS for path in sorted((_ROOT / room).rglob("*.py")))
    for path in (*rooms, *(_ROOT / name for name in _FILES)):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        found.update(f"{path.relative_to(_ROOT).as_posix()} {len(content)}\n".encode())
        found.update(content)
    about = (f"{name} {_version(name)}" for name in _LIBRARIES)
    found.update("\n".join([*about, *map(str, sys.version_info[:2])]).encode())
    return found.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
