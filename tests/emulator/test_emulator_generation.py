"""POST /api/v1/tts/post/ as the document describes it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import requests

from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.emulator.tone import tone
from tests.emulator.api import POST, Api, frames_of
from tests.emulator.conftest import BALANCE

AUDIO_PATH = re.compile(r"/media/tts_audios/[0-9a-f-]{36}\.wav")
SALOM = "Assalomu alaykum, bu AIsha TTS sinovi."


def send(api: Api, form: str, fields: dict[str, Any]) -> requests.Response:
    """Send the fields in one of the three forms."""
    if form == "json":
        return api.ask("POST", POST, json=fields)
    if form == "urlencoded":
        return api.ask("POST", POST, data=fields)
    return api.post(**fields)


@pytest.mark.parametrize("form", ["multipart", "urlencoded", "json"])
def test_the_documents_example_gives_201_and_a_sound(
    api: Api, emulator: Emulator, form: str
) -> None:
    """In each body form: the audio path is relative, the sound says the text, it is paid once."""
    fields = {
        "transcript": SALOM,
        "language": "uz",
        "model": "Gulnoza",
        "mood": "Cheerful",
        "speed": "1.5",
    }
    answer = send(api, form, fields)
    assert answer.status_code == 201
    assert list(answer.json()) == ["audio_path"]
    assert AUDIO_PATH.fullmatch(answer.json()["audio_path"])
    sound = api.ask("GET", answer.json()["audio_path"]).content
    assert sound == tone(SALOM, mood="Cheerful", speed=1.5)
    assert len(frames_of(sound)) > 0
    book = emulator.account(str(api.key))
    assert book.balance == BALANCE - len(SALOM)
    assert [(c.transcript, c.characters, c.mood, c.speed) for c in book.charges] == [
        (SALOM, len(SALOM), "Cheerful", 1.5)
    ]


@pytest.mark.parametrize("form", ["multipart", "urlencoded", "json"])
def test_text_arrives_as_it_was_sent(api: Api, emulator: Emulator, form: str) -> None:
    """Line ends, spaces, quotes, astral characters and the Uzbek letters: nothing is changed."""
    text = ' oʻgʻil\r\nsaʼva & "qoʻshtirnoq" = 1+1 %41 \U0001f600\u0301 '
    assert send(api, form, {"transcript": text}).status_code == 201
    assert [c.transcript for c in emulator.account(str(api.key)).charges] == [text]


def test_the_defaults_are_the_documents(api: Api, emulator: Emulator) -> None:
    """Without optional fields: Uzbek, Gulnoza, Neutral, 1.0; empty fields count as not sent."""
    assert api.post(transcript="Salom").status_code == 201
    assert api.post(transcript="Salom", language="", mood="", voice_id="").status_code == 201
    charges = emulator.account(str(api.key)).charges
    parameters = {(c.language, c.model, c.mood, c.speed, c.voice_id) for c in charges}
    assert parameters == {("uz", "Gulnoza", "Neutral", 1.0, None)}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_english_and_russian_have_no_model_mood_or_speed(
    api: Api, emulator: Emulator, language: str
) -> None:
    """They work without those fields and are refused with any of them; refusals cost nothing."""
    assert api.post(transcript="Hello", language=language).status_code == 201
    for name, value in (("model", "Gulnoza"), ("mood", "Neutral"), ("speed", "1.0")):
        answer = api.post(transcript="Hello", language=language, **{name: value})
        assert (answer.status_code, answer.json()["error_key"]) == (400, "field_not_allowed")
        assert name in answer.json()["detail"]
    assert emulator.account(str(api.key)).charged_characters == len("Hello")


@pytest.mark.parametrize("character", ["a", "ш", "ʻ", "\U0001f600"])
def test_the_limit_is_a_thousand_code_points_with_a_key(
    api: Api, emulator: Emulator, character: str
) -> None:
    """1000 characters pass and are charged as 1000, whatever their bytes; 1001 do not."""
    assert api.post(transcript=character * 1000).status_code == 201
    answer = api.post(transcript=character * 1001)
    assert (answer.status_code, answer.json()["error_key"]) == (400, "transcript_too_long")
    assert "1001" in answer.json()["detail"]
    assert emulator.account(str(api.key)).charged_characters == 1000


def test_the_limit_is_five_hundred_without_a_key(anonymous: Api) -> None:
    """An anonymous request of 500 characters gives a sound, one of 501 is refused."""
    answer = anonymous.post(transcript="a" * 500)
    assert answer.status_code == 201
    assert anonymous.ask("GET", answer.json()["audio_path"]).content == tone("a" * 500)
    answer = anonymous.post(transcript="a" * 501)
    assert (answer.status_code, answer.json()["error_key"]) == (400, "transcript_too_long")


def test_a_wrong_key_is_403_and_not_an_anonymous_request(anonymous: Api) -> None:
    """A key that opens no account is refused even where no key would do."""
    anonymous.key = "nobody's"
    answer = anonymous.post(transcript="Salom")
    assert (answer.status_code, answer.json()["error_key"]) == (403, "invalid_api_key")


def test_a_balance_that_does_not_reach_is_402(api: Api, emulator: Emulator) -> None:
    """Nothing is charged or recorded; the last character can be spent, and a top-up helps."""
    emulator.open_account(str(api.key), 10)
    answer = api.post(transcript="a" * 11)
    assert (answer.status_code, answer.json()["error_key"]) == (402, "insufficient_balance")
    assert emulator.account(str(api.key)).charges == ()
    assert api.post(transcript="a" * 10).status_code == 201
    assert emulator.account(str(api.key)).balance == 0
    assert api.post(transcript="a").status_code == 402
    emulator.open_account(str(api.key), 1)
    assert api.post(transcript="a").status_code == 201


class TestCustomVoices:
    """`voice_id`."""

    def test_one_needs_authentication(self, anonymous: Api) -> None:
        """401 without a key."""
        answer = anonymous.post(transcript="Salom", voice_id="12")
        assert (answer.status_code, answer.json()["error_key"]) == (401, "authentication_required")

    def test_a_ready_one_of_the_account_speaks(self, api: Api, emulator: Emulator) -> None:
        """In any language, with a speed in Uzbek only; history says neither model nor mood."""
        emulator.open_account(str(api.key), BALANCE, voices={12: "READY"})
        answer = api.post(transcript="Salom", voice_id="12", speed="1.2")
        assert answer.status_code == 201
        sound = api.ask("GET", answer.json()["audio_path"]).content
        assert sound == tone("Salom", model=None, mood=None, speed=1.2, voice_id=12)
        assert api.post(transcript="Hello", voice_id="12", language="en").status_code == 201
        refused = api.post(transcript="Hello", voice_id="12", language="en", speed="1.2")
        assert refused.status_code == 400
        rows = api.history().json()["results"]
        assert [(row["model"], row["mood"]) for row in rows] == [(None, None), (None, None)]

    @pytest.mark.parametrize("name", ["mood", "model"])
    def test_one_excludes_mood_and_model(self, api: Api, emulator: Emulator, name: str) -> None:
        """They belong to the built-in voice: 400."""
        emulator.open_account(str(api.key), BALANCE, voices={12: "READY"})
        value = {"mood": "Happy", "model": "Gulnoza"}[name]
        answer = api.post(transcript="Salom", voice_id="12", **{name: value})
        assert (answer.status_code, answer.json()["error_key"]) == (400, "field_not_allowed")

    def test_anothers_or_an_unfinished_one_is_400(self, api: Api, emulator: Emulator) -> None:
        """A voice must be the account's own and READY; nothing is charged."""
        emulator.open_account("somebody-else", 0, voices={77: "READY"})
        emulator.open_account(str(api.key), BALANCE, voices={13: "PENDING"})
        assert api.post(transcript="Salom", voice_id="77").json()["error_key"] == "voice_not_found"
        answer = api.post(transcript="Salom", voice_id="13")
        assert (answer.status_code, answer.json()["error_key"]) == (400, "voice_not_ready")
        assert emulator.account(str(api.key)).charges == ()


