"""Where sentences end, against golden cases in three languages."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.utterances.segmentation.sentences import find_ends

GOLDEN = Path(__file__).parents[1] / "golden" / "sentences"

CASES = [
    (language, line)
    for language in LANGUAGES
    for line in (GOLDEN / f"{language}.txt").read_text("utf-8").splitlines()
]


def sentences(text: str, language: Language) -> list[str]:
    """Cut `text` at every sentence's end."""
    ends = [0, *find_ends(text, language).sentences, len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(ends)]


@pytest.mark.parametrize(("language", "line"), CASES, ids=[line for _, line in CASES])
def test_sentences_end_where_a_reader_ends_them(language: Language, line: str) -> None:
    """Each golden line's sentences, parted by a bar, are found again in the line without bars."""
    wanted = [sentence.strip() for sentence in line.split(" | ")]

    assert sentences(line.replace(" | ", " "), language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The servers are in the U.S. Latency is low."),  # or: the U.S. Army
        ("en", "Install it with pip. npm is not needed."),  # or: pip. install
        ("ru", "Оплата до 5 мая 2024 г. 12 страниц в день."),  # or: 2024 г. 12 мая
        ("uz", "Kompyuterda 4 sm. 5 ta sim bor."),  # or: 4 sm. 5 mm.
    ],
)
def test_an_end_that_could_be_an_abbreviation_is_left_alone(language: Language, text: str) -> None:
    """Where the letters do not tell, nothing is cut: a cut inside a name sounds worse than none."""
    assert sentences(text, language) == [text]


def test_every_sentence_end_is_a_clause_end_and_every_clause_end_a_word_end() -> None:
    """The three lists nest, ascend, and name offsets behind a word."""
    text = "Birinchi gap, ikkinchi boʻlak; uchinchisi. Ikkinchi gap (izohi bilan) — shu!"

    ends = find_ends(text, "uz")

    assert [text[:end].rsplit(maxsplit=1)[-1] for end in ends.sentences] == ["uchinchisi."]
    assert [text[:end].rsplit(maxsplit=1)[-1] for end in ends.clauses] == [
        "gap,",
        "boʻlak;",
        "uchinchisi.",
        "gap",
        "bilan)",
        "—",
    ]
    assert [text[:end].rsplit(maxsplit=1)[-1] for end in ends.words] == text.split()[:-1]
