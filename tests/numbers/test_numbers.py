"""Numbers in words: golden lines in three languages, and what holds for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.model import Block, Page
from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.utterances.numbers import numbers_in_words
from aisha_docs_audio.utterances.numbers.literals import roman_value
from aisha_docs_audio.utterances.numbers.russian_words import ru_cardinal
from aisha_docs_audio.utterances.script import write_script
from aisha_docs_audio.voices.espeak.respelling import for_espeak
from aisha_docs_audio.voices.espeak.voice import EspeakVoice
from tests.sites import MkDocsSite, SphinxSite, speaking_to

GOLDEN = Path(__file__).parents[1] / "golden" / "numbers"


def pairs(name: str) -> list[tuple[str, str]]:
    """Read two lines each: what is written, what is said; an empty line parts them."""
    records = (GOLDEN / f"{name}.txt").read_text("utf-8").strip("\n").split("\n\n")
    return [(written, said) for written, said in (record.split("\n") for record in records)]


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [(language, *pair) for language in LANGUAGES for pair in pairs(language)],
)
def test_numbers_are_said_as_a_reader_says_them(
    language: Language, written: str, said: str
) -> None:
    """Each golden line's number has its words; said already, it stays."""
    assert numbers_in_words(written, language) == said
    assert numbers_in_words(said, language) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [(language, *pair) for language in LANGUAGES for pair in pairs(f"espeak-{language}")],
)
def test_the_local_voice_gets_words(language: Language, written: str, said: str) -> None:
    """Numbers, and abbreviations in full, whatever the option says."""
    assert for_espeak(written, language) == said


TEXTS = st.lists(
    st.sampled_from(
        [
            *("5", "10", "2024", "1 000", "1,500", "3,14", "2.0.1", "007", "-", "–", " ", "  "),
            *("$", "US$", "€", "%", " %", "₽", "-mart", "-й", "-го", "th", "s", "ta", "-chi", "-"),
            *("IV asr", "XX век", " год", " г.", ":30", "14:30", "2026-11-26", "26.11.2026", "/"),
            *("до ", "в ", "in ", "n - ", "²", "MB", " млн", "dan", "а", "x", ".", ",", "(", ")"),
        ]
    ),
    max_size=12,
).map("".join)


@given(text=st.one_of(TEXTS, st.text()), language=st.sampled_from(LANGUAGES))
def test_any_text_has_words(text: str, language: Language) -> None:
    """Nothing raises, white space stays single, and Uzbek eSpeak gets no digit."""
    said = numbers_in_words(" ".join(text.split()), language)

    assert said == " ".join(said.split())
    assert for_espeak(text, language) is not None
    if language == "uz":
        assert not re.search("[0-9]", for_espeak(text, language))


def test_numbers_between_names_are_in_the_script_of_the_page() -> None:
    """A heading of names and versions has no letters that tell the script."""
    prose = "Файлларни янги папкага кўчиринг, сўнг хизматни қайта ишга туширинг."
    texts = ("Python 3.11 ва Ubuntu 22.04", "PostgreSQL 14", prose)
    blocks = tuple(
        Block(number=number, kind="paragraph", level=0, text=text, language=None)
        for number, text in enumerate(texts, 1)
    )
    page = Page(
        path="a.md",
        title="",
        language="uz",
        settings=Settings.from_mapping({"numbers": "words"}),
        overrides={},
        blocks=blocks,
    )

    spoken = [line.utterances[0].text for line in write_script(page, EspeakVoice())]

    assert spoken == [
        "Python уч нуқта ўн бир ва Ubuntu йигирма икки нуқта ноль тўрт",
        "PostgreSQL ўн тўрт",
        prose,
    ]


def test_digits_inside_names_stay() -> None:
    """They are letters of the name."""
    for language in LANGUAGES:
        assert numbers_in_words("utf8 x86_64 MP3 v2", language) == "utf8 x86_64 MP3 v2"


