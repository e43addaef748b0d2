"""Which fields make a request, field by field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.emulator.errors import LANGUAGES, Refusal
from aisha_docs_audio.emulator.validation import validate


def refusal(**fields: object) -> str:
    """Give the error key that the fields are refused with; "" if they are not."""
    try:
        validate({"transcript": "Salom", **fields}, authenticated=True)
    except Refusal as error:
        return error.error_key
    return ""


@pytest.mark.parametrize(
    ("fields", "error_key"),
    [
        ({"transcript": None}, "transcript_required"),
        ({"transcript": ""}, "transcript_required"),
        ({"transcript": " \n\u3000"}, "transcript_required"),
        ({"transcript": "a\0"}, "invalid_transcript"),
        ({"transcript": 12}, "invalid_transcript"),
        ({"language": "uz"}, ""),
        ({"language": "UZ"}, "invalid_language"),
        ({"language": "de"}, "invalid_language"),
        ({"model": "Gulnoza"}, ""),
        ({"model": "gulnoza"}, "invalid_model"),
        ({"model": "jaxongir"}, "invalid_model"),
        ({"mood": "Sad"}, ""),
        ({"mood": "sad"}, "invalid_mood"),
        ({"speed": "0"}, ""),
        ({"speed": "0.0"}, ""),
        ({"speed": "0.5"}, ""),
        ({"speed": 2}, ""),
        ({"speed": "2.0"}, ""),
        ({"speed": "0.49"}, "invalid_speed"),
        ({"speed": "2.01"}, "invalid_speed"),
        ({"speed": "-1"}, "invalid_speed"),
        ({"speed": "nan"}, "invalid_speed"),
        ({"speed": "inf"}, "invalid_speed"),
        ({"speed": "fast"}, "invalid_speed"),
        ({"speed": True}, "invalid_speed"),
        ({"voice_id": "12"}, ""),
        ({"voice_id": 12}, ""),
        ({"voice_id": "0"}, "invalid_voice_id"),
        ({"voice_id": "-1"}, "invalid_voice_id"),
        ({"voice_id": "1.5"}, "invalid_voice_id"),
        ({"voice_id": 10**400}, "invalid_voice_id"),
        ({"voice_id": "twelve"}, "invalid_voice_id"),
        ({"webhook_notification_url": "https://example.com/webhooks/tts"}, ""),
        ({"webhook_notification_url": "http://[::1]:9000/"}, ""),
        ({"webhook_notification_url": "example.com"}, "invalid_webhook_url"),
        ({"webhook_notification_url": "ftp://example.com/"}, "invalid_webhook_url"),
        ({"webhook_notification_url": "file:///etc/passwd"}, "invalid_webhook_url"),
        ({"webhook_notification_url": "http://"}, "invalid_webhook_url"),
        ({"webhook_notification_url": "http://a:b/"}, "invalid_webhook_url"),
        ({"webhook_notification_url": "http://[/"}, "invalid_webhook_url"),
        ({"webhook_notification_url": "http://a/\r\nX: y"}, "invalid_webhook_url"),
        ({"webhook_notification_url": 5}, "invalid_webhook_url"),
        ({"an_unknown_field": "anything"}, ""),
    ],
)
def test_a_field_is_taken_or_refused(fields: dict[str, object], error_key: str) -> None:
    """Each rule of the document's "Request fields", just inside and just outside."""
    assert refusal(**fields) == error_key


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_names = (
    "transcript",
    "language",
    "model",
    "mood",
    "speed",
    "voice_id",
    "webhook_notification_url",
)


@given(fields=st.fixed_dictionaries({}, optional=dict.fromkeys(_names, _json)), key=st.booleans())
def test_any_fields_make_an_order_or_a_refusal(fields: dict[str, object], key: bool) -> None:
    """Nothing else comes out, and every refusal can be said in every language."""
    try:
        asked = validate(fields, authenticated=key)
    except Refusal as error:
        refused = [error.response(language) for language in LANGUAGES]
        statuses = {answer.status_code for answer in refused}
        assert statuses in ({400}, {401})
        return
    assert asked.transcript == fields["transcript"]
    assert 1 <= asked.characters <= (1000 if key else 500)
