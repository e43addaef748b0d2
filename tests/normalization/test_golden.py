"""Real sentences of documentation: what is shown, and what is said, in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aisha_docs_audio.model import LANGUAGES, Language
from aisha_docs_audio.utterances.normalization import caption_text, spoken_text

GOLDEN = Path(__file__).parents[1] / "golden" / "normalization"
INVISIBLE = re.compile(r"\\u([0-9a-f]{4})")


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
    """Each record's input gives its caption, and the caption what is said."""
    for text, caption, spoken in records(language):
        assert caption_text(text) == caption
        assert spoken_text(caption, language=language, lexicon={}) == spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_texts_are_fixed_points(language: Language) -> None:
    """What is shown or said already stays as it is."""
    for _, caption, spoken in records(language):
        assert caption_text(caption) == caption
        assert spoken_text(spoken, language=language, lexicon={}) == spoken
