"""Signs that prose lists without marking them: "+, -, * and /", "press / to search, ? for help"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.expression import signs_named
from aisha_docs_audio.utterances.normalization.russian_signs import in_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Column, Vocabulary

_SIGN = r"[-+*/%=<>!&|~^#@$\\_:?;.,\"'→←]"
_TOKEN = re.compile(
    rf"(?<![^\s(\[])(?!<!--|-->)(?:[\"'“«‘](?P<quoted>{_SIGN}{{1,4}}?)[\"'”»’]|(?P<bare>{_SIGN}{{1,4}}?))"
    r"(?=[,.;:]?(?:\s|[)\]]|\Z))"
)
_JOIN = re.compile(r"[)\]]?(?:, ?| )?(?:(?:and|or|и|или|va|yoki|ва|ёки|also) )?[(\[]?\Z")
_JOINED = re.compile(r"[,)\]]|and|or|и|va|ва|ёки|yoki|или")
_SPELLED = re.compile(r"[^\W_]")
_AND = re.compile(r"(?:,|(?<![^\W_])(?:and|or|и|или|va|yoki|ва|ёки)) \Z")
_NEAR = 60
"""How far from a sign that is one the next may stand: "/ to search, ? for help"."""
_SENTENCE_SIGNS = frozenset((".", ",", ";", ":", "!", "?", "'", '"', "...", "..", "!!", "?!"))
_DASHES = frozenset(("-", "--", "---"))
_BEFORE: Mapping[Column, re.Pattern[str]] = {
    "en": re.compile(r"(?:\b(?:a|an|the|press|type|enter|pass|hit)) \Z", re.IGNORECASE),
    "ru": re.compile(r"\b(?:нажмите|введите) \Z", re.IGNORECASE),
    "uz": re.compile(r"(?!)"),
    "uz-Cyrl": re.compile(r"(?!)"),
}
_BEHIND: Mapping[Column, re.Pattern[str]] = {
    "en": re.compile(
        r" (?:in|to|for|means|is|as|at|on|from|with|if|between|before|after|or|and)\b"
    ),
    "ru": re.compile(r" (?:для|чтобы|в|на|означает|перед|после|между|с)(?![^\W_])"),
    "uz": re.compile(r" (?:ni|ning|ga|dan|bosing|tugmasi|bilan|uchun|kiriting)(?![^\W_])"),
    "uz-Cyrl": re.compile(r" (?:ни|нинг|га|дан|босинг|тугмаси|билан|учун|киритинг)(?![^\W_])"),
}
_OPERAND = re.compile(r" ?(?:[0-9]|[^\W\d_](?![^\W_])|[\U00020000-\U0002a6df])")
"""What stands behind an operator or a currency: "a + b", "$ 5"."""
_GRADE_UP = re.compile(r"(?<![^\W_])(?:AB?|[B-DFO])\+(?![\w+])")
_GRADE_DOWN = re.compile(r"(?<![^\W_])(?P<grade>AB?|[B-DFO])-(?=[\s,.;:)]|\Z)")
_PRICED = re.compile(r"(?<=[\w%] )@(?= ?[$€£₽0-9])")


def hold_listed_signs(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the names of signs that stand in a list of signs, or where a word must stand.

    One sign between two words may be a dash, an "or", an operator: those are for other rules.
    """
    if _GRADE_UP.search(text):
        minus = words.operators["-"]
        text = _GRADE_DOWN.sub(lambda found: f"{found['grade']} {held.hold(minus)}", text)
    text = held.hold_all(_PRICED, text, lambda _: words.inside["@"])
    tokens = list(_TOKEN.finditer(text))
    if not tokens:
        return text
    chained = _chained(text, tokens)
    parts: list[str] = []
    place, named_at = 0, -_NEAR
    for found, in_list in zip(tokens, chained, strict=True):
        if not (in_list or _is_meant(found, named_at, words)):
            continue
        before = text[max(0, found.start() - 40) : found.start()]
        said = signs_named(_sign(found), words)
        if words.column == "ru":
            said = in_case(said, _sign(found), before)
        first, _, last = said.rpartition(" ")
        if text.startswith(f" {last}", found.end()):
            said = first or said  # "the → arrow", "the + sign"
        parts += [text[place : found.start()], held.hold(said)]
        place = named_at = found.end()
    return "".join([*parts, text[place:]])


def _sign(found: re.Match[str]) -> str:
    return found["quoted"] or found["bare"]


def _chained(text: str, tokens: list[re.Match[str]]) -> list[bool]:
    """Return of each sign whether the next or the one before it is joined to it."""
    chained = [False] * len(tokens)
    for at in range(len(tokens) - 1):
        one, next_one = tokens[at], tokens[at + 1]
        between = text[one.end() : next_one.start()]
        joined = len(between) < 12 and _JOIN.match(between) and _JOINED.search(between)
        only_marks = {_sign(one), _sign(next_one)} <= _SENTENCE_SIGNS | _DASHES
        if joined and (not only_marks or _SPELLED.search(between)):
            chained[at] = chained[at + 1] = True
    return chained


def _is_meant(found: re.Match[str], named_at: int, words: Vocabulary) -> bool:
    text, sign = found.string, _sign(found)
    if _OPERAND.match(text, found.end()):
        return False
    before = text[max(0, found.start() - 16) : found.start()]
    behind = _BEHIND[words.column].match(text, found.end()) is not None
    if _BEFORE[words.column].search(before):
        return sign not in _SENTENCE_SIGNS | _DASHES or behind
    if words.column.startswith("uz") and behind:
        return sign not in _DASHES or found.start() == 0
    return behind and found.start() - named_at < _NEAR and _AND.search(before) is not None
