"""Looking after a shared store: filling it, filling a cache from it, checking it, pruning it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError, DamagedError, NewerFormError
from aisha_docs_audio.payments.shared_store.sounds import SHELF, many_at_once
from aisha_docs_audio.payments.store.envelope import check_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from aisha_docs_audio.payments.shared_store.opening import SharedStore
    from aisha_docs_audio.payments.store import Store


_DAY_SECONDS = 86_400.0
_RECORD = re.compile(rb"aisha-docs-audio ledger [0-9]+ ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """How many sounds went over, how many were there, and what did not go: a sentence each."""

    sent: int
    known: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCheck:
    """How many sounds and claims of a shared store were read, and what is wrong with some."""

    sounds: int
    claims: int
    problems: tuple[str, ...]
    left_alone: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPrune:
    """How many sounds no site needs, how many are kept; deleted if `applied`."""

    applied: bool
    unneeded: int
    kept: int


def push_sounds(local: Store, shared: SharedStore) -> Transfer:
    """Put every whole sound of a cache into the shared store, but for what is there.

    Raises CacheError, PermissionError, SharedStoreError.
    """
    left_out: list[str] = []
    keys = sorted({entry.key for entry in local.entries(left_out.append)})

    def send(key: str) -> str | bool:
        if shared.health.ask(lambda: shared.backend.put_at(SHELF + key)) is not None:
            return False
        try:
            sealed = local.sealed(key)
        except CacheError as error:
            return f"the sound {key[:12]}…: {error}"
        if sealed is None:
            return f"the sound {key[:12]}… is damaged"
        return shared.sounds.publish(key, sealed)

    done = list(many_at_once(keys, send))
    return Transfer(
        sent=sum(each is True for each in done),
        known=sum(each is False for each in done),
        left_out=(*left_out, *(each for each in done if isinstance(each, str))),
    )


def pull_sounds(local: Store, shared: SharedStore) -> Transfer:
    """Take every whole sound of the shared store into a cache. Raises as `push_sounds` does."""
    known = sent = 0
    left_out: list[str] = []

    def wanted() -> Iterator[str]:
        nonlocal known
        for key in _keys(shared):
            if local.contains(key):
                known += 1
            else:
                yield key

    def fetched(key: str) -> tuple[str, bytes | None]:
        stored = shared.health.ask(lambda: shared.backend.read(SHELF + key))
        return key, None if stored is None else stored.data

    for key, sealed in many_at_once(wanted(), fetched):
        if sealed is None:
            continue
        try:
            local.put_sealed(key, sealed)
        except (DamagedError, NewerFormError) as error:
            left_out.append(f"the sound {key[:12]}…: {error}")
        else:
            sent += 1
    return Transfer(sent=sent, known=known, left_out=tuple(left_out))


def check_shared(shared: SharedStore) -> SharedCheck:
    """Read everything in the shared store and compare the hashes; nothing is changed.

    Raises PermissionError, SharedStoreError.
    """
    problems: list[str] = []
    left_alone: list[str] = []
    counts = {"sound": 0, "claim": 0}

    def read(name: str) -> tuple[str, bytes | None]:
        stored = shared.health.ask(lambda: shared.backend.read(name))
        return name, None if stored is None else stored.data

    for shelf in counts:
        for name, data in many_at_once(_listed(shared, f"{shelf}/"), read):
            if data is None:
                continue
            counts[shelf] += 1
            try:
                if shelf == "sound":
                    check_whole(name.removeprefix(SHELF), data)
                elif not _is_whole_record(data):
                    raise DamagedError("its hash is wrong")  # noqa: TRY301
            except NewerFormError as error:
                left_alone.append(f"{name}: {error}")
            except DamagedError as error:
                problems.append(f"{name}: {error}")
    return SharedCheck(
        sounds=counts["sound"],
        claims=counts["claim"],
        problems=tuple(problems),
        left_alone=tuple(left_alone),
    )


def prune_shared(
    shared: SharedStore,
    needed: Collection[str],
    *,
    unused_days: float,
    age: Callable[[float], float],
    apply: bool,
) -> SharedPrune:
    """Delete the sounds that no list names and that were not put there in the last days.

    Only with `apply`. Claims stay: they tell where the API has a sound that is wanted again. `age`
    gives how many seconds ago a time of the store was. Raises PermissionError, SharedStoreError.
    """

    def judged(key: str) -> bool:
        if key in needed:
            return False
        put_at = shared.health.ask(lambda: shared.backend.put_at(SHELF + key))
        if put_at is None or age(put_at) < unused_days * _DAY_SECONDS:
            return False
        if apply:
            shared.health.ask(lambda: shared.backend.delete(SHELF + key))
        return True

    done = list(many_at_once(list(_keys(shared)), judged))
    return SharedPrune(applied=apply, unneeded=sum(done), kept=len(done) - sum(done))


def _keys(shared: SharedStore) -> Iterator[str]:
    return (name.removeprefix(SHELF) for name in _listed(shared, SHELF))


def _listed(shared: SharedStore, prefix: str) -> Iterator[str]:
    names = iter(shared.backend.list(prefix))
    # Once: a listing that broke off has no next name, which must not look like its end.
    while (name := shared.health.ask(lambda: next(names, None), tries=1)) is not None:
        yield name


def _is_whole_record(data: bytes) -> bool:
    head = _RECORD.match(data)
    return head is not None and hashlib.sha256(data[head.end() :]).hexdigest() == head[1].decode()
