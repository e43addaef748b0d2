"""Slashes, bars and arrows between words of prose: "or", a pause, or a fixed expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.held import is_held

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_PAIRS = frozenset(
    [
        "and/or",
        "either/or",
        "yes/no",
        "client/server",
        "request/response",
        "input/output",
        "read/write",
        "key/value",
        "on/off",
        "ui/ux",
        "ci/cd",
        "tcp/ip",
        "i/o",
        "pl/sql",
        "gnu/linux",
        "ac/dc",
        "s/mime",
        "p/invoke",
        "q/a",
        "am/fm",
        "mvs/esa",
        "mm/dd",
        "dd/mm",
        "mm/dd/yyyy",
        "dd/mm/yyyy",
        "yyyy/mm/dd",
        "mm/dd/yy",
        "dd/mm/yy",
        "dev/ops",
        "black/white",
        "win/win",
        "he/she",
        "his/her",
        "him/her",
        "и/или",
        "да/нет",
        "ввод/вывод",
        "клиент/сервер",
        "запрос/ответ",
        "вкл/выкл",
        "va/yoki",
        "ha/yoʻq",
        "мижоз/сервер",
        "ва/ёки",
        "ҳа/йўқ",
        "mijoz/server",
        "soʻrov/javob",
        "kirish/chiqish",
        "kalit/qiymat",
        "калит/қиймат",
        "кириш/чиқиш",
        "сўров/жавоб",
        "ключ/значение",
    ]
)
"""Pairs that are said in one breath, without "or"."""

_CHOICES = frozenset(
    ("true/false", "enabled/disabled", "start/stop", "left/right", "up/down", "asc/desc",
     "public/private", "dev/prod", "http/https", "get/post", "min/max", "png/jpg", "npm/yarn",
     "allow/deny", "open/close", "email/password", "and/or", "if/else", "try/except", "try/catch")
)  # fmt: skip
"""Pairs in Latin letters that are no path, also where the text around them is Cyrillic."""

_WORDS = r"[^\W\d_][^\W_]*(?:[-_ʻʼ’'][^\W_]+)*"
_SLASHED = re.compile(
    rf"(?<![\w./\\~@:#-])(?P<words>{_WORDS}(?:(?:/| / ){_WORDS}){{1,15}})"
    r"(?![\w/\\@]|[.:][\w/]|\(\))"
)
_SUFFIX = re.compile("[-ʻʼ’'].*")
"""What is joined to an abbreviation: "CI/CD-конвейер", "I/Oʼni"."""
_PARTED = re.compile(r" ?/ ?")
_FOLDER = re.compile(
    r"[^\w.!?;]{0,2}(?:folder|director|path|papka|jild|katalog|fayl|папк|каталог|директори|жилд|файл|репозитори|repo)",
    re.IGNORECASE,
)
_FOLDERS = frozenset(
    ("path", "to", "src", "docs", "lib", "bin", "usr", "etc", "home", "tmp", "var", "dist", "build",
     "tests", "foo", "bar", "node_modules", "site-packages", "localhost")
)  # fmt: skip
"""Parts that only a path has."""
_ADDRESS = re.compile(r"(?:[a-z]+/)+v[0-9]+(?:/[a-z]+)*|[ru]/[a-z]{3,20}")
"""A version of an interface, "api/v1"; a place on Reddit."""
_LATIN_IN_CYRILLIC = re.compile(r"[a-z0-9/ -]+\Z")
_COMPONENT = re.compile(r"[a-z][a-z0-9-]*/[A-Z]+[a-z]+[A-Z][A-Za-z]*\Z")
"""A name in a package: "vueuc/VVirtualList"."""
_PRICES = re.compile(r"(?<=[0-9])/(?=[$€£₽¥][0-9])")
_BAR = re.compile(
    r"(?<=[^\W_\x20\])}»”\"]) ?\|(?!\|) ?(?=[^\W_\x20])|(?<=[^\W_\])}»”\"]) \| (?=\S)"
)
_SHORT = {
    "w/o": "without", "w/": "with", "c/o": "care of", "n/a": "not applicable",
    "s/he": "she or he", "℅": "care of",
}  # fmt: skip
_SHORT_FOUND = re.compile(r"(?<![\w/])(?:w/o|w/(?=[\s,.;:!?)])|c/o|s/he|[nN]/[aA])(?![\w/])|℅")

_NO_DATA = re.compile(r"(?<![\w/])[нН]/[дД](?![\w/])")
_ARROW = re.compile(
    r" ?(?:(?<![<\w-])[-–—]{1,3}>|[=]+>|[→➜➔⇒»›‣▸▶►]|>{1,2}) ?(?=[^\W_]|[\"'“„«‘(])"
)
_OPERAND = re.compile(r"(?:[0-9.,%]+|[A-Za-zα-ω])\Z")
_TITLE = re.compile(r"[A-Z][a-z]+(?![^\W_])")
_TITLE_END = re.compile(r"(?<![^\W_])[A-Z][a-z]+\Z")
_WORD = re.compile(r"[^\W\d_]{3,}\Z")
_OPENING = "«“\"‘'(["


def hold_alternatives(text: str, words: Vocabulary, held: Held) -> str:
    """Hold "or" in place of slashes and bars between words; addresses are held already."""
    if words.column == "en" and ("/" in text or "℅" in text):
        text = held.hold_all(_SHORT_FOUND, text, lambda found: _SHORT[found.group().lower()])
    if words.column == "ru" and "/" in text:
        text = held.hold_all(_NO_DATA, text, lambda _: "нет данных")
    if "/" in text:
        text = _PRICES.sub(lambda _: f" {held.hold(words.phrase('or'))} ", text)
        text = _SLASHED.sub(lambda found: _joined(found, text, words, held), text)
    if "|" in text:
        text = _BAR.sub(lambda _: f" {held.hold(words.phrase('or'))} ", text)
    return text


def _joined(found: re.Match[str], text: str, words: Vocabulary, held: Held) -> str:
    parts = _PARTED.split(found["words"])
    folder = _FOLDER.match(text, found.end()) is not None or not _FOLDERS.isdisjoint(parts)
    folder = folder or _ADDRESS.fullmatch(found["words"]) is not None
    foreign = words.column in ("ru", "uz-Cyrl") and _LATIN_IN_CYRILLIC.match(found["words"])
    bare = [*parts[:-1], _SUFFIX.sub("", parts[-1])]
    pair = "/".join(bare).lower()
    if pair in _PAIRS or "/".join(parts).lower() in _PAIRS:
        between = " "
    elif pair in _CHOICES:
        between = f" {held.hold(words.phrase('or'))} "
    elif folder or foreign or (words.column != "en" and _COMPONENT.match(found["words"])):
        between = f" {held.hold(words.inside['/'])} "
    elif (
        words.column == "ru"
        and all(len(part) < 3 and part.isalpha() for part in parts)
        and not (all(part.isascii() and part.isupper() for part in bare) and len(pair) > 3)
        and not any(is_held(part[-1]) for part in parts)
    ):
        between = " "  # б/у
    elif all(len(part) == 1 and part.isupper() for part in bare):
        between = " "  # R/W
    else:
        between = f" {held.hold(words.phrase('or'))} "
    return between.join(parts)


class _Quotes:
    """Tells whether a « is open, asked at ascending places."""

    def __init__(self, text: str) -> None:
        self._text, self._place, self._open = text, 0, 0

    def open_at(self, place: int) -> bool:
        """Return whether the » at `place` would close a quotation."""
        for mark in self._text[self._place : place]:
            self._open = max(self._open + (mark == "«") - (mark == "»"), 0)
        self._place = place
        return self._open > 0


def menus_parted(text: str) -> str:
    """Put a pause in place of every arrow, and of every ">" or "»" between the steps of a menu.

    "File > Settings" and what smart quotes make of "-->" (an en dash and ">") are steps; a ">"
    between numbers or single letters compares.
    """
    if not any(sign in text for sign in ">»›→➜➔⇒‣▸▶►"):
        return text
    quotes = _Quotes(text)

    def said(found: re.Match[str]) -> str:
        sign = found.group().strip()
        before = text[max(0, found.start() - 40) : found.start()].rsplit(" ", maxsplit=1)[-1]
        spaced = found.group()[0] == " " and found.group()[-1] == " "
        after = text[found.end() : found.end() + 1]
        if sign in ("»", "›") and (not spaced or (sign == "»" and quotes.open_at(found.start()))):
            return found.group()
        if sign in (">", ">>"):
            is_tight = _TITLE_END.search(before) and _TITLE.match(text, found.end())
            steps = is_tight or (
                spaced and (after.isupper() or after in _OPENING or after.isdigit() is False)
            )
            titled = spaced and _WORD.match(before) and _TITLE.match(text, found.end())
            capital = (
                titled or before.lstrip(_OPENING)[:1].isupper() or before.endswith(("»", "”", '"'))
            )
            held_step = after > "\U0001ffff" or before[-1:] > "\U0001ffff"
            if not steps or _OPERAND.match(before) or not (capital or held_step):
                return found.group()
            if not (after.isupper() or after in _OPENING or held_step):
                return found.group()
        if not before or before[-1:] in ",.;:!?…":
            return " "
        return ", "

    return _ARROW.sub(said, text)
