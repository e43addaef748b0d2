"""Make one small classic script of the player's ES modules, and a small style sheet.

A release is minified when its wheel is built, so nobody who installs it needs a minifier; a
checkout is minified when it is used, if the minifier is there, and served as it is written if not.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async |function |class |const |let )", re.MULTILINE)


_MINIFIER = """\
import sys
from minify import string
text = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(string("application/javascript", text).encode())
"""

ENTRY = "aisha-audio-element.js"
HYDRATION_ENTRY = "hydration.js"


def script_of(read: Callable[[str], str]) -> str:
    """Return the player's script; `read` gives a file of `static/` by its name."""
    css = minify_css(read("controls.css"))
    return minify_javascript(
        "(() => {\n"
        'if (customElements.get("aisha-audio") || !Promise.withResolvers) return;\n'
        f"const CONTROLS_CSS = {json.dumps(css)};\n{join_modules(ENTRY, read)}}})();\n"
    )


def hydration_of(read: Callable[[str], str]) -> str:
    """Return the script of pages that another script takes over; `read` as above."""
    return minify_javascript(f"(() => {{\n{join_modules(HYDRATION_ENTRY, read)}}})();\n")


def style_of(read: Callable[[str], str]) -> str:
    """Return the style of the page around the player; `read` as above."""
    return minify_css(read("page.css"))


def sources_digest(static: Path) -> str:
    """Return the SHA-256 of all that script and style are made of, and of this minifier."""
    found = hashlib.sha256()
    for path in (*sorted(static.iterdir()), Path(__file__)):
        found.update(path.read_bytes())
    return found.hexdigest()


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    """Return the module `entry` and all it imports as statements of one scope.

    `read` gives a module's text by its file name. Each stands once, behind what it imports; the
    words `import` and `export` are taken out, so names must differ between modules.
    """
    return "".join(_modules(entry, read, set()))


def _modules(name: str, read: Callable[[str], str], seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    text = read(name)
    for imported in _IMPORT.findall(text):
        yield from _modules(imported, read, seen)
    yield _EXPORT.sub("", _IMPORT.sub("", text))


def minify_javascript(text: str) -> str:
    """Return a script in fewer characters, local names too; as it is without the minifier."""
    if find_spec("minify") is None:  # it is not installed with a release
        return text
    # In a process of its own: Go's runtime would stay in a build's memory, 6 MB for one file.
    command = [sys.executable, "-c", _MINIFIER]
    done = subprocess.run(  # noqa: S603 - this interpreter, and a program of our own
        command, input=text.encode(), stdout=subprocess.PIPE, check=False
    )
    return done.stdout.decode() if done.returncode == 0 else text


def minify_css(text: str) -> str:
    """Return a style sheet in fewer characters; as it is without the minifier."""
    try:
        from rcssmin import cssmin  # noqa: PLC0415 - it is not installed with a release
    except ImportError:
        return text
    return str(cssmin(text))
