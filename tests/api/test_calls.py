"""The API's calls as they go over the wire, against a server that records every byte."""

from __future__ import annotations

import email
import email.message
import email.policy

import pytest

from aisha_docs_audio import __version__
from aisha_docs_audio.api import Client, HistoryRow, Queued, Ready, Status
from aisha_docs_audio.errors import (
    InvalidTextError,
    NotFoundError,
    ResponseError,
    SettingsError,
    StatusError,
)
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.voices.parameters import utterance_for
from tests.api.servers import Received, reply, serving

TEXT = "Oʻqish kitobi — “yangi” maʼno, 🙂 va ещё."
READY = {"audio_path": "/media/tts_audios/a.wav"}


def client_of(server, key="k-1", **options) -> Client:
    """Make a client of a loopback server."""
    return Client(api_url=server.url, key=ApiKey(key) if key else None, **options)


def utterance(text=TEXT, language="uz", **options):
    """Ask for speech as the settings' defaults do."""
    defaults = {"model": "Gulnoza", "mood": "Neutral", "speed": 1.0, "voice_id": None}
    return utterance_for(text, language, engine="aisha@loopback", **{**defaults, **options})


def _text(part: email.message.Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def form_of(request: Received) -> dict[str, str]:
    """Read a multipart body with another parser than the one that wrote it."""
    kind = request.headers["content-type"]
    message = email.message_from_bytes(
        f"Content-Type: {kind}\r\n\r\n".encode() + request.body, policy=email.policy.HTTP
    )
    assert message.get_content_type() == "multipart/form-data"
    assert not any(part.get_filename() for part in message.iter_parts())
    return {
        str(part.get_param("name", header="content-disposition")): _text(part)
        for part in message.iter_parts()
    }


def test_generate_sends_the_form_the_document_shows():
    """Method, path, headers and every field, the text to the last code point."""
    with serving(reply(201, READY)) as server, client_of(server) as client:
        assert client.generate(utterance()) == Ready(audio_path="/media/tts_audios/a.wav")
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/api/v1/tts/post/")
    assert request.headers["x-api-key"] == "k-1"
    assert request.headers["accept-language"] == "en"
    assert request.headers["user-agent"] == f"aisha-docs-audio/{__version__}"
    assert form_of(request) == {
        "transcript": TEXT,
        "language": "uz",
        "model": "Gulnoza",
        "mood": "Neutral",
        "speed": "1.0",
    }


@pytest.mark.parametrize(
    "text", ["a\nb\r\nc", "\r\n--boundary--\r\n", 'name="x"', "a\tb", "%0d%0a"]
)
def test_no_text_breaks_out_of_its_field(text):
    """Line breaks and boundaries inside of a text stay text."""
    with serving(reply(201, READY)) as server, client_of(server) as client:
        client.generate(utterance(text))
    assert form_of(server.requests[0])["transcript"].encode() == text.encode()


def test_generate_with_a_webhook_is_queued():
    """202, with the id to ask for the status by."""
    body = {"id": 184, "task_id": "7d5f", "status": "PENDING"}
    with serving(reply(202, body)) as server, client_of(server) as client:
        found = client.generate(utterance(), webhook_url="https://example.com/hook")
    assert found == Queued(id=184, task_id="7d5f", status="PENDING")
    assert form_of(server.requests[0])["webhook_notification_url"] == "https://example.com/hook"


@pytest.mark.parametrize("status", [200, 201, 202, 203])
def test_any_2xx_with_the_right_body_is_success(status):
    """Field notes: 200 is seen where the document says 201."""
    with serving(reply(status, READY)) as server, client_of(server) as client:
        assert client.generate(utterance()) == Ready(audio_path=READY["audio_path"])


@pytest.mark.parametrize("body", [b"", b"<html>", {}, [], {"id": None}, {"audio_path": 1}])
def test_a_2xx_with_another_body_is_an_error_with_the_url(body):
    """Never a crash, and never a sound made up."""
    with (
        serving(reply(201, body)) as server,
        client_of(server) as client,
        pytest.raises(ResponseError, match="/api/v1/tts/post/ answered 201, but not as"),
    ):
        client.generate(utterance())


def test_the_language_of_messages_can_be_chosen():
    """The API's words reach the user."""
    with serving(reply(201, READY)) as server:
        client_of(server, accept_language="uz, ru;q=0.5").generate(utterance())
    assert server.requests[0].headers["accept-language"] == "uz, ru;q=0.5"


def test_a_language_that_is_no_header_is_refused():
    """Before anything is sent."""
    with pytest.raises(ValueError, match="Accept-Language"):
        Client(api_url="http://127.0.0.1", key=None, accept_language="uz\r\nX-Evil: 1")


def test_what_is_ruled_out_is_not_sent():
    """Nothing reaches the server, not even a connection."""
    with (
        serving(reply(201, READY)) as server,
        client_of(server) as client,
        pytest.raises(InvalidTextError, match="1001"),
    ):
        client.generate(utterance("a" * 1001))
    assert server.requests == []


def test_without_a_key_none_is_sent():
    """A public request; its limit is 500 characters."""
    with serving(reply(201, READY)) as server, client_of(server, None) as client:
        client.generate(utterance())
        assert client.max_characters == 500
        with pytest.raises(InvalidTextError, match="501"):
            client.generate(utterance("a" * 501))
    assert "x-api-key" not in server.requests[0].headers


def test_status_asks_by_id():
    """GET /api/v1/tts/status/{id}/ with the key."""
    body = {"id": 184, "status": "SUCCESS", "audio_path": "/media/a.wav", "characters": 42}
    with serving(reply(200, body)) as server, client_of(server) as client:
        assert client.status(184) == Status(
            id=184, state="SUCCESS", audio_path="/media/a.wav", characters=42
        )
    (request,) = server.requests
    assert (request.method, request.target) == ("GET", "/api/v1/tts/status/184/")
    assert request.headers["x-api-key"] == "k-1"
    assert request.body == b""


def test_the_status_of_another_request_is_an_error():
    """Its sound would be another text's."""
    body = {"id": 185, "status": "SUCCESS", "audio_path": "/media/a.wav"}
    with (
        serving(reply(200, body)) as server,
        client_of(server) as client,
        pytest.raises(ResponseError, match=r"184.*185"),
    ):
        client.status(184)


def test_history_builds_its_page_numbers_itself():
    """`next` is the server's, and is not followed; the rows come in its order."""
    row = {"id": 9, "transcript": TEXT, "audio_url": "/a.wav", "created_at": "2026-05-04T10:15:30Z"}
    body = {
        "count": 31,
        "next": "http://evil.example/?page=2",
        "results": [{**row, "id": number} for number in (31, 30)],
    }
    with serving(reply(200, body)) as server, client_of(server) as client:
        page = client.history(page=1, limit=2)
        client.history(page=2, limit=2)
    assert page.count == 31
    assert [found.id for found in page.rows] == [31, 30]
    assert page.rows[0] == HistoryRow(
        id=31,
        transcript=TEXT,
        audio_url="/a.wav",
        model=None,
        mood=None,
        created_at="2026-05-04T10:15:30Z",
    )
    assert [request.target for request in server.requests] == [
        "/api/v1/tts/get/?page=1&limit=2",
        "/api/v1/tts/get/?page=2&limit=2",
    ]


@pytest.mark.parametrize(("page", "limit"), [(0, 10), (1, 0), (-1, 10)])
def test_pages_count_from_one(page, limit):
    """A mistake in the program, not of the API."""
    with pytest.raises(ValueError, match="from 1"):
        Client(api_url="http://127.0.0.1", key=None).history(page=page, limit=limit)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_call_follows_no_redirect(status):
    """A request for speech is paid for; the message says where the API seems to be."""
    with (
        serving(reply(201, READY)) as other,
        serving(reply(status, b"", {"Location": other.url + "/x"})) as server,
        client_of(server) as client,
    ):
        with pytest.raises(ResponseError, match=r"redirects to http://127.*api_url"):
            client.generate(utterance())
        with pytest.raises(ResponseError, match="redirects"):
            client.status(1)
    assert other.requests == []


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 429, 500, 502, 503, 504])
def test_a_call_is_one_request_whatever_comes_back(status):
    """Whether to repeat is for the one to say who knows what was paid."""
    with (
        serving(reply(status, {"detail": "Yoʻq"})) as server,
        client_of(server) as client,
        pytest.raises(StatusError, match="Yoʻq") as caught,
    ):
        client.generate(utterance())
    assert caught.value.status == status
    assert caught.value.url == f"{server.url}/api/v1/tts/post/"
    assert len(server.requests) == 1


