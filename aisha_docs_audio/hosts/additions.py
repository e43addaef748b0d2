"""What this host adds to a page, and the page without it: the one undoes the other.

Added are the number of each block in its start tag, and at the player's place two comments with
the links to its style and script and the player itself between them. All of it stands in the
page's body, so that nothing has to be known about its head.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from aisha_docs_audio.player.marks import Place, with_player
from aisha_docs_audio.player.placement import find_mark
from aisha_docs_audio.reading.source_map import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

# The plugins of the other hosts link their files in the head: between their comments the player
# stands alone.
_OURS = re.compile(
    r'<!-- aisha-audio --><link rel="stylesheet" href="[^"<>]*"(?: data-instead="([^"<>]*)")?>'
    r".*?<!-- /aisha-audio -->",
    re.DOTALL,
)
LAST = "data-audio-last"
"""Marks the script of pages that another script takes over: all that is added stands before it."""

_NUMBER = re.compile(rf'(<[a-zA-Z][a-zA-Z0-9]*) {ATTRIBUTE}="\d*"')
_PLAYER = re.compile(r"<aisha-audio\s[^<>]*\bdata-cues\b")


def without_additions(html: str) -> str:
    """Return the page as its generator wrote it."""
    if _OURS.search(html) is None:
        return html
    return _NUMBER.sub(r"\1", _OURS.sub(lambda found: unescape(found[1] or ""), html))


def has_other_player(html: str) -> bool:
    """Whether a page without our additions has a player, or the place for one, of a plugin's."""
    return find_mark(html) is not None or _PLAYER.search(html) is not None


def with_additions(
    annotated: str, original: str, player: str, asset_urls: Sequence[str]
) -> str | None:
    """Put the player, and links to its script and style, at the mark in an annotated page.

    `asset_urls` are those of the script, the style, and in a page that another script takes over
    of the one that stays with the player. None where `original` could not be had
    back from it byte for byte: such a page is not to be touched.
    """
    place = find_mark(annotated)
    if place is None:
        return None
    before, after = annotated[: place[0]], annotated[place[1] :]
    start, rest = (len(_NUMBER.sub(r"\1", part)) for part in (before, after))
    # A placeholder of the page's own gives way to the player, and comes back when that goes.
    placeholder = original[start : len(original) - rest]
    instead = f' data-instead="{escape(placeholder)}"' if placeholder else ""
    made = _with(annotated, place, player, asset_urls, instead)
    return made if without_additions(made) == original else None


def with_scripts_at(html: str, place: int, asset_urls: Sequence[str]) -> str:
    """Return a page with the three scripts and styles of `asset_urls`, and no player."""
    return _with(html, (place, place), "", asset_urls, "")


def _with(html: str, place: Place, player: str, asset_urls: Sequence[str], instead: str) -> str:
    script_url, style_url, *more = map(escape, asset_urls)
    links = (
        f'<link rel="stylesheet" href="{style_url}"{instead}>'
        f'<script src="{script_url}" defer></script>'
    )
    last = "".join(f'<script src="{url}" {LAST}></script>' for url in more)
    return with_player(html, place, links + player + last)
