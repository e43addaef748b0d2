"""Carrying the cache of paid sound to another machine: one tar file with sounds and ledger."""

from __future__ import annotations

import contextlib
import io
import re
import secrets
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import CacheError, DamagedError, NewerFormError
from aisha_docs_audio.payments.ledger import Record, from_bytes, to_bytes
from aisha_docs_audio.payments.store.envelope import seal, unseal

if TYPE_CHECKING:
    from pathlib import Path

    from aisha_docs_audio.payments.ledger import Ledger, Request
    from aisha_docs_audio.payments.store import Store

_MEMBER = re.compile(r"(sound|ledger)/([0-9a-f]{64})")
_LARGEST_BYTES = 1 << 30
_LOCK_SECONDS = 60.0
_PROGRESS = {"refused": -1, "asked": 0, "unsure": 1, "queued": 2, "paid": 3, "stored": 4}


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
            for key in sorted({entry.key for entry in store.entries()}):
                sound = store.get(key)
                if sound is None:
                    left_out.append(f"the sound {key[:12]}… is damaged")
                    continue
                _add(tar, f"sound/{key}", seal(key, sound))
                sounds += 1
            for name in ledger.names():
                try:
                    record = ledger.check(name)
                except DamagedError as error:
                    left_out.append(f"the record {name[:12]}… is damaged: {error}")
                    continue
                except NewerFormError as error:
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
    added = known = records = 0
    try:
        with tarfile.open(archive, "r|") as tar:
            for member in tar:
                name = _MEMBER.fullmatch(member.name)
                if name is None or not member.isreg() or member.size > _LARGEST_BYTES:
                    refused.append(f"{member.name[:100]!r} is nothing that a cache holds")
                    continue
                file = tar.extractfile(member)
                data = b"" if file is None else file.read()
                try:
                    if name[1] == "ledger":
                        _merge(ledger, from_bytes(name[2], data))
                        records += 1
                    elif store.get(name[2]) is not None:
                        known += 1
                    else:
                        store.put(name[2], unseal(name[2], data))
                        added += 1
                except DamagedError as error:
                    refused.append(f"{member.name} is damaged: {error}")
                except NewerFormError as error:
                    refused.append(f"{member.name}: {error}")
    except (OSError, tarfile.TarError) as error:
        raise CacheError(f"{archive} cannot be read as an archive of a cache: {error}") from error
    return Import(added=added, known=known, records=records, refused=tuple(refused))


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
                here = record.request(request.speech.key)
                if here is None or _further(request, here):
                    record = record.with_request(request)
            ledger.write(record)
    except TimeoutError as error:
        raise CacheError("A build is using this cache. Import when it has ended.") from error


def _further(request: Request, here: Request) -> bool:
    return _PROGRESS[request.state] > _PROGRESS[here.state]
