"""Ways of treating a client badly that HTTP has no words for: hang up, reset, cut off, hang."""

from __future__ import annotations

import socket
import struct
import sys
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

if TYPE_CHECKING:
    import asyncio

    from starlette.types import Receive, Scope, Send

_LINGER_ZERO = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER, on, 0 seconds: closing drops what is unsent and sends RST instead of FIN."""


def with_transport(protocol: Any) -> Any:  # noqa: ANN401 - uvicorn's protocols share no base class
    """Make a uvicorn HTTP protocol class hand each request its connection.

    ASGI knows no way to close a connection without an answer. Both of uvicorn's protocols copy
    `app_state` into every request's scope["state"], so the transport travels there.
    """

    def connection_made(self: Any, transport: asyncio.Transport) -> None:  # noqa: ANN401
        protocol.connection_made(self, transport)
        self.app_state = {**self.app_state, "transport": transport}

    return type(protocol.__name__, (protocol,), {"connection_made": connection_made})


async def hang_up(scope: Scope, receive: Receive, *, reset: bool = False) -> None:
    """Close the request's connection now, with FIN or RST, whatever was or was not answered."""
    transport: asyncio.Transport = scope["state"]["transport"]
    if reset and not transport.is_closing():
        transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO
        )
    transport.abort()
    await client_gone(receive)


async def client_gone(receive: Receive) -> None:
    """Wait until the connection is closed. Only then may an ASGI app return without an answer."""
    while (await receive())["type"] != "http.disconnect":
        pass


class NoAnswer(Response):
    """The connection is closed in place of an answer."""

    def __init__(self, *, reset: bool = False) -> None:
        super().__init__()
        self._reset = reset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Hang up."""
        await hang_up(scope, receive, reset=self._reset)


class Silence(Response):
    """No answer at all for as long as the client waits."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Wait."""
        await client_gone(receive)


class CutOff(Response):
    """The head promises the whole content, but the connection ends after half of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send half, hang up."""
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        half = bytes(self.body[: len(self.body) // 2])
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await hang_up(scope, receive)
