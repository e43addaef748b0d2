"""Which row of the history is a request's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aisha_docs_audio.payments.ledger import folded_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.api import HistoryRow
    from aisha_docs_audio.model import Speech
    from aisha_docs_audio.payments.ledger import Record, Request


def own_row(request: Request, record: Record, rows: Iterable[HistoryRow]) -> HistoryRow | None:
    """Give the first row that is new since the request, says what it said, and is no other's.

    First means of the lowest id: what was charged for the request came before anything that was
    asked after it was settled.
    """
    others = [other for other in record.requests if other.speech.key != request.speech.key]
    ids = {other.history_id for other in others}
    files = {file_name(other.audio_path) for other in others if other.audio_path}
    own = [
        row
        for row in rows
        if row.id > request.floor
        and row.id not in ids
        and (row.audio_url is None or file_name(row.audio_url) not in files)
        and says(row, request.speech)
    ]
    return min(own, key=lambda row: row.id, default=None)


def says(row: HistoryRow, speech: Speech) -> bool:
    """Say whether a row can be of this speech.

    What was not sent, or is not shown, is not compared: the API's document does not say what the
    history shows there. Language, speed and voice_id it does not show at all.
    """
    return (
        folded_text(row.transcript) == folded_text(speech.text)
        and _agree(row.model, speech.model)
        and _agree(row.mood, speech.mood)
    )


def _agree(shown: str | None, sent: str | None) -> bool:
    return not shown or not sent or shown.casefold() == sent.casefold()


def file_name(audio_path: str) -> str:
    """Give what stays the same of a sound's address on another host or with a new signature."""
    return urlsplit(audio_path).path.rpartition("/")[2]
