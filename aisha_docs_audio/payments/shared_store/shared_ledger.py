"""The ledger of a machine that shares a store: what it asks is announced to all others first.

A record that this disk knows nothing of is announced in one request: where that succeeds, no
machine has ever asked for the text. Everything else is read before it is gone on from, and replaced
only as it was read. A killed machine leaves its request in state ``asked``; when nothing of it can
be under way any more, by the store's own clock, the next one takes it over, with its floor, and
settles it by the account's history before anything is paid.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SpendingStoppedError
from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.shared_store.agreement import merged_record
from aisha_docs_audio.payments.shared_store.failures import ClaimedElsewhereError, SharedStoreError
from aisha_docs_audio.payments.shared_store.health import READER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aisha_docs_audio.payments.clock import BuildClock
    from aisha_docs_audio.payments.ledger.record import Moment, Record
    from aisha_docs_audio.payments.shared_store.agreement import Agreement
    from aisha_docs_audio.payments.shared_store.claims import Claims
    from aisha_docs_audio.payments.shared_store.health import StoreHealth
    from aisha_docs_audio.payments.shared_store.sounds import SharedSounds
    from aisha_docs_audio.payments.shared_store.store_clock import StoreClock

_SLACK_SECONDS = 2.0
"""Last-Modified is in whole seconds (RFC 9110, 8.8.2)."""

ELSEWHERE = (
    "another machine that shares the store is having this text spoken. Build again when it is "
    "done: what it pays for is found there."
)

_NOT_NOW = (
    "the shared store did not answer when this text was to be announced in it, so it was not paid "
    "for. Build again."
)


@dataclass(slots=True)
class _Held:
    """A record while its lock is held. `shared` is what stands in the store, as far as is known."""

    last: Record | None = None
    version: str | None = None
    shared: Record | None = None
    announced_at: float | None = None


class SharedLedger(Ledger):
    """A ledger whose requests are announced in a shared store.

    A request is sent within `announced_seconds` after its announcement, and under way for
    `timeout_seconds` at most; `settling_seconds` gives how long after that, until the history tells
    what came of one that is synchronous or not.
    """

    def __init__(  # noqa: PLR0913 - one argument for each thing it works with
        self,
        directory: Path,
        *,
        report: Callable[[str], None],
        claims: Claims,
        sounds: SharedSounds,
        health: StoreHealth,
        store_clock: StoreClock,
        clock: BuildClock,
        announced_seconds: float,
        timeout_seconds: float,
        settling_seconds: Callable[[bool], float],
    ) -> None:
        super().__init__(directory, report=report)
        self._claims = claims
        self._sounds = sounds
        self._health = health
        self._store_clock = store_clock
        self._clock = clock
        self.announced_seconds = announced_seconds
        self._busy_seconds = announced_seconds + timeout_seconds
        self._settling_seconds = settling_seconds
        self._held: dict[str, _Held] = {}
        # Records that another machine has a claim to: they are read before anything is announced.
        self._contested: set[str] = set()

    @contextlib.contextmanager
    def hold(
        self, name: str, *, timeout_seconds: float, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """Keep others from the record as `Ledger.hold` does, and tell all what came of it."""
        with super().hold(name, timeout_seconds=timeout_seconds, stopped=stopped):
            held = self._held[name] = _Held()
            try:
                yield
            finally:
                del self._held[name]
                self._close(held)

    def check(self, name: str) -> Record:
        """Return the record, for who holds it with what other machines know.

        Raises ClaimedElsewhereError while another machine may be sending a request for the text,
        and as `Ledger.check` does.
        """
        record = super().check(name)
        held = self._held.get(name)
        if held is None:
            return record
        held.last = record
        if (record.requests or name in self._contested) and self._health.away is None:
            try:
                agreement = self._claims.read(name)
            except PermissionError:
                return record  # nor may it announce anything
            except SharedStoreError as error:
                if self._health.away is None:
                    raise ClaimedElsewhereError(_NOT_NOW) from error
                return record
            if agreement is not None:
                record = self._agreed(held, record, agreement)
        return record

    def note(self, record: Record) -> None:
        """Put the record where a kill does not reach it; the others are told at the end."""
        super().note(record)
        held = self._held.get(record.name)
        if held is not None:
            held.last = record

    def write(self, record: Record, *, at_once: bool = True) -> None:
        """Put the record on disk, and a request that is about to be sent into the store.

        Raises ClaimedElsewhereError where another machine was quicker, SpendingStoppedError where
        nothing may be paid for without the store; then nothing of it is on disk. Raises CacheError.
        """
        held = self._held.get(record.name)
        before = None if held is None else held.last
        super().write(record, at_once=at_once)
        if held is None:
            return
        held.last = record
        if any(known.state == "asked" for known in record.requests):
            try:
                self._announce(held, record)
            except BaseException:
                if before is not None:
                    super().write(before)
                    held.last = before
                raise

    def new_claim(self) -> str | None:
        """Return a nonce for a request that is going to be announced."""
        return secrets.token_hex(16)

    def is_shared(self, name: str) -> bool:
        """Return whether other machines may have asked for the record's text."""
        held = self._held.get(name)
        return held is not None and held.version is not None

    def check_claim(self, name: str) -> None:
        """Raise ClaimedElsewhereError where a request was announced too long ago to be sent."""
        held = self._held.get(name)
        if held is None or held.announced_at is None:
            return
        if self._clock.now() - held.announced_at > self.announced_seconds:
            raise ClaimedElsewhereError(
                "This machine was too slow between announcing a request and sending it, so it was "
                "not sent. Build again."
            )

    def _agreed(self, held: _Held, record: Record, agreement: Agreement) -> Record:
        asked = agreement.asked
        is_foreign = asked is not None and not agreement.is_of(record)
        if asked is not None and is_foreign:
            busy = agreement.busy_seconds + _SLACK_SECONDS
            if self._age(agreement) < busy + self._settling_seconds(asked.asynchronous):
                raise ClaimedElsewhereError(ELSEWHERE)
        idle_after = agreement.busy_seconds + _SLACK_SECONDS if is_foreign else 0.0

        def idle_since() -> Moment:
            return self._clock.moment(in_seconds=idle_after - self._age(agreement))

        merged = merged_record(record, agreement, idle_since=idle_since)
        for request in merged.requests:
            if request.state == "stored":
                self._sounds.expect(request.utterance.key)
        if merged != record:
            super().write(merged)
        # Not before: what is another machine's to finish must not be replaced at the end.
        held.version, held.shared, held.last = agreement.version, agreement.record, merged
        return merged

    def _age(self, agreement: Agreement) -> float:
        try:
            return self._health.ask(lambda: self._store_clock.age(agreement.put_at))
        except (PermissionError, SharedStoreError):
            return 0.0  # as if it were new

    def _announce(self, held: _Held, record: Record) -> None:
        if self._health.is_reader:
            raise SpendingStoppedError(READER)
        announced_at = self._clock.now()
        try:
            self._claims.prove_conditions()
            version = self._claims.put(record, held.version, busy_seconds=self._busy_seconds)
        except PermissionError:
            self._health.refused_to_write()
            raise SpendingStoppedError(READER) from None
        except SharedStoreError as error:
            if self._health.away is None:
                raise ClaimedElsewhereError(_NOT_NOW) from error
            if self._health.required:
                raise SpendingStoppedError(self._health.away) from None
            held.announced_at = announced_at
            return  # told once: it goes by this machine's ledger alone
        if version is None:
            self._contested.add(record.name)
            raise ClaimedElsewhereError(ELSEWHERE)
        held.version, held.shared, held.announced_at = version, record, announced_at

    def _close(self, held: _Held) -> None:
        """Put what came of a request into the store, so that nobody waits for it."""
        record = held.last
        if record is None or held.version is None or record == held.shared:
            return
        if self._health.away is not None or any(r.state == "asked" for r in record.requests):
            return
        with contextlib.suppress(PermissionError, SharedStoreError):
            # Where another machine has replaced it meanwhile, it knows no less.
            self._claims.put(record, held.version, busy_seconds=0.0)
