"""The AIsha TTS API over HTTP: generate, status, history, download.

::

    client.py             the calls of the API's document, one method each
    request_fields.py     the form of a request, and what is not sent at all
    responses.py          what the API answers, as values
    error_responses.py    error statuses as errors: what was said, how long to wait
    media_check.py        whether downloaded bytes are a whole sound
    transport.py          one HTTP request within its limits, on `requests`
    transport_errors.py   the HTTP libraries' exceptions, explained and stripped of the key
    connections.py        what was sent, and which connections are used again
    sockets.py            one deadline and one size for everything below
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.api.responses import (
    Generated,
    HistoryPage,
    HistoryRow,
    Queued,
    Ready,
    Status,
)

if TYPE_CHECKING:
    from aisha_docs_audio.api.client import Client

__all__ = [
    "Client",
    "Generated",
    "HistoryPage",
    "HistoryRow",
    "Queued",
    "Ready",
    "Status",
]


def __getattr__(name: str) -> object:
    """Import the client when it is asked for: a build from the cache needs no HTTP library."""
    if name == "Client":
        from aisha_docs_audio.api.client import Client  # noqa: PLC0415

        return Client
    raise AttributeError(name)
