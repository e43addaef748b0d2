"""Opens what a build pays with: the store, the ledger, the client, in this order."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from aisha_docs_audio.payments.clock import BuildClock
from aisha_docs_audio.payments.context import PaymentContext
from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.store import Store
from aisha_docs_audio.settings.cache_place import LEDGER, PAID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aisha_docs_audio.payments.shared_store.opening import SharedStore
    from aisha_docs_audio.settings.api_key import ApiKey
    from aisha_docs_audio.settings.options import Settings


@contextmanager
def open_payments(
    directory: Path, *, report: Callable[[str], None]
) -> Iterator[tuple[Store, Ledger]]:
    """Open what is paid for and what is not settled. Raises CacheError."""
    with open_store(directory, report=report) as store:
        yield store, Ledger(directory / LEDGER, report=report)


def open_store(directory: Path, *, report: Callable[[str], None]) -> Store:
    """Open what is paid for, and make the cache where there is none. Raises CacheError."""
    _make_cache(directory)
    return Store.open(directory / PAID, report=report)


@contextmanager
def open_context(  # noqa: PLR0913 - one argument for each thing it works with
    settings: Settings,
    directory: Path,
    api_url: str,
    key: ApiKey | None,
    *,
    store: Store,
    report: Callable[[str], None],
    shared: SharedStore | None = None,
) -> Iterator[PaymentContext]:
    """Open all that a build pays with, around a store that is open. Raises SettingsError.

    With a `shared` store and a key, what is asked is announced there.
    """
    # Not above: whoever only looks after a cache needs no HTTP library.
    from aisha_docs_audio.api import Client  # noqa: PLC0415

    with Client(api_url=api_url, key=key, timeout_seconds=settings.timeout) as client:
        retry_policy = RetryPolicy()
        clock = BuildClock(at_api=lambda: client.api_time)
        ledger = Ledger(directory / LEDGER, report=report)
        if shared is not None and key is not None:
            ledger = shared.ledger(
                directory / LEDGER,
                key,
                clock=clock,
                timeout_seconds=settings.timeout,
                retry_policy=retry_policy,
            )
        yield PaymentContext.begin(
            client=client,
            store=store if shared is None else shared.around(store, ledger=directory / LEDGER),
            ledger=ledger,
            report=report,
            budget_characters=settings.max_characters,
            concurrency=settings.concurrency,
            timeout_seconds=settings.timeout,
            retry_policy=retry_policy,
            clock=clock,
        )


def _make_cache(directory: Path) -> None:
    """Make the folder with a `.gitignore` of its own, once: who deletes that has it so.

    Paid sound is carried by `cache export` or a CI cache: in a repository every sound stays for
    ever.
    """
    try:
        if (directory / PAID).exists():
            return
        directory.mkdir(parents=True, exist_ok=True)
        with directory.joinpath(".gitignore").open("x", encoding="utf-8") as file:
            file.write("# Made by aisha-docs-audio.\n*\n")
    except OSError:
        return  # whoever writes into it says why that cannot be
