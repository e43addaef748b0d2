"""What a build tells its user about sound: one warning a cause, one closing line."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.result import BuildStats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aisha_docs_audio.model import Page

_NAMED = 3
"""Pages, or texts, named in a warning; the others are counted."""

_SHOWN = 80
"""Characters of a text in a message."""


def warnings_of(problems: Mapping[str, str | tuple[str, ...]]) -> tuple[str, ...]:
    """Return one message a cause, with the pages it concerns. `problems`: reasons by page."""
    pages: dict[str, list[str]] = defaultdict(list)
    for path, reasons in problems.items():
        for reason in (reasons,) if isinstance(reasons, str) else reasons:
            pages[reason].append(path)
    return tuple(f"no audio for {page_list(found)}: {reason}" for reason, found in pages.items())


def excused_problems(
    problems: Mapping[str, str | tuple[str, ...]], blocked_reason: str | None
) -> dict[str, str | tuple[str, ...]]:
    """Return those about which nobody can do anything in this build, by page.

    `blocked_reason` is why the voice could not be asked for anything.
    """
    if not problems:
        return {}
    # Only now: a build that finds everything cached loads nothing that pays.
    from aisha_docs_audio.payments.shared_store.health import READER  # noqa: PLC0415

    return {path: why for path, why in problems.items() if why in {(blocked_reason,), (READER,)}}


def front_matter_note(pages: Iterable[Page]) -> tuple[str, ...]:
    """Return one message, or none, on entries of front matter that were left to other tools."""
    found = [f"{other} ({page.path})" for page in pages for other in page.others]
    if not found:
        return ()
    named = ", ".join(entry[:_SHOWN] for entry in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    message = (
        f"left to other tools, because as options of this one they are not valid: {named}{more}. "
        "Options that are meant for the audio may stand below `audio:`."
    )
    return (message,)


def silence_warning(texts: Sequence[str]) -> str:
    """Return one message for all texts that a paid voice gave silence for."""
    named = ", ".join(f"“{text[:_SHOWN]}”" for text in texts[:_NAMED])
    more = f" and {counted(len(texts) - _NAMED, 'more text')}" if len(texts) > _NAMED else ""
    return (
        f"the voice gave silence for {named}{more}. The sound is kept as it came. Where words "
        'should be heard, ask AIsha, or leave the text out with data-audio="skip".'
    )


def left_out_warning(languages: Mapping[str, Sequence[str]]) -> str | None:
    """Return one message for the blocks in languages that no voice speaks.

    `languages`: those left out, by page.
    """
    pages = [path for path, found in languages.items() if found]
    if not pages:
        return None
    named = ", ".join(sorted({f"“{each}”" for found in languages.values() for each in found}))
    return (
        f"left out of {page_list(pages)}: what is in a language no voice speaks ({named}). Where "
        'that is not its language, correct its lang="…"; data-audio="skip" leaves it out without '
        "this message."
    )


def closing_line(pages: int, stats: BuildStats, *, build_command: str = "mkdocs build") -> str:
    """Return in one line what came of a build with `pages` narrated pages.

    `build_command` speaks what a preview left out.
    """
    parts = [
        counted(pages, "page") + " narrated",
        f"{counted(stats.segments, 'segment')}: {stats.cached} from the cache",
    ]
    if stats.generated or not stats.unspoken:
        parts.append(f"{stats.generated} generated")
    if stats.recovered:
        parts.append(f"{stats.recovered} recovered")
    if stats.failed:
        parts.append(f"{stats.failed} failed")
    if stats.unspoken:
        parts.append(f"{counted(stats.unspoken, 'segment')} not spoken yet")
        parts.append(f"{counted(stats.unspoken_characters, 'character')} (to hear them: ")
        parts[-1] += f"`{build_command}`, or the option preview: local or full)"
    parts.append(paid_part(stats))
    parts.append(f"{stats.seconds / 60:.1f} minutes of audio")
    return ", ".join(parts)


def interrupted_line(stats: BuildStats) -> str:
    """Return in one line what an interrupted build has done and what it cost."""
    return (
        f"interrupted: {counted(stats.generated, 'segment')} generated, {paid_part(stats)}. "
        "What is paid for is kept, what was under way is on record: build again to go on."
    )


def fault_text(error: Exception, consequence: str = "") -> str:
    """Return what the user is told of a fault of our own, which must not end the host's build."""
    asked = f"Please report it; {consequence}" if consequence else "Please report it."
    return f"a fault in aisha-docs-audio ({type(error).__name__}: {error}). {asked}"


def total(all_stats: Iterable[BuildStats]) -> BuildStats:
    """Return the counts of nested builds, added up."""
    whole = BuildStats()
    for stats in all_stats:
        for name in BuildStats.__dataclass_fields__:
            setattr(whole, name, getattr(whole, name) + getattr(stats, name))
    return whole


def counted(number: int, noun: str) -> str:
    """Return a number and what it counts, "1 page" or "2,000 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def named_folder(folder: Path) -> str:
    """Return how a message names a folder; "." reads like the end of a sentence."""
    return "this folder" if folder == Path() else str(folder)


def paid_part(stats: BuildStats) -> str:
    """Return what was paid for, as a part of a line."""
    # Of a request without an answer it is not known whether it was charged; it counts as if it was.
    at_most = "at most " if stats.unsettled and stats.paid_characters else ""
    return f"{at_most}{counted(stats.paid_characters, 'character')} paid for"


def page_list(paths: Sequence[str]) -> str:
    """Name the first of some pages, and count the others."""
    named = ", ".join(paths[:_NAMED])
    more = len(paths) - _NAMED
    return f"{named} and {counted(more, 'more page')}" if more > 0 else named
