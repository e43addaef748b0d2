"""Real servers on loopback: one that answers as told, byte by byte, and a proxy."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from ssl import SSLContext


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it came; `connection` counts the connections."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    raw: bytes
    connection: int


Reply = bytes | Iterable[bytes]
HttpResponse = Callable[[Received], Reply]
"""An iterable is sent piece by piece, and the connection closed after it."""


@dataclass(kw_only=True)
class Server:
    """A server on 127.0.0.1 and what it received."""

    port: int
    scheme: str
    requests: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def everything(self) -> bytes:
        """All bytes of all requests."""
        return b"".join(request.raw for request in self.requests)


@contextmanager
def serving(answer: HttpResponse | Reply, *, tls: SSLContext | None = None) -> Iterator[Server]:
    """Answer every request by calling `answer`, or with it."""
    give: HttpResponse = answer if callable(answer) else lambda _: answer

    def serve(connection: socket.socket, number: int) -> None:
        if tls is not None:
            connection = tls.wrap_socket(connection, server_side=True)
            wrapped.append(connection)
        with connection, connection.makefile("rb") as stream:
            while request := _read(stream, number):
                server.requests.append(request)
                reply = give(request)
                if isinstance(reply, bytes):
                    connection.sendall(reply)
                    continue
                for piece in reply:
                    connection.sendall(piece)
                return

    wrapped: list[socket.socket] = []
    with listening(serve) as port:
        server = Server(port=port, scheme="https" if tls else "http")
        try:
            yield server
        finally:
            _hang_up(wrapped)


@contextmanager
def listening(serve: Callable[[socket.socket, int], None]) -> Iterator[int]:
    """Accept connections on a free port, each served in a thread of its own; give the port."""
    connections: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                connections.append(connection)
                arguments = (connection, len(connections))
                threading.Thread(target=guarded, args=arguments, daemon=True).start()

        def guarded(connection: socket.socket, number: int) -> None:
            # The client goes away, refuses the certificate, ...: all of that is meant.
            with contextlib.suppress(OSError), connection:
                serve(connection, number)

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield listener.getsockname()[1]
        finally:
            _hang_up([listener, *connections])
            accepting.join()


@contextmanager
def proxying(target_port: int) -> Iterator[Server]:
    """Be an HTTP proxy whose tunnels all lead to `target_port`; records what it can read."""

    def serve(connection: socket.socket, number: int) -> None:
        with connection.makefile("rb", buffering=0) as stream:
            request = _read(stream, number)
        if request is None:
            return
        server.requests.append(request)
        if request.method != "CONNECT":
            connection.sendall(reply(200, {"id": 1, "status": "PENDING"}))
            return
        with socket.create_connection(("127.0.0.1", target_port)) as target:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(target, connection))
            back.start()
            _pump(connection, target)
            back.join()

    with listening(serve) as port:
        server = Server(port=port, scheme="http")
        yield server


def reply(
    status: int, body: object = b"", headers: dict[str, str] | None = None, reason: str = "Said"
) -> bytes:
    """Build a whole HTTP answer; anything but bytes becomes JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return head(status, {"Content-Length": str(len(data)), **(headers or {})}, reason) + data


def head(status: int, headers: dict[str, str] | None = None, reason: str = "Said") -> bytes:
    """Build the status line and the header lines of an HTTP answer."""
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def dripping(*before: bytes, drop: bytes = b" ") -> Iterator[bytes]:
    """Send `before`, then a drop now and then for ever: only a deadline ends it."""
    yield from before
    for piece in repeat(drop):
        time.sleep(0.02)
        yield piece


def flooding(*before: bytes, flood: bytes = b" " * 2**16) -> Iterator[bytes]:
    """Send `before`, then as much as the client takes: only a limit of size ends it."""
    yield from before
    yield from repeat(flood)


def _hang_up(connections: Iterable[socket.socket]) -> None:
    """Wake what waits in accept and recv, which closing alone does not."""
    for connection in connections:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _read(stream: BinaryIO, number: int) -> Received | None:
    lines = []
    while (line := stream.readline()) not in (b"\r\n", b""):
        lines.append(line)
    if not lines:
        return None
    method, target, _ = lines[0].decode("latin-1").split(" ", 2)
    headers = {}
    for line in lines[1:]:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Received(
        method=method,
        target=target,
        headers=headers,
        body=body,
        raw=b"".join(lines) + body,
        connection=number,
    )


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
