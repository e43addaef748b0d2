"""The key comes out nowhere: not in errors, tracebacks or logs, nor at another origin or a proxy.

Servers that echo the key are the hardest case: what they say ends up in messages.
"""

from __future__ import annotations

import http.client
import importlib.util
import logging
import pickle
import signal
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterable

import pytest

from aisha_docs_audio.api import Client
from aisha_docs_audio.errors import AishaAudioError, ResponseError, TransportError
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.voices.parameters import utterance_for
from tests.api.servers import dripping, head, listening, proxying, reply, serving
from tests.api.sounds import wav

KEY = "canary-9f86d081884c7d65"
READY = reply(201, {"audio_path": "/media/a.wav"})

ANSWERS: dict[str, Callable[[], bytes | Iterable[bytes]]] = {
    "detail": lambda: reply(400, {"detail": f"The key {KEY} is bad", "error_key": KEY}),
    "detail, cut in two": lambda: reply(400, {"detail": "x" * 290 + KEY}),
    "detail, in another field": lambda: reply(401, {KEY: {KEY: [KEY]}}),
    "detail, escaped": lambda: reply(
        403, b'{"detail": "%s"}' % "".join(f"\\u{ord(c):04x}" for c in KEY).encode()
    ),
    "text": lambda: reply(503, f"X-Api-Key: {KEY}".encode()),
    "title": lambda: reply(502, f"<title>{KEY}</title>".encode()),
    "reason": lambda: reply(500, reason=KEY),
    "status line": lambda: [f"{KEY} {KEY}\r\n\r\n".encode()],
    "version": lambda: [f"HTTP/{KEY} 200 OK\r\n\r\n".encode()],
    "status code": lambda: [f"HTTP/1.1 {KEY} OK\r\n\r\n".encode()],
    "header line": lambda: [f"HTTP/1.1 200 OK\r\nX {KEY}\r\nA: b\r\n\r\n".encode()],
    "header lines after it": lambda: [
        f"HTTP/1.1 200 OK\r\nbad\r\nX-Api-Key: {KEY}\r\n\r\n".encode()
    ],
    "length": lambda: [head(200, {"Content-Length": KEY})],
    "coding": lambda: reply(200, b"{}", {"Content-Encoding": KEY}),
    "chunk": lambda: [head(200, {"Transfer-Encoding": "chunked"}), KEY.encode() + b"\r\n"],
    "redirect": lambda: reply(302, b"", {"Location": f"http://127.0.0.1:1/{KEY}?{KEY}"}),
    "redirect to nowhere": lambda: reply(302, b"", {"Location": f"ftp://{KEY}/{KEY}"}),
    "body": lambda: reply(200, KEY.encode()),
    "JSON": lambda: reply(200, {"status": KEY, "id": KEY, "count": KEY, "results": KEY}),
    "audio path": lambda: reply(200, {"audio_path": f"/{KEY}.wav", "id": 1}),
    "nothing": lambda: [b""],
    "half": lambda: [head(200, {"Content-Length": "99"}), KEY.encode()],
    "drip": lambda: dripping(head(200, {"Content-Length": "99", "X-Api-Key": KEY})),
}


def utterance():
    """Ask for something small."""
    return utterance_for(
        "salom", "en", model=None, mood=None, speed=None, voice_id=None, engine="aisha@loopback"
    )


CALLS = {
    "generate": lambda client: client.download(client.generate(utterance()).audio_path),
    "status": lambda client: client.status(1),
    "history": lambda client: client.history(page=1, limit=10),
    "download": lambda client: client.download("/media/a.wav"),
}


def failure_of(call, client) -> BaseException | None:
    """Make a call that should fail; the frames of the exception hold no key of the test's own."""
    try:
        call(client)
    except (AishaAudioError, KeyboardInterrupt) as error:
        return error
    return None


