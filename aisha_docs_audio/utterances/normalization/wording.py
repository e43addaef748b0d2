"""A block in words: its caption, and what is said of it in which language."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from aisha_docs_audio.utterances.normalization.caption import caption_text
from aisha_docs_audio.utterances.normalization.lexicon import lexicon_in
from aisha_docs_audio.utterances.normalization.spoken import spoken_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.utterances.normalization.spans import Stretch

_SOUNDING = regex.compile(r"[\p{L}\p{N}]")
_OPENING = " \t\n([{«“„‘\"'"
_CLOSING = ".,;:!?…)]}»”’\"'"
_LANGUAGES: frozenset[Language] = frozenset(("uz", "en", "ru"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What is said in one language, without a break."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A block's caption, and the phrases that are said for it; none: nothing can be heard."""

    caption: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A stretch of a part's own text: offsets moved to where the part begins."""

    start: int
    end: int
    kind: str
    value: str


def put_into_words(
    text: str,
    *,
    spans: Sequence[Stretch],
    language: Language,
    lexicon: Mapping[str, str | Mapping[str, str]],
    cyrillic: bool = False,
) -> Wording:
    """Return how a block is shown and said.

    A phrase marked as of another language that a voice speaks is said in that language, apart
    from what stands around it; one in a language no voice speaks stays in its sentence.
    `cyrillic` says that an Uzbek page is written in Cyrillic, and so is what a block of few words
    gets.
    """
    parts = list(_stretches(text, spans, language))
    theirs = _shared_out(spans, [start for _, start, _ in parts])
    phrases = tuple(
        Phrase(language=spoken_in, text=said)
        for (spoken_in, start, end), inside in zip(parts, theirs, strict=True)
        if _SOUNDING.search(
            said := spoken_text(
                text[start:end],
                language=spoken_in,
                lexicon=lexicon_in(lexicon, spoken_in),
                spans=_moved(inside, start, end),
                cyrillic=cyrillic,
            )
        )
    )
    return Wording(caption=caption_text(text), phrases=phrases)


def _stretches(
    text: str, spans: Sequence[Stretch], language: Language
) -> Iterator[tuple[Language, int, int]]:
    """Cut a text where its language changes; quotation marks go with what they enclose."""
    place = 0
    for span in spans:
        spoken_in = next((known for known in _LANGUAGES if known == span.value), None)
        foreign = span.kind == "language" and spoken_in is not None and spoken_in != language
        if not foreign or spoken_in is None or span.start < place or span.end > len(text):
            continue
        start, end = span.start, span.end
        if not _SOUNDING.search(text[start:end]):
            continue
        while start > place and text[start - 1] in _OPENING:
            start -= 1
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        if start > place:
            yield language, place, start
        yield spoken_in, start, end
        place = end
    if place < len(text):
        yield language, place, len(text)


def _shared_out(spans: Sequence[Stretch], starts: Sequence[int]) -> list[list[Stretch]]:
    """Return each part of a text with the spans that begin in it."""
    shared: list[list[Stretch]] = [[] for _ in starts]
    for span in spans:
        shared[max(bisect_right(starts, span.start) - 1, 0)].append(span)
    return shared


def _moved(spans: Sequence[Stretch], start: int, end: int) -> tuple[_Part, ...]:
    return tuple(
        _Part(start=span.start - start, end=span.end - start, kind=span.kind, value=span.value)
        for span in spans
        if start <= span.start and span.end <= end
    )
