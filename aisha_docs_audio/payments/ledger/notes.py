"""What came of a request in the moments before its sound is safe: for a kill, not a power cut.

A note stands beside the record and names it by its hash: it counts only while that very record is
there. Nothing is synced for it, so a power cut may take it, or half of it; then the record says,
as before, that something was asked, and the history tells what came of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import DamagedError
from aisha_docs_audio.payments.ledger.form import from_bytes, to_bytes
from aisha_docs_audio.storage.atomic import LEFT_OVER

if TYPE_CHECKING:
    from pathlib import Path

    from aisha_docs_audio.payments.ledger.record import Record


class Notes:
    """The notes of a ledger, in a folder of their own; whoever writes holds the record's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, record: bytes) -> Record | None:
        """Return what is noted of a record, whose bytes on disk are given; None without a note.

        Raises NewerFormError for what a later version noted, OSError.
        """
        try:
            note = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        follows, _, data = note.partition(b"\n")
        if follows != _named(record):
            return None
        try:
            return from_bytes(name, data)
        except DamagedError:
            return None

    def write(self, record: Record, follows: bytes) -> None:
        """Note how far a record got that stands on disk as `follows`. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{record.name}.{secrets.token_hex(4)}{LEFT_OVER}"
        try:
            draft.write_bytes(_named(follows) + b"\n" + to_bytes(record))
            draft.replace(self._folder / record.name)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        """Take the note of a record away, if there is one. Raises OSError."""
        (self._folder / name).unlink(missing_ok=True)


def _named(record: bytes) -> bytes:
    return hashlib.sha256(record).hexdigest().encode("ascii")
