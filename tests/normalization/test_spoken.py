"""What is sent to a voice: letters in one form, signs in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.utterances.normalization import caption_text, spoken_text

SIGNS = st.text(
    st.sampled_from(
        list("aAbsh1 50._/\\@=+<>{}[]()*`^~|#$&%:!?,;'\"-—→✓✗⌘©·«»’‘ʻʼogOG×≥№e\u0301 .\u00a0пМ")
    ),
    max_size=24,
)
TEXTS = st.one_of(st.text(st.characters()), SIGNS)


def said(text: str, language: Language = "uz") -> str:
    """Say without a lexicon."""
    return spoken_text(text, language=language, lexicon={})


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_what_is_said_is_sendable(text, language) -> None:
    """NFC, single spaces, nothing that no reader sees; the caption gives the same words."""
    spoken = said(text, language)

    assert spoken == " ".join(spoken.split())
    assert unicodedata.is_normalized("NFC", spoken)
    assert not {unicodedata.category(character) for character in spoken} & {"Cc", "Cs", "Co"}
    assert spoken == said(caption_text(text), language)


@given(
    text=st.text(
        st.characters(
            categories=["Ll", "Lu", "Lo", "Nd"],
            exclude_characters="µϵϕ"
            + "".join(map(chr, (*range(0x370, 0x3D0), *range(0x2100, 0x2150))))
            + "".join(map(chr, range(0x1D400, 0x1D800))),
        )
    ),
    language=st.sampled_from(["en", "ru"]),
)
def test_letters_and_digits_are_never_lost(text, language) -> None:
    """Only signs and Greek letters become words: other letters are said as they stand.

    Those that are set apart in formulas are the letters that they are forms of, as 𝐀 is, or words,
    as ℕ is.
    """
    assert said(text, language) == caption_text(text)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("O'zbek o‘zbek o`zbek o´zbek oʼzbek o’zbek", "Oʻzbek oʻzbek oʻzbek oʻzbek oʻzbek oʻzbek"),
        ("g'oya Gʼoya tog‘", "gʻoya Gʻoya togʻ"),
        ("ma'no san’at e`lon maʻno", "maʼno sanʼat eʼlon maʼno"),
        ("tog' va bog'.", "togʻ va bogʻ."),
        ("'katta bog' va tog'", "'katta bog' va togʻ"),
        ("‘tog’ so‘zi", "‘tog’ soʻzi"),
        ("«o'g'il»", "«oʻgʻil»"),
        ("5' va users' va 'a'", "5' va users' va 'a'"),
    ],
)
def test_uzbek_apostrophes_have_one_form(text: str, spoken: str) -> None:
    """U+02BB behind o and g, U+02BC inside words; quotation marks stay quotation marks."""
    assert said(text) == spoken


def test_apostrophes_are_folded_in_their_language_only() -> None:
    """An English contraction has U+0027; other languages keep what was typed."""
    assert said("don’t o‘clock", "en") == "don't o‘clock"
    assert said("l’été o'zbek", "ru") == "l’été o'zbek"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("mkdocs.yml", "mkdocs nuqta yml"),
        (".gitignore (.md)", "nuqta gitignore (nuqta md)"),
        ("docs/uz/index.md", "docs slesh uz slesh index nuqta md"),
        (
            "/etc/hosts, ./a.sh, ~/.config/x",
            "slesh etc slesh hosts, a nuqta sh, tilda slesh nuqta config slesh x",
        ),
        ("(.cache/a-b)", "(nuqta cache slesh a-b)"),
        ("va/yoki TCP/IP docs/ 24/7 1/2", "va yoki TCP IP docs 24/7 1/2"),
        ("C:\\Users", "C: teskari slesh Users"),
        ("snake_case __init__.py _x", "snake case qoʻsh ostki chiziq init nuqta py ostki chiziq x"),
        ("obj.__hash__() run().output", "obj nuqta qoʻsh ostki chiziq hash run nuqta output"),
        ("--strict -v va -5 daraja", "qoʻsh defis strict defis v va -5 daraja"),
        ('«MkDocs»-da "MkDocs"-da 50%-lik', '«MkDocs»-da "MkDocs"-da 50%-lik'),
        ("a=b a==b a:=b x!=y", "a teng b a teng b a ikki nuqta teng b x teng emas y"),
        ("x<5 x>=5 a<=b", "x kichik 5 x katta yoki teng 5 a kichik yoki teng b"),
        ("<head> List<int> List[str] {name}", "head List int List qavsda str name"),
        ("str | None a -> b", "str yoki None a, b"),
        ("a && b || c R&D", "a va b yoki c R va D"),
        (
            "C++ C# 3.10+ Ctrl+C +998 1+1",
            "C plyus plyus C sharp 3.10 plyus Ctrl plyus C +998 1 plyus 1",
        ),
        ("info@aisha.group @user", "info et aisha nuqta group et user"),
        ("localhost:8000 std::vector :param 14:30", "localhost: 8000 std vector param 14:30"),
        ("#12 #teg $HOME $5 %s 50 %", "raqam 12 panjara teg dollar HOME $5 foiz s 50 %"),
        ("~5 *muhim* a--b", "taxminan 5 muhim a — b"),
        ("2.0.1 v2.0.1 1.0rc1 36.6 12.05.2026", "2.0.1 v2.0.1 1.0rc1 36.6 12.05.2026"),
        ("A.Navoiy A.Q. Sh.Rashidov h.k. e.g. т.е.", "A.Navoiy A.Q. Sh.Rashidov h.k. e.g. т.е."),
        ("Bu... mana!.. «Ha?» (yoʻq).", "Bu... mana!.. «Ha?» (yoʻq)."),
    ],
)
def test_signs_inside_words_are_said(text: str, spoken: str) -> None:
    """File names, identifiers, options, operators; numbers and abbreviations are left alone."""
    assert said(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Fayl → Til", "Fayl, Til"),
        ("→ Davomi → ", "Davomi"),
        ("Tugadi. → Keyingi", "Tugadi. Keyingi"),
        ("bir · ikki • uch", "bir, ikki, uch"),
        ("⌘⇧P bosing, keyin ⏎.", "Command Shift P bosing, keyin Enter."),
        (
            "≥ 5, ≤5, ≠, ≈ 3, ±2, −1, 2×3",
            "kamida 5, koʻpi bilan 5, teng emas, taxminan 3, plyus minus 2, minus 1, 2 ga 3",
        ),
        ("Kesh: ✓. Narx: ✗", "Kesh: ha. Narx: yoʻq"),
        ("✓ Tezkor ✗ sekin", "Tezkor sekin"),
        ("✓", "ha"),
        ("Example™ © 2026", "Example 2026"),
        ("10⁶ va 10⁻¹², m²", "10 ning 6-darajasi va 10 ning minus 12-darajasi, m²"),
    ],
)
def test_signs_between_words_are_said_or_a_pause(text: str, spoken: str) -> None:
    """Arrows and dots are a short pause, keys have names, a tick alone is an answer."""
    assert said(text) == spoken


def test_signs_are_said_in_the_language_and_script_of_the_text() -> None:
    """Uzbek in Cyrillic gets Cyrillic words: the API reads that script too."""
    assert said("Bu «Туман» turkumi ≥ 5", "uz") == "Bu «Туман» turkumi kamida 5"
    assert said("Бу index.md файли", "uz") == "Бу index нуқта md файли"
    assert said("файл a.md", "ru") == "файл a точка md"
    assert said("the a.md file", "en") == "the a dot md file"


@pytest.mark.parametrize(
    "unit",
    [
        *("a.", "a/", "a/b.c/", "_", "<a", "a>", "'", "o'", "→ ", "| ", "+", "#", "-", "=", "&"),
        *("~/", "a.___", "()", "a()", "($", "<-", "a:b", "a ", "б ", "|-", "=-"),
    ],
)
def test_hostile_texts_end(unit: str) -> None:
    """50,000 characters of what tempts an expression to look back; quadratic ones take minutes."""
    said(("x" + unit * 50_000)[:50_000])
