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
def test_a_caption_is_nfc_single_spaced_sendable_and_free_of_what_is_no_text(text) -> None:
    """No control, surrogate, private-use or zero-width character is left, and no scheme."""
    caption = caption_text(text)

    assert caption == " ".join(caption.split())
    assert unicodedata.is_normalized("NFC", caption)
    assert caption.encode("utf-8").decode("utf-8") == caption
    assert not {unicodedata.category(character) for character in caption} & {"Cc", "Cs", "Co"}
    assert not set(caption) & set("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\ufe0f\ufffd¶")
    assert "://" not in caption


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
        ("non\u2011breaking", "non-breaking"),
    ],
)
def test_invisible_characters_go_and_letters_are_nfc(text: str, caption: str) -> None:
    """Compatibility forms differ in meaning and stay: NFC, never NFKC."""
    assert caption_text(text) == caption


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Tayyor 🎉.", "Tayyor."),
        ("(🎉 ok)", "(ok)"),
        ("🚀 Tez", "Tez"),
        ("a🚀b", "a b"),
        ("👨\u200d👩\u200d👧 oila", "oila"),
        ("🇺🇿 Oʻzbekiston", "Oʻzbekiston"),
        ("1️⃣ birinchi", "1 birinchi"),
        ("★★★☆☆ baho", "baho"),
        ("│ ├── src", "src"),
        ("✅ bor, ❌ yoʻq, ✔ ✘", "✓ bor, ✗ yoʻq, ✓ ✗"),
        ("Fayl ➜ Til ➡️ Uz", "Fayl → Til → Uz"),
        ("⌘S ⏎", "⌘S ⏎"),
    ],
)
def test_pictures_go_and_signs_that_mean_something_stay(text: str, caption: str) -> None:
    """Emoji, shapes and boxes are dropped with the space they took; ✓, → and keys are kept."""
    assert caption_text(text) == caption


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("https://docs.example.com/a/b.html?x=1#top", "docs.example.com"),
        ("HTTPS://WWW.Example.COM/A", "Example.COM"),
        ("www.example.com/x", "example.com"),
        ("(see https://a.example/x_(y)).", "(see a.example)."),
        ("«https://a.example», “http://b.example/?q”", "«a.example», “b.example”"),
        ("<https://a.example/x>, then", "<a.example>, then"),
        ("https://a.example,https://b.example/", "a.example,b.example"),
        ("http://localhost:8000/mkdocs/", "localhost:8000"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("https://ann:secret@host.example/", "host.example"),
        ("git+ssh://git@git.example/o/r.git", "git.example"),
        ("file:///srv/site/index.html", "index.html"),
        ("https://<your-domain>/docs", "<your-domain>"),
        ("Begins with https:// or http://.", "Begins with https or http."),
        ("https://президент.example/ру", "президент.example"),
        ("info@aisha.group", "info@aisha.group"),
        (
            "docs/index.md, mkdocs.yml and example.com/x",
            "docs/index.md, mkdocs.yml and example.com/x",
        ),
        ("12:30 a/b c:\\d", "12:30 a/b c:\\d"),
    ],
)
def test_addresses_are_shortened_to_their_host(text: str, caption: str) -> None:
    """The host is what a reader would say; punctuation around it stays, secrets never do."""
    assert caption_text(text) == caption


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
        "9d63a6ac201336eded20663498ce7424582c701c69aad39cfeca4f008809ca37",
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
