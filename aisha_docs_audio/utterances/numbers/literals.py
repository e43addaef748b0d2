"""How numbers are written, whatever the language: fragments of patterns, and small readings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SPACE = "[ \u00a0\u2009\u202f]"
MOST_DIGITS = 15
"""The longest number said as one; a longer one is a code, said digit by digit."""

SPACED = rf"[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}}){{1,4}}(?![0-9])(?!-[0-9]{{2}}-)"
"""12 500, 1 000 000: groups of three with a space of any width between them."""

DASH = "[-–—−‒]"
UNTIL = re.compile(rf" ?{DASH} ?(?=[0-9]{{1,2}}:[0-9]{{2}})")
"""Between two times of day."""

START = r"(?<![\w.,])"
"""Where a number begins: not inside a name, a version or another number."""

ISO_DATE = (
    r"(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9-])"
)
DOTTED_DATE = (
    r"(?P<d>0?[1-9]|[12][0-9]|3[01])\.(?P<m>0[1-9]|1[0-2])\.(?P<y>[12][0-9]{3})(?![\w.]*[0-9])"
)
PARTS = (
    r"(?=[0-9]+(?:,|(?:[-–—]| [–—] )[0-9]+,[0-9]))"
    r"(?P<part_low>[0-9]+(?:,[0-9]{1,6})?)(?:[-–—]| [–—] )(?P<part_high>[0-9]+(?:,[0-9]{1,6})?)"
    r"(?![\w,.]*[0-9])"
)
"""A range of decimal fractions, with the comma: 1,5–2."""

TIME = (
    r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?![\w:]*[0-9])"
)

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ROMAN = r"(?=[IVXL])X{0,3}(?:XL|L)?X{0,3}(?:IX|IV|V?I{0,3})"
"""1 to 89, as centuries and chapters have."""


def roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral."""
    values = [_ROMAN[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def whole(digits: str) -> int:
    """Return the value of digits with anything between their groups."""
    return int(re.sub(r"[^0-9]", "", digits))


def is_code(digits: str) -> bool:
    """Return whether digits are said one by one: they begin with 0, or are too many."""
    return len(digits) > MOST_DIGITS or (digits[0] == "0" and len(digits) > 1)


_CHAINED = re.compile("[-/:](?=(?P<next>[0-9]+))")
_LONG = 3
"""Numbers of so many digits behind a slash are a list: "ports 9637/9638"."""


def all_said(
    text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], tuple[str, int]]
) -> str:
    """Put what `read` says for every match into the text.

    `read` returns the words and where in the text they end, which may be behind the match. A
    hyphen and a digit behind it are a code's next part, such as a telephone number's.
    """
    said: list[str] = []
    place = 0
    while found := pattern.search(text, place):
        words, end = read(found)
        before = text[found.start() - 1] if found.start() else ""
        said += [text[place : found.start()], " " * before.isalnum(), words]
        chained = _CHAINED.match(text, end)
        if chained and not words.endswith(" "):
            listed = text[end] == "/" and len(chained["next"]) >= _LONG
            said.append(", " if text[end] == "-" or listed else " ")
            end += 1
        elif text[end : end + 1].isalnum():
            said.append(" ")
        place = end
    said.append(text[place:])
    return " ".join("".join(said).split())
