"""What is written otherwise than it is said in English: 1/31/2024, "Jan 5", "-$5", a telephone."""

from __future__ import annotations

import re

from aisha_docs_audio.utterances.numbers.english_words import en_digits_said

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_SLASHED = re.compile(r"(?<![\w/.])([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})(?![\w/])")
_SHORT = "(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_SHORT_MONTH = re.compile(
    rf"\b{_SHORT}\.?(?= [0-9]{{1,2}}(?:st|nd|rd|th)?\b| (?:19|20)[0-9]{{2}}\b)"
    rf"|(?<=[0-9] ){_SHORT}\b\.?(?= [0-9]{{4}})"
)
_OWED = re.compile(r"(?<![\w)])[-−](?=[$€£¥₽]\s?[0-9])")
_CENTS = re.compile(r"(?<![\w.,])([0-9]{1,3}) ?¢")
_NO_WHOLE = re.compile(r"(?<![\w.,])\.(?=[0-9])")
_MULTIPLES = re.compile(r"(?<![\w.-])([0-9]{1,4})[-–]([0-9]{1,4})x(?!\w)")
_TELEPHONE = re.compile(
    r"(?<![\w.])(?:(?P<plus>\+)(?P<country>[0-9]{1,3})(?P<number>(?:[ -]\(?[0-9]{2,4}\)?){2,5})"
    r"|(?P<toll>(?:(?:1-)?[0-9]{3}-|\([0-9]{3}\) )[0-9]{3}-[0-9]{4}))(?![\w-])"
)
_BOOK = re.compile(r"(?<=ISBN )[0-9](?:-?[0-9]){8,11}(?:-?[0-9X])(?![\w-])")
_GROUP = re.compile("[0-9]+")


def english_written_out(text: str) -> str:
    """Return the text with such notations in the form that English numbers are read from."""
    text = _SLASHED.sub(_date, text)
    text = _SHORT_MONTH.sub(lambda found: _month(found[1] or found[2]), text)
    text = _CENTS.sub(lambda found: f"{found[1]} cent{'s' * (found[1] != '1')}", text)
    text = _MULTIPLES.sub(r"\1 to \2 times", _NO_WHOLE.sub("0.", _OWED.sub("minus ", text)))
    text = _BOOK.sub(lambda found: _spelled(found.group()), text)
    return _TELEPHONE.sub(_telephone, text)


def _date(found: re.Match[str]) -> str:
    """Return 1/31/2024 as a date; of 5/6/2024 nobody can tell which is the month."""
    first, second, year = int(found[1]), int(found[2]), found[3]
    if 1 <= first <= 12 < second <= 31:
        return f"{MONTHS[first - 1]} {second}, {year}"
    if 1 <= second <= 12 < first <= 31:
        return f"{first} {MONTHS[second - 1]} {year}"
    return f"{first}, {second}, {year}"


def _month(short: str) -> str:
    return next(month for month in MONTHS if month.startswith(short[:3]))


def _telephone(found: re.Match[str]) -> str:
    if found["toll"]:
        return _spelled(found["toll"])
    return f"plus {_spelled(found['country'])}, {_spelled(found['number'])}"


def _spelled(number: str) -> str:
    """Return digits one by one, with a pause between their groups."""
    groups = _GROUP.findall(number)
    said = ", ".join(en_digits_said(group) for group in groups)
    return f"{said} X" if number.endswith("X") else said
