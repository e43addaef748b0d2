"""Settling: what became of a request whose answer is lost or still to come.

::

    build.py      what every step works with
    matching.py   which row of the history is a request's own
    history.py    the account's history, read whole or not at all
    fetching.py   paid sound: from the API into the store
    left_over.py  what earlier builds left unfinished
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import (
    ApiError,
    ForbiddenError,
    NotFoundError,
    ResponseError,
    UnsettledError,
)
from aisha_docs_audio.payments.matching import own_row

if TYPE_CHECKING:
    from aisha_docs_audio.api import HistoryRow
    from aisha_docs_audio.payments.context import Build
    from aisha_docs_audio.payments.history import History
    from aisha_docs_audio.payments.ledger import Record, Request


class Settler:
    """Finds out by the status and the history; never pays. Its callers hold the record's lock."""

    def __init__(self, build: Build, history: History) -> None:
        self._build = build
        self._history = history
        self._opened_at = build.clock()

    def settle(self, record: Record, request: Request) -> Record:
        """Decide about a request in the open.

        Gives the record with the request paid or queued, or without it: then it was not charged.
        Raises UnsettledError while that cannot be told, ApiError when the API does not answer.
        """
        if request.since > self._build.clock() + 2 * self._build.timeout_seconds:
            # Written under a clock that was ahead: count anew, rather than for years.
            request = request.moved(request.state, since=self._build.clock())
            record = record.with_request(request)
            self._build.ledger.write(record)
        # A reading from before the answer was lost cannot show the row.
        begun_after = request.since if request.state == "unsure" else self._opened_at
        decided_at = self.decided_at(request)
        reading = self._history.rows_above(request.floor, begun_after=begun_after)
        row = own_row(request, record, reading.rows)
        if row is None and reading.began_at < decided_at <= self._build.clock():
            reading = self._history.rows_above(request.floor, begun_after=decided_at)
            row = own_row(request, record, reading.rows)
        if row is not None:
            record = record.with_request(self._claimed(request, row))
        elif reading.began_at >= decided_at:
            record = record.without(request.speech.key)
        else:
            raise UnsettledError(
                "A request for this text got no answer and may have been charged. In a minute or "
                "two the account's history tells; build again then: nothing is paid for twice."
            )
        self._build.ledger.write(record)
        return record

    def decided_at(self, request: Request) -> float:
        """Say from when on a reading of the history decides about a request in the open."""
        return request.since + self._build.patience.settling_seconds

    def wait_in_queue(self, record: Record, request: Request) -> Record:
        """Wait for an asynchronous request until it is paid.

        Raises UnsettledError when that takes too long, ResponseError when the API could not speak
        the text; then it is off the ledger.
        """
        until = time.monotonic() + self._build.patience.queue_seconds
        poll = self._build.patience.poll_seconds
        while True:
            later = self.ask_queue(record, request)
            if later is not record:
                return later
            if time.monotonic() + poll > until:
                raise UnsettledError(
                    "The API has accepted this text and not spoken it yet. The next build asks "
                    "for it by its number, without paying again."
                )
            time.sleep(poll)
            poll = min(2 * poll, self._build.patience.longest_poll_seconds)

    def ask_queue(self, record: Record, request: Request) -> Record:
        """Ask once how an asynchronous request stands; gives the same record if it still waits."""
        assert request.history_id is not None
        self._history.saw(request.history_id)
        self._build.spending.check_reading()
        try:
            status = self._build.client.status(request.history_id)
        except (NotFoundError, ForbiddenError) as error:
            return self._unknown(record, request, error)
        except ApiError as error:
            self._build.spending.failed("reading", error)
            return record
        self._build.spending.succeeded("reading")
        if status.state == "PENDING":
            return record
        if status.state == "SUCCESS":
            paid = request.moved("paid", audio_path=status.audio_path, since=self._build.clock())
            record = record.with_request(paid)
            self._build.ledger.write(record)
            return record
        self._build.ledger.write(record.without(request.speech.key))
        failure = ResponseError(
            "The API accepted this text and failed to speak it (status FAILED)."
        )
        self._build.spending.failed("speech", failure)
        raise failure

    def _claimed(self, request: Request, row: HistoryRow) -> Request:
        if row.audio_url is None:
            return request.moved("queued", history_id=row.id, since=self._build.clock())
        return request.moved(
            "paid", history_id=row.id, audio_path=row.audio_url, since=self._build.clock()
        )

    def _unknown(self, record: Record, request: Request, error: ApiError) -> Record:
        """Decide about an accepted request that the API does not know any more."""
        if self._build.clock() < self.decided_at(request):
            raise UnsettledError(
                "The API does not know a request that it has accepted. The next build asks again."
            ) from error
        reading = self._history.rows_above(request.floor, begun_after=self.decided_at(request))
        row = next((row for row in reading.rows if row.id == request.history_id), None)
        if row is None or row.audio_url is None:
            self._build.report(
                f"The API accepted “{request.speech.text[:40]}…” and does not know it any more: it "
                "is asked for, and perhaps paid for, again."
            )
            record = record.without(request.speech.key)
        else:
            record = record.with_request(self._claimed(request, row))
        self._build.ledger.write(record)
        return record
