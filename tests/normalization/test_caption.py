"""Captions show a block's text without what nobody reads."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.utterances.normalization import caption_text

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("https://", "http://a.b", "www.", "://", "a.b", "x", "/", "?q=1", "@", "#", ":80"),
            *("(", ")", "<", ">", "«", "»", '"', "'", ".", ",", ";", "…", "|", "-", "_", " "),
            *("\u0301", "\u200b", "\u00ad", "\ue000", "\ud800", "\u037e", "🎉", "✅", "➜", "¶"),
        ]
    ),
    max_size=14,
).map("".join)
TEXTS = st.one_of(st.text(st.characters()), FRAGMENTS)


@given(text=TEXTS)
def test_a_caption_is_a_fixed_point(text) -> None:
    """A caption of a caption is the caption."""
    caption = caption_text(text)

    assert caption_text(caption) == caption


@given(text=TEXTS)
def test_a_caption_is_nfc_single_spaced_sendable_and_free_of_what_nobody_sees(text) -> None:
    """No control, surrogate, private-use or zero-width character is left."""
    caption = caption_text(text)

    assert caption == " ".join(caption.split())
    assert unicodedata.is_normalized("NFC", caption)
    assert caption.encode("utf-8").decode("utf-8") == caption
    assert not {unicodedata.category(character) for character in caption} & {"Cc", "Cs", "Co"}
    assert not set(caption) & set("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\ufe0f\ufffd¶")


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("a\tb\n c\u00a0d\u2028e", "a b c d e"),
        ("so\u00adft zero\u200bwidth \ufeffmark", "soft zerowidth mark"),
        ("\u202eright\u202c to left\u2069", "right to left"),
        ("icon \ue8b6 font \U000f0493", "icon font"),
        ("broken \ufffd bytes \ud83d here", "broken bytes here"),
        ("Heading¶", "Heading"),
        ("e\u0301 и\u0306 o\u02bbzbek", "é й oʻzbek"),
        ("x² ﬁne Ⅳ ½", "x² ﬁne Ⅳ ½"),
    ],
)
def test_invisible_characters_go_and_letters_are_nfc(text: str, caption: str) -> None:
    """Compatibility forms differ in meaning and stay: NFC, never NFKC."""
    assert caption_text(text) == caption


@pytest.mark.parametrize(
    "text",
    [
        "Tayyor 🎉.",
        "✅ bor, ❌ yoʻq, ✔ ✘",
        "Fayl ➜ Til → Uz, ⌘S ⏎",
        "│ ├── src",
        "See https://docs.example.com/a/b.html?x=1#top, www.example.com/x and file:///srv/x.",
        "Use `**`, __init__.py, {name}, 10^3 or $\\frac{a}{b}$ (5 km/h).",
        "Örnatiş uçun o'zbek tili",
    ],
)
def test_what_the_page_shows_stays_as_it_is(text: str) -> None:
    """Addresses in full, emoji, signs, the author's own spelling: a caption changes none."""
    assert caption_text(text) == text


def test_the_characters_of_our_languages_give_the_same_caption_under_every_python() -> None:
    """Keys must not move with the interpreter: this digest holds for 3.10 to 3.14.

    All characters that Unicode 3.2 knew up to the dingbats, each between two letters.
    """
    known = [
        character
        for character in map(chr, range(0x27C0))
        if unicodedata.ucd_3_2_0.category(character) != "Cn"
    ]

    caption = caption_text(" ".join(f"a{character}b" for character in known))

    digest = hashlib.sha256(caption.encode()).hexdigest()
    assert (len(known), digest) == (
        6864,
        "2bdbe685c61167d1426606b00bc864140c24f3254c7f31b0a903521c1513ae77",
    )


@pytest.mark.parametrize(
    "unit",
    [
        *("a", " ", ".", ":", "://", "www.", "https://a,", "a+b.c-", "a@", "(", "[(", "🎉", "🎉 "),
        *("\u0301\u0327\u0315", "\u200b", "\U0001f1fa", "\ud800"),
    ],
)
def test_hostile_texts_end(unit: str) -> None:
    """50,000 characters of what tempts an expression to look back; quadratic ones take minutes."""
    caption_text(("x" + unit * 50_000)[:50_000])
