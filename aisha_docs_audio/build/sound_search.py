"""Which sounds of a build are there already: in the cache, or shared by other machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.errors import AudioError, CacheError
from aisha_docs_audio.sound import make_clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aisha_docs_audio.build.page_job import PageJob
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.sound.track_cache import TrackCache


class SoundSearch:
    """Looks for sound without having anything spoken."""

    def __init__(self, *, policy: VoicePolicy, tracks: TrackCache, bitrate: int) -> None:
        self._policy = policy
        self._tracks = tracks
        self._bitrate = bitrate
        self._known: dict[str, bool] = {}

    def missing(self, utterances: Iterable[Utterance]) -> frozenset[str]:
        """Return the keys of what is not on this machine."""
        missing = set()
        for utterance in utterances:
            key = utterance.key
            if key not in self._known:
                # Text that stands on many pages is looked for once.
                self._known[key] = self._is_here(utterance)
            if not self._known[key]:
                missing.add(key)
        return frozenset(missing)

    def bring(self, jobs: Sequence[PageJob], *, fetch: bool) -> None:
        """Take from what the pages miss what other machines have shared.

        It is fetched, all of it at once; without `fetch` it is only looked for.
        """
        keys = dict.fromkeys(key for job in jobs for key in job.missing)
        try:
            found = self._policy.bring(keys, fetch=fetch)
        except CacheError:
            return  # saying it meets the same trouble again, and tells of it
        for job in jobs:
            here = job.missing & found
            if here and fetch:
                here = frozenset(
                    u.key for u in job.utterances if u.key in here and self._is_here(u)
                )
            job.missing -= here

    def _is_here(self, utterance: Utterance) -> bool:
        if self._tracks.load_clip(utterance.key, self._bitrate) is not None:
            return True
        try:
            sound = self._policy.voice.lookup(utterance)
            if sound is None:
                return False
            clip = make_clip(sound.audio, bitrate=self._bitrate, gain_decibels=sound.gain_decibels)
            self._tracks.store_clip(utterance.key, self._bitrate, clip.frames)
        except (AudioError, CacheError):
            # Saying it meets the same trouble again, and tells of it.
            return False
        return True
