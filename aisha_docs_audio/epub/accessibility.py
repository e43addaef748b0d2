"""What a book says of its accessibility (EPUB Accessibility 1.1, "Discovery metadata").

Only what is true of every book made here, or was looked at in this one. That it conforms to a level
of WCAG is never said: nobody has evaluated the site's own words and pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityFacts:
    """What was found in the book.

    `is_heard`: some chapters have sound; `is_heard_whole`: all have. `undescribed` counts the
    pictures without a description.
    """

    is_heard: bool
    is_heard_whole: bool
    has_pictures: bool
    has_math: bool
    may_flash: bool
    undescribed: int


_HEARD = {
    "uz": "Matn ovoz bilan birga keladi: oʻqilayotgan joy belgilanadi.",
    "en": "The text comes with sound that marks what is being read.",
    "ru": "Текст сопровождается звуком, и читаемое место выделяется.",
}
_SILENT_PARTS = {
    "uz": "Ayrim boblarda ovoz yoʻq.",
    "en": "Some chapters have no sound.",
    "ru": "У некоторых глав звука нет.",
}
_PICTURES = {
    "uz": "Ayrim rasmlarning tavsifi yoʻq.",
    "en": "Some pictures have no description.",
    "ru": "У некоторых изображений нет описания.",
}
_UNTESTED = {
    "uz": "Kitob veb-saytdan dastur yordamida tuzilgan; uning WCAGʼga muvofiqligi baholanmagan.",
    "en": "The book was made of a website by a program; nobody evaluated its conformance to WCAG.",
    "ru": "Книга создана из сайта программой; её соответствие WCAG никто не оценивал.",
}


def accessibility_metadata(facts: AccessibilityFacts, language: str) -> Iterator[tuple[str, str]]:
    """Return names and values of schema.org's properties; the summary is in `language`."""
    yield "schema:accessMode", "textual"
    if facts.is_heard:
        yield "schema:accessMode", "auditory"
    if facts.has_pictures:
        yield "schema:accessMode", "visual"
    described = not facts.has_pictures or not facts.undescribed
    if described:
        yield "schema:accessModeSufficient", "textual"
        if facts.is_heard_whole:
            yield "schema:accessModeSufficient", "textual,auditory"
    else:
        yield "schema:accessModeSufficient", "textual,visual"
    yield "schema:accessibilityFeature", "tableOfContents"
    yield "schema:accessibilityFeature", "readingOrder"
    yield "schema:accessibilityFeature", "structuralNavigation"
    yield "schema:accessibilityFeature", "displayTransformability"
    if facts.is_heard:
        yield "schema:accessibilityFeature", "synchronizedAudioText"
    if facts.has_pictures and described:
        yield "schema:accessibilityFeature", "alternativeText"
    if facts.has_math:
        yield "schema:accessibilityFeature", "MathML"
    yield "schema:accessibilityHazard", "unknown" if facts.may_flash else "none"
    yield "schema:accessibilitySummary", _summary(facts, language)


def _summary(facts: AccessibilityFacts, language: str) -> str:
    told = (
        (facts.is_heard, _HEARD),
        (facts.is_heard and not facts.is_heard_whole, _SILENT_PARTS),
        (facts.undescribed > 0, _PICTURES),
        (True, _UNTESTED),
    )
    return " ".join(words.get(language, words["en"]) for is_so, words in told if is_so)
