"""How long a dripping server holds a request with a deadline of 2 s: `requests` and the client.

The server sends a byte every half second, for 12 s. Prints seconds of the clock; the deadline
stands beside.

Run: python bench/deadlines.py
"""

from __future__ import annotations

import contextlib
import functools
import socket
import threading
import time
from typing import TYPE_CHECKING

import requests
from measuring.tables import print_table

from aisha_docs_audio.api import Client
from aisha_docs_audio.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DEADLINE_SECONDS = 2.0
DRIP_SECONDS = 12.0
PAUSE_SECONDS = 0.5
OK = b"HTTP/1.1 200 OK\r\n"

CASES = {
    "status line": (b"HTTP/1.1 200 O", b"k"),
    "header line": (OK + b"X-A: ", b"a"),
    "header lines": (OK, b"A: b\r\n"),
    "body": (OK + b"Content-Length: 9999\r\n\r\n", b" "),
    "chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "nothing": (b"", b""),
}


def serve(listener: socket.socket, start: bytes, drop: bytes) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=drip, args=(connection, start, drop), daemon=True).start()


def drip(connection: socket.socket, start: bytes, drop: bytes) -> None:
    with contextlib.suppress(OSError), connection:
        connection.recv(65536)
        connection.sendall(start)
        end = time.monotonic() + DRIP_SECONDS
        while time.monotonic() < end:
            time.sleep(PAUSE_SECONDS)
            connection.sendall(drop)


def held(call: Callable[[], object]) -> float:
    began = time.monotonic()
    with contextlib.suppress(ApiError, requests.RequestException):
        call()
    return time.monotonic() - began


def main() -> None:
    """Print the table."""
    print_table(("what drips", "deadline, s", "requests, s", "our client, s"), rows())


def rows() -> Iterator[Sequence[str]]:
    """Hold both on each way to drip."""
    for name, (start, drop) in CASES.items():
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=serve, args=(listener, start, drop), daemon=True).start()
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            client = Client(api_url=url, key=None, timeout_seconds=DEADLINE_SECONDS)
            plain = held(functools.partial(requests.get, url, timeout=DEADLINE_SECONDS))
            ours = held(functools.partial(client.status, 1))
            listener.shutdown(socket.SHUT_RDWR)
        yield name, f"{DEADLINE_SECONDS:.2f}", f"{plain:.2f}", f"{ours:.2f}"


if __name__ == "__main__":
    main()
