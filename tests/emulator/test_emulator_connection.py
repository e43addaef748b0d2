"""Hanging up, resetting and cutting off, under both of uvicorn's HTTP protocols."""

from __future__ import annotations

import contextlib
import importlib.util
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from aisha_docs_audio.emulator.connection import CutOff, NoAnswer, Silence, with_transport

PROTOCOLS = {
    "h11": "uvicorn.protocols.http.h11_impl:H11Protocol",
    "httptools": "uvicorn.protocols.http.httptools_impl:HttpToolsProtocol",
}


async def ill(request: Request) -> Response:
    """Treat the client as it asks to be treated, once its body is read."""
    await request.body()
    ways: dict[str, Response] = {
        "well": PlainTextResponse("well"),
        "fin": NoAnswer(),
        "rst": NoAnswer(reset=True),
        "cut": CutOff(b"0123456789"),
        "silence": Silence(),
    }
    return ways[request.path_params["way"]]


@pytest.fixture(params=PROTOCOLS)
def port(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[int]:
    """A server with one of the protocols; it must log nothing."""
    name = str(request.param)
    if not importlib.util.find_spec(name):
        pytest.skip(f"{name} is not installed")
    module, _, member = PROTOCOLS[name].partition(":")
    protocol = with_transport(getattr(importlib.import_module(module), member))
    app = Starlette(routes=[Route("/{way}", ill, methods=["POST"])])
    config = uvicorn.Config(app, http=protocol, loop="asyncio", ws="none", log_config=None)
    server = uvicorn.Server(config)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    with contextlib.closing(listener):
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def conversation(port: int, way: str, seconds: float = 10) -> bytes:
    """Say one request, and give all that comes back until the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as client:
        head = (
            f"POST /{way} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody"
        )
        client.sendall(head.encode())
        received = b""
        while piece := client.recv(65536):
            received += piece
        return received


def test_a_connection_can_end_without_an_answer(port: int) -> None:
    """FIN: the client reads an end, not one byte before it."""
    assert conversation(port, "fin") == b""


def test_a_connection_can_be_reset(port: int) -> None:
    """RST: the client gets ECONNRESET."""
    with pytest.raises(ConnectionResetError):
        conversation(port, "rst")


def test_an_answer_can_be_cut_off(port: int) -> None:
    """The head promises ten bytes, five come."""
    head, _, body = conversation(port, "cut").partition(b"\r\n\r\n")
    assert b"content-length: 10" in head.lower()
    assert body == b"01234"


def test_a_server_can_be_silent(port: int) -> None:
    """Until the client has enough; then the server serves others as before."""
    with pytest.raises(TimeoutError):
        conversation(port, "silence", seconds=0.2)
    assert conversation(port, "well").endswith(b"well")
