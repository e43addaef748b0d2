"""Reading a page, or taking what came of it when it was read before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aisha_docs_audio.build.reading_store import (
    KeptReading,
    marks_between,
    reading_key,
    with_marks,
)
from aisha_docs_audio.errors import PageError
from aisha_docs_audio.player.marks import with_mark_at
from aisha_docs_audio.reading.page import PageReading, head_of_page, page_of, read_fragment
from aisha_docs_audio.reading.rules import matched_selectors

if TYPE_CHECKING:
    from aisha_docs_audio.build.reading_store import ReadingStore
    from aisha_docs_audio.model import Page, PageSource
    from aisha_docs_audio.player.marks import Place
    from aisha_docs_audio.reading.page import PageHead
    from aisha_docs_audio.settings.options import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """What came of reading a page.

    `html` is its content; that of a page that is to be narrated is annotated, with the mark for
    its player. `page` is None for a page that is to have none, and for one that could not be read:
    then `problem` says why. `selected` are the selectors of the option `skip` that match on it,
    `key` names what was read.
    """

    html: str
    page: Page | None = None
    problem: str = ""
    selected: frozenset[str] = frozenset()
    key: str = ""


def read_or_recall(
    html: str, source: PageSource, settings: Settings, store: ReadingStore
) -> ReadPage:
    """Return what came of reading a page's content, from `store` if it was read before.

    Raises SettingsError for a wrong option in its front matter.
    """
    head = head_of_page(source, settings)
    if head is None:
        return ReadPage(html=html, selected=matched_selectors(html, settings.skip))
    if head.own is not None:
        return _with_own_narration(html, head, store)
    key = reading_key(html, head.rules, head.settings.player)
    kept = store.find(key)
    if kept is None:
        kept, annotated = _read(html, head)
        marks = marks_between(html, annotated)
        if marks is None:  # pragma: no cover - annotating only puts marks in
            key, marks = "", ()
        kept = store.keep(key, kept.with_marks(marks))
    else:
        annotated = with_marks(html, kept.marks)
    selected = frozenset(kept.selected)
    if not kept.blocks or kept.place is None:
        return ReadPage(html=html, problem=kept.problem, selected=selected, key=key)
    reading = PageReading(
        html=annotated,
        blocks=kept.blocks,
        shown=kept.shown,
        unspoken=kept.unspoken,
        misread=kept.misread,
    )
    return ReadPage(
        html=with_mark_at(annotated, kept.place),
        page=page_of(head, reading, key),
        selected=selected,
        key=key,
    )


def _with_own_narration(html: str, head: PageHead, store: ReadingStore) -> ReadPage:
    """Read a page that a person made something for. It has no key: that is in others' files."""
    from aisha_docs_audio.player.placement import place_of_player  # noqa: PLC0415 - as read_fragment

    selected = matched_selectors(html, head.rules.skip)
    reading = read_fragment(html, head.rules, own=True)
    place = place_of_player(reading.html, head.settings.player)
    if place is None:
        return ReadPage(html=html, selected=selected)
    kept = store.keep("", _kept(reading, place, tuple(sorted(selected))))
    folded = replace(reading, blocks=kept.blocks, shown=kept.shown)
    return ReadPage(
        html=with_mark_at(reading.html, place), page=page_of(head, folded), selected=selected
    )


def _read(html: str, head: PageHead) -> tuple[KeptReading, str]:
    from aisha_docs_audio.player.placement import place_of_player  # noqa: PLC0415 - as read_fragment

    selected = tuple(sorted(matched_selectors(html, head.rules.skip)))
    try:
        reading = read_fragment(html, head.rules)
    except PageError as error:
        return KeptReading(problem=str(error), selected=selected), html
    place = place_of_player(reading.html, head.settings.player) if reading.blocks else None
    if place is None:
        return KeptReading(selected=selected), html
    return _kept(reading, place, selected), reading.html


def _kept(reading: PageReading, place: Place, selected: tuple[str, ...]) -> KeptReading:
    return KeptReading(
        blocks=reading.blocks,
        shown=reading.shown,
        unspoken=reading.unspoken,
        misread=reading.misread,
        place=place,
        selected=selected,
    )
