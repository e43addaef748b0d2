"""Where in a page's HTML its player goes."""

from __future__ import annotations

import re

# An element of the writer's own marks the place; nothing but white space may stand in it. The
# attribute part cannot run past a tag's end, so the search stays linear.
_PLACEHOLDER = re.compile(r"<aisha-audio(?:\s[^<>]*)?>\s*</aisha-audio\s*>", re.IGNORECASE)
_FIRST_TITLE = re.compile(r"<h1\b[^<>]*\bdata-audio-block=\"1\"", re.IGNORECASE)
_TITLE_END = re.compile(r"</h1\s*>", re.IGNORECASE)


def place(html: str, player: str, where: str) -> str | None:
    """Put `player` into annotated HTML.

    A placeholder `<aisha-audio></aisha-audio>` in the page wins over `where` (the option
    `player`). "top" is right below the page's title when the content begins with it, "bottom" the
    end. None: "manual", and the page has no placeholder.
    """
    placeholder = _PLACEHOLDER.search(html)
    if placeholder:
        return html[: placeholder.start()] + player + html[placeholder.end() :]
    if where == "manual":
        return None
    if where == "bottom":
        return html + player
    title = _FIRST_TITLE.search(html)
    end = _TITLE_END.search(html, title.end()) if title else None
    at = end.end() if end else 0
    return html[:at] + player + html[at:]
