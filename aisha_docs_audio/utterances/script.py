"""A page's script: what is said of each block, in which words, and what is asked of the voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from aisha_docs_audio.model import Line
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.utterances.cyrillic import is_cyrillic
from aisha_docs_audio.utterances.normalization import put_into_words
from aisha_docs_audio.utterances.numbers import numbers_in_words
from aisha_docs_audio.utterances.pauses import pause_before
from aisha_docs_audio.utterances.segmentation import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.model import Page
    from aisha_docs_audio.voice import Voice

_SOUNDING = regex.compile(r"[\p{L}\p{N}]")


def write_script(page: Page, voice: Voice) -> tuple[Line, ...]:
    """Return a line for every block of the page that says something, in the voice's terms."""
    return tuple(_lines(page, voice))


def _lines(page: Page, voice: Voice) -> Iterator[Line]:
    previous_kind, previous_level = None, 0
    in_words = page.settings.numbers == "words"
    blocks = tuple(page.blocks)
    cyrillic = page.language == "uz" and is_cyrillic(block.text for block in blocks)
    for block in blocks:
        language = block.language if block.language in LANGUAGES else page.language
        wording = put_into_words(
            block.text,
            spans=block.spans,
            language=language,
            lexicon=page.settings.lexicon,
            cyrillic=cyrillic,
        )
        # "—" or "…" alone: nobody would say it, and the API refuses it or charges for silence.
        utterances = tuple(
            voice.utterance(_one(segment, block.text), phrase.language, page.settings)
            for phrase in wording.phrases
            for segment in split(
                numbers_in_words(phrase.text, phrase.language, cyrillic=cyrillic)
                if in_words
                else phrase.text,
                limit=voice.max_utterance_characters,
                language=phrase.language,
            )
            if _SOUNDING.search(segment)
        )
        if utterances:
            pause = pause_before(
                block.kind,
                block.level,
                previous_kind=previous_kind,
                previous_level=previous_level,
            )
            yield Line(
                number=block.number,
                caption=_one(wording.caption, block.text),
                pause_seconds=pause,
                utterances=utterances,
            )
            previous_kind, previous_level = block.kind, block.level


def _one(text: str, known: str) -> str:
    """Return the string that is there already, if it is the same: a site holds all its texts."""
    return known if text == known else text
