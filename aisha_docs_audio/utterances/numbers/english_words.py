"""English numerals: cardinals, ordinals, years."""

from __future__ import annotations

_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = ("", "thousand", "million", "billion", "trillion")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def en_cardinal(number: int) -> str:
    """Return a whole number from 0 to below 10¹⁵: 2024 is "two thousand twenty-four"."""
    words: list[str] = []
    for place in reversed(range(len(_THOUSANDS))):
        group = number // 1000**place % 1000
        if group:
            hundreds, rest = divmod(group, 100)
            words += [_ONES[hundreds], "hundred"] if hundreds else []
            words += [_below_hundred(rest), _THOUSANDS[place]]
    return " ".join(filter(None, words)) or "zero"


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def en_ordinal(number: int) -> str:
    """Return a number in its order: 21 is "twenty-first"."""
    words = en_cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words[:cut] + last


def year(number: int) -> str:
    """Return a year as people do: 1999 is "nineteen ninety-nine", 2005 "two thousand five"."""
    century, rest = divmod(number, 100)
    if rest == 0 and century % 10 == 0:
        return en_cardinal(number)
    if century % 10 == 0 and rest < 10:
        return en_cardinal(number)
    if rest == 0:
        return f"{en_cardinal(century)} hundred"
    return f"{en_cardinal(century)} {'oh ' if rest < 10 else ''}{en_cardinal(rest)}"


def plural(words: str) -> str:
    """Return the plural of a numeral: "nineties", "thousands"."""
    return (
        f"{words[:-1]}ies" if words.endswith("y") else f"{words}{'es' if words[-1] == 'x' else 's'}"
    )


def en_digits_said(digits: str) -> str:
    """Return digits in words, one by one."""
    return " ".join(_ONES[int(digit)] or "zero" for digit in digits)