def test_an_api_may_live_under_a_path():
    """Such as behind a gateway of a company; audio paths stay what they are, from the root."""
    with serving(reply(404)) as server:
        client = Client(api_url=server.url + "/gateway/", key=None)
        with pytest.raises(NotFoundError):
            client.status(1)
        with pytest.raises(NotFoundError):
            client.download("/media/a.wav")
    assert [r.target for r in server.requests] == ["/gateway/api/v1/tts/status/1/", "/media/a.wav"]


def test_connections_are_used_again():
    """A handshake for each segment would cost more than the request."""
    with serving(reply(201, READY)) as server, client_of(server) as client:
        for _ in range(5):
            client.generate(utterance())
    assert {request.connection for request in server.requests} == {1}


def test_no_cookie_is_kept():
    """Calls depend on nothing that went before."""
    with (
        serving(reply(201, READY, {"Set-Cookie": "a=b; Path=/"})) as server,
        client_of(server) as client,
    ):
        client.generate(utterance())
        client.generate(utterance())
    assert not any("cookie" in request.headers for request in server.requests)


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("https://back.aisha.group", "aisha"),
        ("https://BACK.aisha.group:443/", "aisha"),
        ("http://127.0.0.1:8765", "aisha@loopback"),
        ("http://localhost:9", "aisha@loopback"),
        ("http://[::1]:8765", "aisha@loopback"),
        ("https://tts.example.com:8443/x", "aisha@https://tts.example.com:8443"),
        ("https://back.aisha.group.", "aisha@https://back.aisha.group."),
        ("https://back.aisha.group:444", "aisha@https://back.aisha.group:444"),
    ],
)
def test_the_engine_tells_stand_ins_apart(url, engine):
    """The port of an emulator changes from run to run; its sound does not."""
    assert Client(api_url=url, key=ApiKey("k")).engine == engine


@pytest.mark.parametrize(
    "url", ["", "back.aisha.group", "ftp://x", "https://a b", "https://u:p@x", "https://x/?a=b"]
)
def test_an_api_url_that_is_none_is_a_wrong_option(url):
    """With the option's name."""
    with pytest.raises(SettingsError, match="api_url"):
        Client(api_url=url, key=None)


def test_the_key_is_not_sent_in_clear_text():
    """Plain http to another machine is refused, with the ways out; without a key it may be."""
    with pytest.raises(SettingsError, match=r"clear text.*https://.*loopback") as caught:
        Client(api_url="http://tts.example.com", key=ApiKey("k-canary"))
    assert "k-canary" not in str(caught.value)
    Client(api_url="http://tts.example.com", key=None)


def test_its_repr_says_where_and_nothing_else():
    """It stands in tracebacks."""
    assert repr(Client(api_url="https://back.aisha.group", key=ApiKey("k-canary"))) == (
        "<Client https://back.aisha.group with a key>"
    )
