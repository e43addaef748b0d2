"""What the doctor finds out about the cache, its locks and its disk."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.build.report import counted
from aisha_docs_audio.errors import (
    AishaAudioError,
)
from aisha_docs_audio.payments.ledger.locks import Locks
from aisha_docs_audio.payments.maintenance.verify import cache_info
from aisha_docs_audio.payments.opening import open_payments
from aisha_docs_audio.settings.cache_place import DERIVED, LEDGER, PAID
from aisha_docs_audio.storage.atomic import can_be_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_LOW_BYTES = 200 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `wrong` is what a build would stumble over."""

    state: Literal["ok", "note", "wrong"]
    subject: str
    said: str


def examine_cache(directory: Path) -> Iterator[Finding]:
    """Look at the cache, its disk and its locks; nothing is left behind."""
    there = next((path for path in (directory, *directory.parents) if path.exists()), directory)
    try:
        with tempfile.TemporaryDirectory(prefix=".aisha-doctor-", dir=there) as scratch:
            yield from _locks(Path(scratch))
        free = shutil.disk_usage(there).free
    except OSError as error:
        yield _wrong(
            "cache",
            f"{there} cannot be written: {error.strerror or error}. Nothing can be kept there, so "
            "nothing new is paid for: make it writable, or set cache_dir.",
        )
        return
    if free < _LOW_BYTES:
        yield _wrong("cache", f"only {free / 1e6:,.0f} MB are free in {there}: make room.")
    if not directory.joinpath(PAID).is_dir():
        if directory.is_dir():
            yield _ok("cache", f"{directory}: nothing was paid for yet")
        else:
            yield _ok("cache", f"{directory} is not there yet: the first build makes it")
        return
    unusable = next(_unusable(directory), None)
    if unusable is not None:
        yield _wrong(
            "cache",
            f"{unusable} is no folder that can be written, as after a build of another user: make "
            "it yours, or set cache_dir.",
        )
        return
    said: list[str] = []
    try:
        with open_payments(directory, report=said.append) as (store, ledger):
            info = cache_info(store, ledger)
    except AishaAudioError as error:
        yield _wrong("cache", str(error))
        return
    for message in said:
        yield _note("cache", message)
    size = f"{counted(info.sounds, 'sound')}, {info.sound_bytes / 1e6:,.1f} MB"
    yield _ok("cache", f"{directory}: {size}")
    if info.damaged_records:
        records = counted(info.damaged_records, "damaged record")
        yield _wrong("cache", f"{records} in {LEDGER}. Run: aisha-docs-audio cache repair")
    open_requests = sum(info.requests.get(state, 0) for state in ("asked", "unsure", "queued"))
    if open_requests:
        yield _note(
            "cache",
            f"{counted(open_requests, 'request')} not settled yet: the next build settles them.",
        )


def _unusable(directory: Path) -> Iterator[Path]:
    """Go through the folders of a cache that no build could write into."""
    for name in (PAID, LEDGER, DERIVED):
        folder = directory / name
        for path in (folder, *folder.glob("*")):
            is_meant = path == folder or path.is_dir()
            if is_meant and path.exists() and not (path.is_dir() and can_be_written(path)):
                yield path


def _locks(folder: Path) -> Iterator[Finding]:
    """Find out whether a lock keeps others out here; network file systems may not know any."""
    try:
        with Locks(folder).hold("abc", timeout_seconds=5):
            pass
    except (OSError, NotImplementedError) as error:
        yield _wrong(
            "locks",
            f"this file system gives no locks ({error}): builds at the same time could pay twice. "
            "Set cache_dir to a folder on a local disk.",
        )
        return
    yield _ok("locks", "the file system of the cache knows them")


def finding_of(state: Literal["ok", "note", "wrong"]) -> Callable[[str, str], Finding]:
    """Return what makes findings of one state, from a subject and what is said of it."""
    return lambda subject, said: Finding(state=state, subject=subject, said=said)


_ok, _note, _wrong = finding_of("ok"), finding_of("note"), finding_of("wrong")
