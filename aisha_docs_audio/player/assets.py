"""The files a narrated site serves for its player: one script, one style sheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SCRIPT_NAME = "aisha-audio.js"
STYLE_NAME = "aisha-audio.css"
HYDRATION_NAME = "aisha-audio-hydration.js"

_STATIC = Path(__file__).with_name("static")
_BUILT = Path(__file__).with_name("built")
"""Where both files are ready. An installed checkout also has `SOURCES` there, the SHA-256 of what
they were made of: where the modules are other ones by now they are made anew."""

SOURCES = "sources.sha256"


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


@lru_cache(maxsize=1)
def javascript() -> Asset:
    """Return the custom element, a classic script to be loaded with `defer`.

    Not an ES module: browsers refuse modules on pages opened from disk (`file://`). What is
    written as modules shares one scope here and leaves nothing in the page's. Browsers without
    what it leans on keep their native player: Chromium before 119, Firefox before 121, Safari
    before 17.4. They are told by the one of these things that came last, Promise.withResolvers.
    """
    return Asset(name=SCRIPT_NAME, content=_content(SCRIPT_NAME))


@lru_cache(maxsize=1)
def hydration_script() -> Asset:
    """Return what keeps players in pages that a script takes over; to be loaded at once."""
    return Asset(name=HYDRATION_NAME, content=_content(HYDRATION_NAME))


@lru_cache(maxsize=1)
def stylesheet() -> Asset:
    """Return the style of the page around the player: the block being read, print."""
    return Asset(name=STYLE_NAME, content=_content(STYLE_NAME))


def _content(name: str) -> bytes:
    try:
        if _is_current():
            return (_BUILT / name).read_bytes()
    except OSError:
        pass
    from aisha_docs_audio.player import minify  # noqa: PLC0415 - only in a checkout

    make = {SCRIPT_NAME: minify.script_of, HYDRATION_NAME: minify.hydration_of}
    return make.get(name, minify.style_of)(_source).encode()


@lru_cache(maxsize=1)
def _is_current() -> bool:
    try:
        known = (_BUILT / SOURCES).read_text("utf-8")
    except OSError:
        return True  # a wheel
    from aisha_docs_audio.player.minify import sources_digest  # noqa: PLC0415 - as above

    return known == sources_digest(_STATIC)


def _source(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
