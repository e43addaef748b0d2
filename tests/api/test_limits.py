"""No server holds a request past its deadline, or fills the memory; what was sent is known."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.api import Client, Ready
from aisha_docs_audio.api.sockets import resolve
from aisha_docs_audio.errors import ApiError, ResponseError, StatusError, TransportError
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.voices.parameters import utterance_for
from tests.api.servers import dripping, flooding, head, listening, reply, serving
from tests.api.sounds import wav

READY = reply(201, {"audio_path": "/media/a.wav"})
CHUNKED = head(200, {"Transfer-Encoding": "chunked"})
LONG = head(200, {"Content-Length": "100000"})

# Each of these goes on for ever: that the test ends at all is the proof.
DRIPS = {
    "nothing": lambda: dripping(drop=b""),
    "status line": lambda: dripping(b"HTTP/1.1 200 O", drop=b"k"),
    "header line": lambda: dripping(b"HTTP/1.1 200 OK\r\nX-A: ", drop=b"a"),
    "header lines": lambda: dripping(b"HTTP/1.1 200 OK\r\n", drop=b"A: b\r\n"),
    "interim answers": lambda: dripping(drop=b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": lambda: dripping(LONG),
    "body without a length": lambda: dripping(head(200)),
    "chunks": lambda: dripping(CHUNKED, drop=b"1\r\n \r\n"),
    "chunk size": lambda: dripping(CHUNKED, drop=b"0"),
    "trailer": lambda: dripping(CHUNKED, b"0\r\n", drop=b"A: b\r\n"),
}
FLOODS = {
    "body": lambda: flooding(head(200)),
    "chunks": lambda: flooding(CHUNKED, flood=b"10000\r\n" + b" " * 2**16 + b"\r\n"),
    "chunk size": lambda: flooding(CHUNKED, flood=b"0" * 2**16),
    "header line": lambda: flooding(b"HTTP/1.1 200 OK\r\nX-A: "),
    "header lines": lambda: flooding(b"HTTP/1.1 200 OK\r\n", flood=b"A: b\r\n" * 2**12),
    "interim answers": lambda: flooding(
        flood=b"HTTP/1.1 100 Go\r\nA: %s\r\n\r\n" % (b"a" * 60_000)
    ),
}


def client_of(url: str, **options) -> Client:
    """Make a client with a key."""
    return Client(api_url=url, key=ApiKey("k-1"), **options)


def utterance(text="salom"):
    """Ask for something small."""
    return utterance_for(
        text, "en", model=None, mood=None, speed=None, voice_id=None, engine="aisha@loopback"
    )


@pytest.mark.parametrize("drip", DRIPS)
def test_a_server_that_drips_does_not_outlast_the_deadline(drip):
    """A read timeout alone begins anew with each byte."""
    with (
        serving(lambda _: DRIPS[drip]()) as server,
        client_of(server.url, timeout_seconds=2) as client,
        pytest.raises(TransportError, match="gave no whole answer in time") as caught,
    ):
        client.generate(utterance())
    assert caught.value.sent is True


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("drip", ["header line", "body"])
def test_nor_does_one_that_drips_over_tls(drip, tls):
    """The same sockets, encrypted."""
    with (
        serving(lambda _: DRIPS[drip](), tls=tls) as server,
        client_of(server.url, timeout_seconds=3) as client,
        pytest.raises(TransportError, match="gave no whole answer in time") as caught,
    ):
        client.generate(utterance())
    assert caught.value.sent is True


@pytest.mark.parametrize("drip", ["header line", "body"])
def test_one_deadline_covers_a_download_and_its_redirects(drip):
    """Ten redirects are not ten deadlines."""
    with (
        serving(lambda _: DRIPS[drip]()) as slow,
        serving(reply(302, b"", {"Location": slow.url})) as server,
        pytest.raises(TransportError, match="in time"),
    ):
        client_of(server.url, timeout_seconds=0.3).download("/a.wav")


def test_a_status_counts_even_if_its_body_drips():
    """That the balance is empty is known by then, and worth more than the words."""
    body = b"<title>Balans yetarli emas</title>" + b" " * 100
    with (
        serving(lambda _: dripping(head(402, {"Content-Length": "999"}), body)) as server,
        pytest.raises(StatusError, match="Balans") as caught,
    ):
        client_of(server.url, timeout_seconds=3).generate(utterance())
    assert caught.value.status == 402


def test_a_status_counts_even_if_its_body_has_no_end():
    """What is read of it is enough to say something."""
    with (
        serving(lambda _: flooding(head(500), b"<title>Oops</title>")) as server,
        pytest.raises(StatusError, match="Oops") as caught,
    ):
        client_of(server.url).generate(utterance())
    assert caught.value.status == 500


@pytest.mark.parametrize("flood", FLOODS)
def test_a_server_that_floods_is_cut_off(flood):
    """Whatever it floods, in bounded memory, and long before the deadline."""
    with (
        serving(lambda _: FLOODS[flood]()) as server,
        pytest.raises((ResponseError, TransportError)) as caught,
    ):
        client_of(server.url, timeout_seconds=3600).generate(utterance())
    assert "in time" not in str(caught.value)


def test_too_large_is_said_where_no_length_was():
    """The limit is of the body, and to the byte."""
    with (
        serving(lambda _: [head(200), b" " * (4 * 2**20 + 1)]) as server,
        pytest.raises(ResponseError, match=r"/status/1/ sent more than 4 MiB"),
    ):
        client_of(server.url).status(1)


def test_too_large_is_said_before_it_is_read():
    """Content-Length is believed where it says no."""
    with (
        serving(lambda _: dripping(head(200, {"Content-Length": "99999999999"}))) as server,
        pytest.raises(ResponseError, match=r"/a\.wav sent more than 64 MiB"),
    ):
        client_of(server.url, timeout_seconds=3600).download("/a.wav")


def test_an_answer_of_many_small_chunks_is_taken():
    """What frames the body does not count as the body."""
    sound = wav(20_000)
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in sound) + b"0\r\n\r\n"
    with serving([CHUNKED, chunks]) as server:
        assert client_of(server.url).download("/a.wav") == sound


def test_compression_that_was_not_asked_for_is_refused():
    """A few kilobytes could unpack to gigabytes."""
    with (
        serving(reply(201, b"\x1f\x8b", {"Content-Encoding": "gzip"})) as server,
        pytest.raises(ResponseError, match="compressed"),
    ):
        client_of(server.url).generate(utterance())


@pytest.mark.parametrize(
    "answer",
    [
        [b""],
        [b"\r\n\r\n"],
        [b"not http at all\r\n\r\n"],
        [b"HTTP/1.1\r\n\r\n"],
        [b"HTTP/1.1 abc OK\r\n\r\n"],
        [b"HTTP/9.9 200 OK\r\n\r\n"],
        [b"\x16\x03\x01\x02\x00"],
        [b"HTTP/1.1 201 OK\r\nContent-Length: 10\r\n\r\n{}"],
        [CHUNKED, b"5\r\n{"],
        [CHUNKED, b"zz\r\n{"],
        [CHUNKED, b"-5\r\n{"],
        [b"HTTP/1.1 201 OK\r\n" + b"A: b\r\n" * 1000 + b"\r\n{}"],
        [b"HTTP/1.1 201 OK\r\nContent-Length: x\r\n\r\n{}"],
        [b"HTTP/1.1 201 OK\r\nContent-Length: 5, 6\r\n\r\n{}"],
        [b"HTTP/1.1 201 OK\r\nContent-Length: -1\r\n\r\n{}"],
        [b"HTTP/1.1 201 OK\r\n\xff\xfe: \x00\r\n\r\n{}"],
        [b"HTTP/1.1 201 OK\r\nSet-Cookie: =;;;=\x00\r\nLocation: \xff\r\n\r\n{}"],
    ],
)
def test_an_answer_that_is_no_http_is_an_api_error(answer):
    """And counts as sent: whether it was charged is not known."""
    with serving(lambda _: answer) as server, pytest.raises(ApiError) as caught:
        client_of(server.url).generate(utterance())
    assert getattr(caught.value, "sent", True) is True
    assert str(caught.value).isprintable()


WORDS = """HTTP/1.1|200|201|302|402|\r\n|\r\n\r\n|: |Content-Length: |5|Location: |/a.wav|
Retry-After: |Transfer-Encoding: chunked|5\r\n|0\r\n\r\n|{"audio_path": "|"}|
{"id": 1, "status": "PENDING"}"""
PARTS = st.one_of(st.binary(max_size=40), st.sampled_from(WORDS.encode().split(b"|")))


@given(st.lists(PARTS, max_size=12).map(b"".join))
def test_any_bytes_are_an_answer_or_an_api_error(answer):
    """Nothing else comes up, whatever the server says."""
    with serving(lambda _: [answer]) as server, client_of(server.url) as client:
        for call in (lambda: client.generate(utterance()), lambda: client.download("/a.wav")):
            with contextlib.suppress(ApiError):
                call()


def test_a_refused_connection_was_not_sent():
    """So it can be repeated without paying twice."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(TransportError, match=r"no connection to .* refused") as caught:
        client_of(f"http://127.0.0.1:{port}").generate(utterance())
    assert caught.value.sent is False


