"""Which of a text's possible cuts are made: natural ones, left in place by edits elsewhere."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.segmentation.sentences import Ends

_SPACE = re.compile(r"\s*")
_CLUSTER = regex.compile(r"\X")
_CONTEXT_CHARACTERS = 8


def pack(text: str, ends: Ends, limit: int) -> list[str]:
    """Cut stripped `text` into pieces of at most `limit` code points.

    Where the text allows it a piece fills three to ten tenths of the limit. Within that range the
    cut is at the place whose neighbourhood has the smallest hash, not at the last one: behind an
    edit the same places win again, and the pieces fall back into their old bounds
    (docs/decisions/0021; bench/segmentation.py measures it).
    """
    pieces = []
    start = 0
    while len(text) - start > limit:
        end = _cut(text, ends, start, limit)
        pieces.append(text[start:end])
        space = _SPACE.match(text, end)
        assert space is not None
        start = space.end()
    pieces.append(text[start:])
    return pieces


def _cut(text: str, ends: Ends, start: int, limit: int) -> int:
    least = max(limit * 3 // 10, 1)
    low, high = start + least, start + limit
    # The last piece shall be no crumb either.
    fair = min(high, max(low, len(text) - least))
    for places in (ends.sentences, ends.clauses, ends.words):
        fitting = _between(places, low, fair)
        if fitting:
            return min(fitting, key=lambda place: (_weight(text, place), -place))
        # A short sentence before a very long one: better short than cut in the middle.
        if places is ends.sentences:
            fitting = _between(places, start + max(least // 4, 1), high)
            if fitting:
                return fitting[-1]
    for places in (ends.words, ends.spaces):
        fitting = _between(places, start + 1, high)
        if fitting:
            return fitting[-1]
    return _cut_word(text, start, limit)


def _between(places: list[int], low: int, high: int) -> list[int]:
    return places[bisect_left(places, low) : bisect_right(places, high)]


def _weight(text: str, place: int) -> bytes:
    near = text[max(place - _CONTEXT_CHARACTERS, 0) : place + _CONTEXT_CHARACTERS]
    return hashlib.blake2b(near.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _cut_word(text: str, start: int, limit: int) -> int:
    # A copy of no more than can be used: regex looks back along a whole run of flags at every
    # step, which takes minutes for a long one. One character past the limit shows whether the
    # cluster that ends there goes on.
    end = 0
    for cluster in _CLUSTER.finditer(text[start : start + limit + 1]):
        if cluster.end() > limit:
            break
        end = cluster.end()
    return start + (end or limit)
