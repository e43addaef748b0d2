"""Finishing what earlier builds left, also for texts that no page has any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError, RefusedTextError, VoiceError

if TYPE_CHECKING:
    from aisha_docs_audio.payments.context import PaymentContext
    from aisha_docs_audio.payments.download import Downloader
    from aisha_docs_audio.payments.ledger import Request
    from aisha_docs_audio.payments.reconcile import Reconciler


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How many sounds that were paid for came into the store, how many texts still wait."""

    fetched: int
    waiting: int


def recover_left_over(
    build: PaymentContext, reconciler: Reconciler, downloader: Downloader
) -> Recovery:
    """Settle and fetch whatever is unfinished on the ledger. Never pays, and raises nothing.

    Whoever wants one of these texts is told what is in the way; nobody else needs to hear of it,
    and it may cost the build no more than a share of its time.
    """
    fetched = waiting = 0
    try:
        names = build.ledger.unfinished()
    except CacheError:
        names = []
    least_left = build.throttle.seconds_left * (1 - build.retry_policy.left_over_share)
    for name in names:
        if build.throttle.seconds_left < least_left:
            waiting += 1
            continue
        try:
            with build.ledger.hold(name, timeout_seconds=0):
                fetched += _finish(name, build, reconciler, downloader)
        except (TimeoutError, VoiceError, CacheError):
            waiting += 1
    return Recovery(fetched=fetched, waiting=waiting)


def _finish(
    name: str, build: PaymentContext, reconciler: Reconciler, downloader: Downloader
) -> int:
    record = build.ledger.read(name)
    if any(request.utterance.engine != build.client.engine for request in record.requests):
        return 0  # asked of another origin, whose history this client cannot read
    while opened := record.unresolved:
        record = reconciler.reconcile(record, opened)
    fetched = 0
    for unfinished in record.unfinished:
        key = unfinished.utterance.key
        request: Request | None = unfinished
        if unfinished.state == "queued":
            try:
                record = reconciler.ask_queue(record, unfinished)
            except RefusedTextError:
                record = build.ledger.read(name)  # which tells it to whoever wants that text
            request = record.request(key)
        if request is None or request.state != "paid":
            continue
        if build.store.get(key) is not None:
            record = record.with_request(request.with_state("stored"))
        elif downloader.fetch(record, request, purpose="left over") is not None:
            fetched += 1
            record = build.ledger.read(name)
        else:
            record = record.without(key)
    build.ledger.write(record)
    return fetched