def test_a_connection_that_is_never_made_was_not_sent():
    """A full queue answers no SYN, as a firewall that drops packets does not."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = listener.getsockname()[1]
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        client = client_of(f"http://127.0.0.1:{port}", timeout_seconds=0.3)
        # The system itself gives up after two minutes and more.
        with ThreadPoolExecutor(1) as pool:
            error = pool.submit(client.generate, utterance()).exception(timeout=100)
    assert isinstance(error, TransportError)
    assert "in time" in str(error)
    assert error.sent is False


def test_a_tls_handshake_that_never_ends_was_not_sent():
    """The connection is there, but the request waits for the handshake."""
    with (
        listening(lambda connection, _: connection.recv(1 << 20) and connection.recv(1)) as port,
        pytest.raises(TransportError, match=r"no connection to .* in time") as caught,
    ):
        client_of(f"https://127.0.0.1:{port}", timeout_seconds=0.3).generate(utterance())
    assert caught.value.sent is False


def test_a_tls_handshake_that_drips_was_not_sent():
    """A record that grows by a byte now and then."""
    record = chain([b"\x16\x03\x03\x40\x00"], repeat(b"\x02"))

    def drip(connection: socket.socket, _: int) -> None:
        for piece in dripping(drop=b""):
            connection.sendall(piece or next(record))

    with (
        listening(drip) as port,
        pytest.raises(TransportError, match=r"no connection to .* in time") as caught,
    ):
        client_of(f"https://127.0.0.1:{port}", timeout_seconds=0.3).generate(utterance())
    assert caught.value.sent is False


def test_a_certificate_nobody_trusts_was_not_sent_to(tls):
    """The message names the way out for companies that inspect TLS."""
    with (
        serving(READY, tls=tls) as server,
        pytest.raises(TransportError, match=r"not trusted.*REQUESTS_CA_BUNDLE") as caught,
    ):
        client_of(server.url).generate(utterance())
    assert caught.value.sent is False
    assert server.requests == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_was_not_sent_to(authority):
    """Trusted, but not for this name."""
    other = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("other.example.test").configure_cert(other)
    with (
        serving(READY, tls=other) as server,
        pytest.raises(TransportError, match="not trusted") as caught,
    ):
        client_of(server.url).generate(utterance())
    assert caught.value.sent is False
    assert server.requests == []


def test_plain_http_where_tls_is_expected_was_not_sent():
    """A wrong port; nothing of the request went out in clear text."""
    heard = []

    def complain(connection: socket.socket, _: int) -> None:
        heard.append(connection.recv(1 << 20))
        connection.sendall(reply(400))

    with (
        listening(complain) as port,
        pytest.raises(TransportError, match="no connection") as caught,
    ):
        client_of(f"https://127.0.0.1:{port}").generate(utterance())
    assert caught.value.sent is False
    assert b"tts/post" not in b"".join(heard)


@pytest.mark.parametrize("close", ["fin", "reset"])
def test_a_connection_that_ends_after_the_request_was_sent(close):
    """The server may have charged before it went away."""

    def end(connection: socket.socket, _: int) -> None:
        connection.recv(1 << 20)
        if close == "reset":
            linger = b"\1\0\0\0\0\0\0\0"
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.close()

    with listening(end) as port, pytest.raises(TransportError, match="broke") as caught:
        client_of(f"http://127.0.0.1:{port}").generate(utterance())
    assert caught.value.sent is True


def test_a_used_connection_that_ends_was_sent_on():
    """On a connection kept open there is no handshake to prove the contrary by."""
    answers: Iterator[bytes | Iterable[bytes]] = iter([READY, [b""]])
    with serving(lambda _: next(answers)) as server, client_of(server.url) as client:
        client.generate(utterance())
        with pytest.raises(TransportError, match="broke") as caught:
            client.generate(utterance())
    assert caught.value.sent is True
    assert {request.connection for request in server.requests} == {1}


def test_a_name_that_cannot_be_resolved_was_not_sent_to():
    """Without a name server in the way: a label may not be empty (RFC 1035, 2.3.1)."""
    with pytest.raises(
        TransportError, match=r"no connection to https://a\.\.b: the name"
    ) as caught:
        client_of("https://a..b").generate(utterance())
    assert caught.value.sent is False


def test_a_name_server_that_does_not_answer_does_not_outlast_the_deadline():
    """The system's resolver has no deadline of its own; a blocking one stands for it here."""
    never = threading.Event()
    try:
        with pytest.raises(TimeoutError):
            resolve("tts.example.com", 443, 0.05, lambda *_, **__: [never.wait()])
    finally:
        never.set()


