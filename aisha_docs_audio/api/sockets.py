"""The sockets under a request: every operation gets what is left of the request's time and bytes.

A timeout of `requests` is for one socket operation: a server that sends a byte now and then holds
a request for as long as it likes. Here the look-up of the name, the connection to each of its
addresses, the TLS handshake and every read and write, header lines included, share one deadline.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from urllib3.util.ssl_ import create_urllib3_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from _typeshed import ReadableBuffer, WriteableBuffer

# Header lines and chunk sizes come beside the body: as much again, and a little.
_HEAD_BYTES = 256 * 1024


class TooLargeError(Exception):
    """More came than the request allows. Not an OSError: HTTP libraries would take it for one."""


class RequestBudget:
    """What one request may take of time and bytes, and how far it got."""

    def __init__(self, *, expires_at: float, max_bytes: int) -> None:
        self._expires_at = expires_at
        self._bytes_left = 2 * max_bytes + _HEAD_BYTES
        self.sent = False
        """False as long as no byte of the request itself was handed to a socket."""

    def seconds_left(self) -> float:
        """Return the time left, always more than 0. Raises TimeoutError."""
        left = self._expires_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request's time is over")
        return left

    def received(self, count: int) -> None:
        """Count bytes off a socket. Raises TooLargeError."""
        self._bytes_left -= count
        if self._bytes_left < 0:
            raise TooLargeError


_running = threading.local()


@contextmanager
def running_request(exchange: RequestBudget) -> Iterator[None]:
    """Put this thread's sockets under `exchange`: a connection serves one thread at a time."""
    _running.exchange = exchange
    try:
        yield
    finally:
        _running.exchange = None


def current() -> RequestBudget | None:
    """Return the exchange this thread is in, if any."""
    return getattr(_running, "exchange", None)


class _KeptSocket(socket.socket):
    """A socket whose every operation takes at most what its exchange has left."""

    __slots__ = ()

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        self._begin()
        data = super().recv(buflen, flags)
        _count(len(data))
        return data

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = 0, flags: int = 0) -> int:
        self._begin()
        count = super().recv_into(buffer, nbytes or 0, flags)
        _count(count)
        return count

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        self._begin()
        return super().send(data, flags)

    def sendall(self, data: ReadableBuffer, flags: int = 0, /) -> None:
        self._begin()
        super().sendall(data, flags)

    def _begin(self) -> None:
        if exchange := current():
            self.settimeout(exchange.seconds_left())


class _KeptTlsSocket(_KeptSocket, ssl.SSLSocket):
    def do_handshake(self, block: bool = False) -> None:
        self._begin()
        super().do_handshake(block)


def tls_context() -> ssl.SSLContext:
    """Return urllib3's own TLS settings, for sockets that keep their exchange's limits."""
    context = create_urllib3_context()
    context.sslsocket_class = _KeptTlsSocket
    return context


def connect(
    host: str, port: int, options: Iterable[tuple[int, int, int | bytes]], exchange: RequestBudget
) -> socket.socket:
    """Connect to the first address of `host` that answers. Raises OSError."""
    addresses = resolve(host, port, exchange.seconds_left())
    failure = OSError("the name has no address")
    for tried, (family, kind, protocol, _, address) in enumerate(addresses):
        connection = _KeptSocket(family, kind, protocol)
        try:
            for option in options:
                connection.setsockopt(*option)
            # One dead address of several must not use up the time of the others.
            connection.settimeout(exchange.seconds_left() / (len(addresses) - tried))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def resolve(
    host: str, port: int, seconds: float, lookup: Callable[..., Any] = socket.getaddrinfo
) -> list[Any]:
    """Look a name up within `seconds`. Raises OSError, of which TimeoutError is one.

    The system's resolver knows no deadline, so it is asked in a thread that is left behind when it
    takes too long. `lookup` is called, and answers, as `socket.getaddrinfo` does.
    """

    def ask() -> list[Any]:
        return list(lookup(host, port, type=socket.SOCK_STREAM))

    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return ask()

    answers: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

    def ask_and_tell() -> None:
        try:
            answers.put(ask())
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            answers.put(error)

    threading.Thread(target=ask_and_tell, name="aisha-resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(answer, UnicodeError):
        raise socket.gaierror(socket.EAI_NONAME, "the name cannot be a host's")
    if isinstance(answer, Exception):
        raise answer
    return answer


def _count(received: int) -> None:
    if exchange := current():
        exchange.received(received)
