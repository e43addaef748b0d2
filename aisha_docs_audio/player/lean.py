"""Takes comments and needless white space out of the player's own script and style."""

from __future__ import annotations

import re

_JS_TOKEN = re.compile(
    r"""
      (?P<kept>
        "(?:\\.|[^"\\\n])*"
      | `(?:\\.|[^`\\])*`
      | /(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/  # a regular expression
      )
    | //.*
    | \s*(?P<sign>[{}()\[\];,:?=<>&|+*%!-]+)\s*
    """,
    re.VERBOSE,
)


def lean_js(text: str) -> str:
    """Leave out comments and needless white space.

    Enough for the scripts beside this module, not for any JavaScript: they end every statement
    with a semicolon, quote strings by `"` and have white space around divisions.
    """
    lean = _JS_TOKEN.sub(lambda token: token["kept"] or token["sign"] or "", text)
    return re.sub(r"\s*\n\s*", "\n", lean).strip()


def lean_css(text: str) -> str:
    """Leave out comments and needless white space. No string may hold either."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", text).replace(";}", "}").strip()