@pytest.mark.parametrize(
    ("numeral", "value"), [("IV", 4), ("IX", 9), ("XIV", 14), ("XXI", 21), ("XL", 40), ("LX", 60)]
)
def test_roman_numerals_have_values(numeral: str, value: int) -> None:
    """As centuries and chapters have them."""
    assert roman_value(numeral) == value


@given(number=st.integers(0, 10**15 - 1))
def test_no_two_russian_numbers_sound_alike(number: int) -> None:
    """Read back word by word, the sum is the number."""
    words = {
        ru_cardinal(n): n for n in [*range(21), *range(30, 100, 10), *range(200, 1000, 100), 100]
    }
    words |= {"одна": 1, "две": 2}
    powers = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
    total = group = 0
    for word in ru_cardinal(number).split():
        power = next((powers[stem] for stem in reversed(powers) if word.startswith(stem)), None)
        if power is None:
            group += words[word]
        else:
            total, group = total + (group or 1) * power, 0

    assert total + group == number


def script(numbers: str, text: str, language: Language) -> tuple[str, str]:
    """Return the caption and what is sent of one paragraph."""
    block = Block(number=1, kind="paragraph", level=0, text=text, language=None)
    page = Page(
        path="index.md",
        title="",
        language=language,
        settings=Settings.from_mapping({"numbers": numbers}),
        overrides={},
        blocks=(block,),
    )
    [line] = write_script(page, EspeakVoice())
    return line.caption, line.utterances[0].text


def test_the_option_puts_words_into_what_is_sent_and_not_into_captions() -> None:
    """Without it nothing changes, so nothing is paid for again."""
    text = "2024-yil 5-mart kuni 10ta xato 3–5 daqiqada topildi."
    words = (
        "ikki ming yigirma toʻrtinchi yil beshinchi mart kuni oʻnta xato uch-besh daqiqada topildi."
    )

    assert script("words", text, "uz") == (text, words)
    assert script("as-is", text, "uz")[1] == script("as-is", text, "uz")[0]


@pytest.mark.parametrize(
    "unit", ["1 ", "1-", "1–", "$1", "1,", "1.", "XI", "1:", "т. ", "5 ", "1/2 "]
)
def test_time_grows_with_the_text(unit: str) -> None:
    """Twenty thousand characters of the worst kind are said at once (bench/segmentation.py)."""
    for language in LANGUAGES:
        for_espeak(unit * (20_000 // len(unit)), language)


@pytest.mark.parametrize("host", ["mkdocs", "sphinx"])
def test_a_site_with_numbers_in_words_sends_words(tmp_path: Path, host: str) -> None:
    """Through both hosts, in three languages; the captions show digits."""
    texts = {"uz": "15 %dan 10–100 MB gacha", "en": "It costs $5.99", "ru": "Около 5 % в 2024 г."}
    words = {
        "uz": "oʻn besh foizdan oʻndan yuz megabaytgacha",
        "en": "It costs five dollars and ninety-nine cents",
        "ru": "Около пяти процентов в две тысячи двадцать четвёртом году.",
    }
    site: MkDocsSite | SphinxSite
    if host == "mkdocs":
        site = MkDocsSite(folder=tmp_path)
        options = "plugins: [{aisha-audio: {numbers: words}}]"
        site.write({"mkdocs.yml": f"site_name: x\n{options}\n"})
        site.write(
            {f"docs/{n}.md": f"---\nlanguage: {n}\n---\n\n{text}\n" for n, text in texts.items()}
        )
    else:
        site = SphinxSite(folder=tmp_path)
        extension = 'extensions = ["aisha_docs_audio.sphinx_ext"]\naisha_audio_numbers = "words"\n'
        site.write({"conf.py": extension, "index.rst": ".. toctree::\n   :glob:\n\n   *\n"})
        site.write({f"{n}.rst": f":language: {n}\n\n{text}\n" for n, text in texts.items()})
    with running() as emulator:
        site.build(environ=speaking_to(emulator))
        sent = {charge.transcript for charge in emulator.account().charges}

    for said in words.values():
        assert any(said in transcript for transcript in sent)
    # What Sphinx calls a page without a title is no text of the page.
    assert not any("no title" in transcript for transcript in sent)
