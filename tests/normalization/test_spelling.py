"""Uzbek has one form, in the old spelling and in the new; words of other languages stay."""

from __future__ import annotations

import pytest

from aisha_docs_audio.utterances.normalization import caption_text, spoken_text


def said(text: str) -> str:
    """Say in Uzbek."""
    return spoken_text(text, language="uz", lexicon={})


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Örnatiş", "Oʻrnatish"),
        ("ÖRNATIŞ", "OʻRNATISH"),
        ("Şahar, ŞAHAR, Çoy", "Shahar, SHAHAR, Choy"),
        (
            "uçun şundan söng dört törtinçi köpaytirilgan",
            "uchun shundan soʻng doʻrt toʻrtinchi koʻpaytirilgan",
        ),
        ("toğ bağ oğil ğoya", "togʻ bagʻ ogʻil gʻoya"),
        ("Õzbekiston, őz", "Oʻzbekiston, őz"),
        ("maʼlumot, ma’lumot, ma'lumot", "maʼlumot, maʼlumot, maʼlumot"),
        ("bölim, bölimni, köz, közga", "boʻlim, boʻlimni, koʻz, koʻzga"),
        ("qörqma, örganiş, örtoq, söz", "qoʻrqma, oʻrganish, oʻrtoq, soʻz"),
    ],
)
def test_the_new_spelling_is_sent_in_the_old_one(new: str, old: str) -> None:
    """The same key for both; the caption keeps what the author wrote."""
    assert said(new) == said(old) == old
    assert caption_text(new) == new


@pytest.mark.parametrize(
    "word",
    [
        *("Köln", "Kölnda", "Kölnga", "façade", "Müller", "naïve", "Curaçao", "Malmö", "Möbius"),
        *("Österreich", "Schröder", "Göteborg", "français", "garçon", "Gödel", "coöperate"),
        *("Tromsø", "Björn", "Löwe", "İstanbul", "Türkçe", "São", "Röntgen", "Citroën", "Noël"),
    ],
)
def test_words_of_other_languages_stay(word: str) -> None:
    """Letters that Uzbek lacks, or a build that it lacks, show them."""
    assert said(f"Bu {word} haqida") == f"Bu {word} haqida"
    for language in ("en", "ru"):
        assert spoken_text("örnatiş Köln", language=language, lexicon={}) == "örnatiş Köln"


def test_respelled_words_in_code_are_left_alone() -> None:
    """A lexicon's word is found in either spelling."""
    assert spoken_text("örnatiş", language="uz", lexicon={"oʻrnatish": "sozlash"}) == "sozlash"
