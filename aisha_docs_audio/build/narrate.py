"""The pages of one build narrated, or their cost estimated, and what is said before and after."""

from __future__ import annotations

import os
from collections import ChainMap
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.misfits import misread_warning
from aisha_docs_audio.build.page_job import PageJob, missing_utterances
from aisha_docs_audio.build.pipeline import Pipeline
from aisha_docs_audio.build.report import left_out_warning, silence_warning
from aisha_docs_audio.build.result import BuildResult, BuildStats
from aisha_docs_audio.build.voice import open_voice
from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.settings.cache_place import DERIVED
from aisha_docs_audio.sound.track_cache import TrackCache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from aisha_docs_audio.build.context import BuildContext
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Page


def narrate_pages(
    context: BuildContext, pages: Sequence[Page], warn: Callable[[str], None]
) -> BuildResult:
    """Return what came of the pages; `warn` takes what the user should know.

    An estimate narrates nothing: it says what a build would cost. Raises AishaAudioError.
    """
    with open_voice(
        context.settings,
        context.cache_directory,
        context.environ,
        occasion=context.occasion,
        warn=warn,
        inform=context.progress.say,
    ) as policy:
        tracks = TrackCache.open(context.cache_directory / DERIVED, site=context.site)
        pipeline = Pipeline(
            policy=policy,
            tracks=tracks,
            bitrate=context.settings.bitrate,
            concurrency=context.settings.concurrency,
            timeout_seconds=context.settings.timeout,
            progress=context.progress,
        )
        spoken, problems = _to_be_spoken(pages)
        misread = misread_warning(spoken)
        if misread is not None:
            warn_early(context, misread, warn)
        if context.occasion != "estimate":
            left_out = left_out_warning({page.path: page.unspoken for page in spoken})
            if left_out is not None:
                warn(left_out)
            result = pipeline.narrate(
                spoken,
                before_paying=lambda jobs: _announce(
                    context, jobs, tracks.captions_before, policy, warn
                ),
            )
            if result.silent_texts:
                warn(silence_warning(result.silent_texts))
            return _with_own(result, pages, problems)
        _report_estimate(context, pipeline.plan_pages(spoken, fetch=False))
        return BuildResult(narrated={}, problems={}, stats=BuildStats())


def _to_be_spoken(
    pages: Sequence[Page],
) -> tuple[Sequence[Page], Mapping[str, tuple[str, ...]]]:
    if not any(page.own for page in pages):
        return pages, {}
    from aisha_docs_audio.build.own_narration import spoken_pages  # noqa: PLC0415 - as below

    return spoken_pages(pages)


def _with_own(
    result: BuildResult, pages: Sequence[Page], problems: Mapping[str, tuple[str, ...]]
) -> BuildResult:
    """Add what people recorded to what was spoken, and what can't be used of it."""
    if not any(page.own for page in pages):
        return result
    from aisha_docs_audio.build.own_narration import recorded_pages  # noqa: PLC0415 - few have any

    recorded, unusable = recorded_pages(pages)
    result.stats.seconds += sum(each.narration.duration_seconds for each in recorded.values())
    return replace(
        result,
        narrated=ChainMap(recorded, result.narrated),  # type: ignore[arg-type]  # only read
        problems={**result.problems, **problems, **unusable},
    )


def warn_early(context: BuildContext, message: str, warn: Callable[[str], None]) -> None:
    """Warn before anything is paid for, also where warnings are shown at the end."""
    warn(message)
    if context.warn is None:
        context.progress.say(message)


def _announce(
    context: BuildContext,
    jobs: Sequence[PageJob],
    captions_before: Callable[[str], Collection[str]],
    policy: VoicePolicy,
    warn: Callable[[str], None],
) -> None:
    """Announce what the user may want to stop before it is paid for."""
    from aisha_docs_audio.build.long_pages import long_page_warnings  # noqa: PLC0415 - new text only
    from aisha_docs_audio.build.volatile_text import volatile_line  # noqa: PLC0415 - as above

    for message in long_page_warnings(jobs, warn_minutes=context.settings.warn_minutes):
        warn_early(context, message, warn)
    line = volatile_line(jobs, captions_before)
    if line is not None:
        context.progress.say(line)
    if policy.paying is not None:
        with suppress(CacheError):  # the build meets the same trouble, and tells of it
            told = policy.paying.paid_before(missing_utterances(jobs))
            if told is not None:
                context.progress.say(told)  # no fault: --strict would fail the job after paying


def _report_estimate(context: BuildContext, jobs: Sequence[PageJob]) -> None:
    from aisha_docs_audio.build.estimate import FILE_VARIABLE, make_estimate  # noqa: PLC0415
    from aisha_docs_audio.settings.addresses import api_url_of  # noqa: PLC0415

    found = make_estimate(
        jobs,
        cache_directory=Path(os.path.realpath(context.cache_directory)),
        api_url=api_url_of(context.settings, context.environ),
        price_per_character=context.settings.price_per_character,
        site=context.site,
    )
    for line in found.lines():
        context.progress.say(line)
    if FILE_VARIABLE in context.environ:
        found.append_to(Path(context.environ[FILE_VARIABLE]))
