"""What every step of paying in one build works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.api import Client
    from aisha_docs_audio.payments.clock import BuildClock
    from aisha_docs_audio.payments.ledger import Ledger
    from aisha_docs_audio.payments.retry_policy import RetryPolicy
    from aisha_docs_audio.payments.store import Store
    from aisha_docs_audio.payments.throttle import Throttle


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentContext:
    """One build's tools and limits, shared by its threads.

    `timeout_seconds` is how long a call of the client takes at most, `report` is given a sentence
    or two about what the user should know.
    """

    client: Client
    store: Store
    ledger: Ledger
    throttle: Throttle
    retry_policy: RetryPolicy
    timeout_seconds: float
    clock: BuildClock
    report: Callable[[str], None]
