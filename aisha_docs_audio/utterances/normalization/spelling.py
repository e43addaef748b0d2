"""Uzbek words in the new Latin spelling, written in the old one: ö ğ ş ç are oʻ gʻ sh ch."""

from __future__ import annotations

import re

_NEW = "öğşçõōḡŏÖĞŞÇÕŌḠŎ"
_WORD = re.compile(rf"(?<![^\W_])[^\W\d_'ʼ’ʻ‘`]*[{_NEW}][^\W\d_]*")
_ANY_NEW = re.compile(f"[{_NEW}]")
_OLD = {
    "ö": "oʻ", "õ": "oʻ", "ō": "oʻ", "ŏ": "oʻ", "ğ": "gʻ", "ḡ": "gʻ", "ş": "sh", "ç": "ch",
}  # fmt: skip
_LETTERS = frozenset("abdefghijklmnopqrstuvxyz" + _NEW.lower())
_VOWELS = frozenset("aeiouöõōŏ")
_ROUNDED = frozenset("öõōŏ")
# What a native word may end in; a suffix begins a new syllable, so that ends inside hold as well.
_FINAL = frozenset(
    ("rt", "rk", "rd", "rq", "rs", "rş", "rç", "rz", "rx", "rm", "lt", "lk", "lq", "ld", "lç", "lp",
     "st", "nd", "nt", "nç", "ng", "nk", "şt", "ft", "xt", "qt", "vq", "yt", "yr", "bz", "zg", "ks")
)  # fmt: skip
_ONSETS = frozenset(("şr", "şk", "şp", "şl", "şt", "şn", "şv"))
"""Loanwords begin so too: şrift, şkaf, ştat."""
_FOREIGN = re.compile(
    r"fa[çc]ad|fran[çc]ai|fran[çc]oi|gar[çc]on|le[çc]on|re[çc]u\Z|soup[çc]on|aper[çc]u|proven[çc]al"
    r"|mo[çc]amb|bar[çc]a|cura[çc]|ma[çc]on|[çc]a\Z|gödel|möbius|björn|jörg|söder|röntgen|göte"
    r"|tromsö|malmö|motör|noël|höhe|köppen|österr|schrö"
)


def old_spelling(text: str) -> str:
    """Write Uzbek words of the new alphabet in the old one; words of other languages stay.

    A word is taken for Uzbek if the new alphabet has all of its letters (no c, w, ü, é, …) and it
    is built like one: with ö no two consonants begin it, three stand together only behind a stem,
    no two vowels meet, and it ends neither in a cluster that Uzbek lacks nor in ö. So "söng" is
    soʻng, and Köln, Müller, façade, naïve and Curaçao are what they are. A short list holds names
    that are built like Uzbek words.
    """
    if not _ANY_NEW.search(text):
        return text
    return _WORD.sub(lambda word: _old(word.group()), text)


def _old(word: str) -> str:
    lower = word.lower()
    if not _is_uzbek(lower):
        return word
    shouting = len(word) > 1 and word.isupper()
    letters = []
    for place, letter in enumerate(word):
        said = _OLD.get(letter.lower())
        if said is None:
            letters.append(letter)
        elif not letter.isupper():
            letters.append(said)
        elif shouting or (word[place + 1 : place + 2] or word[max(place - 1, 0) : place]).isupper():
            letters.append(said.upper())
        else:
            letters.append(said[0].upper() + said[1:])
    return "".join(letters)


def _is_uzbek(word: str) -> bool:
    plain = "".join(letter for letter in word if letter not in "'ʼ’ʻ‘`´")
    if not set(plain) <= _LETTERS or _FOREIGN.match(plain):
        return False
    single = re.sub("ng(?![aeiouöõ])", "ŋ", plain.replace("sh", "ş"))
    shape = "".join("v" if letter in _VOWELS else "k" for letter in single)
    if "kkkk" in shape:
        return False
    if not set(plain) & _ROUNDED:
        # ş, ç and ğ also stand in loanwords, whose shape is free: flaş, şrift, brauzerga.
        return True
    if len(plain) > 2 and plain[-1] in _ROUNDED:
        return False
    return "vv" not in shape and _closed_well(single, shape)


def _closed_well(single: str, shape: str) -> bool:
    """Return whether a word's consonants stand together as in a native word."""
    crowded = re.search("kkk", shape)  # qoʻrqma: a stem's end and an ending
    if crowded and single[crowded.start() : crowded.start() + 2] not in _FINAL:
        return False
    if shape.startswith("kk") and single[:2] not in _ONSETS:
        return False
    return not shape.endswith("kk") or single[-2:].replace("ŋ", "ng") in _FINAL
