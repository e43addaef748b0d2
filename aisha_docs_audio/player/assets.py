"""The files a narrated site serves for its player: one script, one style sheet."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields
from importlib.resources import files

from aisha_docs_audio.player.labels import Controls

SCRIPT_PARTS = ("cues", "memory", "sound", "reading", "session", "controls", "element")
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
    share one scope and leave nothing in the page's. Browsers without constructable style sheets
    (before 2023) keep their native player.
    """
    lines = (
        '"use strict";(() => {',
        'if (!document.adoptedStyleSheets || customElements.get("aisha-audio")) return;',
        f"const WORDS = {json.dumps([field.name for field in fields(Controls)])};",
        f"const CONTROLS_CSS = {json.dumps(_lean_css(_read('controls.css')))};",
        *(_lean_js(_read(f"{part}.js")) for part in SCRIPT_PARTS),
        "})();",
    )
    return Asset(name="aisha-audio.js", content="\n".join(lines).encode())


def style_sheet() -> Asset:
    """Give the style of the page around the player: the block being read, print."""
    return Asset(name="aisha-audio.css", content=_lean_css(_read("page.css")).encode())


def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


# What must stay as it is: strings, templates, regular expressions. Divisions have spaces around.
_LITERAL = r""""(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<![\w)\]] )/(?:\\.|[^/\\\s])+/"""
_COMMENT = r"(?:^|(?<=[\s;{,]))//.*"
_JS_TOKENS = re.compile(
    rf"({_LITERAL})|{_COMMENT}|\s*([{{}}()\[\];,:?=<>&|+*%!-]+)\s*", re.MULTILINE
)


def _lean_js(text: str) -> str:
    """Leave out comments and needless white space.

    Enough for the scripts beside this module, which end every statement with a semicolon; not
    for any JavaScript.
    """
    lean = _JS_TOKENS.sub(lambda token: token[1] or token[2] or "", text)
    return re.sub(r"\s*\n\s*", "\n", lean).strip()


def _lean_css(text: str) -> str:
    """Leave out comments and needless white space (none of our strings holds either)."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", text).replace(";}", "}").strip()
