"""Accounts: their keys, balances, custom voices, and how many requests each has made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose key was sent. `balance` is in characters."""

    id: int
    balance: int


class Accounts:
    """The accounts on disk. Keys are kept as hashes only, lest a real one be written to disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, key: str, balance: int) -> int:
        """Return the account's id; a new one begins with `balance`, a known one keeps its own."""
        with self._database.transaction() as write:
            write.execute(
                "INSERT OR IGNORE INTO account (key_hash, balance) VALUES (?, ?)",
                (_hash(key), balance),
            )
        account = self.find(key)
        assert account is not None
        return account.id

    def find(self, key: str) -> Account | None:
        """Return the account that a key opens."""
        row = self._database.row("SELECT id, balance FROM account WHERE key_hash = ?", _hash(key))
        return None if row is None else Account(id=row["id"], balance=row["balance"])

    def set_balance(self, account: int, balance: int) -> None:
        """Top up, or take away."""
        with self._database.transaction() as write:
            write.execute("UPDATE account SET balance = ? WHERE id = ?", (balance, account))

    def set_voice(self, account: int, voice_id: int, status: str) -> None:
        """Add a custom voice to the account; READY ones can speak."""
        with self._database.transaction() as write:
            write.execute(
                "INSERT INTO voice (account, id, status) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET status = excluded.status",
                (account, voice_id, status),
            )

    def voice_status(self, account: int, voice_id: int) -> str | None:
        """Return a custom voice's status; None when the account has no such voice."""
        row = self._database.row(
            "SELECT status FROM voice WHERE account = ? AND id = ?", account, voice_id
        )
        return None if row is None else str(row["status"])

    def count(self, account: int, endpoint: str) -> None:
        """Note that the account made a request, whatever comes of it."""
        with self._database.transaction() as write:
            write.execute(
                "INSERT INTO request_count (account, endpoint, requests) VALUES (?, ?, 1)"
                " ON CONFLICT DO UPDATE SET requests = requests + 1",
                (account, endpoint),
            )

    def counts(self, account: int) -> dict[str, int]:
        """Return the number of requests by endpoint."""
        rows = self._database.rows(
            "SELECT endpoint, requests FROM request_count WHERE account = ?", account
        )
        return {row["endpoint"]: row["requests"] for row in rows}


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
