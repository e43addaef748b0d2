"""Where a text's sentences and clauses end: rules of our own, so that no upgrade moves them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.segmentation.abbreviations import ABBREVIATIONS, Abbreviations
from aisha_docs_audio.utterances.segmentation.list_markers import BULLETS, is_bracketed, item_starts

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language

_WORD = re.compile(r"\S+")
_TERMINATORS = ".!?…"
_CLOSERS = "\"'”’»›)]}“"
_OPENERS = "\"'“‘„«‹([{—–-¿¡"
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`´′", "'"))
_LIST_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}\Z")
_NUMBER = re.compile(r"[0-9][0-9.,:/–-]*\Z|[IVXLCDM]+\Z")
_NUMBER_AND_HYPHEN = re.compile(r"[0-9]+-|[IVXLCDM]+-")
_LABEL = re.compile(r"(?:[A-ZА-Я][0-9]*|[IVXLC]+)[.,;:)]*\Z")
_MASCULINE = re.compile(r"[а-яё]{2}[иыоеё]м\Z")
_FEMININE = re.compile(r"[а-яё]{2}[ое][йю]\Z")
_OPENING_WORDS = 3
"""A date or a time among a sentence's first words opens it ("At 5 a.m. Mr. Smith …")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Places where a text may be cut, as offsets just behind a word, each list ascending.

    Every sentence's end is also a clause's, every clause's also a word's, and every word's also a
    space's. `words` leaves out what lies inside an abbreviation, a name with initials, or between
    an abbreviation and its number; `spaces` has every word. The end of the text itself is left out.
    """

    sentences: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A word with what stands around it; `place` is its index in its sentence.

    `earlier` are the two words before it, the nearer first, `after` and `later` the two behind it.
    `beyond` is the first word behind it
    that is more than dots, and `dots` how many words of one dot lie between.
    """

    word: str
    earlier: tuple[str, str]
    after: str
    later: str
    beyond: str
    dots: int
    place: int


def find_ends(text: str, language: Language) -> Ends:
    """Find every place where `text` may be cut, in time linear in its length."""
    found = list(_WORD.finditer(text))
    words = [match.group() for match in found]
    beyond = _beyond_dots(words)
    items = item_starts(words)
    known = ABBREVIATIONS[language]
    ends = Ends()
    place = run = 0
    for index in range(len(words) - 1):
        run = run + 1 if words[index] == "." else 0
        seen = _Seen(
            word=words[index],
            earlier=(words[index - 1] if index else "", words[index - 2] if index > 1 else ""),
            after=words[index + 1],
            later=words[index + 2] if index + 2 < len(words) else "",
            beyond=words[beyond[index + 1]] if beyond[index + 1] < len(words) else "",
            dots=beyond[index + 1] - index - 1,
            place=place,
        )
        # A list's marker is no sentence, and what stands before the next one is.
        sentence = index + 1 in items or (
            index not in items and _ends_sentence(seen, known, dots_before=run)
        )
        marker = index in items or is_bracketed(seen.word)
        clause = sentence or (not marker and _ends_clause(seen))
        end = found[index].end()
        ends.spaces.append(end)
        if clause or not _holds_together(seen, known, marker=marker):
            ends.words.append(end)
        if sentence:
            ends.sentences.append(end)
        if clause:
            ends.clauses.append(end)
        if not seen.word.strip(BULLETS):
            continue  # "• 9. The item" begins with its number
        place = 0 if sentence else place + 1
    return ends


def _beyond_dots(words: list[str]) -> list[int]:
    """Return for each index that of the first word from there on that is not a dot alone."""
    beyond = [len(words)] * (len(words) + 1)
    for index in reversed(range(len(words))):
        beyond[index] = beyond[index + 1] if words[index] == "." else index
    return beyond


def _ends_clause(seen: _Seen) -> bool:
    closed = seen.word.rstrip(_CLOSERS)
    return (
        closed.endswith((",", ";", ":", "—", "–"))
        or seen.word == "-"
        or len(closed) < len(seen.word)
        or seen.after.startswith(("(", "[", "«", "“", "„"))
    )


def _body(word: str) -> tuple[str, str, bool]:
    """Return a word without its marks, its final marks, and whether something closes behind."""
    closed = word.rstrip(_CLOSERS)
    body = closed.rstrip(_TERMINATORS)
    return (
        body.lstrip(_OPENERS).translate(_APOSTROPHES),
        closed[len(body) :],
        len(closed) < len(word),
    )


