"""The emulator's SQLite file: its tables, and transactions on it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator.options import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash TEXT NOT NULL UNIQUE,
    balance INTEGER NOT NULL CHECK (balance >= 0)
);
CREATE TABLE voice (
    account INTEGER NOT NULL REFERENCES account,
    id INTEGER NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE TABLE request_count (
    account INTEGER NOT NULL REFERENCES account,
    endpoint TEXT NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (account, endpoint)
) WITHOUT ROWID;
CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER REFERENCES account,
    task_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'SUCCESS', 'FAILED')),
    transcript TEXT NOT NULL,
    language TEXT NOT NULL,
    model TEXT,
    mood TEXT,
    speed REAL,
    voice_id INTEGER,
    webhook_url TEXT,
    characters INTEGER NOT NULL,
    charged INTEGER NOT NULL CHECK (charged IN (0, 1)),
    media TEXT UNIQUE,
    created_at TEXT NOT NULL
);
CREATE INDEX record_by_account ON record (account, id);
CREATE INDEX record_pending ON record (id) WHERE status = 'PENDING';
"""


class Database:
    """One connection, used by one thread: the server's.

    Statements take well under a millisecond, so they run between the event loop's other work;
    nothing slow ever happens inside a transaction.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises EmulatorError when it cannot be used."""
        try:
            self._connection = sqlite3.connect(path, timeout=1, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._prepare()
        except sqlite3.Error as error:
            raise EmulatorError(
                f"the account book {path} cannot be opened ({error}); "
                "another emulator may be using the same --data directory"
            ) from error

    def _prepare(self) -> None:
        execute = self._connection.execute
        # One emulator a directory: a second one would hand out the same balance twice.
        execute("PRAGMA locking_mode = EXCLUSIVE")
        execute("PRAGMA journal_mode = WAL")
        # Enough for a killed process; only a power cut can lose the last moments.
        execute("PRAGMA synchronous = NORMAL")
        execute("PRAGMA foreign_keys = ON")
        version = execute("PRAGMA user_version").fetchone()[0]
        with self.transaction():
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    execute(statement)
                execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
            elif version != _SCHEMA_VERSION:
                raise EmulatorError(
                    f"the account book has form {version}, this version reads {_SCHEMA_VERSION}: "
                    "give another --data directory"
                )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside happens, or nothing does."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, sql: str, *parameters: object) -> list[sqlite3.Row]:
        """Read."""
        return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: object) -> sqlite3.Row | None:
        """Read the first row, if there is one."""
        found: sqlite3.Row | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def close(self) -> None:
        """Write the log back into the file."""
        self._connection.close()
