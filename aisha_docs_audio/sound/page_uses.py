"""Which track and which sounds each page of each site played last, and when.

One small file a page, in ``uses/<site>/`` beside the tracks, written when the page's track is
another one or a day has gone by, so that a build right after another writes nothing: a file time
for every use would be an edit to whoever watches the folder. It is what keeps a sound that only a
finished track plays from being pruned, and tells which tracks no page plays any more.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.storage.checksummed import read_checksummed, write_checksummed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

NOTED_EVERY_SECONDS = 86_400.0
"""A use is noted again after so long: by it, times of use are too early at most."""

_FOLDER = "uses"

READINGS = "readings"
"""The folder beside it of what was read of pages, a file ``<key>.page`` each."""

MADE = "made"
"""The folder beside it of what pages put into the site, a file a page in ``made/<site>/``."""

_FIELDS = (
    "track",
    "sounds",
    "at",
    "reading",
    "script",
    "stamps",
    "seconds",
    "speakers",
    "source_type",
    "shown",
)

Stamp = tuple[int, int]
"""A file's size in bytes, and its time of change in nanoseconds since 1970."""

Place = tuple[int, int]
"""Offsets of a stretch of HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUse:
    """What a page of a site played last: `track` is a plan's key, None where it had no track.

    `sounds` are the keys of its segments, `at` is in seconds since 1970. `reading` is the key of
    what was read, `script` that of all that decides what is said of it and by whom: while it is the
    same, the track is. "" where a preview played another thing than the page says. `stamps` are
    the sizes and times of the track's files, by name, when they were last hashed, `seconds` is its
    length. `speakers` are who is heard, `source_type` says how the sound was made. `shown` are
    written pages, by their SHA-256 on each occasion, that were found to show what was read, with
    the place of the player in each.
    """

    site: str
    track: str | None
    sounds: tuple[str, ...]
    at: float
    reading: str = ""
    script: str = ""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    seconds: float = 0.0
    speakers: tuple[str, ...] = ()
    source_type: str | None = None
    shown: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)


class PageUses:
    """The uses in a directory of derived sound; processes may share it. Reading never raises."""

    def __init__(
        self, directory: Path, *, site: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = directory / _FOLDER
        self._site = site
        self._clock = clock

    def last(self, page: str) -> PageUse | None:
        """Return what this site's page played in the last build that noted it."""
        return _read(self._path(page), self._site)

    def is_recent(self, use: PageUse) -> bool:
        """Whether a use was noted less than a day ago."""
        return abs(self._clock() - use.at) < NOTED_EVERY_SECONDS

    def use(self, *, track: str | None, sounds: Iterable[str], **about: Any) -> PageUse:  # noqa: ANN401
        """Return a use of now, of this site; `about` are further fields of it."""
        used = tuple(dict.fromkeys(sounds))
        return PageUse(site=self._site, track=track, sounds=used, at=self._clock(), **about)

    def note(self, page: str, use: PageUse) -> bool:
        """Note what this site's page plays now; return whether that had to be written.

        A directory that cannot be written merely does not remember.
        """
        last = self.last(page)
        if last is not None and last.reading == use.reading:
            use = replace(use, shown=last.shown)
        if last is not None and self.is_recent(last) and replace(last, at=use.at) == use:
            return False
        return self._write(page, use)

    def note_again(self, page: str, use: PageUse, stamps: Mapping[str, Stamp]) -> None:
        """Note that a page still plays what it did, and how the files look that were hashed."""
        self._write(page, replace(use, at=self._clock(), stamps=stamps))

    def note_shown(
        self, page: str, reading: str, occasion: str, places: Mapping[str, Place], *, once: bool
    ) -> None:
        """Note written pages that show what was read of a page that has been noted.

        Not where what was noted is of another `reading`: of that, they may not show all. With
        `once`, only where nothing was noted for that occasion yet, or a day ago: in a preview a
        page that is another one each time must not be an edit to who watches the cache.
        """
        last = self.last(page)
        if last is None or last.reading != reading or last.shown.get(occasion) == places:
            return
        if once and occasion in last.shown and self.is_recent(last):
            return
        self._write(page, replace(last, shown={**last.shown, occasion: places}))

    def _write(self, page: str, use: PageUse) -> bool:
        form = {name: getattr(use, name) for name in _FIELDS}
        content = json.dumps(form, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):
            write_checksummed(self._path(page), content)
            return True
        return False

    def every(self) -> Iterator[PageUse]:
        """Go through what was noted of all pages of all sites."""
        for path in self._folder.glob("*/*.use"):
            use = _read(path, path.parent.name)
            if use is not None:
                yield use

    def forget_before(self, time_seconds: float) -> None:
        """Delete what was noted before that time: of pages and sites that are no more."""
        for path in self._folder.glob("*/*.use"):
            use = _read(path, path.parent.name)
            if use is not None and use.at < time_seconds:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, page: str) -> Path:
        name = hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / self._site / f"{name}.use"


_held_readings: set[str] = set()
"""The keys of what this process has read or found. Notes know them only when all is narrated, and
mkdocs-static-i18n narrates one language while another one's pages are read already."""


def hold_reading(key: str) -> None:
    """Keep what was read from being tidied up by this process until it ends."""
    _held_readings.add(key)


def held_readings() -> frozenset[str]:
    """Return the keys of what this process still needs."""
    return frozenset(_held_readings)


def site_name(*parts: str) -> str:
    """Return the name under which a site's uses are noted, from what tells it from others."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:16]


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's size and its time of change; None without it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _read(path: Path, site: str) -> PageUse | None:
    sealed = read_checksummed(path)
    try:
        form = json.loads(sealed) if sealed else {}
        return PageUse(
            site=site,
            track=form["track"],
            sounds=tuple(form["sounds"]),
            at=float(form["at"]),
            reading=form["reading"],
            script=form["script"],
            stamps=_pairs(form["stamps"]),
            seconds=float(form["seconds"]),
            speakers=tuple(form["speakers"]),
            source_type=form["source_type"],
            shown={occasion: _pairs(places) for occasion, places in form["shown"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None  # none, or of another version


def _pairs(form: Mapping[str, Iterable[int]]) -> dict[str, tuple[int, int]]:
    return {name: (first, second) for name, (first, second) in form.items()}
