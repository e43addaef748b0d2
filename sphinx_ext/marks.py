"""The two comments in a written page between which its player stands."""

from __future__ import annotations

_START, _END = "<!-- aisha-audio -->", "<!-- /aisha-audio -->"

EMPTY_MARKS = _START + _END
"""What a page holds until its sound is there, and when there is none."""


def has_marks(html: str) -> bool:
    """Whether the page shows its content at all: a template may leave the body out."""
    start = html.find(_START)
    return start >= 0 and html.find(_END, start) >= 0


def with_player(html: str, player: str) -> str:
    """Put `player` between the marks in place of what stands there; the rest is untouched."""
    start = html.index(_START) + len(_START)
    return html[:start] + player + html[html.index(_END, start) :]
