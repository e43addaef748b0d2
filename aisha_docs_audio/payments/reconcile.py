"""Settling: what became of a request whose answer is lost or still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.errors import (
    ApiError,
    ForbiddenError,
    NotFoundError,
    RefusedTextError,
    UnsettledError,
)
from aisha_docs_audio.payments.matching import match_row

if TYPE_CHECKING:
    from aisha_docs_audio.api import HistoryRow
    from aisha_docs_audio.payments.context import PaymentContext
    from aisha_docs_audio.payments.history import History
    from aisha_docs_audio.payments.ledger import Record, Request


class Reconciler:
    """Finds out by the status and the history; never pays. Its callers hold the record's lock."""

    def __init__(self, build: PaymentContext, history: History) -> None:
        self._build = build
        self._history = history

    def reconcile(
        self, record: Record, request: Request, *, looked_at: float = float("-inf")
    ) -> Record:
        """Decide about a request in the open.

        `looked_at` is when the history last told nothing of it, in the build's time: only a reading
        that began later may tell more. Gives the record with the request paid or queued, or without
        it: then it was not charged. Raises UnsettledError while that cannot be told, ApiError when
        the API does not answer.
        """
        clock = self._build.clock
        # A reading from before the answer was lost cannot show the row.
        lost_at = clock.since(request) if request.state == "unsure" else clock.opened_at
        reading = self._history.rows_above(request.floor, begun_after=max(lost_at, looked_at))
        row = match_row(request, record, reading.rows)
        # After the reading, for its answers tell the API's time.
        decided_at = self.decided_at(request)
        if row is None and reading.began_at < decided_at <= clock.now():
            reading = self._history.rows_above(request.floor, begun_after=decided_at)
            row = match_row(request, record, reading.rows)
        if row is not None:
            record = record.with_request(self._claimed(request, row))
        elif reading.began_at >= decided_at:
            record = record.without(request.utterance.key)
        else:
            when = "Within an hour" if request.asynchronous else "In a minute or two"
            raise UnsettledError(
                f"A request for this text got no answer and may have been charged. {when} the "
                "account's history tells; build again then: nothing is paid for twice."
            )
        self._build.ledger.write(record)
        return record

    def decided_at(self, request: Request) -> float:
        """Return from when on a reading of the history decides about a request in the open."""
        retry_policy = self._build.retry_policy
        settling = (
            retry_policy.queue_settling_seconds
            if request.asynchronous
            else retry_policy.settling_seconds
        )
        since = self._build.clock.since(request, grace_seconds=self._build.timeout_seconds)
        return since + settling

    def wait_in_queue(self, record: Record, request: Request) -> Record:
        """Wait for an asynchronous request until it is paid.

        Raises UnsettledError when that takes too long, RefusedTextError when the API could not
        speak the text.
        """
        clock, retry_policy = self._build.clock, self._build.retry_policy
        until = clock.now() + retry_policy.queue_seconds
        poll = retry_policy.poll_seconds
        with self._build.throttle.waited():
            while True:
                later = self.ask_queue(record, request)
                if later is not record:
                    return later
                if clock.now() + poll > until:
                    raise UnsettledError(
                        "The API has accepted this text and not spoken it yet. The next build asks "
                        "for it by its number, without paying again."
                    )
                self._build.throttle.rest(poll, "the API, which speaks a text")
                poll = min(2 * poll, retry_policy.longest_poll_seconds)

    def ask_queue(self, record: Record, request: Request) -> Record:
        """Ask once how an accepted request stands; returns the same record if it still waits.

        FAILED may turn into SUCCESS, so a number that is known is asked about once a build before
        anybody pays again. Raises RefusedTextError while it is FAILED, unless the user wants it
        asked for again: then the request is taken off the record.
        """
        assert request.history_id is not None
        self._history.saw(request.history_id)
        throttle = self._build.throttle
        try:
            with throttle.call("reading", timeout_seconds=self._build.timeout_seconds) as seconds:
                status = self._build.client.status(request.history_id, timeout_seconds=seconds)
        except (NotFoundError, ForbiddenError) as error:
            if request.state == "refused":
                raise RefusedTextError(request.utterance.text, request.reason or "") from error
            return self._unknown(record, request, error)
        except ApiError as error:
            throttle.failed("reading", error)
            if request.state == "refused":
                raise RefusedTextError(request.utterance.text, request.reason or "") from error
            return record
        throttle.succeeded("reading")
        if status.state == "FAILED":
            return self._failed(record, request)
        if status.state == "PENDING":
            if request.state == "refused":
                record = record.with_request(request.with_state("queued"))
                self._build.ledger.write(record)
            return record
        now = self._build.clock.moment()
        paid = request.with_state("paid", audio_path=status.audio_path, since=now)
        record = record.with_request(paid)
        self._build.ledger.write(record)
        return record

    def _failed(self, record: Record, request: Request) -> Record:
        """Note that the API could not speak a text that it had accepted."""
        if request.retry:
            record = record.without(request.utterance.key)
            self._build.ledger.write(record)
            return record
        reason = "the API accepted it and failed to speak it (status FAILED)"
        self._build.ledger.write(record.with_request(request.with_state("refused", reason=reason)))
        raise RefusedTextError(request.utterance.text, reason)

    def _claimed(self, request: Request, row: HistoryRow) -> Request:
        if row.audio_url is None:
            return request.with_state("queued", history_id=row.id, since=self._build.clock.moment())
        return request.with_state(
            "paid",
            history_id=row.id,
            audio_path=row.audio_url,
            since=self._build.clock.moment(),
        )

    def _unknown(self, record: Record, request: Request, error: ApiError) -> Record:
        """Decide about an accepted request that the API does not know any more."""
        if self._build.clock.now() < self.decided_at(request):
            raise UnsettledError(
                "The API does not know a request that it has accepted. The next build asks again."
            ) from error
        reading = self._history.rows_above(request.floor, begun_after=self.decided_at(request))
        row = next((row for row in reading.rows if row.id == request.history_id), None)
        if row is None or row.audio_url is None:
            self._build.report(
                f"The API accepted “{request.utterance.text[:40]}…” and does not know it any "
                "more: it is asked for, and perhaps paid for, again."
            )
            record = record.without(request.utterance.key)
        else:
            record = record.with_request(self._claimed(request, row))
        self._build.ledger.write(record)
        return record
