"""Blocks that are paid for again although their source, most likely, did not change.

A date of the build, a revision or a running time gives another text with every build. What can be
known of it is that the page's last narration said the same but for digits, months and week days.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.build.report import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from aisha_docs_audio.build.page_job import PageJob

_SHOWN = 60

_NAMES = (
    # English
    "jan|january|feb|february|mar|march|apr|april|may|jun|june|jul|july|aug|august|sep|sept|"
    "september|oct|october|nov|november|dec|december|"
    "mon|monday|tue|tuesday|wed|wednesday|thu|thursday|fri|friday|sat|saturday|sun|sunday|am|pm|"
    # Russian, as in dates
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    # Uzbek
    "yanvar|fevral|mart|aprel|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr|"
    "dushanba|seshanba|chorshanba|payshanba|juma|shanba|yakshanba|"
    "январ|феврал|март|апрел|май|июн|июл|август|сентабр|октабр|ноябр|декабр"
)
_CHANGING = re.compile(rf"\b(?:\w*\d\w*|{_NAMES})\b", re.IGNORECASE)


def volatile_line(
    jobs: Iterable[PageJob], captions_before: Callable[[str], Collection[str]]
) -> str | None:
    """Return one line about the blocks that differ from the last build's only in digits.

    `captions_before` gives the captions of a page's last narration. None where there are none.
    """
    found = [
        (work.page.path, caption)
        for work in jobs
        if work.missing
        for caption in _changed(work, captions_before(work.page.path))
    ]
    if not found:
        return None
    path, caption = found[0]
    more = f" and {counted(len(found) - 1, 'more block')}" if len(found) > 1 else ""
    return (
        f"paid for again, though only digits or dates in it changed since the last build: {path}: "
        f"“{caption[:_SHOWN]}”{more}. Text that changes with every build is left out with "
        'data-audio="skip" or the option skip.'
    )


def _changed(work: PageJob, before: Collection[str]) -> list[str]:
    lines = tuple(work.lines)
    now = {line.caption for line in lines}
    gone = {_constant(caption) for caption in before if caption not in now}
    return [
        line.caption
        for line in lines
        if not work.missing.isdisjoint(line.clip_keys)
        and line.caption not in before
        and _constant(line.caption) in gone
    ]


def _constant(caption: str) -> str:
    """Return a text without what a clock or a revision puts into it; numbers alone stay."""
    masked = _CHANGING.sub("#", caption)
    return masked if re.search(r"[^\W\d_]", masked) else caption
