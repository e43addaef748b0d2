"""The cache of what is derived from a voice's sound: encoded clips, and whole narrations.

Nothing in it was paid for: it may be deleted at any time and is made again from the store. An
unchanged page is found by the hash of what its track is made of, without a look at its clips.

In the directory: ``clips/`` sealed clips, ``tracks/`` a sealed record for each plan, ``files/`` the
MP3 and WebVTT files, named by their content and ready to be copied into a site.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.sound import Part, join
from aisha_docs_audio.sound.captions import Cue, webvtt
from aisha_docs_audio.storage.checksummed import (
    Draft,
    drop,
    file_digest,
    read_sealed,
    touch,
    write_sealed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AUDIO_FORMAT = 2
"""Part of every name in this cache. Raise it when trimming, encoding, joining or the captions'
form change what comes out, so that what older versions made is not found any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What becomes one cue: a block, its caption, and the keys of its clips in order."""

    number: int
    caption: str
    clip_keys: tuple[str, ...]
    pause_before_seconds: float
    pause_between_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPlan:
    """All that a narration is made of; `bitrate` in kbit/s."""

    passages: tuple[Passage, ...]
    bitrate: int

    @property
    def key(self) -> str:
        """SHA-256 over everything that changes the track or its captions."""
        passages = [
            [p.number, p.caption, p.clip_keys, p.pause_before_seconds, p.pause_between_seconds]
            for p in self.passages
        ]
        return _hash([AUDIO_FORMAT, self.bitrate, passages])


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """A track and its cues; `track` and `captions` are files of the cache, named by content."""

    track: Path
    captions: Path
    cues: tuple[Cue, ...]
    duration_seconds: float


class TrackCache:
    """Clips and narrations on disk; threads and processes may share it.

    What is damaged is dropped and counts as not there. Reading never raises; writing raises
    CacheError where the directory cannot be written.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._clips = directory / "clips"
        self._records = directory / "tracks"
        self._files = directory / "files"

    def load_clip(self, key: str, bitrate: int) -> bytes | None:
        """Give the MP3 frames of the sound that `key` names, if they are here."""
        return read_sealed(self._clip_path(key, bitrate))

    def store_clip(self, key: str, bitrate: int, frames: bytes) -> None:
        """Keep the MP3 frames of the sound that `key` names. Raises CacheError."""
        with _cache_errors():
            write_sealed(self._clip_path(key, bitrate), frames)

    def find(self, plan: TrackPlan) -> Narration | None:
        """Give the narration of a plan made before, if both its files are what was written."""
        sealed = read_sealed(self._record_path(plan))
        if sealed is None:
            return None
        record = json.loads(sealed)
        for name, digest in record["digests"].items():
            path = self._files / name
            if file_digest(path) != digest:
                drop(path)
                return None
            touch(path)
        return self._narration(record)

    def make(self, plan: TrackPlan, clip: Callable[[str], bytes]) -> Narration:
        """Join a plan's clips, taking each from `clip` by its key when its turn comes.

        Raises CacheError, AudioError for a clip that is not MP3 frames of the plan's bit rate, and
        whatever `clip` raises; then nothing is left behind.
        """
        parts = (
            Part(
                clips=map(clip, passage.clip_keys),
                pause_before_seconds=passage.pause_before_seconds,
                pause_between_seconds=passage.pause_between_seconds,
            )
            for passage in plan.passages
        )
        with _cache_errors(), Draft(self._files) as draft:
            joined = join(parts, bitrate=plan.bitrate, write=draft.write)
            track = self._publish(draft, ".mp3")
            digests = {track: draft.digest()}
        cues = [
            Cue(
                number=passage.number,
                start_seconds=span.start_seconds,
                end_seconds=span.end_seconds,
                text=passage.caption,
            )
            for passage, span in zip(plan.passages, joined.spans, strict=True)
        ]
        with _cache_errors(), Draft(self._files) as draft:
            draft.write(webvtt(cues).encode())
            captions = self._publish(draft, ".vtt")
            digests[captions] = draft.digest()
        record = {
            "track": track,
            "captions": captions,
            "digests": digests,
            "cues": [[cue.number, cue.start_seconds, cue.end_seconds, cue.text] for cue in cues],
            "duration_seconds": joined.duration_seconds,
        }
        with _cache_errors():
            write_sealed(self._record_path(plan), json.dumps(record).encode())
        return self._narration(record)

    def prune(self, *, used_before: float) -> int:
        """Delete what was last used before that time (seconds since 1970); give the bytes freed.

        Using a narration does not use its clips: they may go earlier and are encoded again when
        the page changes. Whoever still needs what is deleted finds it missing and makes it again.
        Raises CacheError.
        """
        freed = 0
        with _cache_errors():
            for path in self._directory.rglob("*"):
                try:
                    status = path.stat()
                    if path.is_file() and status.st_mtime < used_before:
                        path.unlink()
                        freed += status.st_size
                except FileNotFoundError:
                    continue  # got its name
        return freed

    def _publish(self, draft: Draft, suffix: str) -> str:
        """Name a draft by its content; give the name."""
        path = self._files / (draft.digest()[:16] + suffix)
        if file_digest(path) == draft.digest():
            touch(path)  # not replaced: another process may be copying it
        else:
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

    def _record_path(self, plan: TrackPlan) -> Path:
        return self._records / f"{plan.key}.track"

    def _clip_path(self, key: str, bitrate: int) -> Path:
        name = _hash([AUDIO_FORMAT, bitrate, key])
        return self._clips / name[:2] / f"{name}.clip"


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


@contextmanager
def _cache_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CacheError(f"the cache of tracks cannot be written: {error}") from error
