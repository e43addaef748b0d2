"""How the words of the user's lexicon are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.characters import cleaned
from aisha_docs_audio.utterances.normalization.letters import fold_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.utterances.normalization.held import Held

_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"
_UZBEK_ENDINGS = (
    r"(?:"
    r"(?:lar)?(?:imiz|ingiz|im|ing|si|i)?"
    r"(?:ning|ni|gacha|ga|ka|qa|dagi|dan|da|cha|dek|day|siz|li)?(?:mi|dir)?"
    r"|"
    r"(?:лар)?(?:имиз|ингиз|им|инг|си|и)?"
    r"(?:нинг|ни|гача|га|ка|қа|даги|дан|да|ча|дек|дай|сиз|ли)?(?:ми|дир)?"
    r")"
)


def lexicon_in(
    lexicon: Mapping[str, str | Mapping[str, str]], language: Language
) -> Mapping[str, str]:
    """Return how words are said in one language: an entry is for all of them or names its own."""
    return {
        word: said if isinstance(said, str) else said[language]
        for word, said in lexicon.items()
        if isinstance(said, str) or language in said
    }


def hold_lexicon(text: str, lexicon: Mapping[str, str], language: Language, held: Held) -> str:
    """Hold how each word of `lexicon` is said in place of the word.

    Whole words only: no letter or digit may touch them. The longest word wins, in one pass, so
    nothing that was put in is looked at again. A word all in lower case is found in any case
    ("pip" finds "Pip"), one with a capital letter only as it stands ("IT" leaves "it" alone).
    In Uzbek a word of two letters or more is also found with the endings of nouns, which stay
    ("MkDocsning").
    """
    index = _indexed(tuple(lexicon.items()), language)
    return "".join(_parts(text, index, held)) if index else text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """A lexicon made ready: `starts` finds where words may begin, the rest goes by that letter."""

    starts: re.Pattern[str]
    patterns: Mapping[str, re.Pattern[str]]
    said: Mapping[str, tuple[str, ...]]


def _parts(text: str, index: _Index, held: Held) -> Iterator[str]:
    place = 0
    for start in index.starts.finditer(text):
        if start.start() < place:
            continue
        first = start.group().lower()
        found = index.patterns[first].match(text, start.start())
        if found:
            yield text[place : found.start()]
            said = index.said[first][(found.lastindex or 0) - 1]
            yield held.hold(said) if said else ""
            place = found.end()
    yield text[place:]


@lru_cache(maxsize=32)
def _indexed(items: tuple[tuple[str, str], ...], language: Language) -> _Index | None:
    words = {_formed(word, language): _formed(said, language) for word, said in items}
    words.pop("", None)  # a word of nothing but emoji
    if not words:
        return None
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0].lower(), []).append(word)
    letters = "".join(re.escape(first + first.upper()) for first in by_first if first.isalnum())
    signs = "".join(re.escape(first) for first in by_first if not first.isalnum())
    starts = "|".join(
        [f"{_BEFORE}[{letters}]"] * bool(letters) + [f"[{signs}]"] * bool(signs),
    )
    return _Index(
        starts=re.compile(starts),
        patterns={
            first: re.compile("|".join(_alternative(word, language) for word in alike))
            for first, alike in by_first.items()
        },
        said={first: tuple(words[word] for word in alike) for first, alike in by_first.items()},
    )


def _alternative(word: str, language: Language) -> str:
    # "C++" ends with no letter: what follows it cannot belong to it. "3.1" is not in "3.1.4".
    behind = _BEHIND if word[-1].isalnum() else ""
    if word[-1].isdigit():
        behind += r"(?![.,:/]\d)"
    if behind and language == "uz" and len(word) > 1:
        behind = f"(?={_UZBEK_ENDINGS}{behind})"
    case = "-i" if word != word.lower() else "i"
    before = r"(?<!\d[.,:/])" if word[0].isdigit() else ""
    return f"{before}(?{case}:({re.escape(word)})){behind}"


def _formed(text: str, language: Language) -> str:
    """Bring what the user typed into the form that the page's text has."""
    return fold_letters(cleaned(text), language)
