"""Lists of the sounds that sites still need, as files: what is in none of them may be deleted.

::

    aisha-docs-audio keys 1
    KEY                       64 hexadecimal digits, one a line
    end COUNT                 without it the list was cut short, and is refused
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_HEAD = "aisha-docs-audio keys 1"
_KEY = re.compile(r"[0-9a-f]{64}")


def key_list_bytes(keys: Collection[str]) -> bytes:
    """Return a list, in order."""
    lines = [_HEAD, *sorted(keys), f"end {len(keys)}"]
    return ("\n".join(lines) + "\n").encode("ascii")


def read_key_list(path: Path) -> frozenset[str]:
    """Return the keys of a list. Raises SettingsError for what is none, or not whole."""
    try:
        lines = path.read_text("ascii").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text of keys"
        raise SettingsError("--needed", f"{path}: {reason}.") from None
    keys = lines[1:-2]
    if (
        lines[0] != _HEAD
        or lines[-2:] != [f"end {len(keys)}", ""]
        or not all(_KEY.fullmatch(key) for key in keys)
    ):
        raise SettingsError(
            "--needed",
            f"{path} is no whole list of keys.",
            "Make it anew: aisha-docs-audio cache keys -o FILE",
        )
    return frozenset(keys)
