"""Ports for servers that do not say which one they got when they are told to take any."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_port() -> Iterator[int]:
    """Give a port of loopback that the system gives to nobody else while the block lasts.

    A server may listen on it by its number: it is held by a socket that does not listen, and both
    allow their address to be used again, as every server of HTTP here does.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        yield port
