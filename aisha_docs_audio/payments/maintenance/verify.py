"""What is in the cache of paid sound, and whether it is whole; nothing is changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import DamagedError, NewerFormError, UnreadableError
from aisha_docs_audio.storage.atomic import LEFT_OVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.payments.ledger import Ledger
    from aisha_docs_audio.payments.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheInfo:
    """What is in a cache.

    `requests` counts the ledger's requests by state: "stored" ones are safe, "paid" ones are not
    fetched yet, "queued", "unsure" and "asked" ones are to be settled. `oldest_use` and
    `newest_use` are in seconds since 1970, None where there is no sound. `half_written` are files
    that a kill left behind; nothing reads them.
    """

    sounds: int
    sound_bytes: int
    oldest_use: float | None
    newest_use: float | None
    requests: Mapping[str, int]
    damaged_records: int
    set_aside: tuple[Path, ...]
    half_written: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many sounds and records were looked at, and what is wrong: one sentence each.

    `left_alone` are files of a later version, which are whole for all that can be told.
    """

    sounds: int
    records: int
    problems: tuple[str, ...]
    not_indexed: int
    left_alone: tuple[str, ...] = ()


def cache_info(store: Store, ledger: Ledger) -> CacheInfo:
    """Count what is there; the sounds are not read. Raises CacheError."""
    entries = list(store.entries())
    uses = [entry.used_at for entry in entries]
    requests: Counter[str] = Counter()
    damaged = 0
    for name in ledger.names():
        try:
            requests.update(request.state for request in ledger.check(name).requests)
        except DamagedError:
            damaged += 1
        except NewerFormError:
            requests["of a later version"] += 1
        except UnreadableError:
            requests["that cannot be read"] += 1
    return CacheInfo(
        sounds=len({entry.key for entry in entries}),
        sound_bytes=sum(entry.size_bytes for entry in entries),
        oldest_use=min(uses, default=None),
        newest_use=max(uses, default=None),
        requests=dict(requests),
        damaged_records=damaged,
        set_aside=tuple(_files(store, ledger, "set-aside/*")),
        half_written=tuple(half_written(store, ledger)),
    )


def verify_cache(store: Store, ledger: Ledger) -> Verification:
    """Read every sound and every record and compare the hashes.

    Goes on past what cannot be read, and names it. Raises CacheError for the cache's own folder.
    """
    problems: list[str] = []
    left_alone: list[str] = []
    sounds = records = not_indexed = 0
    for entry in store.entries(problems.append):
        sounds += 1
        not_indexed += not store.indexed(entry.key)
        try:
            wrong = store.problem(entry)
        except NewerFormError as error:
            left_alone.append(f"{entry.path}: {error}")
        else:
            if wrong:
                problems.append(f"{entry.path}: {wrong}")
    for name in ledger.names():
        records += 1
        try:
            ledger.check(name)
        except DamagedError as error:
            problems.append(f"{ledger.path(name)}: {error}")
        except NewerFormError as error:
            left_alone.append(f"{ledger.path(name)}: {error}")
        except UnreadableError as error:
            problems.append(str(error))
    return Verification(
        sounds=sounds,
        records=records,
        problems=tuple(problems),
        not_indexed=not_indexed,
        left_alone=tuple(left_alone),
    )


def half_written(store: Store, ledger: Ledger) -> Iterator[Path]:
    """Find the files that a kill left half-written, or that are being written now."""
    return _files(store, ledger, f"**/*{LEFT_OVER}")


def _files(store: Store, ledger: Ledger, pattern: str) -> Iterator[Path]:
    for directory in (store.directory, ledger.directory):
        yield from sorted(path for path in directory.glob(pattern) if path.is_file())