@pytest.mark.parametrize(
    ("accept", "detail"),
    [
        (None, "The field transcript is required."),
        ("uz", "transcript maydoni toʻldirilishi shart."),
        ("ru-RU,ru;q=0.9,en;q=0.8", "Поле transcript обязательно."),
        ("de, uz;q=0.3, en;q=0.4", "The field transcript is required."),
        ("uz;q=0, *", "The field transcript is required."),
        ("uz;q=nonsense", "The field transcript is required."),
    ],
)
def test_errors_speak_the_language_asked_for(api: Api, accept: str | None, detail: str) -> None:
    """`detail` follows Accept-Language, English without one; `error_key` is the same in all."""
    api.language = accept
    answer = api.post(language="uz")
    assert answer.status_code == 400
    assert answer.json() == {"detail": detail, "error_key": "transcript_required"}


class TestBodies:
    """What cannot be read is refused, never spoken as something else."""

    @pytest.mark.parametrize(
        ("content_type", "body", "status"),
        [
            ("application/json", b"{", 400),
            ("application/json", b"[]", 400),
            ("application/json", b'"Salom"', 400),
            ("application/json", b"\xff", 400),
            ("application/json", b"[" * 100_000, 400),
            ("application/json", b'{"transcript": 5}', 400),
            ("application/json", b'{"transcript": "\\ud800"}', 400),
            ("application/json", b'{"transcript": "a\\u0000b"}', 400),
            ("application/json", b'{"transcript": "a", "model": "\\ud800"}', 400),
            ("application/json", b'{"transcript": "a", "speed": true}', 400),
            ("application/json", b'{"transcript": "a", "speed": 1e999}', 400),
            ("application/json", b'{"transcript": "a", "language": ["uz"]}', 400),
            ("application/x-www-form-urlencoded", b"transcript=%FF", 400),
            ("application/x-www-form-urlencoded", b"transcript", 400),
            ("multipart/form-data", b"", 400),
            ("multipart/form-data; boundary=x", b"--x\r\nnonsense", 400),
            ("text/plain", b"transcript=Salom", 415),
            ("", b"transcript=Salom", 415),
            ("application/json", b'"' + b"a" * 1_000_000 + b'"', 413),
        ],
    )
    def test_a_wrong_one_is_an_error_in_the_apis_form(
        self, api: Api, content_type: str, body: bytes, status: int
    ) -> None:
        """A 4xx with `detail` and `error_key`, and no traceback."""
        answer = api.ask("POST", POST, data=body, headers={"Content-Type": content_type})
        assert answer.status_code == status
        assert set(answer.json()) == {"detail", "error_key"}

    def test_a_file_is_no_transcript(self, api: Api) -> None:
        """A part with a file name is no text field."""
        answer = api.ask("POST", POST, files={"transcript": ("a.txt", b"Salom")})
        assert answer.json()["error_key"] == "transcript_required"

    def test_json_takes_numbers_where_numbers_are_meant(self, api: Api) -> None:
        """`speed` as a number, and 0 for the API's own default."""
        body = json.dumps({"transcript": "Salom", "speed": 0})
        headers = {"Content-Type": "application/json; charset=utf-8"}
        assert api.ask("POST", POST, data=body, headers=headers).status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", POST, 405),
        ("POST", "/api/v1/tts/get/", 405),
        ("POST", POST.rstrip("/"), 404),
        ("GET", "/api/v2/tts/post/", 404),
    ],
)
def test_other_methods_and_addresses_are_errors_in_the_apis_form(
    api: Api, method: str, path: str, status: int
) -> None:
    """405 and 404 with `detail` and `error_key`; a forgotten slash is not forgiven."""
    answer = api.ask(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"detail", "error_key"}
