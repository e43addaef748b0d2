"""Which requests for speech the API takes: its document's section "Request fields" as code."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aisha_docs_audio.emulator.errors import Refusal
from aisha_docs_audio.emulator.models import SynthesisRequest
from aisha_docs_audio.settings.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARACTERS = 1000
MAX_CHARACTERS_ANONYMOUS = 500
MODELS = ("Gulnoza",)
MOODS = ("Neutral", "Cheerful", "Happy", "Sad")

_MAX_URL = 2000


def validate(fields: Mapping[str, object], *, authenticated: bool) -> SynthesisRequest:
    """Turn the fields into a request, defaults filled in. Raises Refusal (400 or 401).

    Unknown fields are ignored and empty optional ones count as not sent. Where the document says
    a field "is not sent" it is refused, so that a client's mistake shows. Whether a custom voice
    is the account's own is not decided here.
    """
    transcript = _transcript(fields.get("transcript"), authenticated=authenticated)
    sent = {name: value for name, value in fields.items() if value not in (None, "")}
    language = _language(sent.get("language", "uz"))
    voice_id = _voice_id(sent["voice_id"]) if "voice_id" in sent else None
    if voice_id is not None and not authenticated:
        raise Refusal("authentication_required")
    if language != "uz":
        _refuse_fields(sent, ("model", "mood", "speed"), f"language={language}")
    if voice_id is not None:
        _refuse_fields(sent, ("model", "mood"), "voice_id")
    built_in = language == "uz" and voice_id is None
    return SynthesisRequest(
        transcript=transcript,
        language=language,
        model=_choice(sent, "model", MODELS) if built_in else None,
        mood=_choice(sent, "mood", MOODS) if built_in else None,
        speed=_speed(sent.get("speed", 1.0)) if language == "uz" else None,
        voice_id=voice_id,
        webhook_url=_webhook_url(sent.get("webhook_notification_url")),
    )


def _transcript(value: object, *, authenticated: bool) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise Refusal("transcript_required")
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise Refusal("invalid_transcript")
    limit = MAX_CHARACTERS if authenticated else MAX_CHARACTERS_ANONYMOUS
    if len(value) > limit:
        raise Refusal("transcript_too_long", length=len(value), limit=limit)
    return value


def _language(value: object) -> Language:
    for language in LANGUAGES:
        if value == language:
            return language
    raise Refusal("invalid_language", value=value)


def _refuse_fields(sent: Mapping[str, object], names: tuple[str, ...], other: str) -> None:
    for name in names:
        if name in sent:
            raise Refusal("field_not_allowed", field=name, other=other)


def _choice(sent: Mapping[str, object], name: str, choices: tuple[str, ...]) -> str:
    value = sent.get(name, choices[0])
    if value not in choices:
        raise Refusal(f"invalid_{name}", value=value)
    return str(value)


def _speed(value: object) -> float:
    speed = _number(value)
    if not (speed == 0 or 0.5 <= speed <= 2.0):
        raise Refusal("invalid_speed", value=value)
    return speed


def _voice_id(value: object) -> int:
    number = _number(value)
    # Above 2**53 a float no longer tells neighbours apart, and no account has that many voices.
    if not (1 <= number <= 2**53) or number != int(number):
        raise Refusal("invalid_voice_id", value=value)
    return int(number)


def _number(value: object) -> float:
    """Return the number that a form's text or a JSON value is; NaN for what is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return math.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return math.nan


def _webhook_url(value: object) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value) if isinstance(value, str) and len(value) <= _MAX_URL else None
        port_is_right = parts is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, port_is_right = None, False
    if (
        parts is None
        or not port_is_right
        or parts.scheme not in {"http", "https"}
        or not parts.hostname
        or not str(value).isprintable()
    ):
        raise Refusal("invalid_webhook_url")
    return str(value)
