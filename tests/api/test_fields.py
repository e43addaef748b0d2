"""Which fields are sent when, and what is not sent at all."""

from __future__ import annotations

import dataclasses

import pytest

from aisha_docs_audio.api.request_fields import check, fields
from aisha_docs_audio.errors import InvalidTextError, VoiceError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.voices.parameters import utterance_for

TEXT = "Oʻzbekistonda bahor boshlandi."


def asked(language="uz", *, text=TEXT, **options):
    """Ask for speech as the settings' defaults do."""
    defaults = {"model": "Gulnoza", "mood": "Happy", "speed": 1.0, "voice_id": None}
    return utterance_for(text, language, engine="aisha", **{**defaults, **options})


def sent(language="uz", webhook_url=None, **options):
    """Give the fields by name."""
    return dict(fields(asked(language, **options), webhook_url))


def test_the_built_in_uzbek_voice_gets_model_mood_and_speed():
    """The document's own example, field by field and in its order."""
    assert fields(asked()) == (
        ("transcript", TEXT),
        ("language", "uz"),
        ("model", "Gulnoza"),
        ("mood", "Happy"),
        ("speed", "1.0"),
    )


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("speed", [0, 1.0, 1.5])
def test_english_and_russian_get_none_of_the_three(language, speed):
    """The API refuses the whole request otherwise."""
    assert sent(language, speed=speed) == {"transcript": TEXT, "language": language}


@pytest.mark.parametrize("speed", [0, 1.0])
def test_a_custom_voice_gets_neither_model_nor_mood_nor_a_plain_speed(speed):
    """A speed nobody asked for is no reason to risk a refusal."""
    assert sent(voice_id=12, speed=speed) == {
        "transcript": TEXT,
        "language": "uz",
        "voice_id": "12",
    }


def test_a_custom_voice_gets_a_speed_that_was_asked_for():
    """The document: speed is "only for the uz flow", where it says "built-in" of the model."""
    assert sent(voice_id=12, speed=1.5)["speed"] == "1.5"


def test_a_custom_voice_in_english_gets_no_speed():
    """For en and ru, speed is not sent, whoever speaks."""
    assert sent("en", voice_id=12, speed=1.5) == {
        "transcript": TEXT,
        "language": "en",
        "voice_id": "12",
    }


def test_the_default_speed_is_sent_as_zero():
    """0 is the API's own default, not the absence of a speed."""
    assert float(sent(speed=0)["speed"]) == 0


def test_a_webhook_makes_the_request_asynchronous():
    """Its field has another name than our option."""
    url = "https://example.com/hook"
    assert sent(webhook_url=url)["webhook_notification_url"] == url


def test_the_webhook_is_no_part_of_what_names_the_sound():
    """Synchronous and asynchronous generation give the same sound, so the same key."""
    assert "webhook" not in {field.name for field in dataclasses.fields(Utterance)}


def test_what_is_not_sent_does_not_change_the_key():
    """A mood set for the whole site must not make English pages paid for again."""
    assert asked("en", mood="Happy").key == asked("en", mood="Sad").key
    assert asked(voice_id=12, mood="Happy").key == asked(voice_id=12, mood="Sad").key


@pytest.mark.parametrize("language", ["uz", "en", "ru"])
@pytest.mark.parametrize("voice_id", [None, 12])
@pytest.mark.parametrize("speed", [0, 0.5, 1.0, 2.0])
def test_what_is_built_is_never_ruled_out(language, voice_id, speed):
    """The two halves of this module know the same rules."""
    check(asked(language, voice_id=voice_id, speed=speed), has_key=True)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": ""}, "empty"),
        ({"text": " \n"}, "empty"),
        ({"text": "a" * 1001}, "1001 characters, 1000 are allowed"),
        ({"text": "half \ud83d"}, "surrogate"),
        ({"language": "de"}, "language must be one of uz, en, ru"),
        ({"language": "en"}, "go with the language uz only"),
        ({"language": "ru", "model": None, "mood": None}, "speed goes with the language uz only"),
        ({"voice_id": 12}, "do not go with voice_id"),
        ({"voice_id": 12, "mood": None}, "do not go with voice_id"),
        ({"voice_id": 0, "mood": None, "model": None}, "voice_id must be"),
        ({"mood": "Angry"}, "mood must be one of Neutral, Cheerful, Happy, Sad"),
        ({"speed": 0.4}, "speed must be 0 or from 0.5 to 2.0"),
        ({"speed": 2.1}, "speed must be"),
        ({"speed": -1.0}, "speed must be"),
        ({"speed": float("nan")}, "speed must be"),
        ({"speed": float("inf")}, "speed must be"),
    ],
)
def test_what_the_document_rules_out_is_not_sent(changes, problem):
    """Each rule by itself; the error is one segment's, not the build's."""
    utterance = dataclasses.replace(asked(), **changes)
    with pytest.raises(InvalidTextError, match=problem) as caught:
        check(utterance, has_key=True)
    assert isinstance(caught.value, VoiceError)


def test_the_limit_counts_code_points_not_bytes():
    """1000 Cyrillic letters are 2000 bytes, and allowed; so are 1000 emoji."""
    for character in ("я", "ʻ", "🙂"):
        check(asked(text=character * 1000), has_key=True)


def test_without_a_key_the_limit_is_500():
    """API document: 500 characters for public requests."""
    check(asked(text="a" * 500), has_key=False)
    with pytest.raises(InvalidTextError, match="501 characters, 500 are allowed"):
        check(asked(text="a" * 501), has_key=False)


def test_a_custom_voice_needs_a_key():
    """The API would answer 401; a key is what the user can do about it."""
    with pytest.raises(InvalidTextError, match="AISHA_API_KEY"):
        check(asked(voice_id=12), has_key=False)


@pytest.mark.parametrize("url", ["example.com/hook", "ftp://example.com", "https://", "http://a b"])
def test_a_webhook_must_be_a_web_address(url):
    """Otherwise the request is charged and never announced."""
    with pytest.raises(InvalidTextError, match="webhook_url"):
        check(asked(), has_key=True, webhook_url=url)
