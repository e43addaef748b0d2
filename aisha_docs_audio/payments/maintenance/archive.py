"""Carrying the cache of paid sound to another machine: one tar file with sounds and ledger."""

from __future__ import annotations

import contextlib
import io
import re
import secrets
import tarfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from aisha_docs_audio.errors import CacheError, DamagedError, NewerFormError, UnreadableError
from aisha_docs_audio.payments.ledger import Record, from_bytes, to_bytes
from aisha_docs_audio.payments.ledger.record import PROGRESS
from aisha_docs_audio.payments.store.envelope import check_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aisha_docs_audio.payments.ledger import Ledger, Request
    from aisha_docs_audio.payments.store import Store

_MEMBER = re.compile(r"(sound|ledger)/([0-9a-f]{64})")
_LARGEST_BYTES = (64 << 20) + 1024
"""No sound that was ever downloaded, and no record, is larger with its head."""

_HEAD_BYTES = 1 << 20
"""What comes before a member's content: a block of 512 bytes, in ours."""

_MOST_REFUSED = 100
"""Members that are named; an archive of millions of others is not a list of millions here."""

_LOCK_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What the archive holds; `left_out` says what is damaged and not in it, a sentence each."""

    sounds: int
    records: int
    size_bytes: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What came in. `known` sounds were there already; `refused` says why, a sentence each."""

    added: int
    known: int
    records: int
    refused: tuple[str, ...]


def export(store: Store, ledger: Ledger, archive: Path) -> Export:
    """Write every whole sound and record into a tar file, in one step. Raises CacheError."""
    left_out: list[str] = []
    sounds = records = 0
    draft = archive.with_name(f"{archive.name}.{secrets.token_hex(4)}.tmp")
    try:
        with tarfile.open(draft, "w", format=tarfile.USTAR_FORMAT) as tar:
            keys = {entry.key for entry in store.entries(left_out.append)}
            for key in sorted(keys):
                try:
                    sealed = store.sealed(key)
                except (NewerFormError, UnreadableError) as error:
                    left_out.append(f"the sound {key[:12]}…: {error}")
                    continue
                if sealed is None:
                    left_out.append(f"the sound {key[:12]}… is damaged")
                    continue
                _add(tar, f"sound/{key}", sealed)
                sounds += 1
            for name in ledger.names():
                try:
                    record = ledger.check(name)
                except DamagedError as error:
                    left_out.append(f"the record {name[:12]}… is damaged: {error}")
                    continue
                except (NewerFormError, UnreadableError) as error:
                    left_out.append(f"the record {name[:12]}…: {error}")
                    continue
                _add(tar, f"ledger/{name}", to_bytes(record))
                records += 1
        size_bytes = draft.stat().st_size
        draft.replace(archive)
    except OSError as error:
        raise CacheError(f"{archive} cannot be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    return Export(sounds=sounds, records=records, size_bytes=size_bytes, left_out=tuple(left_out))


def import_archive(store: Store, ledger: Ledger, archive: Path) -> Import:
    """Take in what `export` wrote; every sound and record is checked, and what is here stays.

    Raises CacheError for what is no such archive, and for a cache that cannot be written.
    """
    refused: list[str] = []
    counts: Counter[str] = Counter()
    for member, data in _members(archive):
        try:
            counts[_take(store, ledger, member.name, data)] += 1
        except (DamagedError, NewerFormError, UnreadableError) as error:
            counts["refused"] += 1
            if len(refused) < _MOST_REFUSED:
                refused.append(f"{member.name[:100]!r}: {error}")
    if counts["refused"] > len(refused):
        refused.append(f"and {counts['refused'] - len(refused):,} more")
    return Import(
        added=counts["added"],
        known=counts["known"],
        records=counts["records"],
        refused=tuple(refused),
    )


def _take(store: Store, ledger: Ledger, member_name: str, data: bytes | None) -> str:
    """Check one member and keep it; return what it counts as. Raises CacheError."""
    name = _MEMBER.fullmatch(member_name)
    if name is None or data is None:
        raise DamagedError("it is nothing that a cache holds")
    key = name[2]
    if name[1] == "ledger":
        _merge(ledger, from_bytes(key, data))
        return "records"
    check_whole(key, data)
    if store.sealed(key) is not None:
        return "known"
    store.put_sealed(key, data)
    return "added"


class _Pieces(io.BufferedReader):
    """A file that gives no more than it was told to: a header may claim any length.

    Counted over all reads: tarfile of Python 3.14 takes a long header piece by piece.
    """

    left = _HEAD_BYTES

    def give(self, size_bytes: int) -> None:
        """Let so much be read from now on."""
        self.left = size_bytes

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= self.left:
            raise tarfile.ReadError("it claims a length that nothing in a cache has")
        self.left -= size
        return super().read(size)


def _members(archive: Path) -> Iterator[tuple[tarfile.TarInfo, bytes | None]]:
    """Go through an archive; what is no plain file of a cache's size comes without its bytes.

    Raises CacheError for what is no archive, also in its middle.
    """
    before = -1
    try:
        with _Pieces(io.FileIO(archive)) as file, tarfile.open(fileobj=file, mode="r:") as tar:
            while (member := tar.next()) is not None:
                cast("Any", tar).members.clear()  # else it remembers all of them
                if member.offset <= before:
                    raise tarfile.ReadError("it claims a negative length")  # noqa: TRY301
                before = member.offset
                plain = member.type in {tarfile.REGTYPE, tarfile.AREGTYPE}
                if plain and not member.issparse() and member.size <= _LARGEST_BYTES:
                    file.give(_LARGEST_BYTES)
                    content = tar.extractfile(member)
                    yield member, None if content is None else content.read()
                else:
                    yield member, None
                file.give(_HEAD_BYTES)
    except OSError as error:
        raise _not_an_archive(archive, error.strerror or error, begun=before >= 0) from error
    except Exception as error:
        # On malformed headers tarfile raises anything: ValueError, OverflowError, RecursionError.
        raise _not_an_archive(archive, error, begun=before >= 0) from error


def _not_an_archive(archive: Path, reason: object, *, begun: bool) -> CacheError:
    taken = " What came before that was taken in; export it again to have the rest."
    return CacheError(
        f"{archive} cannot be read as an archive of a cache: {reason}.{taken if begun else ''}"
    )


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    tar.addfile(member, io.BytesIO(data))


def _merge(ledger: Ledger, foreign: Record) -> None:
    """Add the requests of a record to those known here; of one known twice the further one stays.

    What was still in the open there is so here too: it is settled, and not paid for again.
    """
    try:
        with ledger.hold(foreign.name, timeout_seconds=_LOCK_SECONDS):
            record = ledger.read(foreign.name)
            for request in foreign.requests:
                here = record.request(request.utterance.key)
                if here is None or _further(request, here):
                    record = record.with_request(request)
            ledger.write(record)
    except TimeoutError as error:
        raise CacheError("A build is using this cache. Import when it has ended.") from error


def _further(request: Request, here: Request) -> bool:
    return PROGRESS[request.state] > PROGRESS[here.state]
