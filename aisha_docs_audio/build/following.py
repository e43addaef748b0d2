"""Which block of a page is marked while something else than its own words is heard.

A recording's cues and the paragraphs of a script are followed by their words: each belongs to the
next block, from the last one on, that shows them; one that no block shows stays with the last.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from aisha_docs_audio.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aisha_docs_audio.model import Cue

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(
    "['`\N{ACUTE ACCENT}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER TURNED COMMA}"
    "\N{MODIFIER LETTER APOSTROPHE}]"
)
"""Uzbek is written with any of them."""
_ENOUGH_WORDS = 3
"""Fewer stand in many blocks; such a text belongs to a block that says nothing else."""


def blocks_followed(texts: Iterable[str], blocks: Sequence[Block]) -> list[int | None]:
    """Return the place of the block each text belongs to; None before the first that is found."""
    left = [_words(block.text) for block in blocks]
    found: list[int | None] = []
    last: int | None = None
    for text in texts:
        words = _words(text)
        for place in range(last or 0, len(left)):
            rest = _rest(words, left[place])
            if rest is not None:
                # What was said of a block is not said of it again: the same words are the next's.
                last, left[place] = place, rest
                break
        found.append(last)
    return found


def cues_of_blocks(cues: Sequence[Cue], blocks: Sequence[Block]) -> tuple[Cue, ...]:
    """Return a recording's cues as a page follows them: one for each stretch of one block.

    Where no cue has the words of a block, the cues' own ids are the blocks' numbers. They come out
    in order, and none goes on into the next.
    """
    places = blocks_followed([cue.text for cue in cues], blocks)
    if any(place is not None for place in places):
        numbers = [blocks[place or 0].number for place in places]
    else:
        known = {block.number for block in blocks}
        numbers = [cue.number if cue.number in known else 0 for cue in cues]
    joined: list[Cue] = []
    for cue, number in zip(cues, numbers, strict=True):
        start = max(cue.start_seconds, joined[-1].end_seconds if joined else 0.0)
        if start >= cue.end_seconds:
            continue
        if joined and joined[-1].number == number:
            before = joined.pop()
            text = f"{before.text} {cue.text}".strip()
            joined.append(replace(before, end_seconds=cue.end_seconds, text=text))
        else:
            joined.append(replace(cue, number=number, start_seconds=start))
    return tuple(joined)


def blocks_of_script(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return a block for each paragraph of a script, with the number of the page's that it follows.

    A paragraph that says just what a block does is of its kind: a heading is one.
    """
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n[ \t\r]*\n", text)]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    found = blocks_followed(paragraphs, blocks)
    made = []
    for paragraph, place in zip(paragraphs, found, strict=True):
        block = blocks[place or 0] if blocks else None
        same = block is not None and _words(block.text) == _words(paragraph)
        made.append(
            Block(
                number=block.number if block is not None else 1,
                kind=block.kind if block is not None and same else "paragraph",
                level=block.level if block is not None and same else 0,
                text=paragraph,
                language=None,
            )
        )
    return tuple(made)


def _words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFC", text).casefold()))


def _rest(words: list[str], shown: list[str]) -> list[str] | None:
    """Return what a text leaves to be said of a block; None where it does not belong to it.

    It has all of the block's words, or the block has all of its; in one piece.
    """
    if min(len(words), len(shown)) < _ENOUGH_WORDS:
        return [] if words and words == shown else None
    said, seen = f" {' '.join(words)} ", f" {' '.join(shown)} "
    if seen in said:
        return []
    return seen.partition(said)[2].split() if said in seen else None
