"""Which row of the history is a request's own."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.api import HistoryRow
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.ledger import Record, Request


def match_row(request: Request, record: Record, rows: Iterable[HistoryRow]) -> HistoryRow | None:
    """Return the first row that is new since the request, says what it said, and is no other's.

    A row with the very text goes before one that a server may have tidied up, and the very text of
    another request of the record is that one's. First means of the lowest id: what was charged for
    the request came before anything that was asked after it was settled.
    """
    others = [other for other in record.requests if other.utterance.key != request.utterance.key]
    ids = {other.history_id for other in others}
    files = {file_name(other.audio_path) for other in others if other.audio_path}
    text = plain(request.utterance.text)
    foreign = {plain(other.utterance.text) for other in others} - {text}
    own = [
        row
        for row in rows
        if row.id > request.floor
        and row.id not in ids
        and (row.audio_url is None or file_name(row.audio_url) not in files)
        and plain(row.transcript) not in foreign
        and says(row, request.utterance)
    ]
    return min(own, key=lambda row: (plain(row.transcript) != text, row.id), default=None)


def says(row: HistoryRow, utterance: Utterance) -> bool:
    """Return whether a row can be of this speech."""
    return tidied(row.transcript) == tidied(utterance.text) and agrees(row, utterance)


def agrees(row: HistoryRow, utterance: Utterance) -> bool:
    """Return whether model and mood of a row can be those of a speech.

    What was not sent, or is not shown, is not compared: the API's document does not say what the
    history shows there. Language, speed and voice_id it does not show at all.
    """
    return _agree(row.model, utterance.model) and _agree(row.mood, utterance.mood)


def plain(text: str) -> str:
    """Return a text less the white space that a form may change; nothing else is overlooked."""
    return " ".join(text.split())


def tidied(text: str) -> str:
    """Return what a server may be trusted to leave of a text when it tidies it up.

    Those are its letters and digits (see `folded_text`), and what makes them say something else:
    signs such as # and +, and what stands within a number or is its sign. "1.2" is not "12".
    """
    text = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    text = _DASHES.sub("-", text)
    within = {at for found in _WITHIN_NUMBERS.finditer(text) for at in range(*found.span())}
    return "".join(
        letter
        for at, letter in enumerate(text)
        if at in within or letter in _SIGNS or unicodedata.category(letter) in _SPOKEN
    )


def _agree(shown: str | None, sent: str | None) -> bool:
    return not shown or not sent or shown.casefold() == sent.casefold()


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_WITHIN_NUMBERS = re.compile(r"(?<=\d)[^\w]{1,3}(?=\d)|(?<!\w)-(?=\d)")
_SIGNS = frozenset("#/&@%*_\\")
_SPOKEN = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No", "Sm", "Sc", "So"})


def file_name(audio_path: str) -> str:
    """Return what stays the same of a sound's address on another host or with a new signature."""
    return urlsplit(audio_path).path.rpartition("/")[2]
