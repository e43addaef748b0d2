"""An edit pays again for what it touched, and an upgrade for nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.utterances.segmentation import split

GOLDEN = Path(__file__).parents[1] / "golden"


def prose(language: Language) -> str:
    """Give a few thousand characters of sentences."""
    return (GOLDEN / "sentences" / f"{language}.txt").read_text("utf-8").replace(" | ", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("limit", [400, 60])
def test_cuts_are_where_they_were_in_the_version_before(language: Language, limit: int) -> None:
    """Moving a cut makes every user pay again for long blocks: change a golden file knowingly."""
    text = prose(language).replace("\n", " ")
    golden = GOLDEN / "segmentation" / f"{language}-{limit}.txt"

    pieces = split(text, limit=limit, language=language)

    assert list(pieces) == golden.read_text("utf-8").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_changed_word_moves_few_cuts(language: Language) -> None:
    """Of 50 one-word edits of a long block most pay for one segment again, and on average ≤ 1.5.

    bench/segmentation.py measures the same on real documentation and against other ways to pack.
    """
    random_ = random.Random(language)
    paid = []
    for _ in range(50):
        lines = prose(language).splitlines()
        random_.shuffle(lines)
        words = " ".join(lines * 3)[:5000].split()
        before = split(" ".join(words), limit=1000, language=language)
        words[random_.randrange(len(words))] = "boshqacha"
        after = split(" ".join(words), limit=1000, language=language)
        paid.append(len(set(after) - set(before)))

    assert sum(paid) / len(paid) <= 1.5
    assert paid.count(1) >= 35


def test_a_sentence_put_in_at_the_top_leaves_the_far_segments_alone() -> None:
    """Behind the edit the cuts fall back into place; greedy filling moves every one of them."""
    text = prose("uz").replace("\n", " ")
    more = "Bu yangi gap muallif tomonidan boshiga qoʻshildi. "

    before = split(text, limit=400, language="uz")
    after = split(more + text, limit=400, language="uz")

    assert len(before) >= 6
    assert before[-3:] == after[-3:]
