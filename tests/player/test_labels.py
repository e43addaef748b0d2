"""The player's words."""

from __future__ import annotations

import dataclasses

import pytest

from aisha_docs_audio.player.labels import LABELS, labels_of
from aisha_docs_audio.settings.languages import LANGUAGES


def test_every_language_that_is_spoken_has_words():
    """No page gets a player in another language than its own."""
    assert set(LANGUAGES) <= set(LABELS)


@pytest.mark.parametrize("language", LABELS)
def test_the_words_of_a_language_are_whole(language: str):
    """No label is empty, none breaks the list they are sent in, no two controls sound alike."""
    controls = dataclasses.asdict(labels_of(language).controls)
    assert all(text.strip() == text != "" for text in controls.values())
    assert not any("|" in text or "=" in text for text in controls.values())
    assert len(set(controls.values())) == len(controls)
    assert "{}" in controls["resume"]


def test_uzbek_is_spelled_with_its_own_letters():
    """ʻ and ʼ are letters (U+02BB, U+02BC), not quotation marks."""
    texts = [LABELS["uz"].player, LABELS["uz"].partial, LABELS["uz"].name]
    texts += dataclasses.astuple(LABELS["uz"].controls)
    assert not any(mark in text for text in texts for mark in "'‘’`")


def test_a_region_or_a_script_of_a_language_has_the_languages_words():
    """`uz-UZ` is Uzbek; a language without words gets English ones."""
    assert labels_of("uz-UZ") is LABELS["uz"]
    assert labels_of("RU") is LABELS["ru"]
    assert labels_of("kk") is LABELS["en"]
