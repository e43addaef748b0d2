"""The narrations of a build, each loaded from the cache when it is asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from aisha_docs_audio.build.result import NarratedPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.build.page_job import PageJob
    from aisha_docs_audio.sound.track_cache import TrackCache


class LoadedNarrations(Mapping[str, NarratedPage]):
    """Narrated pages by their paths. What a large site says is never in memory all at once.

    Looking one up raises CacheError where its track was deleted since.
    """

    def __init__(self, jobs: Iterable[PageJob], tracks: TrackCache) -> None:
        self._jobs = {job.page.path: job for job in jobs if job.track is not None}
        self._tracks = tracks

    def __getitem__(self, path: str) -> NarratedPage:
        job = self._jobs[path]
        if job.track is None:
            raise KeyError(path)
        narration = self._tracks.narration(job.track)
        return NarratedPage(
            page=job.page, narration=narration, partial=job.partial, speakers=job.speakers
        )

    def heard(self, path: str) -> str:
        """Name what is said on a page, by whom and in which files; "" where that is not known."""
        job = self._jobs.get(path)
        return "" if job is None else job.heard

    def __contains__(self, path: object) -> bool:
        return path in self._jobs

    def __iter__(self) -> Iterator[str]:
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)


_SHELVES = 256


class DifferentKeys:
    """Counts different keys (hexadecimal digits) in eight bytes each: a large site has many."""

    def __init__(self) -> None:
        self._shelves: dict[int, array[int]] = {}

    def add(self, key: str) -> None:
        """Count a key, unless it was counted before."""
        number = int(key[:16], 16)
        self._shelves.setdefault(number % _SHELVES, array("Q")).append(number)

    def __len__(self) -> int:
        return sum(len(set(shelf)) for shelf in self._shelves.values())
