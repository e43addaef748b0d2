"""Real sentences of documentation: what is shown, and what is said, in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aisha_docs_audio.model import Span
from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.utterances.normalization import caption_text, put_into_words

GOLDEN = Path(__file__).parents[1] / "golden" / "normalization"
INVISIBLE = re.compile(r"\\u([0-9a-f]{4})")
MARKED = re.compile(r"‹(?P<kind>\w+)(?::(?P<value>[^|]*))?\|(?P<shown>[^›]*)›")


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Read ‹kind:value|what is shown›, as reading would hand it over; bars may stand in code."""
    parts, spans, length, place = [], [], 0, 0
    for found in MARKED.finditer(text):
        parts += [text[place : found.start()], found["shown"]]
        start = length + found.start() - place
        length = start + len(found["shown"])
        span = {"kind": found["kind"], "value": found["value"] or ""}
        spans.append(Span(start=start, end=length, **span))
        place = found.end()
    return "".join([*parts, text[place:]]), tuple(spans)


def records(language: Language) -> list[tuple[str, str, str]]:
    """Read the records: three lines each, parted by an empty one; the input has escapes."""
    found = []
    for record in (GOLDEN / f"{language}.txt").read_text("utf-8").strip("\n").split("\n\n"):
        lines = dict(line.split(maxsplit=1) for line in record.split("\n"))
        text = INVISIBLE.sub(lambda escape: chr(int(escape[1], 16)), lines["input"])
        found.append((text, lines["caption"], lines["spoken"]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_shown_and_said_as_a_good_reader_would(language: Language) -> None:
    """Each record's input gives its caption and what is said; ‖ parts phrases by language."""
    for given, caption, spoken in records(language):
        text, spans = marked(given)
        wording = put_into_words(text, spans=spans, language=language, lexicon={})
        said = [
            f"[{phrase.language}] {phrase.text}" if phrase.language != language else phrase.text
            for phrase in wording.phrases
        ]

        assert (wording.caption, " ‖ ".join(said)) == (caption, spoken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_captions_are_fixed_points(language: Language) -> None:
    """What is shown already stays as it is."""
    for _, caption, _ in records(language):
        assert caption_text(caption) == caption
