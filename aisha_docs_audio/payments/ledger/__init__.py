"""The ledger: on disk before anything is asked of the API that may be charged, until it is safe.

One file a text, replaced in one step, so that a claim to a row of the history and the change of
state that goes with it are one. Why files and no database: docs/decisions/0050.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError, DamagedError, UnreadableError
from aisha_docs_audio.payments.ledger.form import from_bytes, to_bytes
from aisha_docs_audio.payments.ledger.locks import Locks
from aisha_docs_audio.payments.ledger.notes import Notes
from aisha_docs_audio.payments.ledger.record import (
    Moment,
    Record,
    Request,
    State,
    folded_text,
    record_name,
)
from aisha_docs_audio.storage.atomic import make_directory, move_aside, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "Ledger",
    "Moment",
    "Record",
    "Request",
    "State",
    "folded_text",
    "from_bytes",
    "record_name",
    "to_bytes",
]

_NAME = re.compile(r"[0-9a-f]{64}")


class Ledger:
    """The records of all texts ever asked for. Safe across threads, processes and forks.

    Whoever reads a record in order to change it holds its lock from before the reading until
    after the writing: see `hold`.
    """

    announced_seconds = 0.0
    """How long after it was written a request may be sent."""

    def __init__(self, directory: Path, *, report: Callable[[str], None]) -> None:
        self._directory = Path(directory).absolute()
        self._report = report
        self._locks = Locks(self._directory / "locks")
        self._notes = Notes(self._directory / "notes")

    @property
    def directory(self) -> Path:
        """Where the ledger is."""
        return self._directory

    @contextlib.contextmanager
    def hold(
        self, name: str, *, timeout_seconds: float, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """Keep every other thread and process from the record.

        Raises TimeoutError when another one holds it for longer, or `stopped` says so meanwhile,
        CacheError when the directory cannot be written.
        """
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(
                    self._locks.hold(name, timeout_seconds=timeout_seconds, stopped=stopped)
                )
            except TimeoutError:
                raise
            except OSError as error:
                raise self._unusable("written", error) from error
            yield

    def read(self, name: str) -> Record:
        """Return the record; an empty one where nothing was asked yet.

        A damaged record is reported, set aside, and then there is none. Raises NewerFormError for
        one that a later version wrote, which is left as it is: its text may not be paid for, nor
        may that of one that cannot be read (UnreadableError).
        """
        try:
            return self.check(name)
        except DamagedError as error:
            self._set_aside(self.path(name), error)
            return Record(name=name)

    def check(self, name: str) -> Record:
        """Return the record as `read` does, but change nothing.

        Raises DamagedError, NewerFormError, UnreadableError.
        """
        try:
            data = self.path(name).read_bytes()
            noted = self._notes.read(name, data)
        except FileNotFoundError:
            return Record(name=name)
        except OSError as error:
            raise UnreadableError(self.path(name), error.strerror or error) from error
        return from_bytes(name, data) if noted is None else noted

    def note(self, record: Record) -> None:
        """Put the record where a kill does not reach it; a power cut may.

        For what the history would tell again: then the record that was written before it counts.
        Raises CacheError.
        """
        try:
            self._notes.write(record, self.path(record.name).read_bytes())
        except FileNotFoundError:
            self.write(record)
        except OSError as error:
            raise self._unusable("written", error) from error

    def write(self, record: Record, *, at_once: bool = True) -> None:
        """Put the record on disk: when this returns, it survives a power cut. Raises CacheError.

        Unless `at_once` a power cut may bring back, whole, the one that was written before. An
        empty record is taken off the disk.
        """
        path = self.path(record.name)
        try:
            if record.unfinished:
                # Before the record: a mark too many costs a look, one too few forgets paid sound.
                self._mark(record)
            if record.requests or record.others:
                write_atomic(path, to_bytes(record), at_once=at_once)
            else:
                path.unlink(missing_ok=True)
            self._notes.remove(record.name)
            if not record.unfinished:
                self._mark(record)
        except OSError as error:
            raise self._unusable("written", error) from error

    def new_claim(self) -> str | None:
        """Return a nonce for a request that is announced to other machines; None where none is."""
        return None

    def is_shared(self, name: str) -> bool:  # noqa: ARG002
        """Return whether other machines may have asked for the record's text."""
        return False

    def check_claim(self, name: str) -> None:
        """Raise ClaimedElsewhereError where a request may not be sent any more."""

    def mark(self, record: Record) -> None:
        """Let `unfinished` name the record, or not, as it is. Raises CacheError."""
        try:
            self._mark(record)
        except OSError as error:
            raise self._unusable("written", error) from error

    def unfinished(self) -> list[str]:
        """Name the records that may hold a request whose sound is not in the store yet."""
        try:
            return sorted(path.name for path in (self._directory / "open").iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unusable("read", error) from error

    def names(self) -> Iterator[str]:
        """Go through the names of all records, in order."""
        try:
            for path in sorted((self._directory / "records").glob("??/*")):
                if _NAME.fullmatch(path.name):
                    yield path.name
        except OSError as error:
            raise self._unusable("read", error) from error

    def path(self, name: str) -> Path:
        """Return where the record is, if there is one."""
        return self._directory / "records" / name[:2] / name

    def _mark(self, record: Record) -> None:
        mark = self._directory / "open" / record.name
        if record.unfinished:
            make_directory(mark.parent)
            mark.touch()
        else:
            mark.unlink(missing_ok=True)

    def _set_aside(self, path: Path, error: DamagedError) -> None:
        try:
            moved = move_aside(path, self._directory / "set-aside")
        except OSError as cause:
            reason = f"it is damaged ({error}), and cannot be set aside: {cause.strerror or cause}"
            raise UnreadableError(path, reason) from cause
        if moved is not None:
            self._report(
                f"A record of what was asked of the AIsha API was damaged: {error}. Set aside: "
                f"{moved}. If its text was being paid for when that happened, it is paid for again."
            )

    def _unusable(self, done: str, error: OSError) -> CacheError:
        return CacheError(
            f"The record of payments in {self._directory} cannot be {done}: "
            f"{error.strerror or error}. Nothing is paid for without it. Free some space or set "
            "the option cache_dir to a directory that can be written, then build again."
        )
