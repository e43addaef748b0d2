"""What every step of paying in one build works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aisha_docs_audio.payments.clock import BuildClock
from aisha_docs_audio.payments.outage import Outage
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.api import Client
    from aisha_docs_audio.payments.ledger import Ledger


class SoundStore(Protocol):
    """Keeps sound by key: a machine's own store, or one that shares it with others."""

    def get(self, key: str) -> bytes | None:
        """Return the sound, None where there is none. Raises CacheError."""

    def put(self, key: str, sound: bytes) -> None:
        """Keep it; when this returns, it is on this machine's disk. Raises CacheError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentContext:
    """One build's tools and limits, shared by its threads.

    `timeout_seconds` is how long a call of the client takes at most, `report` is given a sentence
    or two about what the user should know.
    """

    client: Client
    store: SoundStore
    ledger: Ledger
    throttle: Throttle
    retry_policy: RetryPolicy
    timeout_seconds: float
    clock: BuildClock
    report: Callable[[str], None]

    @classmethod
    def begin(  # noqa: PLR0913 - one argument for each thing it works with
        cls,
        *,
        client: Client,
        store: SoundStore,
        ledger: Ledger,
        report: Callable[[str], None],
        budget_characters: int | None = None,
        concurrency: int = 4,
        timeout_seconds: float = 60.0,
        retry_policy: RetryPolicy | None = None,
        clock: BuildClock | None = None,
    ) -> PaymentContext:
        """Begin a build that may pay; `clock` is the system's if it is not given."""
        retry_policy = retry_policy or RetryPolicy()
        return cls(
            client=client,
            store=store,
            ledger=ledger,
            throttle=Throttle(
                budget_characters=budget_characters,
                concurrency=concurrency,
                retry_policy=retry_policy,
                outage=Outage(ledger.directory / "outage"),
            ),
            retry_policy=retry_policy,
            timeout_seconds=timeout_seconds,
            clock=clock or BuildClock(at_api=lambda: client.api_time),
            report=report,
        )
