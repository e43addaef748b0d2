"""The files a narrated site serves for its player: one script, one style sheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files

from aisha_docs_audio.player.minify import hydration_of, script_of, style_of

SCRIPT_NAME = "aisha-audio.js"
STYLE_NAME = "aisha-audio.css"
HYDRATION_NAME = "aisha-audio-hydration.js"

_STATIC = files(__package__) / "static"
_BUILT = files(__package__) / "built"
"""Where a wheel has both files ready; a checkout has no such folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file to put into the site as it is. `digest` changes with its content, for URLs."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """The first 8 hexadecimal digits of the content's SHA-256."""
        return hashlib.sha256(self.content).hexdigest()[:8]

    @property
    def hashed_name(self) -> str:
        """The name with the digest in it, for hosts that put none into URLs themselves."""
        stem, dot, suffix = self.name.rpartition(".")
        return f"{stem}-{self.digest}{dot}{suffix}"


def javascript() -> Asset:
    """Return the custom element, a classic script to be loaded with `defer`.

    Not an ES module: browsers refuse modules on pages opened from disk (`file://`). What is
    written as modules shares one scope here and leaves nothing in the page's. Browsers without
    what it leans on keep their native player: Chromium before 119, Firefox before 121, Safari
    before 17.4. They are told by the one of these things that came last, Promise.withResolvers.
    """
    content = _built(SCRIPT_NAME) or script_of(_source).encode()
    return Asset(name=SCRIPT_NAME, content=content)


def hydration_script() -> Asset:
    """Return what keeps players in pages that a script takes over; to be loaded at once."""
    content = _built(HYDRATION_NAME) or hydration_of(_source).encode()
    return Asset(name=HYDRATION_NAME, content=content)


def stylesheet() -> Asset:
    """Return the style of the page around the player: the block being read, print."""
    return Asset(name=STYLE_NAME, content=_built(STYLE_NAME) or style_of(_source).encode())


def _built(name: str) -> bytes | None:
    file = _BUILT / name
    return file.read_bytes() if file.is_file() else None


def _source(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
