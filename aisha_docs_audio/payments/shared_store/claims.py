"""The claims in a shared store: read, and put only in place of what was read."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import DamagedError
from aisha_docs_audio.payments.ledger.record import Record
from aisha_docs_audio.payments.shared_store.account import claim_name
from aisha_docs_audio.payments.shared_store.agreement import (
    Agreement,
    agreement_bytes,
    agreement_of,
)
from aisha_docs_audio.payments.shared_store.failures import SharedStoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.payments.shared_store.health import StoreHealth
    from aisha_docs_audio.storage.backend import VersionedBackend

PROOF = "proof/conditional"
"""Put by the first machine that announces anything, and there for good; its value means nothing."""


class Claims:
    """The claims of one account, for a build's threads.

    `secret` gives what names them (see `account.py`); it is asked once, when it is needed first.
    """

    def __init__(
        self,
        backend: VersionedBackend,
        health: StoreHealth,
        *,
        secret: Callable[[], bytes],
        report: Callable[[str], None],
    ) -> None:
        self._backend = backend
        self._health = health
        self._secret = secret
        self._report = report
        self._proving = threading.Lock()
        self._is_proven = False

    def read(self, name: str) -> Agreement | None:
        """Return what machines have agreed on of a record; None where nothing was asked yet.

        A damaged claim is reported, and is an empty record to be replaced. Raises NewerFormError,
        PermissionError, SharedStoreError.
        """
        where = claim_name(self._secret(), name)
        stored = self._health.ask(lambda: self._backend.read(where))
        if stored is None:
            return None
        try:
            return agreement_of(name, stored.data, version=stored.version, put_at=stored.put_at)
        except DamagedError as error:
            self._report(
                f"A claim in the shared store was damaged: {error}. It is replaced. If its text "
                "was being paid for when that happened, it is paid for again."
            )
            empty = agreement_bytes(Record(name=name), busy_seconds=0.0)
            return agreement_of(name, empty, version=stored.version, put_at=stored.put_at)

    def put(self, record: Record, version: str | None, *, busy_seconds: float) -> str | None:
        """Put a record in place of that version (None: of none).

        Returns its own version; None where another machine was quicker. Raises PermissionError,
        SharedStoreError: then it may have been put all the same.
        """
        where = claim_name(self._secret(), record.name)
        data = agreement_bytes(record, busy_seconds=busy_seconds)
        failure: SharedStoreError | None = None
        try:
            put = self._health.ask(lambda: self._backend.replace(where, data, version))
        except SharedStoreError as error:
            put, failure = None, error
        if put is not None:
            return put
        # The engine repeats a request whose answer was lost, and then meets what it has put itself.
        stored = self._health.ask(lambda: self._backend.read(where))
        if stored is not None and stored.data == data:
            return stored.version
        if failure is not None:
            raise failure
        return None

    def prove_conditions(self) -> None:
        """Make sure, once a build, that the store keeps both conditions.

        One that takes a second value of a name, or puts in place of a version that is gone (some
        servers do), would let several machines pay. Raises SharedStoreError, PermissionError.
        """
        with self._proving:
            if self._is_proven:
                return
            if not self._refuses_a_second_value():
                self._cannot_agree("a second value where the first one must stay", "If-None-Match")
            if not self._refuses_to_replace_what_is_gone():
                self._cannot_agree("a value in place of one that is gone", "If-Match")
            self._is_proven = True

    def _refuses_a_second_value(self) -> bool:
        # The first machine of all puts what the second request is refused for.
        return any(
            not self._health.ask(lambda: self._backend.put_if_absent(PROOF, b"proof\n"))
            for _ in range(2)
        )

    def _refuses_to_replace_what_is_gone(self) -> bool:
        stored = self._health.ask(lambda: self._backend.read(PROOF))
        if stored is None:
            return False
        # Whether this one or another machine replaces it: that version never comes again.
        self._replace_proof(stored.version)
        return self._replace_proof(stored.version) is None

    def _replace_proof(self, version: str) -> str | None:
        data = f"proof {secrets.token_hex(8)}\n".encode()
        return self._health.ask(lambda: self._backend.replace(PROOF, data, version))

    def _cannot_agree(self, taken: str, ignored: str) -> None:
        self._health.cannot_be_used(
            f"it takes {taken} (it ignores {ignored}), so machines cannot agree on who pays"
        )
