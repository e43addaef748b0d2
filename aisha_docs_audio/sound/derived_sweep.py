"""Which derived files go: what no page has played for a month, and what old tracks take too much.

Nothing that is deleted was paid for: who wants it again makes it again.
"""

from __future__ import annotations

import contextlib
import json
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.sound.page_uses import MADE, READINGS
from aisha_docs_audio.storage.checksummed import read_checksummed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

KEPT_SECONDS = 30 * 86_400.0
"""What no page plays is kept so long: a text may come back, a branch may be built again."""

_ABANDONED_SECONDS = 86_400.0
"""Files that belong to nothing are left by a kill when they are so old, else being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """A record of a track: its key, its files by name, when it was written, what they weigh."""

    key: str
    record: Path
    files: frozenset[str]
    written_at: float
    size_bytes: int


def size_of(directory: Path) -> tuple[int, int, int]:
    """Return how many clips and tracks are there, and the bytes of all files. Never raises."""
    clips = tracks = size_bytes = 0
    for path in directory.rglob("*"):
        with contextlib.suppress(OSError):
            about = path.lstat()
            if stat.S_ISREG(about.st_mode):
                clips += path.suffix == ".clip"
                tracks += path.suffix == ".mp3"
                size_bytes += about.st_size
    return clips, tracks, size_bytes


def sweep(  # noqa: PLR0913 - one argument for each thing that decides
    directory: Path,
    *,
    played: Collection[str],
    read: Collection[str],
    clips_in_use: Callable[[], Collection[str]],
    used_before: float,
    now: float,
    bounded: bool,
) -> int:
    """Delete what is not in use and was written before `used_before`; return the bytes freed.

    `read` are the keys of what pages say, `played` those of tracks that they play, `clips_in_use`
    gives the names of their clips.
    With `bounded`, which is for a process that is alone with the directory, tracks that no page
    plays take no more room than those that pages do: the oldest go. Times are in seconds since
    1970. Raises OSError.
    """
    files = directory / "files"
    tracks = sorted(_tracks(directory), key=lambda track: track.written_at)
    kept = [track for track in tracks if track.key in played]
    unplayed = [track for track in tracks if track.key not in played]
    room = sum(track.size_bytes for track in kept)
    weight = sum(track.size_bytes for track in unplayed)
    freed = 0
    for track in unplayed:
        if track.written_at < used_before or (bounded and weight > room):
            weight -= track.size_bytes
            freed += _delete([track.record])
        else:
            kept.append(track)
    wanted = {name for track in kept for name in track.files}
    abandoned = now - _ABANDONED_SECONDS if bounded else used_before
    left = {name for track in tracks for name in track.files} - wanted
    freed += _delete(
        path
        for path in _files(files)
        if path.name in left or (path.name not in wanted and _written_at(path) < abandoned)
    )
    freed += _sweep_readings(directory / READINGS, read, used_before, bounded=bounded)
    # A page that is still there is merely made anew.
    freed += _delete(p for p in _files(directory / MADE) if _written_at(p) < used_before)
    old_clips = [p for p in _files(directory / "clips") if _written_at(p) < used_before]
    if old_clips:
        in_use = clips_in_use()
        freed += _delete(path for path in old_clips if path.name not in in_use)
    freed += _delete(path for path in directory.rglob("*.tmp") if _written_at(path) < abandoned)
    return freed


def _sweep_readings(
    folder: Path, read: Collection[str], used_before: float, *, bounded: bool
) -> int:
    """Delete what no page says any more, as with tracks."""
    readings = sorted(_files(folder), key=_written_at)
    unread = [path for path in readings if path.stem not in read]
    room = sum(_size(path) for path in readings if path.stem in read)
    weight = sum(map(_size, unread))
    gone = []
    for path in unread:
        if _written_at(path) < used_before or (bounded and weight > room):
            weight -= _size(path)
            gone.append(path)
    return _delete(gone)


def _tracks(directory: Path) -> Iterator[_Track]:
    for record in _files(directory / "tracks"):
        sealed = read_checksummed(record)
        if sealed is None:
            continue
        names = frozenset(json.loads(sealed).get("digests", ()))
        sizes = [_size(directory / "files" / name) for name in names]
        yield _Track(
            key=record.stem,
            record=record,
            files=names,
            written_at=_written_at(record),
            size_bytes=_size(record) + sum(sizes),
        )


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.*") if path.suffix != ".tmp")


def _delete(paths: Iterable[Path]) -> int:
    freed = 0
    for path in list(paths):
        size = _size(path)
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            freed += size
    return freed


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")  # gone, or got its name
