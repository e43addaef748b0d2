"""The form of a request, and what is not sent at all, by the rules of the API's document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.errors import InvalidTextError
from aisha_docs_audio.settings.addresses import Address
from aisha_docs_audio.settings.aisha import (
    FASTEST,
    LEAST_VOICE_ID,
    MAX_CHARACTERS_WITH_KEY,
    MAX_CHARACTERS_WITHOUT_KEY,
    MOODS,
    OWN_SPEED,
    SLOWEST,
    is_speed,
)
from aisha_docs_audio.settings.languages import LANGUAGES

if TYPE_CHECKING:
    from aisha_docs_audio.model import Utterance


def fields(utterance: Utterance, webhook_url: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return the form fields of a request in the document's order; what is None is not sent."""
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
    if utterance.voice_id is not None and utterance.voice_id < LEAST_VOICE_ID:
        return f"voice_id must be a number from {LEAST_VOICE_ID} up"
    return ""


def _speed_problem(utterance: Utterance) -> str:
    if utterance.speed is None:
        return ""
    if utterance.language != "uz":
        return "speed goes with the language uz only"
    if is_speed(utterance.speed):
        return ""
    return f"speed must be {OWN_SPEED:g} or from {SLOWEST} to {FASTEST}"


def _webhook_problem(webhook_url: str | None) -> str:
    if webhook_url is None:
        return ""
    try:
        Address.parse(webhook_url)
    except ValueError as error:
        return f"webhook_url is {error}"
    return ""
