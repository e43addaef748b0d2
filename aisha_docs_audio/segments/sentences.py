"""Where a text's sentences and clauses end: rules of our own, so that no upgrade moves them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.segments.abbreviations import ABBREVIATIONS, Abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.speech import Language

_WORD = re.compile(r"\S+")
_TERMINATORS = ".!?…"
_CLOSERS = "\"'”’»›)]}“"
_OPENERS = "\"'“‘„«‹([{—–-¿¡"
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`´′", "'"))
_LIST_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}\Z")
_NUMBER = re.compile(r"[0-9][0-9.,:/]*\Z|[IVXLCDM]+\Z")
_NUMBER_AND_HYPHEN = re.compile(r"[0-9]+-|[IVXLCDM]+-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Places where a text may be cut, as offsets just behind a word, each list ascending.

    Every sentence's end is also a clause's, and every clause's also a word's. The end of the text
    itself is left out.
    """

    sentences: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)


def find_ends(text: str, language: Language) -> Ends:
    """Find every place where `text` may be cut, in time linear in its length."""
    ends = Ends()
    abbreviations = ABBREVIATIONS[language]
    before, place = "", 0
    for end, word, after in _words(text):
        sentence = _ends_sentence(word, before, after, place, abbreviations)
        ends.words.append(end)
        if sentence:
            ends.sentences.append(end)
        if sentence or _ends_clause(word, after):
            ends.clauses.append(end)
        before, place = word, 0 if sentence else place + 1
    return ends


def _words(text: str) -> Iterator[tuple[int, str, str]]:
    """Give (end, word, next word) for every word but the last."""
    found = _WORD.finditer(text)
    word = next(found, None)
    for after in found:
        assert word is not None
        yield word.end(), word.group(), after.group()
        word = after


def _ends_clause(word: str, after: str) -> bool:
    closed = word.rstrip(_CLOSERS)
    return (
        closed.endswith((",", ";", ":", "—", "–"))
        or word == "-"
        or len(closed) < len(word)
        or after.startswith(("(", "[", "«", "“", "„"))
    )


def _ends_sentence(word: str, before: str, after: str, place: int, known: Abbreviations) -> bool:
    """Tell whether `word`, the sentence's one of index `place`, is its last."""
    closed = word.rstrip(_CLOSERS)
    body = closed.rstrip(_TERMINATORS)
    stop = closed[len(body) :]
    if not stop:
        return False
    following = after.lstrip(_OPENERS)[:1]
    # A dash alone carries the sentence on ("…!» — сказал он"), and so does the next dot of ". . .".
    if following.islower() or not after.strip(_OPENERS + _TERMINATORS + _CLOSERS):
        return False
    body = body.lstrip(_OPENERS).translate(_APOSTROPHES)
    if place == 0 and _LIST_NUMBER.match(body):
        return False
    if stop != "." or len(closed) < len(word):
        return bool(body) or "." not in stop  # ". . ." is an ellipsis
    if not body:
        return False
    return not _goes_on(body, before, following.isdigit(), place, known)


def _goes_on(
    body: str, before: str, number_follows: bool, place: int, known: Abbreviations
) -> bool:
    """Tell whether a sentence goes on behind `body` and its full stop."""
    # "than I. The", but "Albert I. Jones"
    if body in known.letters and not (body.isupper() and before[:1].isupper()):
        return False
    counted = _NUMBER_AND_HYPHEN.match(body)  # "2024-y.", "5-b."
    name = body[counted.end() :].lower() if counted else body.lower()
    joined = f"{before}{name}".lower()  # "т. д." is "т.д."
    if name in known.closing or joined in known.closing:
        return number_follows
    if name in known.inner or joined in known.inner or _is_initials(body, known):
        return True
    if len(name) == 1 and name.isalpha():
        # "г. Москва" and "В 1999 г. В. Путин", but "Это было в 2024 г. Потом"
        counts = counted is not None or _NUMBER.match(before) is not None
        return number_follows or not counts or place < 3
    return number_follows and name in known.numbered


def _is_initials(body: str, known: Abbreviations) -> bool:
    """Tell whether `body` is capital letters as before a surname: "A", "А.С", "Sh"."""
    return all(
        part[:1].isupper() and (len(part) == 1 or part.lower() in known.initials)
        for part in body.split(".")
    )
