"""Paying: the one place where something is asked of the API that it charges for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from aisha_docs_audio.api import Ready
from aisha_docs_audio.errors import (
    ApiError,
    AuthenticationError,
    CacheError,
    ForbiddenError,
    InsufficientBalanceError,
    InvalidRequestError,
    InvalidTextError,
    RateLimitedError,
    RefusedTextError,
    ResponseError,
    SpendingStoppedError,
    TransportError,
    UnavailableError,
)
from aisha_docs_audio.payments.ledger import Request
from aisha_docs_audio.payments.shared_store.failures import ClaimedElsewhereError

if TYPE_CHECKING:
    from aisha_docs_audio.api import Generated
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.context import PaymentContext
    from aisha_docs_audio.payments.history import History
    from aisha_docs_audio.payments.ledger import Record

_NOT_CHARGED = (
    InvalidRequestError,
    AuthenticationError,
    InsufficientBalanceError,
    ForbiddenError,
    RateLimitedError,
)
"""API document, "Status codes": the request was refused. (429 is not in it; RFC 6585, 4.)"""


class Submitter:
    """Asks for one speech at a time, on the ledger before it is sent.

    The caller holds the record's lock, and no request of the record is in the open.
    """

    def __init__(self, build: PaymentContext, history: History, *, webhook_url: str | None) -> None:
        self._build = build
        self._history = history
        self._webhook_url = webhook_url
        self.webhook = None if webhook_url is None else _hash(webhook_url)
        """Names the webhook on the ledger: a hash, for its address may hold a secret."""

    def floor(self, record: Record) -> int:
        """Return an id of the history that the next request's will be above. Raises VoiceError."""
        known = bool(record.requests) or self._build.ledger.is_shared(record.name)
        return self._history.highest_id(fresh=known)

    def submit(self, record: Record, utterance: Utterance, *, floor: int) -> Record:
        """Send one request; return the record with what came of it: paid, queued or unsure.

        The caller has a slot of the throttle. Raises SpendingStoppedError, and ApiError,
        InvalidTextError, ClaimedElsewhereError or CacheError when nothing was charged; the record
        on disk then tells no more than before. Raises RefusedTextError where the API refused this
        text, which the record tells from then on.
        """
        build = self._build
        request = Request(
            utterance=utterance,
            state="asked",
            since=build.clock.moment(),
            floor=floor,
            webhook=self.webhook,
            claim=build.ledger.new_claim(),
        )
        try:
            answer = self._send(record, request)
        except (CacheError, ClaimedElsewhereError, InvalidTextError, SpendingStoppedError) as error:
            build.throttle.refund(len(utterance.text))
            if not isinstance(error, CacheError):
                build.ledger.write(record)  # nothing was sent
            raise
        except InvalidRequestError as error:
            # About this text alone: the next one is asked for as ever.
            build.throttle.refund(len(utterance.text))
            refused = request.with_state("refused", reason=str(error), since=build.clock.moment())
            build.ledger.write(record.with_request(refused))
            raise RefusedTextError(utterance.text, str(error)) from error
        except ApiError as error:
            build.throttle.failed("speech", error)
            if _is_free(error):
                build.throttle.refund(len(utterance.text))
                build.ledger.write(record)
                raise
            request = request.with_state("unsure", since=build.clock.moment())
        else:
            request = self._answered(request, answer)
        record = record.with_request(request)
        self._note(record)
        return record

    def _send(self, record: Record, request: Request) -> Generated:
        build = self._build
        with build.throttle.call("speech", timeout_seconds=build.timeout_seconds) as seconds:
            # Until the client gives up, a process killed now may still have sent the request. From
            # now on, for its turn may have been waited for.
            busy_seconds = build.ledger.announced_seconds + build.timeout_seconds
            request = request.with_state("asked", since=build.clock.moment(in_seconds=busy_seconds))
            build.ledger.write(record.with_request(request))
            # Anew, for writing may have taken long, and the build may have been stopped meanwhile.
            build.throttle.check(0)
            build.ledger.check_claim(record.name)
            return build.client.generate(
                request.utterance, webhook_url=self._webhook_url, timeout_seconds=seconds
            )

    def _answered(self, request: Request, answer: Generated) -> Request:
        now = self._build.clock.moment()
        if isinstance(answer, Ready):
            return request.with_state("paid", audio_path=answer.audio_path, since=now)
        return request.with_state("queued", history_id=answer.id, since=now)

    def _note(self, record: Record) -> None:
        """Put on disk what came of a request; without it the disk still tells that it was sent.

        What the history tells too is noted. The number of one that is queued is not: it may not
        show there for hours.
        """
        ledger = self._build.ledger
        queued = any(request.state == "queued" for request in record.requests)
        try:
            (ledger.write if queued else ledger.note)(record)
        except CacheError as error:
            self._build.throttle.stop(str(error))
            self._build.report(str(error))


def _hash(webhook_url: str) -> str:
    return hashlib.sha256(webhook_url.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_free(error: ApiError) -> bool:
    """Return whether a request that ended so was certainly not charged."""
    if isinstance(error, TransportError):
        return not error.sent
    if isinstance(error, ResponseError):
        # In the document what is charged is answered by 201 or 202, and there is no redirect.
        return error.moved
    return isinstance(error, _NOT_CHARGED) and not isinstance(error, UnavailableError)
