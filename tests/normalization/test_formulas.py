"""Formulas are said as a teacher says them, or called a formula; never a hole, never TeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.model import Span
from aisha_docs_audio.utterances.normalization import put_into_words, spoken_text


def formula(source: str, language="en", shown="F") -> str:
    """Say a sentence with one formula in it, without the sentence."""
    span = Span(start=1, end=1 + len(shown), kind="math", value=source)
    wording = put_into_words(f"({shown})", spans=(span,), language=language, lexicon={})
    return "".join(phrase.text for phrase in wording.phrases)[1:-1]


@pytest.mark.parametrize(
    ("tex", "en", "ru", "uz"),
    [
        (r"\pi r^2", "pi r squared", "пи r в квадрате", "pi r kvadrat"),
        ("x_i", "x sub i", "x индекс i", "x indeks i"),
        (r"\frac{a}{b}", "a over b", "a делить на b", "a taqsim b"),
        (
            r"\sum_{i=1}^n x_i",
            "the sum from i equals 1 to n of x sub i",
            "сумма от i равно 1 до n, x индекс i",
            "yigʻindi, i teng 1 dan n gacha: x indeks i",
        ),
        (
            r"\int_0^\infty e^{-x} dx",
            "the integral from 0 to infinity of e to the power of minus x d x",
            "интеграл от 0 до бесконечности, e в степени минус x d x",
            "integral, 0 dan cheksizlikkacha: e ning minus x-darajasi d x",
        ),
        (r"\sqrt{x}", "the square root of x", "квадратный корень из x", "kvadrat ildiz x"),
        (r"\sqrt[3]{x}", "the cube root of x", "кубический корень из x", "kub ildiz x"),
        (
            r"x \leq y",
            "x is less than or equal to y",
            "x меньше или равно y",
            "x kichik yoki teng y",
        ),
        (r"A \subseteq B", "A is a subset of B", "A подмножество B", "A qism toʻplami B"),
        (
            r"x \to \infty",
            "x goes to infinity",
            "x стремится к бесконечности",
            "x cheksizlikka intiladi",
        ),
        (r"f'(x)", "f prime of x", "f штрих от x", "f shtrix x"),
        (r"|x|", "the absolute value of x", "модуль x", "x moduli"),
        (r"\binom{n}{k}", "n choose k", "число сочетаний из n по k", "n tadan k ta tanlash"),
        (r"\frac", "formula", "формула", "formula"),
        (r"\begin{matrix}a&b\\c&d\end{matrix}", "a, b; c, d", "a, b; c, d", "a, b; c, d"),
        (" + ".join(["x^2"] * 30), "formula", "формула", "formula"),
        (
            "<math><mfrac><mn>1</mn><mi>n</mi></mfrac></math>",
            "1 over n",
            "1 делить на n",
            "1 taqsim n",
        ),
        ("<math><mi>x</mi>", "formula", "формула", "formula"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><math>&b;</math>", "formula", "формула", "formula"),
    ],
)
def test_formulas_are_said(tex: str, en: str, ru: str, uz: str) -> None:
    """Short ones in words, in three languages; what cannot be followed is a formula."""
    assert (formula(tex), formula(tex, "ru"), formula(tex, "uz")) == (en, ru, uz)


TEX = st.lists(
    st.sampled_from([*"\\{}^_&$ab1+=()|[]<>' ", "\\frac", "\\sum", "\\left", "\\alpha"]),
    max_size=20,
).map("".join)


@given(tex=TEX)
def test_a_formula_is_never_a_hole_and_never_tex(tex) -> None:
    """Whatever stands between the dollars."""
    said = formula(tex)

    assert any(letter.isalnum() for letter in said)
    assert "\\" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"The $x$ axis and $x_i$.", "The x axis and x sub i."),
        (r"It is \(a^2\), \[b^2\] or $$c^2$$.", "It is a squared, b squared or c squared."),
        (r"The sum (x_i \leq y) holds.", "The sum x sub i is less than or equal to y holds."),
        ("It costs $5 and $6.", "It costs $5 and $6."),
        ("From $5-$6 to $7/$8", "From $5-$6 to $7 or $8"),
        (
            r"In C:\Users (or D:\data), not here",
            "In C: backslash Users (or D: backslash data), not here",
        ),
    ],
)
def test_raw_tex_is_a_formula_and_money_is_not(text: str, said: str) -> None:
    """Also where Markdown took the backslashes off the delimiters."""
    assert spoken_text(text, language="en", lexicon={}) == said
