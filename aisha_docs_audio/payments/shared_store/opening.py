"""Opens the shared store that the options name, for one build or command."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.payments.clock import uptime
from aisha_docs_audio.payments.shared_store.account import account_secret
from aisha_docs_audio.payments.shared_store.claims import PROOF, Claims
from aisha_docs_audio.payments.shared_store.failures import SharedStoreError
from aisha_docs_audio.payments.shared_store.health import StoreHealth
from aisha_docs_audio.payments.shared_store.layered_store import LayeredStore
from aisha_docs_audio.payments.shared_store.shared_ledger import SharedLedger
from aisha_docs_audio.payments.shared_store.sounds import SharedSounds
from aisha_docs_audio.payments.shared_store.store_clock import StoreClock
from aisha_docs_audio.payments.shared_store.unshared import Unshared, share_left_over
from aisha_docs_audio.settings.store_address import StoreAddress, parse_store_address
from aisha_docs_audio.storage.versioned_folder import VersionedFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aisha_docs_audio.payments.clock import BuildClock
    from aisha_docs_audio.payments.retry_policy import RetryPolicy
    from aisha_docs_audio.payments.store import Store
    from aisha_docs_audio.settings.api_key import ApiKey
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.storage.backend import VersionedBackend


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStore:
    """The shared store of a build, and what the build has found out about it."""

    address: StoreAddress
    backend: VersionedBackend
    health: StoreHealth
    sounds: SharedSounds
    report: Callable[[str], None]

    def is_in_use(self) -> bool:
        """Return whether a machine has announced anything here before; False while it is away."""
        try:
            return self.health.ask(lambda: self.backend.put_at(PROOF)) is not None
        except (PermissionError, SharedStoreError):
            return False

    def around(self, local: Store, *, ledger: Path) -> LayeredStore:
        """Return a machine's own store with this one behind it."""
        return LayeredStore(local, self.sounds, self.health, unshared=self._unshared(ledger))

    def share_left_over(self, ledger: Path, local: Callable[[], Store]) -> None:
        """Put there what an earlier build has paid for while this store was away.

        `local` opens the machine's own store, where there is something. Raises CacheError.
        """
        unshared = self._unshared(ledger)
        if self.health.away is None and unshared.keys():
            share_left_over(unshared, local(), self.sounds)

    def _unshared(self, ledger: Path) -> Unshared:
        name = hashlib.sha256(str(self.address).encode("utf-8")).hexdigest()[:16]
        return Unshared(ledger / "unshared" / name)

    def ledger(
        self,
        directory: Path,
        key: ApiKey,
        *,
        clock: BuildClock,
        timeout_seconds: float,
        retry_policy: RetryPolicy,
    ) -> SharedLedger:
        """Return a machine's ledger that announces here what it asks."""
        secrets: list[bytes] = []

        def secret() -> bytes:
            # Two threads may both find it out: it is the same.
            if not secrets:
                secrets.append(account_secret(key))
            return secrets[0]

        def settling_seconds(asynchronous: bool) -> float:
            policy = retry_policy
            return policy.queue_settling_seconds if asynchronous else policy.settling_seconds

        claims = Claims(self.backend, self.health, secret=secret, report=self.report)
        return SharedLedger(
            directory,
            report=self.report,
            claims=claims,
            sounds=self.sounds,
            health=self.health,
            store_clock=StoreClock(self.backend, steady=uptime),
            clock=clock,
            announced_seconds=retry_policy.announced_seconds,
            timeout_seconds=timeout_seconds,
            settling_seconds=settling_seconds,
        )


def open_shared_store(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    report: Callable[[str], None],
    prefix: str = "",
) -> SharedStore | None:
    """Return the shared store, of which nothing is asked yet; None where no option names one.

    `prefix` is that of the options' names in this host. Raises SettingsError where the engine is
    not installed or does not understand the environment.
    """
    if settings.shared_store is None:
        return None
    address = parse_store_address(settings.shared_store)
    backend = _opened(address, environ, option=f"{prefix}shared_store")
    health = StoreHealth(str(address), required=settings.shared_store_required, report=report)
    return SharedStore(
        address=address,
        backend=backend,
        health=health,
        sounds=SharedSounds(backend, health, report=report),
        report=report,
    )


def _opened(address: StoreAddress, environ: Mapping[str, str], *, option: str) -> VersionedBackend:
    if address.kind == "file":
        return VersionedFolder(Path(address.bucket))
    try:
        from aisha_docs_audio.storage.object_backend import open_objects  # noqa: PLC0415

        return open_objects(
            address.kind,
            address.bucket,
            prefix=address.prefix,
            endpoint=address.endpoint,
            account=address.account,
            environ=environ,
        )
    except ImportError:
        raise SettingsError(
            option,
            "obstore is not installed, which reaches object storages.",
            'Install it: pip install "aisha-docs-audio[store]".',
        ) from None
    except OSError as error:
        raise SettingsError(option, f"{error}.", "Correct or unset them.") from None
