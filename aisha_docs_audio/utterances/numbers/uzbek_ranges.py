"""Two numbers in Uzbek: "10–100 MB", "2024–2025-yillar", "1,5–2 %", "16:9"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.uzbek import latin
from aisha_docs_audio.utterances.numbers.literals import is_code, whole
from aisha_docs_audio.utterances.numbers.uzbek_amounts import (
    uz_number,
    uz_tailed,
    uz_with_ending,
)
from aisha_docs_audio.utterances.numbers.uzbek_patterns import (
    FOLLOWED,
    IN_A_FILE,
    SCALES,
    TAIL,
)
from aisha_docs_audio.utterances.numbers.uzbek_words import (
    ended,
    fraction,
    uz_cardinal,
    uz_ordinal,
)

if TYPE_CHECKING:
    import re


def uz_range_said(found: re.Match[str]) -> tuple[str, int]:
    """Return what is said of two numbers, and where in the text it ends."""
    if found["low"]:
        return _between(found)
    if found["part_low"]:
        return _parts(found)
    first, second = (uz_cardinal(int(found[each])) for each in ("ratio", "to"))
    place = IN_A_FILE.search(found.string, max(0, found.start() - 60), found.start())
    said = f"{first}, {second}" if place else f"{ended(first, 'ga')} {second}"
    return uz_with_ending(said, found.string, found.end())


def _between(found: re.Match[str]) -> tuple[str, int]:  # noqa: PLR0911 - by what follows
    """Return "10–100 MB" as "oʻndan yuz megabaytgacha", but "2024–2025-yillar" with its ordinal."""
    low, high = found["low"], found["high"]
    codes = is_code(low) or is_code(high)
    if codes or whole(low) >= whole(high):
        spaced = " " in found.group() and not codes and "-" in found.group()
        return f"{uz_number(low)}{' minus ' if spaced else ', '}{uz_number(high)}", found.end()
    first, last = uz_number(low), uz_number(high)
    few = whole(high) <= 20 and whole(high) - whole(low) <= 2
    tail = TAIL.match(found.string, found.end())
    if tail is None:
        return _alone(found, first, last, few=few)
    if tail["unit"]:
        unit = uz_tailed("", 0, tail).strip()
        if unit in SCALES:  # "10–15 mln soʻm": the ending is the next word's
            return f"{first}, {last} {unit}", tail.end()
        if few and not tail["unit_ending"]:
            return f"{first}-{last} {unit}", tail.end()
        if not tail["unit_ending"]:
            unit = ended(unit, "gacha")
        elif not unit.endswith("gacha"):
            return f"{first}, {last} {unit}", tail.end()
        return f"{ended(first, 'dan')} {last} {unit}", tail.end()
    if tail["pieces"] and few:
        return f"{first}-{uz_tailed(last, whole(high), tail)}", tail.end()
    if tail["ending"] and latin(tail["ending"]) == "gacha":
        return f"{ended(first, 'dan')} {ended(last, 'gacha')}", tail.end()
    return f"{first}, {uz_tailed(last, whole(high), tail)}", tail.end()


def _alone(found: re.Match[str], first: str, last: str, *, few: bool) -> tuple[str, int]:
    followed = FOLLOWED.match(found.string, found.end())
    if followed and (followed["month"] or whole(found["low"]) > 999):
        said = f"{first}, {uz_ordinal(whole(found['high']))}"
        return (f"{said} yillar", followed.end()) if followed["short"] else (said, found.end())
    said = f"{first}-{last}" if few else f"{ended(first, 'dan')} {ended(last, 'gacha')}"
    return said, found.end()


def _parts(found: re.Match[str]) -> tuple[str, int]:
    """Return a range of decimal fractions: "1,5–2" is "bir butun oʻndan beshdan ikkigacha"."""
    low, high = (
        fraction(str(int(number)), part) if part else uz_cardinal(int(number))
        for number, _, part in (found[each].partition(",") for each in ("part_low", "part_high"))
    )
    tail = TAIL.match(found.string, found.end())
    if tail is None or not tail["unit"]:
        return f"{ended(low, 'dan')} {ended(high, 'gacha')}", found.end()
    unit = uz_tailed("", 0, tail).strip()
    unit = unit if unit in SCALES or tail["unit_ending"] else ended(unit, "gacha")
    return f"{ended(low, 'dan')} {high} {unit}", tail.end()
