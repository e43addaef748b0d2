"""The cache of what is derived from a voice's sound: encoded clips, and whole narrations.

Nothing in it was paid for: it may be deleted at any time and is made again from the store. An
unchanged page is found by the hash of what its track is made of, without a look at its clips.

In the directory: ``clips/`` sealed clips, ``tracks/`` a sealed record for each plan, ``files/`` the
MP3 and WebVTT files, named by their content and ready to be copied into a site, ``uses/`` what each
page played last.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.model import Cue, Narration
from aisha_docs_audio.sound.captions import webvtt
from aisha_docs_audio.sound.derived_sweep import KEPT_SECONDS, size_of, sweep
from aisha_docs_audio.sound.frames import BITRATES
from aisha_docs_audio.sound.join import join_clips
from aisha_docs_audio.sound.page_uses import PageUse, PageUses, site_name
from aisha_docs_audio.sound.track_plan import clip_name
from aisha_docs_audio.storage.atomic import can_be_written
from aisha_docs_audio.storage.checksummed import (
    Draft,
    drop,
    file_digest,
    read_checksummed,
    write_checksummed,
)
from aisha_docs_audio.storage.folded import Folded
from aisha_docs_audio.storage.shared_folder import alone, hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aisha_docs_audio.sound.track_plan import TrackPlan

_FEW = 8
"""Unplayed tracks are few while there are so many times as many that are played."""


class TrackCache:
    """Clips and narrations on disk; threads and processes may share it.

    `site` names the site whose pages' uses are noted, `clock` gives seconds since 1970. What is
    damaged is dropped and counts as not there. Reading never raises; writing raises
    CacheError where the directory cannot be written. What is not in it is looked for in `beside`.
    """

    def __init__(
        self,
        directory: Path,
        *,
        site: str = "",
        clock: Callable[[], float] = time.time,
        beside: TrackCache | None = None,
    ) -> None:
        self.uses = PageUses(directory, site=site or site_name(), clock=clock)
        if beside is not None:
            self.uses = beside.uses
        self._beside = beside
        self._directory = directory
        self._clock = clock
        self._clips = directory / "clips"
        self._records = directory / "tracks"
        self._files = directory / "files"

    @classmethod
    def open(cls, directory: Path, *, site: str = "") -> TrackCache:
        """Return the cache in `directory`, also where nothing can be written to it.

        Then what is new goes to a temporary directory that ends with this process.
        """
        cache = cls(directory, site=site)
        if all(map(can_be_written, (cache._clips, cache._records, cache._files))):
            return cache
        scratch = tempfile.mkdtemp(prefix="aisha-docs-audio-")
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
        return cls(Path(scratch), site=site, beside=cache)

    def load_clip(self, key: str, bitrate: int) -> bytes | None:
        """Return the MP3 frames of the sound that `key` names, if they are here."""
        frames = read_checksummed(self._clip_path(key, bitrate))
        if frames is None and self._beside is not None:
            return self._beside.load_clip(key, bitrate)
        return frames

    def store_clip(self, key: str, bitrate: int, frames: bytes) -> None:
        """Keep the MP3 frames of the sound that `key` names. Raises CacheError."""
        with _cache_errors():
            write_checksummed(self._clip_path(key, bitrate), frames)

    def find(self, plan: TrackPlan) -> Narration | None:
        """Return the narration of a plan made before, if both its files are what was written."""
        sealed = read_checksummed(self._record_path(plan.key))
        if sealed is None:
            return None if self._beside is None else self._beside.find(plan)
        record = json.loads(sealed)
        for name, digest in record["digests"].items():
            path = self._files / name
            if file_digest(path) != digest:
                drop(path)
                return None
        return self._narration(record)

    def captions_before(self, page: str) -> tuple[str, ...]:
        """Return what the page's last narration says, as its captions show it; none if unknown."""
        if self._beside is not None:
            return self._beside.captions_before(page)
        use = self.uses.last(page)
        if use is None or use.track is None:
            return ()
        sealed = read_checksummed(self._record_path(use.track))
        return () if sealed is None else tuple(cue[3] for cue in json.loads(sealed)["cues"])

    def make(self, plan: TrackPlan, clip: Callable[[str], bytes]) -> Narration:
        """Join a plan's clips, taking each from `clip` by its key when its turn comes.

        Raises CacheError, AudioError for a clip that is not MP3 frames of the plan's bit rate, and
        whatever `clip` raises; then nothing is left behind.
        """
        with _cache_errors(), Draft(self._files) as draft:
            joined = join_clips(
                plan.lines,
                load_clip=clip,
                pause_between_seconds=plan.pause_between_seconds,
                bitrate=plan.bitrate,
                write=draft.write,
            )
            track = self._publish(draft, ".mp3")
            digests = {track: draft.digest()}
        with _cache_errors(), Draft(self._files) as draft:
            draft.write(webvtt(joined.cues).encode())
            captions = self._publish(draft, ".vtt")
            digests[captions] = draft.digest()
        record = {
            "track": track,
            "captions": captions,
            "digests": digests,
            "cues": [[c.number, c.start_seconds, c.end_seconds, c.text] for c in joined.cues],
            "duration_seconds": joined.duration_seconds,
        }
        with _cache_errors():
            write_checksummed(self._record_path(plan.key), json.dumps(record).encode())
        return self._narration(record)

    def size(self) -> tuple[int, int, int]:
        """Return how many clips and tracks are here, and the bytes of all files. Never raises."""
        return size_of(self._directory)

    def prune(self, *, used_before: float) -> int:
        """Delete what no page has played since that time (seconds since 1970).

        Returns the bytes freed. Whoever still needs what is deleted finds it missing and makes it
        again. Raises CacheError.
        """
        return self._swept(self._played_since(used_before), used_before, bounded=False)

    def tidy(self, *, thorough: bool) -> int:
        """Delete what no page has played for a month, and what old tracks take too much.

        Leaves everything while another process has narrations of this cache in its hands: its
        host copies the files later. Looks at nothing but names where few tracks are unplayed,
        unless it is to be `thorough`. Returns the bytes freed. Raises CacheError.
        """
        with alone(self._directory) as is_alone:
            before = self._clock() - KEPT_SECONDS
            uses = self._played_since(before)
            played = {use.track for use in uses}
            unplayed = sum(record.stem not in played for record in self._records.glob("*.track"))
            if is_alone is False or (_FEW * unplayed <= len(played) and not thorough):
                return 0
            self.uses.forget_before(before)
            return self._swept(uses, before, bounded=is_alone is True)

    def hold(self, *, make: bool = False) -> None:
        """Keep other processes from tidying up until this one ends.

        Writes nothing, unless it is to `make` the directory where there is none.
        """
        if make:
            with contextlib.suppress(OSError):
                self._directory.mkdir(parents=True, exist_ok=True)
        hold(self._directory)
        if self._beside is not None:
            self._beside.hold()

    def _played_since(self, time_seconds: float) -> list[PageUse]:
        return [use for use in self.uses.every() if use.at >= time_seconds]

    def _swept(self, uses: Iterable[PageUse], used_before: float, *, bounded: bool) -> int:
        sounds = {key for use in uses for key in use.sounds}
        with _cache_errors():
            return sweep(
                self._directory,
                played={use.track for use in uses if use.track is not None},
                clips_in_use=lambda: {clip_name(k, rate) for k in sounds for rate in BITRATES},
                used_before=used_before,
                now=self._clock(),
                bounded=bounded,
            )

    def _publish(self, draft: Draft, suffix: str) -> str:
        """Name a draft by its content; return the name."""
        path = self._files / (draft.digest()[:16] + suffix)
        # What is there already is not replaced: another process may be copying it.
        if file_digest(path) != draft.digest():
            draft.publish(path)
        return path.name

    def _narration(self, record: dict[str, Any]) -> Narration:
        return Narration(
            track=self._files / record["track"],
            captions=self._files / record["captions"],
            cues=Folded(
                Cue(number=number, start_seconds=start, end_seconds=end, text=text)
                for number, start, end, text in record["cues"]
            ),
            duration_seconds=record["duration_seconds"],
        )

    def _record_path(self, key: str) -> Path:
        return self._records / f"{key}.track"

    def _clip_path(self, key: str, bitrate: int) -> Path:
        name = clip_name(key, bitrate)
        return self._clips / name[:2] / name


@contextmanager
def _cache_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CacheError(f"the cache of tracks cannot be written: {error}") from error
