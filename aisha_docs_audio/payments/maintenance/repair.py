"""Putting the cache in order: what is damaged is set aside, what no page needs is deleted."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import NewerFormError, UnreadableError
from aisha_docs_audio.payments.maintenance.verify import half_written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
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
    `unreadable` files stay where they are, and so do the `left_alone` ones of a later version: one
    sentence each.
    """

    sounds: int
    set_aside: int
    indexed: int
    unfinished: int
    deleted_half_written: tuple[Path, ...]
    unreadable: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prune:
    """What no page needs: deleted if `applied`, else only named.

    `left_alone` says of files that could not be deleted, or that a later version wrote, why.
    """

    applied: bool
    unneeded: tuple[Entry, ...]
    kept: int
    left_alone: tuple[str, ...] = ()

    @property
    def unneeded_bytes(self) -> int:
        """How much room it takes."""
        return sum(entry.size_bytes for entry in self.unneeded)


def repair_cache(store: Store, ledger: Ledger, *, now: float) -> Repair:
    """Set aside every damaged sound and record, and index every sound anew.

    `now` is in seconds since 1970. Goes on past what cannot be read. Raises CacheError for a cache
    that cannot be written.
    """
    sounds = set_aside = indexed = 0
    unreadable: list[str] = []
    left_alone: list[str] = []
    for entry in list(store.entries(unreadable.append)):
        with _going_on(entry.path, unreadable, left_alone):
            known = store.indexed(entry.key)
            whole = store.problem(entry) is None
            sound = store.sealed(entry.key)  # this sets aside what is not whole
            sounds += sound is not None
            set_aside += not whole
            if whole and not known:
                store.adopt(entry)
                indexed += 1
    unfinished = 0
    for name in list(ledger.names()):
        # A record in use is being looked after by a build.
        with (
            contextlib.suppress(TimeoutError),
            _going_on(ledger.path(name), unreadable, left_alone),
            ledger.hold(name, timeout_seconds=_LOCK_SECONDS),
        ):
            record = ledger.read(name)
            set_aside += not record.requests
            unfinished += bool(record.unfinished)
            ledger.mark(record)
    deleted = _delete_half_written(store, ledger, now, unreadable)
    return Repair(
        sounds=sounds,
        set_aside=set_aside,
        indexed=indexed,
        unfinished=unfinished,
        deleted_half_written=tuple(deleted),
        unreadable=tuple(unreadable),
        left_alone=tuple(left_alone),
    )


@contextlib.contextmanager
def _going_on(path: Path, unreadable: list[str], left_alone: list[str]) -> Iterator[None]:
    """Note what is wrong with one file, and let the others have their turn."""
    try:
        yield
    except NewerFormError as error:
        left_alone.append(f"{path}: {error}")
    except UnreadableError as error:
        unreadable.append(str(error))


def _delete_half_written(
    store: Store, ledger: Ledger, now: float, unreadable: list[str]
) -> list[Path]:
    deleted = []
    for path in half_written(store, ledger):
        if _is_old(path, now):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                unreadable.append(f"{path} cannot be deleted: {error.strerror or error}")
            else:
                deleted.append(path)
    return deleted


def prune(
    store: Store, *, needed: Collection[str], unused_days: float, now: float, apply: bool
) -> Prune:
    """Delete the sounds whose key is not needed and that were not read for some days.

    Only with `apply`; without it the report tells what would be. The ledger keeps what it knows, so
    that a sound that is wanted again is fetched, and not paid for, while the API has it. Raises
    CacheError.
    """
    unneeded: list[Entry] = []
    left_alone: list[str] = []
    kept = 0
    for entry in list(store.entries()):
        unused = now - entry.used_at >= unused_days * _DAY_SECONDS
        if entry.key in needed or not unused:
            kept += 1
            continue
        try:
            # What a later version wrote may be of use to it.
            store.check_form(entry)
            if apply:
                store.delete(entry)
        except (NewerFormError, UnreadableError) as error:
            kept += 1
            left_alone.append(f"{entry.path}: {error}")
        else:
            unneeded.append(entry)
    return Prune(applied=apply, unneeded=tuple(unneeded), kept=kept, left_alone=tuple(left_alone))


def _is_old(path: Path, now: float) -> bool:
    try:
        return now - path.stat().st_mtime > _DAY_SECONDS
    except OSError:
        return False