def everything_told_by(error: BaseException) -> str:
    """Print an exception in every way there is, and all that hangs on it."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(told.format()) + "".join(traceback.format_exception(error))
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        linked = waiting.pop()
        if not isinstance(linked, BaseException) or id(linked) in seen:
            continue
        seen.add(id(linked))
        held = vars(linked)
        text += f"{linked} {linked!r} {linked.args!r} {held!r}"
        text += "".join(repr(vars(value)) for value in held.values() if hasattr(value, "__dict__"))
        waiting += [linked.__cause__, linked.__context__, *linked.args, *held.values()]
    return text


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_server_that_echoes_the_key_does_not_get_it_printed(answer, call, caplog, capfd):
    """In no exception, nor its chain, nor the locals of its frames, nor a log, nor the output."""
    caplog.set_level(logging.DEBUG)
    with serving(lambda _: ANSWERS[answer]()) as server:
        seconds = 2 if answer == "drip" else 30
        client = Client(api_url=server.url, key=ApiKey(KEY), timeout_seconds=seconds)
        error = failure_of(CALLS[call], client)
    # A harmless answer is one that the client has no reason to fail on, and so prints nothing of.
    told = everything_told_by(error) if error else ""
    logged = caplog.text + "".join(repr(vars(record)) for record in caplog.records)
    printed = "".join(capfd.readouterr())
    assert KEY in server.everything.decode()
    assert KEY not in told
    assert KEY not in logged
    assert KEY not in printed


@pytest.mark.parametrize("end", ["refused", "reset", "closed", "tls"])
def test_a_connection_that_fails_does_not_print_the_key(end, caplog, tls):
    """The exceptions of `requests` carry the request's headers."""
    caplog.set_level(logging.DEBUG)

    def serve(connection: socket.socket, _: int) -> None:
        if end == "tls":
            tls.wrap_socket(connection, server_side=True)
        connection.recv(1 << 20)
        if end == "reset":
            linger = b"\1\0\0\0\0\0\0\0"
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.close()

    with listening(serve) as port:
        url = f"{'https' if end == 'tls' else 'http'}://127.0.0.1:{1 if end == 'refused' else port}"
        error = failure_of(CALLS["generate"], Client(api_url=url, key=ApiKey(KEY)))
    assert isinstance(error, TransportError)
    assert error.__cause__ is not None
    assert KEY not in everything_told_by(error)
    assert KEY not in caplog.text


def test_the_cause_stays_to_be_looked_at():
    """What the library said, without the request it said it about."""
    with serving([b""]) as server:
        error = failure_of(CALLS["status"], Client(api_url=server.url, key=ApiKey(KEY)))
    assert "RemoteDisconnected" in repr(error.__cause__)
    assert error.__cause__.request is None
    assert error.__cause__.__traceback__ is None
    assert error.__context__ is None or error.__context__ is error.__cause__


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals are a matter of POSIX")
def test_an_interruption_shows_no_header_either():
    """Ctrl+C comes up through the frames of the libraries, whose locals hold the request."""

    def interrupt(_):
        # By now the client waits for the answer, deep in those frames.
        time.sleep(0.1)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        return dripping()

    # A shell starts what runs in its background with this signal ignored.
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with serving(interrupt) as server:
            client = Client(api_url=server.url, key=ApiKey(KEY), timeout_seconds=30)
            error = failure_of(CALLS["status"], client)
    finally:
        signal.signal(signal.SIGINT, usual)
    assert isinstance(error, KeyboardInterrupt)
    assert KEY not in everything_told_by(error)


def test_debugging_http_client_does_not_print_the_key(monkeypatch, capfd):
    """A recipe found everywhere: `http.client.HTTPConnection.debuglevel = 1`."""
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    with serving(READY) as server:
        Client(api_url=server.url, key=ApiKey(KEY)).generate(utterance())
    assert KEY in server.everything.decode()
    assert KEY not in "".join(capfd.readouterr())


def test_an_audio_path_that_holds_the_key_is_not_handed_on():
    """It would be written down, in the ledger and in logs."""
    with serving(reply(201, {"audio_path": f"/media/{KEY}.wav"})) as server:
        found = Client(api_url=server.url, key=ApiKey(KEY)).generate(utterance())
    assert KEY not in repr(found)


def test_no_address_with_the_key_in_it_is_asked_for():
    """A server that reflects the key into a redirect would have it sent elsewhere."""
    with (
        serving(reply(200, wav())) as other,
        serving(reply(302, b"", {"Location": f"{other.url}/?{KEY}"})) as server,
        pytest.raises(ResponseError, match="a URL with the API key"),
    ):
        Client(api_url=server.url, key=ApiKey(KEY)).download("/a.wav")
    assert other.requests == []


