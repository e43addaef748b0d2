"""The cache of what is derived from a voice's sound: encoded clips, and whole narrations.

Nothing in it was paid for: it may be deleted at any time and is made again from the store. An
unchanged page is found by the hash of what its track is made of, without a look at its clips.

In the directory: ``clips/`` sealed clips, ``tracks/`` a sealed record for each plan, ``files/`` the
MP3 and WebVTT files, named by their content and ready to be copied into a site, ``uses/`` what each
page played last, ``readings/`` what was read of pages, ``made/`` what they put into the site.
"""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.model import Cue, Narration
from aisha_docs_audio.sound.page_uses import PageUses, site_name, stamp_of
from aisha_docs_audio.sound.track_plan import clip_name
from aisha_docs_audio.storage.atomic import can_be_written
from aisha_docs_audio.storage.checksummed import (
    Draft,
    cache_errors,
    drop,
    file_digest,
    read_checksummed,
    write_checksummed,
)
from aisha_docs_audio.storage.shared_folder import hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.sound.derived_upkeep import DerivedUpkeep
    from aisha_docs_audio.sound.page_uses import PageUse, Stamp
    from aisha_docs_audio.sound.track_plan import TrackPlan


FILES = "files"
"""The folder of the MP3 and WebVTT files."""

_FILES_OF_ONE = 2
"""A narration's: its sound and its captions."""


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
        self._files = directory / FILES

    @classmethod
    def open(cls, directory: Path, *, site: str = "") -> TrackCache:
        """Return the cache in `directory`, also where nothing can be written to it.

        Then what is new goes to a temporary directory that ends with this process.
        """
        cache = cls(directory, site=site)
        if all(map(can_be_written, (cache._clips, cache._records, cache._files))):
            return cache
        import atexit  # noqa: PLC0415 - hardly ever
        import shutil  # noqa: PLC0415
        import tempfile  # noqa: PLC0415

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
        with cache_errors():
            write_checksummed(self._clip_path(key, bitrate), frames)

    def find(self, plan: TrackPlan) -> Narration | None:
        """Return the narration of a plan made before, if both its files are what was written."""
        return self.find_track(plan.key)

    def is_as_noted(self, use: PageUse) -> bool:
        """Whether a page's narration is there, and its files look as when they were hashed."""
        if self._beside is not None and self._beside.is_as_noted(use):
            return True
        stamps = {name: stamp_of(self._files / name) for name in use.stamps}
        known = use.track is not None and self._record_path(use.track).exists()
        return known and len(stamps) == _FILES_OF_ONE and stamps == use.stamps

    def find_track(self, track: str) -> Narration | None:
        """Return the narration that a plan's key names, as `find` does."""
        record = self._record(track)
        if record is None:
            return None if self._beside is None else self._beside.find_track(track)
        for name, digest in record["digests"].items():
            path = self._files / name
            if file_digest(path) != digest:
                drop(path)
                return None
        return self._narration(record)

    def narration(self, track: str) -> Narration:
        """Return a narration that was found or made in this build. Raises CacheError."""
        record = self._record(track)
        if record is not None:
            return self._narration(record)
        if self._beside is not None:
            return self._beside.narration(track)
        raise CacheError("its track was deleted from the cache during the build. Build again.")

    def stamps(self, narration: Narration) -> dict[str, Stamp]:
        """Return the sizes and times of a narration's files, by name, for `find`."""
        files = filter(None, (narration.track, narration.captions))
        found = {path.name: stamp_of(path) for path in files}
        return {name: stamp for name, stamp in found.items() if stamp is not None}

    def captions_before(self, page: str) -> tuple[str, ...]:
        """Return what the page's last narration says, as its captions show it; none if unknown."""
        if self._beside is not None:
            return self._beside.captions_before(page)
        use = self.uses.last(page)
        if use is None or use.track is None:
            return ()
        record = self._record(use.track)
        return () if record is None else tuple(cue[3] for cue in record["cues"])

    def make(self, plan: TrackPlan, clip: Callable[[str], bytes]) -> Narration:
        """Join a plan's clips, taking each from `clip` by its key when its turn comes.

        Raises CacheError, AudioError for a clip that is not MP3 frames of the plan's bit rate, and
        whatever `clip` raises; then nothing is left behind.
        """
        from aisha_docs_audio.sound.captions import webvtt  # noqa: PLC0415 - only what is new
        from aisha_docs_audio.sound.join import join_clips  # noqa: PLC0415

        with cache_errors(), Draft(self._files) as draft:
            joined = join_clips(
                plan.lines,
                load_clip=clip,
                pause_between_seconds=plan.pause_between_seconds,
                bitrate=plan.bitrate,
                write=draft.write,
            )
            track = self._publish(draft, ".mp3")
            digests = {track: draft.digest()}
        with cache_errors(), Draft(self._files) as draft:
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
        with cache_errors():
            write_checksummed(self._record_path(plan.key), json.dumps(record).encode())
        return self._narration(record)

    @property
    def upkeep(self) -> DerivedUpkeep:
        """What keeps this directory small."""
        from aisha_docs_audio.sound.derived_upkeep import DerivedUpkeep  # noqa: PLC0415

        return DerivedUpkeep(self._directory, self.uses, self._clock)

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
            cues=tuple(
                Cue(number=number, start_seconds=start, end_seconds=end, text=text)
                for number, start, end, text in record["cues"]
            ),
            duration_seconds=record["duration_seconds"],
        )

    def _record(self, track: str) -> dict[str, Any] | None:
        sealed = read_checksummed(self._record_path(track))
        return None if sealed is None else json.loads(sealed)

    def _record_path(self, key: str) -> Path:
        return self._records / f"{key}.track"

    def _clip_path(self, key: str, bitrate: int) -> Path:
        name = clip_name(key, bitrate)
        return self._clips / name[:2] / name
