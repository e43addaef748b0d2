"""What a build tells its user about sound: one warning a cause, one closing line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aisha_docs_audio.build.result import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NAMED = 3
"""Pages, or texts, named in a warning; the others are counted."""

_SHOWN = 80
"""Characters of a text in a message."""


def warnings_of(problems: Mapping[str, str]) -> tuple[str, ...]:
    """Give one message a cause, with the pages it concerns. `problems`: reasons by page."""
    pages: dict[str, list[str]] = defaultdict(list)
    for path, reason in problems.items():
        pages[reason].append(path)
    return tuple(f"no audio for {_pages(found)}: {reason}" for reason, found in pages.items())


def silence_warning(texts: Sequence[str]) -> str:
    """Return one message for all texts that a paid voice gave silence for."""
    named = ", ".join(f"“{text[:_SHOWN]}”" for text in texts[:_NAMED])
    more = f" and {counted(len(texts) - _NAMED, 'more text')}" if len(texts) > _NAMED else ""
    return (
        f"the voice gave silence for {named}{more}. The sound is kept as it came. Where words "
        'should be heard, ask AIsha, or leave the text out with data-audio="skip".'
    )


def closing_line(pages: int, tally: Tally) -> str:
    """Say what came of a build with `pages` narrated pages in one line."""
    parts = [
        counted(pages, "page") + " narrated",
        f"{counted(tally.segments, 'segment')}: {tally.cached} from the cache",
        f"{tally.generated} generated",
    ]
    if tally.recovered:
        parts.append(f"{tally.recovered} recovered")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    parts.append(f"{tally.paid_characters:,} characters paid for")
    parts.append(f"{tally.seconds / 60:.1f} minutes of audio")
    return ", ".join(parts)


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up the tallies of nested builds."""
    whole = Tally()
    for tally in tallies:
        for name in Tally.__dataclass_fields__:
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    return whole


def _pages(paths: list[str]) -> str:
    named = ", ".join(paths[:_NAMED])
    more = len(paths) - _NAMED
    return f"{named} and {counted(more, 'more page')}" if more > 0 else named


def counted(number: int, noun: str) -> str:
    """Write a number and what it counts, "1 page" or "2,000 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
