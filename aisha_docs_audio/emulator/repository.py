"""The account book: records of speech, and what was charged for them."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator.models import GenerationRecord, SynthesisRequest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from aisha_docs_audio.emulator.database import Database


class InsufficientBalance(Exception):  # noqa: N818 - an outcome, not a fault
    """The account has fewer characters left than the request takes. Nothing was charged."""

    def __init__(self, needed: int, balance: int) -> None:
        super().__init__(f"{needed} characters needed, {balance} left")
        self.needed = needed
        self.balance = balance


class Records:
    """Records and charges; a charge and its record are one transaction, and so are their undoing.

    The price is one per character (code point of the transcript). Anonymous requests cost nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(
        self, account: int | None, synthesis_request: SynthesisRequest, *, media: str | None
    ) -> GenerationRecord:
        """Charge for a request and record it: SUCCESS with its sound's name, else PENDING.

        Raises InsufficientBalance.
        """
        with self._database.transaction() as write:
            if account is not None:
                _charge(write, account, synthesis_request.characters)
            cursor = write.execute(
                "INSERT INTO record (account, task_id, status, transcript, language, model, mood,"
                " speed, voice_id, webhook_url, characters, charged, media, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    account,
                    str(uuid.uuid4()),
                    "SUCCESS" if media else "PENDING",
                    synthesis_request.transcript,
                    synthesis_request.language,
                    synthesis_request.model,
                    synthesis_request.mood,
                    synthesis_request.speed,
                    synthesis_request.voice_id,
                    synthesis_request.webhook_url,
                    synthesis_request.characters,
                    int(account is not None),
                    media,
                    datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                ),
            )
            number = cursor.lastrowid
        assert number is not None
        record = self.record(number)
        assert record is not None
        return record

    def succeed(self, record: GenerationRecord, media: str) -> None:
        """Note that a pending record's sound is there."""
        with self._database.transaction() as write:
            write.execute(
                "UPDATE record SET status = 'SUCCESS', media = ? WHERE id = ?", (media, record.id)
            )

    def fail(self, record: GenerationRecord) -> None:
        """Note that a pending record has no sound, and give its characters back."""
        with self._database.transaction() as write:
            write.execute(
                "UPDATE record SET status = 'FAILED', charged = 0 WHERE id = ?", (record.id,)
            )
            if record.charged:
                write.execute(
                    "UPDATE account SET balance = balance + ? WHERE id = ?",
                    (record.synthesis_request.characters, record.account),
                )

    def record(self, number: int) -> GenerationRecord | None:
        """Return one record."""
        row = self._database.row("SELECT * FROM record WHERE id = ?", number)
        return None if row is None else _record(row)

    def record_of_media(self, media: str) -> GenerationRecord | None:
        """Return the record whose sound has this file name."""
        row = self._database.row("SELECT * FROM record WHERE media = ?", media)
        return None if row is None else _record(row)

    def pending(self) -> list[GenerationRecord]:
        """Return the records that still wait for their sound, oldest first."""
        return _records(
            self._database.rows("SELECT * FROM record WHERE status = 'PENDING' ORDER BY id")
        )

    def number_of_records(self, account: int) -> int:
        """Count an account's records of every status."""
        row = self._database.row("SELECT count(*) AS n FROM record WHERE account = ?", account)
        return 0 if row is None else int(row["n"])

    def history(self, account: int, *, offset: int, limit: int) -> list[GenerationRecord]:
        """Return a stretch of an account's records of every status, newest first."""
        return _records(
            self._database.rows(
                "SELECT * FROM record WHERE account = ? ORDER BY id DESC LIMIT ? OFFSET ?",
                account,
                limit,
                offset,
            )
        )

    def charges(self, account: int) -> list[GenerationRecord]:
        """Return all that was paid for and not refunded, oldest first."""
        return _records(
            self._database.rows(
                "SELECT * FROM record WHERE account = ? AND charged = 1 ORDER BY id", account
            )
        )


def _charge(write: sqlite3.Connection, account: int, characters: int) -> None:
    changed = write.execute(
        "UPDATE account SET balance = balance - ? WHERE id = ? AND balance >= ?",
        (characters, account, characters),
    )
    if not changed.rowcount:
        row = write.execute("SELECT balance FROM account WHERE id = ?", (account,)).fetchone()
        raise InsufficientBalance(characters, row["balance"])


def _records(rows: Iterable[sqlite3.Row]) -> list[GenerationRecord]:
    return [_record(row) for row in rows]


def _record(row: sqlite3.Row) -> GenerationRecord:
    synthesis_request = SynthesisRequest(
        transcript=row["transcript"],
        language=row["language"],
        model=row["model"],
        mood=row["mood"],
        speed=row["speed"],
        voice_id=row["voice_id"],
        webhook_url=row["webhook_url"],
    )
    return GenerationRecord(
        id=row["id"],
        account=row["account"],
        task_id=row["task_id"],
        status=row["status"],
        synthesis_request=synthesis_request,
        charged=bool(row["charged"]),
        media=row["media"],
        created_at=row["created_at"],
    )
