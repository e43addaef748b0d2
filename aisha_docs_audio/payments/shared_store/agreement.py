"""What a machine and the shared store know of one text, brought together."""

from __future__ import annotations

import dataclasses
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.payments.ledger.form import from_bytes, to_bytes
from aisha_docs_audio.payments.ledger.record import PROGRESS, Moment, Record, Request

if TYPE_CHECKING:
    from collections.abc import Callable

_OWN = frozenset({"busy_seconds", "nonce"})
"""What a claim holds besides its record."""

_MOST_BUSY_SECONDS = 7200.0
"""No request takes longer; a planted figure must not hold a text for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A record as it stands in the shared store.

    `version` names what is there, `put_at` is since when by the store's clock. For `busy_seconds`
    after that a request in state ``asked`` may be under way.
    """

    record: Record
    version: str
    put_at: float
    busy_seconds: float

    @property
    def asked(self) -> Request | None:
        """The request that a machine may be sending now."""
        return next((known for known in self.record.requests if known.state == "asked"), None)

    def is_of(self, record: Record) -> bool:
        """Return whether that request was announced from here: a record on this disk says so."""
        asked = self.asked
        if asked is None or asked.claim is None:
            return False
        known = record.request(asked.utterance.key)
        return known is not None and known.claim == asked.claim


def agreement_bytes(record: Record, *, busy_seconds: float) -> bytes:
    """Return what is put into the store, another each time.

    A text that the API refused at once concerns nobody else: other machines ask themselves, which
    costs nothing. One that it had accepted is known to all, for it may still be charged.
    """
    requests = tuple(
        known
        for known in record.requests
        if known.state != "refused" or known.history_id is not None
    )
    own: dict[str, Any] = {"busy_seconds": busy_seconds, "nonce": secrets.token_hex(16)}
    return to_bytes(dataclasses.replace(record, requests=requests, others={**record.others, **own}))


def agreement_of(name: str, data: bytes, *, version: str, put_at: float) -> Agreement:
    """Read what `agreement_bytes` made. Raises DamagedError, NewerFormError."""
    found = from_bytes(name, data)
    busy = found.others.get("busy_seconds")
    if isinstance(busy, bool) or not isinstance(busy, (int, float)):
        busy = _MOST_BUSY_SECONDS
    others = {key: value for key, value in found.others.items() if key not in _OWN}
    return Agreement(
        record=dataclasses.replace(found, others=others),
        version=version,
        put_at=put_at,
        busy_seconds=min(max(float(busy), 0.0), _MOST_BUSY_SECONDS),
    )


def merged_record(
    local: Record, agreement: Agreement, *, idle_since: Callable[[], Moment]
) -> Record:
    """Return all requests; of one that both know, the one that is further.

    Of two in the open the shared one stays: it is the later one, put when the other was settled.
    `idle_since` gives, by this machine's clocks, from when on nothing of what another machine had
    in the open was under way.
    """
    record = local
    for shared in agreement.record.requests:
        known = local.request(shared.utterance.key)
        if known is not None:
            same = known.unresolved and shared.unresolved and known.floor == shared.floor
            if same or _is_further(known, shared):
                continue
        request = shared
        if shared.unresolved or shared.state == "queued":
            state = "unsure" if shared.state == "asked" else shared.state
            request = shared.with_state(state, since=idle_since(), reason=shared.reason)
        record = record.with_request(request)
    return record


def _is_further(known: Request, shared: Request) -> bool:
    if known.unresolved and shared.unresolved:
        return False
    return PROGRESS[known.state] >= PROGRESS[shared.state]
