"""Uzbek letters and numbers for the local voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.utterances.normalization.uzbek import latin
from aisha_docs_audio.utterances.numbers.uzbek_words import uz_cardinal, uz_ordinal
from aisha_docs_audio.voices.espeak.respelling import for_espeak

DIGITS = ("nol", "bir", "ikki", "uch", "toʻrt", "besh", "olti", "yetti", "sakkiz", "toʻqqiz")
TENS = ("oʻn", "yigirma", "oʻttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "toʻqson")


@pytest.mark.parametrize(
    ("cyrillic", "expected"),
    [
        ("Ўзбекистон Республикаси", "Oʻzbekiston Respublikasi"),
        ("ЎЗБЕКИСТОН ШАҲРИ", "OʻZBEKISTON SHAHRI"),
        ("Шаҳар, Чой, Ш. Рашидов, ЯНГИ Янги", "Shahar, Choy, Sh. Rashidov, YANGI Yangi"),
        ("маъно эълон мўъжиза Қуръон", "maʼno eʼlon moʻjiza Qurʼon"),
        ("объект субъект", "obyekt subyekt"),
        ("ер поезд келди Елена", "yer poyezd keldi Yelena"),
        ("цирк акция конституция процент", "sirk aksiya konstitutsiya protsent"),
        ("январь октябрь СЕНТЯБРЬ бульон", "yanvar oktabr SENTABR bulyon"),
        ("Исҳоқ асҳоб", "Isʼhoq asʼhob"),
        ("ғоя Ғулом қиш ҳаёт жўжа хат", "gʻoya Gʻulom qish hayot joʻja xat"),
        ("Latin qoladi, 5-mart!", "Latin qoladi, 5-mart!"),
    ],
)
def test_cyrillic_is_written_in_latin(cyrillic: str, expected: str) -> None:
    """By the spelling rules of 1995."""
    assert latin(cyrillic) == expected


@given(text=st.text(st.characters()))
def test_transliteration_leaves_no_uzbek_cyrillic_and_changes_nothing_else(text) -> None:
    """A text without Cyrillic is the same text; of Uzbek letters none is left."""
    result = latin(text)

    assert not set(result) & set("абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳАБВГДЕЁЖЗЎҚҒҲ")
    if not any("\u0400" <= character <= "\u04ff" for character in text):
        assert result == text


@pytest.mark.parametrize(
    ("number", "words", "order"),
    [
        (0, "nol", "nolinchi"),
        (2, "ikki", "ikkinchi"),
        (6, "olti", "oltinchi"),
        (10, "oʻn", "oʻninchi"),
        (20, "yigirma", "yigirmanchi"),
        (99, "toʻqson toʻqqiz", "toʻqson toʻqqizinchi"),
        (100, "yuz", "yuzinchi"),
        (105, "bir yuz besh", "bir yuz beshinchi"),
        (1000, "ming", "minginchi"),
        (1991, "bir ming toʻqqiz yuz toʻqson bir", "bir ming toʻqqiz yuz toʻqson birinchi"),
        (2024, "ikki ming yigirma toʻrt", "ikki ming yigirma toʻrtinchi"),
        (1_000_000, "bir million", "bir millioninchi"),
        (
            999_000_000_000_001,
            "toʻqqiz yuz toʻqson toʻqqiz trillion bir",
            "toʻqqiz yuz toʻqson toʻqqiz trillion birinchi",
        ),
    ],
)
def test_numbers_have_words(number: int, words: str, order: str) -> None:
    """Cardinal and ordinal."""
    assert uz_cardinal(number) == words
    assert uz_ordinal(number) == order


@pytest.mark.parametrize("number", [-1, 10**15])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    """There are words up to the trillions."""
    with pytest.raises(ValueError, match="10 to the 15th"):
        uz_cardinal(number)


@given(number=st.integers(0, 10**15 - 1))
def test_words_say_back_their_number(number) -> None:
    """Adding up the words gives the number again, so no two numbers sound alike."""
    value = dict(zip(DIGITS, range(10), strict=True)) | dict(
        zip(TENS, range(10, 91, 10), strict=True)
    )
    powers = {"ming": 10**3, "million": 10**6, "milliard": 10**9, "trillion": 10**12}

    total, group = 0, 0
    for word in uz_cardinal(number).split():
        if word == "yuz":
            group = (group or 1) * 100
        elif word in powers:
            total, group = total + (group or 1) * powers[word], 0
        else:
            group += value[word]

    assert total + group == number


@pytest.mark.parametrize(
    ("text", "respelled"),
    [
        ("Maʼno va sanʼat, togʻ.", "Ma'no va san'at, togʻ."),
        (
            "2024-yil 5-mart, 12-uy",
            "ikki ming yigirma toʻrtinchi yil beshinchi mart, oʻn ikkinchi uy",
        ),
        ("5-ta, 5ta, MP3", "beshta, beshta, MP uch"),
        ("12 500 soʻm, 3,5 mln.", "oʻn ikki ming besh yuz soʻm, uch butun oʻndan besh million."),
        ("2.0.1 va 36.6 °C", "ikki nuqta nol nuqta bir va oʻttiz olti nuqta olti daraja Selsiy"),
        ("50%, 14:30, 5–10, -5", "ellik foiz, oʻn toʻrt oʻttiz, beshdan oʻngacha, minus besh"),
        ("007 9876543210123456", f"nol nol yetti {' '.join(DIGITS[::-1] + DIGITS[1:7])}"),
        ("Бу 2-боб, 100 сўм.", "Bu ikkinchi bob, yuz soʻm."),
        ("web docs cache café Ğ. Şoir", "veb doks kache kafe Gʻ. Shoir"),
    ],
)
def test_uzbek_is_respelled_for_espeak(text: str, respelled: str) -> None:
    """What eSpeak NG's Uzbek says wrong is written in letters it says right."""
    assert for_espeak(text, "uz") == respelled


@given(text=st.text(st.characters()))
def test_espeak_gets_no_digit_and_no_letter_it_breaks_on(text) -> None:
    """Whatever the text: no ASCII digit, no U+02BC, no w is left in Uzbek."""
    assert not set(for_espeak(text, "uz")) & set("0123456789ʼwWқғҳў")
