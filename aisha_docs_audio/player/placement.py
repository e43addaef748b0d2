"""Where in a page's HTML its player goes, and the mark that keeps the place until it is there.

What looks like a tag may stand in a comment, a script or an attribute's value, where a player
would be no player. So every place is proven: a probe is put there in a copy, and the copy parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.player.marks import END, START, with_mark_at
from aisha_docs_audio.reading.source_map import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.player.marks import Place

# An element of the writer's own marks the place; nothing but white space may stand in it. The
# attribute part cannot run past a tag's end, so the search stays linear.
_PLACEHOLDER = re.compile(r"<aisha-audio(?:\s[^<>]*)?>\s*</aisha-audio\s*>", re.IGNORECASE)
_TITLE_END = re.compile(r"</h1\s*>", re.IGNORECASE)
_BETWEEN = re.compile(f"{START}(?:(?!{START}).)*?{END}", re.DOTALL)
_PLAYER = re.compile(
    r"<aisha-audio(?=\s)[^<>]*\sdata-cues\b(?:(?!<aisha-audio\b).)*?</aisha-audio\s*>",
    re.IGNORECASE | re.DOTALL,
)
_MARK = re.compile(r"<span(?=\s)[^<>]*\sdata-audio-player\b[^<>]*>\s*</span\s*>", re.IGNORECASE)

# Of a whole page that follows, the parser passes over its own doctype, html, head and body.
_BEFORE = "<!doctype html><body>"
_PROBE = "data-audio-probe"
_NEVER_SHOWN = frozenset({"template", "noscript", "iframe", "head"})


def place_of_player(html: str, where: str) -> Place | None:
    """Return where in annotated HTML the mark goes.

    A placeholder `<aisha-audio></aisha-audio>` in the page wins over `where` (the option
    `player`). "top" is right below the page's title when the content begins with it, "bottom" the
    end. None: "manual", and the page has no placeholder.
    """
    placeholder = _first_real(html, [match.span() for match in _PLACEHOLDER.finditer(html)])
    if placeholder is not None or where == "manual":
        return placeholder
    if where == "bottom":
        # Behind a comment that is never closed nothing is shown.
        return _first_real(html, [(len(html), len(html))]) or (0, 0)
    ends = [(match.end(), match.end()) for match in _TITLE_END.finditer(html)]
    return _below_title(html, ends) or (0, 0)


def with_mark(html: str, where: str) -> str | None:
    """Put the mark into annotated HTML; None where `place_of_player` finds no place."""
    place = place_of_player(html, where)
    return None if place is None else with_mark_at(html, place)


def find_mark(html: str) -> Place | None:
    """Return the place of a written page's player: the mark, or the comments and what is between.

    Where a minifier has dropped the comments, the player itself. None: the page has none, or not
    where a browser would show it.
    """
    places = [match.span() for match in _MARK.finditer(html)]
    places += [match.span() for match in _BETWEEN.finditer(html)]
    apart: list[Place] = []
    for place in sorted(places):
        if not apart or place[0] >= apart[-1][1]:
            apart.append(place)
    return _first_real(html, apart) or _first_real(
        html, [match.span() for match in _PLAYER.finditer(html)]
    )


def _first_real(html: str, places: Sequence[Place]) -> Place | None:
    if not places:
        return None
    probes = [node for node in _probed(html, places).css(f"[{_PROBE}]") if _may_show(node)]
    numbers = [int(node.attributes[_PROBE] or 0) for node in probes]
    return places[min(numbers)] if numbers else None


def _below_title(html: str, places: Sequence[Place]) -> Place | None:
    """Return the first place behind the title, if the first block is one."""
    if not places:
        return None
    title_found = False
    for node in _probed(html, places).css(f'h1[{ATTRIBUTE}="1"], [{_PROBE}]'):
        if node.tag == "h1":
            title_found = True
        elif title_found and all(parent.tag != "h1" for parent in _ancestors(node)):
            return places[int(node.attributes[_PROBE] or 0)] if _may_show(node) else None
    return None


def _probed(html: str, places: Sequence[Place]) -> LexborHTMLParser:
    parts: list[str] = []
    last = 0
    for number, (start, end) in enumerate(places):
        # Unquoted, so that inside a quoted attribute value it cannot end that value.
        parts += [html[last:start], f"<aisha-audio {_PROBE}={number}></aisha-audio>"]
        last = end
    text = "".join([_BEFORE, *parts, html[last:]])
    return LexborHTMLParser(text.encode("utf-8", "replace"))


def _may_show(node: LexborNode) -> bool:
    return all(parent.tag not in _NEVER_SHOWN for parent in _ancestors(node))


def _ancestors(node: LexborNode) -> Iterable[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
