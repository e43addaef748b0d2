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
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.storage.checksummed import read_checksummed, write_checksummed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

NOTED_EVERY_SECONDS = 86_400.0
"""A use is noted again after so long: by it, times of use are too early at most."""

_FOLDER = "uses"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUse:
    """What a page of a site played last: `track` is a plan's key, None where it had no track.

    `sounds` are the keys of its segments, `at` is in seconds since 1970.
    """

    site: str
    track: str | None
    sounds: tuple[str, ...]
    at: float


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

    def note(self, page: str, *, track: str | None, sounds: Iterable[str]) -> bool:
        """Note what this site's page plays now; return whether that had to be written.

        A directory that cannot be written merely does not remember.
        """
        used = tuple(dict.fromkeys(sounds))
        last, now = self.last(page), self._clock()
        if (
            last is not None
            and (last.track, last.sounds) == (track, used)
            and abs(now - last.at) < NOTED_EVERY_SECONDS
        ):
            return False
        form = {"track": track, "sounds": used, "at": now}
        with contextlib.suppress(OSError):
            write_checksummed(self._path(page), json.dumps(form).encode())
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


def site_name(*parts: str) -> str:
    """Return the name under which a site's uses are noted, from what tells it from others."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:16]


def _read(path: Path, site: str) -> PageUse | None:
    sealed = read_checksummed(path)
    try:
        form = json.loads(sealed) if sealed else {}
        return PageUse(
            site=site, track=form["track"], sounds=tuple(form["sounds"]), at=float(form["at"])
        )
    except (KeyError, TypeError, ValueError):
        return None  # none, or of another version
