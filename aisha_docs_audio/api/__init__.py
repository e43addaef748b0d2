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

from aisha_docs_audio.api.client import Client
from aisha_docs_audio.api.request_fields import speech_for
from aisha_docs_audio.api.responses import (
    Generated,
    HistoryPage,
    HistoryRow,
    Queued,
    Ready,
    Status,
)

__all__ = [
    "Client",
    "Generated",
    "HistoryPage",
    "HistoryRow",
    "Queued",
    "Ready",
    "Status",
    "speech_for",
]