@pytest.mark.parametrize("host", ["a" * 64 + ".example.com", "a..b"])
def test_a_name_that_cannot_be_one_is_an_os_error(host):
    """The codec for host names raises errors of its own."""
    with pytest.raises(OSError, match="name"):
        resolve(host, 443, 5)


def test_one_client_serves_many_threads():
    """Each thread gets the answer to its own request."""

    def answer(request):
        text = request.body.split(b"\r\n\r\n")[1].split(b"\r\n")[0].decode()
        return reply(201, {"audio_path": f"/media/{text}.wav"})

    with (
        serving(answer) as server,
        client_of(server.url) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        found = list(pool.map(lambda n: client.generate(utterance(f"t{n}")), range(200)))
    assert found == [Ready(audio_path=f"/media/t{n}.wav") for n in range(200)]
    assert len(server.requests) == 200
    assert len({request.connection for request in server.requests}) <= 16


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks are a matter of POSIX")
def test_a_forked_process_opens_connections_of_its_own():
    """Sphinx writes in forked processes; on a shared connection they would mix up answers."""
    script = """
        import os, sys
        from aisha_docs_audio.api import Client
        client = Client(api_url=sys.argv[1], key=None)
        client.history(page=1, limit=1)
        child = os.fork()
        if not child:
            client.history(page=2, limit=1)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        client.history(page=3, limit=1)
    """
    with serving(reply(200, {"count": 0, "results": []})) as server:
        command = [sys.executable, "-c", textwrap.dedent(script), server.url]
        subprocess.run(command, check=True, timeout=300)
    before, child, after = (request.connection for request in server.requests)
    assert child not in {before, after}


def test_a_connection_that_lay_idle_is_not_used_again():
    """The server may be closing it: then nobody knows whether the request on it was charged."""
    with serving(READY) as server, client_of(server.url) as client:
        client.generate(utterance())
        time.sleep(1.1)
        client.generate(utterance())
    assert [request.connection for request in server.requests] == [1, 2]


def test_it_can_be_used_again_after_it_was_closed():
    """Closing gives connections back; it is no state to be in."""
    with serving(READY) as server:
        client = client_of(server.url)
        for _ in range(2):
            client.generate(utterance())
            client.close()
    assert [request.connection for request in server.requests] == [1, 2]
