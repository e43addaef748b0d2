"""Letting texts be asked for again that were refused, or paid for and came as no sound."""

from __future__ import annotations

import contextlib
import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import DamagedError, NewerFormError

if TYPE_CHECKING:
    from aisha_docs_audio.payments.ledger import Ledger, Record, Request

_LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """Texts that the API refused, or whose paid sound is not usable (`Request.is_unusable`).

    Each with the reason; `in_use` are records that a build holds.
    """

    requests: tuple[Request, ...]
    in_use: int = 0


def refusals(ledger: Ledger) -> Refusals:
    """Find all such texts; nothing is changed. Raises CacheError."""
    found: list[Request] = []
    for name in ledger.names():
        with contextlib.suppress(DamagedError, NewerFormError):
            found += _refused(ledger.check(name))
    return Refusals(requests=tuple(found))


def forget_refusals(ledger: Ledger) -> Refusals:
    """Let the next build ask once more for all such texts. Raises CacheError.

    A refused one that the API had accepted is asked about by its number first, and paid for again
    only while it is still FAILED. One whose sound was not usable is downloaded first, and paid for
    again only while that is so.
    """
    forgotten: list[Request] = []
    in_use = 0
    for name in list(ledger.names()):
        try:
            with ledger.hold(name, timeout_seconds=_LOCK_SECONDS):
                record = ledger.check(name)
                refused = _refused(record)
                for request in refused:
                    record = _forgotten(record, request)
                if refused:
                    ledger.write(record)
                forgotten += refused
        except TimeoutError:
            in_use += 1
        except (DamagedError, NewerFormError):
            continue
    return Refusals(requests=tuple(forgotten), in_use=in_use)


def _refused(record: Record) -> list[Request]:
    return [
        request for request in record.requests if request.state == "refused" or request.is_unusable
    ]


def _forgotten(record: Record, request: Request) -> Record:
    if request.is_unusable:
        return record.with_request(dataclasses.replace(request, retry=True))
    if request.history_id is None:
        return record.without(request.utterance.key)
    again = dataclasses.replace(request.with_state("queued"), retry=True)
    return record.with_request(again)
