"""The files a narrated site serves for its player: one script, one style sheet."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from importlib.resources import files

from aisha_docs_audio.player.labels import Controls
from aisha_docs_audio.player.minify import lean_css, lean_js

SCRIPT_PARTS = (
    "cues",
    "memory",
    "sound",
    "reading",
    "session",
    "colours",
    "controls",
    "player",
    "element",
)
"""The script's parts, in the order they are joined in: `<part>.js` beside this module."""


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


def script() -> Asset:
    """Give the custom element, a classic script to be loaded with `defer`.

    Not an ES module: browsers refuse modules on pages opened from disk (`file://`). The parts
    share one scope and leave nothing in the page's. Browsers without what it leans on (before
    2023) keep their native player.
    """
    lines = (
        '"use strict";(() => {',
        'if (customElements.get("aisha-audio") || !document.adoptedStyleSheets) return;',
        'if (!CSS.supports("color", "color-mix(in srgb, red, red)")) return;',
        f"const WORDS = {json.dumps([field.name for field in fields(Controls)])};",
        f"const CONTROLS_CSS = {json.dumps(lean_css(_read('controls.css')))};",
        *(lean_js(_read(f"{part}.js")) for part in SCRIPT_PARTS),
        "})();",
    )
    return Asset(name="aisha-audio.js", content="\n".join(lines).encode())


def style_sheet() -> Asset:
    """Give the style of the page around the player: the block being read, print."""
    return Asset(name="aisha-audio.css", content=lean_css(_read("page.css")).encode())


def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
