"""The files a narrated site serves for its player: one script, one style sheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file to put into the site as it is. `digest` changes with its content, for URLs."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """The first 8 hexadecimal digits of the content's SHA-256."""
        return hashlib.sha256(self.content).hexdigest()[:8]


def script() -> Asset:
    """Give the custom element, a classic script to be loaded with `defer`.

    Not an ES module: browsers refuse modules on pages opened from disk (`file://`).
    """
    content = (files(__package__) / "aisha-audio.js").read_bytes()
    return Asset(name="aisha-audio.js", content=content)


def style_sheet() -> Asset:
    """Give the style of the page around the player: the block being read, print."""
    content = (files(__package__) / "aisha-audio.css").read_bytes()
    return Asset(name="aisha-audio.css", content=content)
