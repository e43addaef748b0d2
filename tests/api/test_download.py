"""Fetching sound: from where, with or without the key, and what does not count as sound."""

from __future__ import annotations

import pytest

from aisha_docs_audio.api import Client
from aisha_docs_audio.errors import (
    ForbiddenError,
    NotFoundError,
    ResponseError,
    StatusError,
    TransportError,
    UnavailableError,
)
from aisha_docs_audio.settings.api_key import ApiKey
from tests.api.servers import Server, dripping, head, proxying, reply, serving
from tests.api.sounds import wav

KEY = "canary-3c6e0b8a9c15224a"
SOUND = wav()


def client_of(server: Server, **options) -> Client:
    """Make a client of a loopback server, with the canary key."""
    return Client(api_url=server.url, key=ApiKey(KEY), **options)


def moved(location: str, status: int = 302) -> bytes:
    """Redirect."""
    return reply(status, b"elsewhere", {"Location": location})


@pytest.mark.parametrize("path", ["/media/a.wav", "media/a.wav", "{url}/media/a.wav"])
def test_sound_of_the_apis_own_origin_is_fetched_with_the_key(path):
    """Relative and absolute paths, as it came to the byte."""
    with serving(reply(200, SOUND)) as server, client_of(server) as client:
        assert client.download(path.format(url=server.url)) == SOUND
    (request,) = server.requests
    assert (request.method, request.target) == ("GET", "/media/a.wav")
    assert request.headers["x-api-key"] == KEY
    assert request.headers["user-agent"].startswith("aisha-docs-audio/")
    assert request.headers["accept-encoding"] == "identity"


def test_sound_of_another_origin_is_fetched_without_the_key():
    """The CDN of the field notes; another port on the same host is another origin."""
    with serving(reply(200, SOUND)) as cdn, serving(reply(500)) as server:
        assert client_of(server).download(cdn.url + "/a.wav?Signature=x") == SOUND
    assert KEY.encode() not in cdn.everything
    assert cdn.requests[0].target == "/a.wav?Signature=x"
    assert server.requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin_does_not_take_the_key_along(status):
    """`requests` itself would forward it."""
    with (
        serving(reply(200, SOUND)) as cdn,
        serving(moved(cdn.url + "/a.wav", status)) as server,
        client_of(server) as client,
    ):
        assert client.download("/media/a.wav") == SOUND
    assert KEY.encode() in server.everything
    assert KEY.encode() not in cdn.everything


def test_a_redirect_within_the_apis_origin_keeps_the_key():
    """Relative to where it came from."""
    answers = {"/media/a.wav": moved("b/c.wav"), "/media/b/c.wav": reply(200, SOUND)}
    with serving(lambda request: answers[request.target]) as server, client_of(server) as client:
        assert client.download("/media/a.wav") == SOUND
    assert [r.headers["x-api-key"] for r in server.requests] == [KEY, KEY]


def test_the_body_of_a_redirect_is_not_read():
    """It may have no end."""
    with serving(reply(200, SOUND)) as cdn:
        endless = head(302, {"Location": cdn.url + "/a.wav", "Content-Length": "999999999"})
        with serving(lambda _: dripping(endless)) as server, client_of(server) as client:
            assert client.download("/a.wav") == SOUND


def test_redirects_in_a_ring_end():
    """After five, in an error that names them."""
    with (
        serving(lambda request: moved(request.target + "x")) as server,
        pytest.raises(ResponseError, match="more than 5 redirects"),
    ):
        client_of(server).download("/a.wav")
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "location",
    ["", "ftp://127.0.0.1/a", "file:///etc/passwd", "http://u:p@127.0.0.1/", "http://a b/"],
)
def test_a_redirect_to_nowhere_is_an_error(location):
    """Named by the place that says so; an empty one leads back to itself."""
    with serving(moved(location)) as server, pytest.raises(ResponseError, match=r"127\.0\.0\.1"):
        client_of(server).download("/a.wav")


@pytest.mark.parametrize("path", ["ftp://x/a.wav", "file:///etc/passwd", "https://a b/"])
def test_an_audio_path_that_leads_nowhere_is_an_error(path):
    """The API said so, so it is the API's answer that is wrong."""
    with (
        serving(reply(200, SOUND)) as server,
        pytest.raises(ResponseError, match="says that the sound is at"),
    ):
        client_of(server).download(path)
    assert server.requests == []


@pytest.mark.usefixtures("trusted")
def test_once_on_https_always_on_https(tls, monkeypatch):
    """An http URL is raised to https, so the sound of a page cannot be changed on its way."""
    answers = {
        "/a.wav": moved("http://api.example.test/b.wav"),
        "/b.wav": reply(200, SOUND),
    }
    with (
        serving(lambda request: answers[request.target], tls=tls) as server,
        proxying(server.port) as proxy,
    ):
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        client = Client(api_url="https://api.example.test", key=ApiKey(KEY))
        assert client.download("http://api.example.test/a.wav") == SOUND
    assert {request.method for request in proxy.requests} == {"CONNECT"}
    assert [request.target for request in server.requests] == ["/a.wav", "/b.wav"]


@pytest.mark.usefixtures("trusted")
def test_https_never_falls_back_to_http(tls):
    """Where the https port cannot be known, the sound is not fetched at all."""
    with (
        serving(reply(200, SOUND)) as plain,
        serving(moved(plain.url + "/a.wav"), tls=tls) as server,
        client_of(server) as client,
    ):
        with pytest.raises(ResponseError, match="https"):
            client.download("/a.wav")
        with pytest.raises(ResponseError, match="https"):
            client.download(plain.url + "/a.wav")
    assert plain.requests == []


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (reply(200, b""), "is empty"),
        (reply(204), "is empty"),
        (reply(200, b"<!doctype html><title>Wait</title>"), "HTML"),
        (reply(200, {"detail": "no"}), "JSON"),
        (reply(200, SOUND[:100]), "cut off"),
        (reply(206, SOUND[: len(SOUND) // 2]), "cut off"),
    ],
)
def test_what_is_no_whole_sound_is_an_error_with_its_url(answer, problem):
    """Status 200 is no proof."""
    with serving(answer) as server, pytest.raises(ResponseError, match=problem) as caught:
        client_of(server).download("/media/a.wav?Signature=secret")
    assert f"{server.url}/media/a.wav" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_connection_that_breaks_is_an_error():
    """Less came than Content-Length said, so the GET can be repeated."""
    with (
        serving(lambda _: [head(200, {"Content-Length": str(len(SOUND))}), SOUND[:50]]) as server,
        pytest.raises(TransportError, match="broke"),
    ):
        client_of(server).download("/a.wav")


@pytest.mark.parametrize(
    ("status", "kind"), [(404, NotFoundError), (403, ForbiddenError), (503, UnavailableError)]
)
def test_error_statuses_are_their_own_errors(status, kind):
    """404 is for the caller to repeat: the file may come a moment after the answer."""
    with serving(reply(status)) as server, pytest.raises(kind):
        client_of(server).download("/a.wav")


def test_a_403_of_another_origin_is_not_about_the_key():
    """An expired signature must not stop a build that has a good key."""
    with (
        serving(reply(403, b"<title>Request has expired</title>")) as cdn,
        serving(reply(500)) as server,
        pytest.raises(StatusError, match="Request has expired") as caught,
    ):
        client_of(server).download(cdn.url + "/a.wav")
    assert type(caught.value) is StatusError
