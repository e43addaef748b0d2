"""Text whose letters are those of another language than it would be read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from aisha_docs_audio.model import MisreadText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.model import Block

_SHOWN = 60

_FEW = 2
"""So many Uzbek letters may stand in names on an English page; so many words tell of a language."""

_LATIN, _CYRILLIC = regex.compile(r"\p{Latin}"), regex.compile(r"\p{Cyrillic}")
_OTHER = regex.compile(r"(?![\p{Latin}\p{Cyrillic}])\p{L}")
# Letters that Uzbek's Cyrillic alphabet has not, and those that Russian's has not.
_RUSSIAN, _UZBEK = regex.compile(r"[ыщЫЩ]"), regex.compile(r"[ўқғҳЎҚҒҲ]")
# Whole words with a letter of Uzbek's, Ukrainian's or Kazakh's Cyrillic alphabet.
_NOT_RUSSIAN = regex.compile(
    r"\p{L}*[ўқғҳіїєґәңөұүһ]\p{L}+|\p{L}+[ўқғҳіїєґәңөұүһ]", regex.IGNORECASE
)
# oʻ and gʻ as they are typed; "o'clock" and "Oʻahu" stand alone, "Bing's" is English.
_UZBEK_LATIN = regex.compile(r"[og](?:[ʻ‘]|['’](?!s\b|clock))", regex.IGNORECASE)
_WORD = regex.compile(r"\p{L}{2,}")
_LOWER_LATIN = regex.compile(r"\b\p{Ll}{2,}\b")

# English and Uzbek share their letters: their commonest words tell them apart. None of one list is
# a word of the other language.
_ENGLISH = (
    "the and of is are was with that this you your it from as by be can will not or have has when "
    "which if at on for an we they"
)
_UZBEK_PROSE = (
    "va uchun bilan yoki ham bu agar kerak emas esa uni shu har bir uning qanday lekin chunki "
    "keyin mumkin orqali kabi haqida barcha ushbu qilib kerakli quyidagi"
)
_ENGLISH_WORDS, _UZBEK_WORDS = frozenset(_ENGLISH.split()), frozenset(_UZBEK_PROSE.split())
_LOWER_WORD = regex.compile(r"(?<![\p{L}'’ʻ-])\p{Ll}+(?![\p{L}'’ʻ-])")
_ENOUGH_WORDS = 8
"""Fewer are a name, a title or a quotation."""

_PROSE = frozenset({"paragraph", "quote"})
_ITSELF = frozenset({"code", "key", "math", "said", "link", "language"})
"""Spans whose letters say nothing of the language around them."""


def misread_text(blocks: Iterable[Block], language: str) -> MisreadText | None:
    """Return what of a page in `language` a voice of another language would read, or None.

    Cyrillic on an English page, Latin prose and letters of other Cyrillic alphabets on a Russian
    one, Russian on an Uzbek one, other scripts on any; English on an Uzbek page and the other way
    round, told by their commonest words, of a block or of all prose of the page. Names and titles
    in Latin letters are at home in Russian: there only prose counts, which has words in lower case.
    """
    blocks = tuple(blocks)
    found = [block for block in blocks if _is_misread(block, block.language or language)]
    if not found:
        # Short sentences say little each. Of all prose of a page the commonest words say enough.
        found = [block for block in blocks if block.kind in _PROSE and block.language is None]
        if not _is_prose_of_another(" ".join(map(_own_text, found)), language):
            return None
    first = found[0]
    return MisreadText(
        count=len(found), language=first.language or language, text=first.text[:_SHOWN]
    )


def _is_misread(block: Block, language: str) -> bool:
    text = _own_text(block)
    words, others = len(_WORD.findall(text)), len(_OTHER.findall(text))
    # Chinese, Japanese and Thai have no spaces between words.
    if words < (2 if block.kind in _PROSE else 4) and others < _ENOUGH_WORDS:
        return False
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    if others > latin + cyrillic:
        return True
    if language == "en":
        is_uzbek = len(_UZBEK_LATIN.findall(text)) > _FEW or _is_made_of(
            text, _UZBEK_WORDS, _ENGLISH_WORDS
        )
        return cyrillic > latin or is_uzbek
    if language == "ru":
        foreign = len(_NOT_RUSSIAN.findall(text))
        is_foreign = foreign >= _FEW and foreign * 10 > words
        return is_foreign or (not cyrillic and bool(_LOWER_LATIN.search(text)))
    if latin > cyrillic:
        return _is_made_of(text, _ENGLISH_WORDS, _UZBEK_WORDS)
    return cyrillic > latin and bool(_RUSSIAN.search(text)) and not _UZBEK.search(text)


def _is_prose_of_another(text: str, language: str) -> bool:
    """Return whether the prose of a whole page is Uzbek on an English one, or the other way."""
    if language == "uz":
        return _is_made_of(text, _ENGLISH_WORDS, _UZBEK_WORDS)
    if language != "en":
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH_WORDS for word in words)
    # A third of the words of English prose are such; names alone make no page Uzbek.
    is_not_english = len(words) >= _ENOUGH_WORDS and english * 20 < len(words)
    signs = len(_UZBEK_LATIN.findall(text)) + sum(word in _UZBEK_WORDS for word in words)
    return is_not_english and signs > _FEW


def _is_made_of(text: str, theirs: frozenset[str], ours: frozenset[str]) -> bool:
    """Return whether the common words in a text of some length are those of another language."""
    words = _LOWER_WORD.findall(text)
    found, own = (sum(word in common for word in words) for common in (theirs, ours))
    return len(words) >= _ENOUGH_WORDS and found > 2 * (own + 1) and found * 10 >= len(words)


def _own_text(block: Block) -> str:
    parts, place = [], 0
    for span in block.spans:
        if span.kind in _ITSELF and span.start >= place:
            parts.append(block.text[place : span.start])
            place = span.end
    return " ".join([*parts, block.text[place:]])
