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
    | \s*(?P<sign>[{}()\[\];,:?=<>&|+*%!-][{}()\[\];,:?=<>&|+*%!\s-]*)
    """,
    re.VERBOSE,
)


def lean_js(text: str) -> str:
    """Leave out comments and needless white space.

    Enough for the scripts beside this module, not for any JavaScript: they end every statement
    with a semicolon, quote strings by `"` and have white space around divisions.
    """
    return re.sub(r"\s*\n\s*", "\n", _JS_TOKEN.sub(_lean_token, text)).strip()


def _lean_token(token: re.Match[str]) -> str:
    if token["kept"]:
        return token["kept"]
    signs = re.sub(r"\s+", "", token["sign"] or "")
    # Before a closing bracket, a comma or a semicolon says nothing.
    return re.sub(r"[,;]([)\]}])", r"\1", signs)


def lean_css(text: str) -> str:
    """Leave out comments and needless white space. No string may hold either."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", text).replace(";}", "}").strip()
