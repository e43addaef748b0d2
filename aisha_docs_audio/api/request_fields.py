"""Which fields of a request are sent when: the rules of the API's document, before it is asked."""

from __future__ import annotations

import math

from aisha_docs_audio.api.urls import Address
from aisha_docs_audio.errors import InvalidTextError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.settings.languages import LANGUAGES, Language

MAX_CHARACTERS_WITH_KEY = 1000
MAX_CHARACTERS_WITHOUT_KEY = 500
"""Code points of one transcript (API document, "Generate audio": Limit)."""

MOODS = ("Neutral", "Cheerful", "Happy", "Sad")
"""API document, "Request fields": mood."""

_PLAIN_SPEEDS = (0, 1.0)


def utterance_for(  # noqa: PLR0913 - one argument for each field of the API's document
    text: str,
    language: Language,
    *,
    model: str | None,
    mood: str | None,
    speed: float | None,
    voice_id: int | None,
    engine: str,
) -> Utterance:
    """Say what is asked of the API for `text`, with None for every field that is not sent.

    API document, "Request fields": model and mood are for the built-in Uzbek voice only, so
    neither goes with a voice_id; speed is for Uzbek; none of the three is sent for en and ru. With
    a voice_id the speed is sent only where it is not the plain one: the document allows it ("Only
    for the uz flow") without ever showing it.
    """
    uzbek = language == "uz"
    built_in = uzbek and voice_id is None
    asks_for_speed = built_in or (uzbek and speed not in _PLAIN_SPEEDS)
    return Utterance(
        engine=engine,
        text=text,
        language=language,
        model=model if built_in else None,
        mood=mood if built_in else None,
        speed=speed if asks_for_speed else None,
        voice_id=voice_id,
    )


def fields(utterance: Utterance, webhook_url: str | None = None) -> tuple[tuple[str, str], ...]:
    """Give the form fields of a request in the document's order; what is None is not sent."""
    values = (
        ("transcript", utterance.text),
        ("language", utterance.language),
        ("model", utterance.model),
        ("mood", utterance.mood),
        ("speed", None if utterance.speed is None else str(float(utterance.speed))),
        ("voice_id", None if utterance.voice_id is None else str(utterance.voice_id)),
        ("webhook_notification_url", webhook_url),
    )
    return tuple((name, value) for name, value in values if value is not None)


def check(utterance: Utterance, *, has_key: bool, webhook_url: str | None = None) -> None:
    """Raise InvalidTextError for a request that the API's document rules out."""
    limit = MAX_CHARACTERS_WITH_KEY if has_key else MAX_CHARACTERS_WITHOUT_KEY
    problem = (
        _text_problem(utterance.text, limit)
        or _voice_problem(utterance)
        or _speed_problem(utterance)
        or _webhook_problem(webhook_url)
    )
    if not problem and utterance.voice_id is not None and not has_key:
        problem = "voice_id needs an API key: set AISHA_API_KEY"
    if problem:
        raise InvalidTextError(f"not sent: {problem}")


def _text_problem(text: str, limit: int) -> str:
    if not text.strip():
        return "the text is empty"
    if len(text) > limit:
        return f"the text has {len(text)} characters, {limit} are allowed"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "the text holds half a character (a lone surrogate)"
    return ""


def _voice_problem(utterance: Utterance) -> str:
    if utterance.language not in LANGUAGES:
        return f"language must be one of {', '.join(LANGUAGES)}"
    if utterance.voice_id is not None and (
        utterance.model is not None or utterance.mood is not None
    ):
        return "model and mood do not go with voice_id"
    if utterance.language != "uz" and (utterance.model is not None or utterance.mood is not None):
        return "model and mood go with the language uz only"
    if utterance.mood is not None and utterance.mood not in MOODS:
        return f"mood must be one of {', '.join(MOODS)}"
    if utterance.voice_id is not None and utterance.voice_id < 1:
        return "voice_id must be a number from 1 up"
    return ""


def _speed_problem(utterance: Utterance) -> str:
    if utterance.speed is None:
        return ""
    if utterance.language != "uz":
        return "speed goes with the language uz only"
    if utterance.speed == 0 or (math.isfinite(utterance.speed) and 0.5 <= utterance.speed <= 2.0):
        return ""
    return "speed must be 0 or from 0.5 to 2.0"


def _webhook_problem(webhook_url: str | None) -> str:
    if webhook_url is None:
        return ""
    try:
        Address.parse(webhook_url)
    except ValueError as error:
        return f"webhook_url is {error}"
    return ""
