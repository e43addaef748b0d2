"""The forty pairs of an audition: what is compared, and what each choice means for a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers import numbers_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.settings.languages import Language

REPORT = "Nothing to set. Please report that the second one sounds better: it concerns all sites."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One text to hear: `option` is what a site sets for it, `lexicon` an entry (word, said)."""

    text: str
    language: Language
    means: str
    option: str = ""
    lexicon: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two choices under one heading."""

    topic: str
    first: Choice
    second: Choice


_NUMBERS: tuple[tuple[Language, str], ...] = (
    ("uz", "2024-yil"),
    ("uz", "5-mart"),
    ("uz", "10ta fayl"),
    ("uz", "12 500 soʻm"),
    ("uz", "15 % dan"),
    ("uz", "14:30 da"),
    ("uz", "3,5 km"),
    ("uz", "10–15 kun"),
    ("uz", "XXI asr"),
    ("uz", "$7"),
    ("uz", "Python 3.12"),
    ("ru", "до 5 %"),
    ("ru", "2-го мая"),
    ("en", "$5.99"),
    ("en", "1st of 12"),
)
_APOSTROPHES = (
    ("gʻoʻza", "g'o'za"),
    ("gʻoʻza", "g’o’za"),
    ("gʻoʻza", "goza"),
    ("maʼno", "ma'no"),
    ("maʼno", "ma’no"),
    ("maʼno", "mano"),
)
_SCRIPTS = (
    ("Ҳужжат", "Hujjat"),
    ("Ўзбекча", "Oʻzbekcha"),
    ("чоршанба", "chorshanba"),
    ("Саҳифани очинг", "Sahifani oching"),
)
_SPELLINGS = (
    ("oʻquvchi", "öquvchi"),
    ("gʻoya", "ğoya"),
    ("shahar", "şahar"),
    ("chiroq", "çiroq"),
)
_UNITS: tuple[tuple[Language, str, str, str, str], ...] = (
    ("uz", "8 MB", "8 megabayt", "MB", "megabayt"),
    ("uz", "9 ms", "9 millisekund", "ms", "millisekund"),
    ("ru", "8 МБ", "8 мегабайт", "МБ", "мегабайт"),
)
_FOREIGN = (
    ("GitHub", "Githab"),
    ("Python", "Payton"),
    ("MkDocs", "em-ke-doks"),
    ("cache", "kesh"),
    ("API", "ey-pi-ay"),
)
_LOUDNESS: tuple[tuple[tuple[Language, str], tuple[Language, str]], ...] = (
    (("uz", "Bu oʻzbekcha ovoz."), ("en", "This is the English voice.")),
    (("uz", "Bu oʻzbekcha ovoz."), ("ru", "Это русский голос.")),
    (("en", "This is the English voice."), ("ru", "Это русский голос.")),
)


def all_pairs() -> tuple[Pair, ...]:
    """Return all pairs, in the order they are heard."""
    return tuple(_pairs())


def _pairs() -> Iterator[Pair]:
    for language, text in _NUMBERS:
        yield Pair(
            topic="Digits or words",
            first=Choice(
                text=text,
                language=language,
                means="numbers: as-is, which is the default",
                option="as-is",
            ),
            second=Choice(
                text=numbers_in_words(text, language),
                language=language,
                means="numbers: words",
                option="words",
            ),
        )
    for topic, texts, means in (
        (
            "Apostrophes of oʻ, gʻ and ʼ, or others, or none",
            _APOSTROPHES,
            "what is sent today, however it is typed",
        ),
        ("Cyrillic or Latin", _SCRIPTS, "what is sent today: the script of the page"),
        ("Old spelling or new", _SPELLINGS, "what is sent today, for either spelling"),
    ):
        for first, second in texts:
            yield Pair(
                topic=topic,
                first=Choice(text=first, language="uz", means=means),
                second=Choice(text=second, language="uz", means=REPORT),
            )
    for language, short, full, word, said in _UNITS:
        yield _with_lexicon("Units", language, (short, full), (word, said))
    for word, said in _FOREIGN:
        yield _with_lexicon("English words in Uzbek", "uz", (word, said), (word, said))
    for one, other in _LOUDNESS:
        yield Pair(
            topic="Loudness of the languages (which is louder?)",
            first=Choice(text=one[1], language=one[0], means=f"{one[0]} is louder; see the levels"),
            second=Choice(
                text=other[1], language=other[0], means=f"{other[0]} is louder; see the levels"
            ),
        )


def _with_lexicon(
    topic: str, language: Language, texts: tuple[str, str], entry: tuple[str, str]
) -> Pair:
    return Pair(
        topic=topic,
        first=Choice(text=texts[0], language=language, means="sent as it is written"),
        second=Choice(
            text=texts[1],
            language=language,
            means=f"lexicon: {{{entry[0]}: {entry[1]}}}",
            lexicon=entry,
        ),
    )
