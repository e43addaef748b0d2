"""What a number in an English text means, and how it is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.english_notations import MONTHS, english_written_out
from aisha_docs_audio.utterances.numbers.english_words import (
    en_cardinal,
    en_digits_said,
    en_ordinal,
    plural,
    year,
)
from aisha_docs_audio.utterances.numbers.literals import (
    DASH,
    DOTTED_DATE,
    ISO_DATE,
    ROMAN,
    SPACE,
    SPACED,
    START,
    TIME,
    UNTIL,
    all_said,
    is_code,
    roman_value,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CURRENCIES: Mapping[str, tuple[str, str, str]] = {
    "US$": ("dollar", "dollars", "cent"), "$": ("dollar", "dollars", "cent"),
    "USD": ("dollar", "dollars", "cent"), "€": ("euro", "euros", "cent"),
    "EUR": ("euro", "euros", "cent"), "£": ("pound", "pounds", "penny"),
    "GBP": ("pound", "pounds", "penny"), "₽": ("rouble", "roubles", "kopeck"),
    "RUB": ("rouble", "roubles", "kopeck"), "¥": ("yen", "yen", "sen"),
    "UZS": ("soum", "soums", "tiyin"), "₸": ("tenge", "tenge", "tiyn"),
}  # fmt: skip
_UNITS: Mapping[str, str] = {
    "%": "percent", "‰": "per mille", "°C": "degrees Celsius", "°F": "degrees Fahrenheit",
    "°": "degrees",
}  # fmt: skip
_SHARES = {
    (1, 2): "one half", (1, 4): "one quarter", (3, 4): "three quarters",
}  # fmt: skip
_MONTH = "|".join(MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?= ))"
_AMOUNT = rf"(?:{SPACED}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?!,?[0-9])|[0-9]+)"
_CODE = "(?:USD|EUR|GBP|RUB|UZS)"
_NUMBER = re.compile(
    r"(?P<roman_of>\b(?:[Cc]hapter|[Pp]art|[Vv]olume|[Aa]ppendix|[Ss]ection|Act|Phase"
    r"|War|Type|Tier|Level|Stage|Book|Title|Article|Round|Module|Lesson|Season|Episode) )"
    rf"(?P<roman>(?!I\b(?! *[.,:;)]|\Z)){ROMAN})(?!\w)"
    rf"|(?P<century>[XVI]{{1,5}})(?= centur(?:y|ies)\b)"
    rf"|{START}(?:{ISO_DATE}|{DOTTED_DATE}|{TIME}(?P<noon>{SPACE}?[ap]\.?m\b\.?)?"
    r"|(?P<ratio>[0-9]{1,4}):(?P<ratio_to>[0-9]{1,4})(?![\w:/]|[.,][0-9])"
    rf"|(?P<prefix>US\$|[$€£₽¥₸]){SPACE}?(?P<paid>{_AMOUNT})(?:{DASH}(?:US\$|[$€£₽¥₸])?(?P<paid_to>{_AMOUNT}(?![.,]?[0-9])))?(?:\.(?P<cents>[0-9]+))?(?![0-9])"
    rf"(?P<multiple>{SPACE}(?:thousand|million|billion|trillion)\b|[kKMB]\b)?"
    rf"|(?<!-)(?P<low>{_AMOUNT}(?:\.[0-9]+)?)(?:{DASH}| [–—] )(?P<high>{_AMOUNT}(?:\.[0-9]+)?)"
    rf"(?!{DASH}?[0-9])(?![.,:][0-9])(?![^\W_])(?!-[^\W_])"
    r"|(?P<season>(?:19|20)[0-9]{2})/(?P<next>[0-9]{2})(?![\w/])"
    rf"|(?P<ordinal>{_AMOUNT})(?:st|nd|rd|th)(?![^\W_])"
    r"|(?P<decade>[12]?[0-9]?[0-9]0)['’]?s(?![^\W_])"
    r"|(?P<share>[1-9])/(?P<of>[2-9]|10|100)(?![\w/.,]*[0-9])"
    r"|(?P<dotted>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)+)(?![\w])"
    rf"|(?P<first>{_AMOUNT})(?![^\W_])(?![.,][0-9]))"
)
_UNIT = re.compile(rf"{SPACE}?(?P<unit>[%‰]|°[CF]?|[$€£₽₸]|{_CODE}(?!\w))")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|until|by|from|year|before|after|during|circa|©) "
    rf"|(?:{_MONTH})(?: [0-9a-z-]+,)? |\bQ[1-4] )\Z",
    re.IGNORECASE,
)
_DAY_AFTER, _DAY_BEFORE = re.compile(f" (?:{_MONTH})\\b"), re.compile(f"\\b(?:{_MONTH}) \\Z")
_VERSION_BEFORE = re.compile(r"(?:\b[Vv]ersions? |\b[Rr]elease |\b[A-Z][A-Za-z]+ )\Z")
_MINUS = re.compile(
    rf"(?<=\b[a-zA-Z0-9]) [-−] (?=[0-9]+\b)|(?<![^\s(“\"=])[-−](?=[0-9])(?![0-9]+{DASH})"
)
_IN_A_FILE = re.compile(r"(?: dot \w{1,12}(?::| colon)|\b[Ll]ines?) \Z")
_RAISED = re.compile("(?<=[0-9A-Za-z)])(⁻?[⁰¹²³⁴-⁹]+)")
_POWERS = {"2": "squared", "3": "cubed"}
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def english_numbers_said(text: str) -> str:
    """Put the numbers of an English text into words; digits inside names ("utf8") stay."""
    text = english_written_out(text)
    text = _MINUS.sub(" minus ", _RAISED.sub(_power, text))
    return all_said(text, _NUMBER, _read)


def _power(found: re.Match[str]) -> str:
    power = found[1].translate(_SUPERSCRIPTS)
    return f" {_POWERS.get(power) or f'to the power of {power}'}"


def _read(found: re.Match[str]) -> tuple[str, int]:
    """Return what is said, and where in the text it ends."""
    end = found.end()
    for group, said_of in _SAID_OF.items():
        if found[group]:
            return said_of(found), end
    if found["hour"]:
        said = _time(found)
        until = UNTIL.match(found.string, end)
        return (f"{said} to ", until.end()) if until else (said, end)
    return _range(found) if found["low"] else _quantity(found)


def _date(found: re.Match[str]) -> str:
    number, month, day = (
        found[a] or found[b] for a, b in (("year", "y"), ("month", "m"), ("day", "d"))
    )
    return f"{MONTHS[int(month) - 1]} {en_ordinal(int(day))}, {year(int(number))}"


def _ratio(found: re.Match[str]) -> str:
    place = _IN_A_FILE.search(found.string, max(0, found.start() - 60), found.start())
    return f"{_plain(found['ratio'])}{', ' if place else ' to '}{_plain(found['ratio_to'])}"


def _years(found: re.Match[str]) -> str:
    if found["season"]:
        return f"{year(int(found['season']))} {en_cardinal(int(found['next']))}"
    digits = found["decade"]
    return plural(year(int(digits)) if len(digits) > 2 else en_cardinal(int(digits)))


def _time(found: re.Match[str]) -> str:
    minute = found["minute"]
    parts = [en_cardinal(int(found["hour"]))]
    if minute != "00" or not found["noon"]:
        parts.append(
            "o'clock"
            if minute == "00"
            else f"{'oh ' * (minute[0] == '0')}{en_cardinal(int(minute))}"
        )
    if found["second"]:
        parts.append(f"and {en_cardinal(int(found['second']))} seconds")
    if found["noon"]:
        parts.append(" ".join(found["noon"].strip().replace(".", "")))
    return " ".join(parts)


def _paid(found: re.Match[str]) -> str:
    upper = found["paid_to"] or found["paid"]
    said = _money(found["prefix"], upper, found["cents"], found["multiple"])
    return f"{_plain(found['paid'])} to {said}" if found["paid_to"] else said


def _money(currency: str, amount: str, cents: str | None, multiple: str | None) -> str:
    one, many, small = _CURRENCIES[currency]
    if multiple:
        name = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion"}.get(multiple)
        part = f" point {en_digits_said(cents)}" if cents else ""
        return f"{en_cardinal(whole(amount))}{part} {name or multiple.strip()} {many}"
    if cents and len(cents) != 2:
        return f"{en_cardinal(whole(amount))} point {en_digits_said(cents)} {many}"
    whole_part = f"{en_cardinal(whole(amount))} {one if whole(amount) == 1 else many}"
    if not cents or not int(cents):
        return whole_part
    pence = {"penny": "pence", "sen": "sen", "tiyin": "tiyin", "tiyn": "tiyn"}.get(
        small, f"{small}s"
    )
    small_part = f"{en_cardinal(int(cents))} {small if int(cents) == 1 else pence}"
    return small_part if whole(amount) == 0 else f"{whole_part} and {small_part}"


def _range(found: re.Match[str]) -> tuple[str, int]:
    low, high = found["low"], found["high"]
    if is_code(low.partition(".")[0]) or is_code(high.partition(".")[0]):
        return f"{_plain(low)} {_plain(high)}", found.end()
    link = "minus" if " " not in found.group() and "−" in found.group() else "to"
    years = "." not in low + high and 1500 < whole(low) < whole(high) < 2100 and "," not in low
    version = _VERSION_BEFORE.search(found.string, max(0, found.start() - 24), found.start())
    # 3.8–3.12 falls as decimal fractions: these are versions.
    falls = low.count(".") == high.count(".") == 1 and float(low) > float(high)
    if "." in low and (falls or version):
        first, last = (n.replace(".", " point ") for n in (low, high))
        return f"{english_numbers_said(first)} to {english_numbers_said(last)}", found.end()
    first, last = (year(whole(n)) if years else _plain(n) for n in (low, high))
    unit, end = _unit(found, plural_unit=True)
    return f"{first} {link} {last}{unit}", end


def _share(share: int, of: int) -> str:
    if share >= of:
        return f"{en_cardinal(share)} {en_cardinal(of)}"
    plain = f"{en_cardinal(share)} {en_ordinal(of) if share == 1 else plural(en_ordinal(of))}"
    return _SHARES.get((share, of), plain)


def _quantity(found: re.Match[str]) -> tuple[str, int]:
    text, start, end = found.string, found.start(), found.end()
    unit, unit_end = _unit(found, plural_unit=(found["first"] or "") != "1")
    before = text[max(0, start - 24) : start]
    if found["dotted"]:
        parts = found["dotted"].split(".")
        version = len(parts) > 2 or (_VERSION_BEFORE.search(before) and not unit)
        if version or len(parts[0]) > 15:
            said = " point ".join(_plain(part) for part in parts)
        else:
            said = f"{en_cardinal(whole(parts[0]))} point {en_digits_said(parts[1])}"
        return said + unit, unit_end
    digits = found["first"]
    if unit:
        return _plain(digits) + unit, unit_end
    if not is_code(digits):
        number = whole(digits)
        if digits.isdigit() and 1100 <= number < 2100 and _YEAR_BEFORE.search(before):
            return year(number), end
        day = 1 <= number <= 31
        if day and (_DAY_AFTER.match(text, end) or _DAY_BEFORE.search(before)):
            return en_ordinal(number), end
    return _plain(digits), end


def _unit(found: re.Match[str], *, plural_unit: bool) -> tuple[str, int]:
    unit = _UNIT.match(found.string, found.end())
    if unit is None:
        return "", found.end()
    sign = unit["unit"]
    name = _CURRENCIES[sign][plural_unit] if sign in _CURRENCIES else _UNITS[sign]
    return f" {name}", unit.end()


_SAID_OF: Mapping[str, Callable[[re.Match[str]], str]] = {
    "roman": lambda found: found["roman_of"] + en_cardinal(roman_value(found["roman"])),
    "century": lambda found: en_ordinal(roman_value(found["century"])),
    "year": _date,
    "d": _date,
    "ratio": _ratio,
    "prefix": _paid,
    "ordinal": lambda found: en_ordinal(whole(found["ordinal"])),
    "decade": _years,
    "season": _years,
    "share": lambda found: _share(int(found["share"]), int(found["of"])),
}
"""What is said by the group of the pattern that has matched."""


def _plain(digits: str) -> str:
    head, _, part = digits.partition(".")
    said = en_digits_said(head) if is_code(head) else en_cardinal(whole(head))
    return f"{said} point {en_digits_said(part)}" if part else said
