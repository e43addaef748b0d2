"""The AIsha TTS API over HTTP: generate, status, history, download.

::

    endpoints.py   the calls of the API's document, one method each
    fields.py      which fields are sent when, and what is not sent at all
    answers.py     what the API answers, as values
    refusals.py    error statuses as errors: what was said, how long to wait
    addresses.py   URLs and origins: where the key may go
    media.py       whether downloaded bytes are a whole sound
    transport.py   one HTTP request within its limits, on `requests`
    faults.py      the HTTP libraries' exceptions, explained and stripped of the key
    connections.py what was sent, and which connections are used again
    sockets.py     one deadline and one size for everything below
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.api.request_fields import utterance_for
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
    "utterance_for",
]


def __getattr__(name: str) -> object:
    """Import the client when it is asked for: a build from the cache needs no HTTP library."""
    if name == "Client":
        from aisha_docs_audio.api.client import Client  # noqa: PLC0415

        return Client
    raise AttributeError(name)
