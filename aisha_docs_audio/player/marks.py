"""The mark that keeps the place of a page's player, and the player in its place."""

from __future__ import annotations

MARK = '<span data-audio-player="" hidden=""></span>'
"""Stands in a page from when it is read until its player is put in: minifiers that drop comments
leave it alone. Afterwards two comments stand around the player, or around nothing."""

START, END = "<!-- aisha-audio -->", "<!-- /aisha-audio -->"

Place = tuple[int, int]
"""Offsets of the stretch of HTML that the player takes the place of."""


def with_mark_at(html: str, place: Place) -> str:
    """Put the mark into annotated HTML."""
    return html[: place[0]] + MARK + html[place[1] :]


def with_player(html: str, place: Place, player: str) -> str:
    """Put `player` ("": none) at the place that `find_mark` found; the rest is untouched."""
    return html[: place[0]] + START + player + END + html[place[1] :]


def place_with_player(place: Place, before: int, after: int) -> Place:
    """Return where the player stands, in a page whose length it changed from `before` to `after`.

    By the page's length and not the player's: an encoding may write its letters as references.
    """
    return place[0], place[1] + after - before
