"""Putting the cache in order: what is damaged is set aside, what no page needs is deleted."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import NewerFormError
from aisha_docs_audio.payments.maintenance.verify import half_written

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from aisha_docs_audio.payments.ledger import Ledger
    from aisha_docs_audio.payments.store import Entry, Store

_DAY_SECONDS = 86_400
_LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What was mended. The damage itself is told to the `report` of store and ledger, one by one.

    `set_aside` counts sounds and records; the sounds are fetched again if the API still has them,
    else paid for again, when a build wants them. `unfinished` records wait for the next build.
    """

    sounds: int
    set_aside: int
    indexed: int
    unfinished: int
    deleted_half_written: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prune:
    """What no page needs: deleted if `applied`, else only named."""

    applied: bool
    unneeded: tuple[Entry, ...]
    kept: int

    @property
    def unneeded_bytes(self) -> int:
        """How much room it takes."""
        return sum(entry.size_bytes for entry in self.unneeded)


def repair(store: Store, ledger: Ledger, *, now: float) -> Repair:
    """Set aside every damaged sound and record, and index every sound anew.

    `now` is in seconds since 1970. Raises CacheError.
    """
    sounds = set_aside = indexed = 0
    for entry in list(store.entries()):
        known = store.indexed(entry.key)
        whole = store.problem(entry) is None
        sound = store.get(entry.key)  # this adopts what is whole and sets aside what is not
        sounds += sound is not None
        set_aside += not whole
        indexed += sound is not None and not known
    unfinished = 0
    for name in list(ledger.names()):
        # A record in use is being looked after by a build, one of a later version by that.
        with (
            contextlib.suppress(TimeoutError, NewerFormError),
            ledger.hold(name, timeout_seconds=_LOCK_SECONDS),
        ):
            record = ledger.read(name)
            set_aside += not record.requests
            unfinished += bool(record.unfinished)
            ledger.mark(record)
    deleted = [path for path in half_written(store, ledger) if _is_old(path, now)]
    for path in deleted:
        path.unlink(missing_ok=True)
    return Repair(
        sounds=sounds,
        set_aside=set_aside,
        indexed=indexed,
        unfinished=unfinished,
        deleted_half_written=tuple(deleted),
    )


def prune(
    store: Store, *, needed: Collection[str], unused_days: float, now: float, apply: bool
) -> Prune:
    """Delete the sounds whose key is not needed and that were not read for some days.

    Only with `apply`; without it the report tells what would be. The ledger keeps what it knows, so
    that a sound that is wanted again is fetched, and not paid for, while the API has it. Raises
    CacheError.
    """
    unneeded: list[Entry] = []
    kept = 0
    for entry in list(store.entries()):
        unused = now - entry.used_at >= unused_days * _DAY_SECONDS
        if entry.key in needed or not unused:
            kept += 1
            continue
        unneeded.append(entry)
        if apply:
            store.delete(entry)
    return Prune(applied=apply, unneeded=tuple(unneeded), kept=kept)


def _is_old(path: Path, now: float) -> bool:
    try:
        return now - path.stat().st_mtime > _DAY_SECONDS
    except OSError:
        return False