def _ends_sentence(seen: _Seen, known: Abbreviations, *, dots_before: int) -> bool:
    body, stop, closes = _body(seen.word)
    if not stop:
        return False
    if _at_dots(seen, body, stop, dots_before):
        return seen.beyond.lstrip(_OPENERS)[:1].isupper()
    following = seen.after.lstrip(_OPENERS)[:1]
    # A dash alone carries the sentence on ("…!» — сказал он"), and so does the next dot of ". . .".
    nothing_begins = not seen.after.strip(_OPENERS + _TERMINATORS + _CLOSERS)
    if following.islower() or nothing_begins or (seen.place == 0 and _LIST_NUMBER.match(body)):
        return False
    if stop != "." or closes:
        return bool(body) or "." not in stop  # ". . ." is an ellipsis
    return bool(body) and not _goes_on(body, seen, known)


def _at_dots(seen: _Seen, body: str, stop: str, dots_before: int) -> bool:
    """Return whether an ellipsis of single dots has the full stop beside it (Chicago style).

    It is the fourth dot ("end . . . . Next"), or stands at the word ("end. . . . The next").
    """
    if seen.word == ".":
        return dots_before >= 4 and seen.dots == 0
    return body != "" and stop == "." and seen.dots == 3


def _goes_on(body: str, seen: _Seen, known: Abbreviations) -> bool:
    """Return whether a sentence goes on behind `body` and its full stop."""
    before, number_follows = seen.earlier[0], seen.after.lstrip(_OPENERS)[:1].isdigit()
    first, mark, _ = _body(seen.after)
    starts = first in known.starters and not (mark and len(first) == 1)  # "I" may be an initial
    name, joined, counted = _names(body, before)
    listed = {name, joined}
    counted = counted or _NUMBER.match(before) is not None
    opens = seen.place < _OPENING_WORDS
    if body in known.letters and not (body.isupper() and before[:1].isupper()):
        goes_on = False  # "than I. The", but "Albert I. Jones"
    elif listed & known.times:
        # "At 5 a.m. Mr. Smith", "В 2010–2012 гг. Виктор"; of "(…, 1898 г. В …)" nothing can tell.
        opens = (opens or seen.earlier[1].endswith(",")) and not starts
        opens = opens or (counted and _is_agent(first, mark, seen.later, known))
        goes_on = number_follows or opens or (not counted and name in known.numbers_only)
    elif listed & known.closing:
        goes_on = number_follows or first.rstrip(",") in known.followers.get(name, ())
    elif len(body) == 1 and body.isupper():
        goes_on = opens or not starts
    elif listed & known.inner:
        goes_on = True
    elif name in known.numbered:
        labelled = name in known.labelled and _LABEL.match(seen.after) is not None
        goes_on = number_follows or labelled or first.lower() in known.numbered
    elif _is_initials(body, known):
        goes_on = not starts  # "in the U.S. How", but "the U.S. Government"
    else:
        variable = starts and body.isascii() and body.islower()  # "a = b. Then"
        one_letter = len(name) == 1 and name.isalpha() and not variable
        goes_on = one_letter and (number_follows or not counted or opens)
    return goes_on


def _is_agent(first: str, mark: str, later: str, known: Abbreviations) -> bool:
    """Return whether a name begins that did it: «создан в 2019 г. Сергеем», «А. С. Ивановым».

    A sentence of its own begins with the nominative: «… в 2019 г. Сергей Иванов уехал».
    """
    if not known.agents:
        return False
    if first in known.agents or (len(first) == 1 and first.isupper() and mark == "."):
        return True
    surname = _body(later)[0]
    feminine = _FEMININE.search(surname) and _FEMININE.search(first)
    return surname[:1].isupper() and bool(feminine or _MASCULINE.search(surname))


def _names(body: str, before: str) -> tuple[str, str, bool]:
    """Return how an abbreviation is listed, alone and joined ("т. д."), and whether it counts."""
    counted = _NUMBER_AND_HYPHEN.match(body)  # "2024-y.", "5-b."
    name = body[counted.end() :].lower() if counted else body.lower()
    return name, f"{before.lstrip(_OPENERS)}{name}".lower(), counted is not None


def _holds_together(seen: _Seen, known: Abbreviations, *, marker: bool) -> bool:
    """Return whether a cut behind the word is inside an abbreviation, a name or a quantity."""
    if marker:
        return True
    body, stop, closes = _body(seen.word)
    after = _body(seen.after)
    if _NUMBER.match(seen.word) and after[0].lower() in known.closing | known.times:
        return True  # "35 | mln."
    if body in known.numbered and not stop:
        return seen.after[:1].isdigit()  # "№ | 5"
    if stop != "." or closes or not body:
        return False
    name, joined, _ = _names(body, seen.earlier[0])
    return (
        name in known.every
        or joined in known.every
        or f"{name}.{after[0]}".lower() in known.every
        or (len(name) == 1 and name.isalpha())
        or _is_initials(body, known)
    )


def _is_initials(body: str, known: Abbreviations) -> bool:
    """Return whether `body` is capital letters as before a surname: "A", "А.С", "Sh"."""
    return all(
        part[:1].isupper() and (len(part) == 1 or part.lower() in known.initials)
        for part in body.split(".")
    )
