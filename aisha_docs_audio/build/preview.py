"""What a live preview does about new blocks: another voice speaks them, or they are left out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from aisha_docs_audio.build.page_job import find_job_track
from aisha_docs_audio.build.speakers import speakers_of
from aisha_docs_audio.storage.folded import Folded

if TYPE_CHECKING:
    from aisha_docs_audio.build.page_job import PageJob
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.sound.track_cache import TrackCache


def apply_preview(
    job: PageJob, policy: VoicePolicy, tracks: TrackCache, *, is_meanwhile: bool
) -> dict[str, int]:
    """Have the fallback speak a page's new blocks, or leave them out; nothing outside a preview.

    Returns the keys of what the voice leaves unspoken, and how many characters each has. With
    `is_meanwhile` the fallback speaks all of it, and all of it is still to be spoken.
    """
    missing = job.missing
    if not missing or job.plan is None or not (policy.cached_only or policy.fallback is not None):
        return {}
    lines, utterances = tuple(job.lines), tuple(job.utterances)
    unspoken = {each.key: len(each.text) for each in utterances if each.key in missing}
    if policy.cached_only:
        lines = tuple(line for line in lines if missing.isdisjoint(line.clip_keys))
        job.missing, job.partial = frozenset(), True
    else:
        lines = tuple(policy.replace(line, missing, job.page.settings) for line in lines)
        new = {key for line in lines for key in line.clip_keys} - {each.key for each in utterances}
        job.missing = frozenset(
            key for key in new if tracks.load_clip(key, job.plan.bitrate) is None
        )
        unspoken = unspoken if is_meanwhile else {}
    job.plan = dataclasses.replace(job.plan, lines=Folded(lines))
    job.script, job.speakers = "", speakers_of(lines)
    find_job_track(job, tracks)
    return unspoken
