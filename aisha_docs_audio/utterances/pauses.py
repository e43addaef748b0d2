"""How long the voice rests before a block: what the page's structure sounds like."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BETWEEN_SEGMENTS_SECONDS = 0.25
"""Inside a block that took several requests: the rest between two sentences."""

_PARAGRAPH = 0.6

_BEFORE: Mapping[str, float] = {
    "paragraph": _PARAGRAPH,
    "quote": _PARAGRAPH,
    "code": _PARAGRAPH,
    "item": 0.4,
    "term": 0.5,
    "definition": 0.35,
    "row": 0.4,
    "caption": _PARAGRAPH,
    "formula": 0.5,
    "image": 0.5,
    "announcement": 0.5,
    "title": 0.8,
    "summary": 0.8,
    "tab": 0.8,
}
"""Before a block of this kind, as a rule. A paragraph's rest is the measure: longer where something
new begins, shorter where what comes belongs to what was."""

_BEFORE_HEADING = (1.4, 1.2, 1.0, 0.8)
"""Before headings of level 1, 2, 3, and 4 or deeper: the more begins anew, the longer."""

_AFTER: Mapping[str, float] = {"heading": 0.7, "title": 0.45, "summary": 0.45, "tab": 0.45}
"""After a block that names what follows: long enough to be heard as a name, and not cut off from
what it names."""

_INWARD = 0.1
"""More before the first item of an inner list: something belongs to what was just said."""

_OUTWARD = 0.15
"""More before an item for each level that it goes back out of an inner list. Pauses are the ear's
only hint of the nesting (docs/decisions/0161-how-depth-is-heard.md)."""

_LEVELS_HEARD = 4


def pause_before(kind: str, level: int, *, previous_kind: str | None, previous_level: int) -> float:
    """Seconds of silence before a block of `kind`.

    Kinds are those of the blocks; an unknown one rests like a paragraph. `level` is a heading's
    level (1 to 6) or an item's depth (1 is the outermost), `previous_…` those of the block above.
    `previous_kind` is None for the page's first block, which needs no pause.
    """
    if previous_kind is None:
        return 0.0
    if kind == "heading":
        before = _BEFORE_HEADING[min(max(level, 1), len(_BEFORE_HEADING)) - 1]
        # A heading right under a heading: its section has begun already.
        return min(before, _AFTER["heading"]) if previous_kind == "heading" else before
    if previous_kind in _AFTER:
        return _AFTER[previous_kind]
    before = _BEFORE.get(kind, _PARAGRAPH)
    if kind == previous_kind == "item":
        outward = min(previous_level - level, _LEVELS_HEARD)
        return before + (_INWARD if outward < 0 else _OUTWARD * outward)
    return before
