"""Uzbek letters: the two apostrophes of the Latin alphabet, and Cyrillic written in Latin.

The rules are those of the Latin alphabet's law of 1993, as amended in 1995, and of the spelling
rules of 1995: oʻ and gʻ are written with U+02BB, the tutuq belgisi ʼ with U+02BC.
"""

from __future__ import annotations

import re

TURNED_COMMA = "ʻ"
TUTUQ = "ʼ"

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ"
"""Cyrillic too: "API'ни", "ТЗ'нинг"."""
_SIGN = "['’‘`´ʻʼ′ʹ＇]"
_SIGN_IN_PLACE = re.compile(
    f"(?P<before>[{_LATIN}0-9]?)(?P<sign>{_SIGN})(?=(?P<inside>[{_LATIN}]?))"
)
_ANY_SIGN = re.compile(_SIGN)
_STEM = re.compile(r"(?<![A-Za-z'’‘`´ʻʼ])[A-Za-z]{1,30}\Z")
_CASE = r"(?:ni|ning|niki|ga|gacha|da|dagi|dan)?(?![A-Za-z])"
_NAME_O = re.compile(rf"(?=.)(?:lar(?:i(?:n(?=[gd]))?)?|si(?:n(?=[gd]))?)?{_CASE}")
_NAME_G = re.compile(rf"(?=.)(?:lar)?(?:i|im|ing|imiz|ingiz)?(?:n(?=[gd]))?{_CASE}|[a-z]*siz")
_FOREIGN_G = re.compile(
    r"(?:.*ing|[bv]?log|changelog|backlog|weblog|prolog|dialog|datalog|datadog|config|(?:hash)?tag"
    r"|flag|debug|plug|slug|pkg|msg|svg|jpe?g|png|mpeg|(?:go|er|c)?lang|zig|org|arg|img|reg)\Z",
    re.IGNORECASE,
)
_FOREIGN_LETTERS = re.compile(r"[wW]|[cC](?![hH])|[a-z][A-Z]")
_VOWEL = re.compile("[aeiouAEIOU]")
_CAN_CLOSE = "'’"
_CAN_OPEN = "'’‘"

_PLAIN = dict(zip("абвгджзийклмнопрстуфхыэқҳ", "abvgdjziyklmnoprstufxieqh", strict=True)) | {
    "ғ": "gʻ", "ў": "oʻ", "ё": "yo", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya",
}  # fmt: skip
_VOWELS = "аеёиоуыэюяў"
_CYRILLIC = re.compile("[Ѐ-ӿ]+")
_MONTHS = re.compile("(сентя|октя)(?=бр)", re.IGNORECASE)


def fold_apostrophes(text: str) -> str:
    """Write every apostrophe of a Latin word as U+02BB (after o and g) or U+02BC.

    People type ' ’ ‘ ` ´ and more for both. At the end of a word ("togʻ") the sign may be a
    closing quotation mark as well: it is taken for one where a single quotation mark is open.
    """
    if not _ANY_SIGN.search(text):
        return text
    quoting = False

    def fold(found: re.Match[str]) -> str:
        nonlocal quoting
        before, sign = found["before"], found["sign"]
        if not before:
            previous = text[max(found.start() - 1, 0) : found.start()]
            at_start = not previous.isalnum() and not _ANY_SIGN.match(previous)
            quoting = quoting or bool(at_start and found["inside"] and sign in _CAN_OPEN)
            return sign
        if not found["inside"] and quoting and sign in _CAN_CLOSE:
            quoting = False
            return before + sign
        if before in "OoGg" and not _of_a_name(text, found):
            return before + TURNED_COMMA
        return before + (TUTUQ if found["inside"] else sign)

    return _SIGN_IN_PLACE.sub(fold, text)


def _of_a_name(text: str, found: re.Match[str]) -> bool:
    """Return whether an ending of its own follows o or g: "Django'ni", "log'ga", "I/O'da".

    No Uzbek word of several syllables ends in oʻ; of those in gʻ there are many, so names in g are
    known by their letters, or by a list.
    """
    inside = found["inside"]
    if inside > "z":  # an ending in Cyrillic
        return inside.islower()
    before = _STEM.search(text, max(0, found.start() - 30), found.start() + 1)
    endings = _NAME_O if found["before"] in "Oo" else _NAME_G
    if before is None or not endings.match(text, found.end()):
        return False
    stem = before.group()
    if stem[-1].isupper():
        return stem.isupper()
    if endings is _NAME_O:
        return stem == "Go" or _VOWEL.search(stem[:-1]) is not None
    return bool(_FOREIGN_LETTERS.search(stem) or _FOREIGN_G.match(stem))


def latin(text: str) -> str:
    """Transliterate Uzbek Cyrillic; everything else stays as it is.

    е is "ye" at a word's start and behind vowels, ъ and ь, else "e"; ц is "ts" behind vowels,
    else "s"; ъ is ʼ, but nothing behind oʻ or before a letter that begins with y; ь is nothing
    ("yo" together with о); ʼ parts s and h that are two letters ("Isʼhoq").
    """
    return _CYRILLIC.sub(lambda word: _latin_word(word.group()), _MONTHS.sub(_without_ya, text))


def _without_ya(found: re.Match[str]) -> str:
    # The one pair of words whose spelling differs beyond the letters: sentabr, oktabr.
    return found.group()[:-1] + ("А" if found.group()[-1] == "Я" else "а")


def _latin_word(word: str) -> str:
    letters = []
    for place, letter in enumerate(word):
        before, after = word[max(place - 1, 0) : place], word[place + 1 : place + 2]
        said = _letter(letter.lower(), before.lower(), after.lower())
        if letter.isupper():
            shouting = (after or before).isupper()
            said = said.upper() if shouting else said[:1].upper() + said[1:]
        letters.append(said)
    return "".join(letters)


def _letter(letter: str, before: str, after: str) -> str:
    behind_vowel = before != "" and before in _VOWELS
    match letter:
        case "е":
            said = "ye" if not before or behind_vowel or before in "ъь" else "e"
        case "ц":
            said = "ts" if behind_vowel else "s"
        case "ъ":
            said = "" if before == "ў" or (after and after in "еёюя") else TUTUQ
        case "ь":
            said = ""
        case "о" if before == "ь":
            said = "yo"
        case "ҳ" if before == "с":
            said = f"{TUTUQ}h"
        case _:
            said = _PLAIN.get(letter, letter)
    return said