def test_a_client_is_not_pickled():
    """Sphinx pickles whatever hangs on its environment."""
    client = Client(api_url="https://back.aisha.group", key=ApiKey(KEY))
    with pytest.raises(TypeError):
        pickle.dumps(client)


@pytest.mark.usefixtures("trusted")
def test_a_proxy_sees_no_key(tls, monkeypatch):
    """It is asked for a tunnel, and the key goes through it, encrypted."""
    with serving(READY, tls=tls) as server, proxying(server.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = Client(api_url="https://api.example.test", key=ApiKey(KEY))
        client.generate(utterance())
    (asked,) = proxy.requests
    assert (asked.method, asked.target) == ("CONNECT", "api.example.test:443")
    assert KEY not in proxy.everything.decode()
    assert server.requests[0].headers["x-api-key"] == KEY


def test_a_proxy_is_not_asked_for_loopback(monkeypatch):
    """It would look for the emulator on itself, and read the key of a plain http request."""
    with serving(READY) as server, proxying(server.port) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        Client(api_url=server.url, key=ApiKey(KEY)).generate(utterance())
    assert proxy.requests == []
    assert len(server.requests) == 1


def test_plain_http_through_a_proxy_carries_no_key(monkeypatch):
    """Without a key it is allowed, and works."""
    with serving(READY) as server, proxying(server.port) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        found = Client(api_url="http://api.example.test", key=None).status(1)
    assert found.state == "PENDING"
    assert proxy.requests[0].target == "http://api.example.test/api/v1/tts/status/1/"
    assert "x-api-key" not in proxy.requests[0].headers


def test_a_proxy_that_refuses_was_sent_nothing(monkeypatch):
    """Not even a byte of the request left for the API, so nothing can have been charged."""
    with serving(reply(407, b"", reason="Proxy Authentication Required")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = Client(api_url="https://api.example.test", key=ApiKey(KEY))
        with pytest.raises(TransportError, match="through the proxy") as caught:
            client.generate(utterance())
    assert caught.value.sent is False
    assert KEY not in proxy.everything.decode()
    assert KEY not in everything_told_by(caught.value)


@pytest.mark.skipif(importlib.util.find_spec("socks") is not None, reason="PySocks is installed")
def test_a_socks_proxy_without_its_package_is_explained(monkeypatch):
    """The message names what is missing."""
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    client = Client(api_url="https://api.example.test", key=ApiKey(KEY))
    with pytest.raises(TransportError, match="PySocks"):
        client.generate(utterance())


def test_no_password_is_taken_from_netrc(tmp_path, monkeypatch):
    """`requests` would send it along, to whomever."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(READY) as server:
        Client(api_url=server.url, key=ApiKey(KEY)).generate(utterance())
    assert "authorization" not in server.requests[0].headers


def test_another_name_of_the_same_machine_is_another_origin():
    """Behind localhost and 127.0.0.1 there may be two servers."""
    with serving(reply(200, wav())) as server:
        client = Client(api_url=server.url, key=ApiKey(KEY))
        client.download(server.url.replace("127.0.0.1", "localhost") + "/a.wav")
    assert len(server.requests) == 1
    assert KEY not in server.everything.decode()


def test_the_key_does_not_come_back_to_the_api_from_elsewhere_over_another_port():
    """A redirect from another origin to the API's host, but not to its port."""
    with (
        serving(reply(200, wav())) as neighbour,
        serving(reply(302, b"", {"Location": neighbour.url + "/a.wav"})) as cdn,
        serving(reply(302, b"", {"Location": cdn.url + "/a.wav"})) as server,
    ):
        Client(api_url=server.url, key=ApiKey(KEY)).download("/a.wav")
    assert KEY not in (cdn.everything + neighbour.everything).decode()


def test_a_redirected_call_takes_the_key_nowhere():
    """Not even a GET is followed."""
    with (
        serving(READY) as other,
        serving(reply(307, b"", {"Location": other.url})) as server,
        pytest.raises(ResponseError, match="api_url"),
    ):
        Client(api_url=server.url, key=ApiKey(KEY)).generate(utterance())
    assert other.requests == []
