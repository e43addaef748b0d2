"""The episodes of a podcast: a site's narrated pages, in their order, each with its date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.errors import ManifestError, PageError
from aisha_docs_audio.hosts.page_facts import facts_of_page
from aisha_docs_audio.publications.page_dates import PageDates, dates_of_page, is_past, last_change
from aisha_docs_audio.publications.reader_names import names_of_readers
from aisha_docs_audio.publications.site_files import read_html
from aisha_docs_audio.reading.source_map import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.build.manifest import ManifestPage
    from aisha_docs_audio.model import Cue
    from aisha_docs_audio.publications.heard_site import HeardSite

EpisodeOrder = Literal["auto", "date", "pages"]

_MOST_SUMMARY = 400
_STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A page to be heard. `number` is its place in a book, None in a blog.

    `chapters` are its headings: seconds, words, and the id of the heading on the page, if any; the
    first begins with the sound.
    """

    page: ManifestPage
    date: datetime
    number: int | None
    summary: str
    chapters: Sequence[tuple[float, str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """All episodes, in the feed's order, when the site changed last, and what it says of itself."""

    episodes: Sequence[Episode]
    modified: datetime
    is_blog: bool
    description: str
    whole_titles: Sequence[tuple[str | None, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    page: ManifestPage
    cues: Sequence[Cue]
    dates: PageDates
    anchors: Mapping[int, str]
    whole_title: str
    description: str


def season_of(
    site: HeardSite, order: EpisodeOrder, environ: Mapping[str, str], now: datetime
) -> Season:
    """Return the episodes: of a blog by date, the newest first; else the pages in their order.

    A site is a blog if most of its pages tell when they were published, and that not after `now`:
    players hide an episode until its day. The dates of other pages
    are made: a minute apart, up to the site's last change, so that players keep them in order.
    Raises ManifestError, and SettingsError for a SOURCE_DATE_EPOCH that is none.
    """
    heard = [_heard(site, page, now) for page in site.pages]
    times = [(site.folder / page.page).stat().st_mtime for page in site.pages]
    modified = last_change((one.dates for one in heard), times, environ, now)
    dated = [one for one in heard if one.dates.published is not None]
    is_blog = order == "date" or (
        order == "auto" and len(dated) >= 2 and 2 * len(dated) >= len(heard)
    )
    if is_blog:
        episodes = _by_date(heard, modified)
    else:
        first = modified - _STEP * (len(heard) - 1)
        episodes = [
            _episode(one, date=first + _STEP * place, number=place + 1)
            for place, one in enumerate(heard)
        ]
    return Season(
        episodes=episodes,
        modified=modified,
        is_blog=is_blog,
        description=next((one.description for one in heard if one.description), ""),
        whole_titles=[(one.page.language, one.whole_title) for one in heard],
    )


def _by_date(heard: Sequence[_Heard], modified: datetime) -> list[Episode]:
    """Put the newest first; pages without a date come last, as if they had been there before."""
    dated = [(one.dates.published, one) for one in heard if one.dates.published is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    episodes = [_episode(one, date=date, number=None) for date, one in dated]
    oldest = episodes[-1].date if episodes else modified + _STEP
    others = [one for one in heard if one.dates.published is None]
    return episodes + [
        _episode(one, date=oldest - _STEP * place, number=None)
        for place, one in enumerate(others, start=1)
    ]


def _heard(site: HeardSite, page: ManifestPage, now: datetime) -> _Heard:
    try:
        html = read_html(site.folder, page.page)
        tree = LexborHTMLParser(html.encode("utf-8", "replace"))
        whole_title = facts_of_page(html, page.page, None).title
    except PageError as error:
        raise ManifestError(str(error)) from error
    described = tree.css_first('meta[name="description"][content]')
    anchors = {
        int(number): name
        for node in tree.css(f"[{ATTRIBUTE}][id]")
        if (number := node.attributes.get(ATTRIBUTE) or "").isdecimal()
        and (name := node.attributes.get("id"))
    }
    dates = dates_of_page(tree, page.page)
    if not is_past(dates.published, now):
        dates = replace(dates, published=None)
    return _Heard(
        page=page,
        cues=site.cues_of(page),
        dates=dates,
        anchors=anchors,
        whole_title=whole_title,
        description=(described.attributes.get("content") or "").strip() if described else "",
    )


def _episode(heard: _Heard, *, date: datetime, number: int | None) -> Episode:
    headings = {block for block, _ in heard.page.headings}
    return Episode(
        page=heard.page,
        date=date,
        number=number,
        summary=_summary(heard, headings),
        chapters=_chapters(heard, headings),
    )


def _chapters(heard: _Heard, headings: set[int]) -> Sequence[tuple[float, str, str | None]]:
    """Return the stretches below headings; what is above the first one has the page's name."""
    found = [
        (cue.start_seconds, cue.text, heard.anchors.get(cue.number))
        for cue in heard.cues
        if cue.number in headings and cue.text
    ]
    if found and found[0][0] > heard.cues[0].start_seconds:
        found.insert(0, (0.0, heard.page.title, None))
    return [(0.0, *found[0][1:]), *found[1:]] if found else []


def _summary(heard: _Heard, headings: set[int]) -> str:
    """Return the page's first sentences, and who reads it."""
    told = ""
    for cue in heard.cues:
        if cue.number not in headings and len(told) < _MOST_SUMMARY // 2:
            told = f"{told} {cue.text}".strip()
    if len(told) > _MOST_SUMMARY:
        told = told[:_MOST_SUMMARY].rpartition(" ")[0].rstrip(",;:") + " …"
    readers = ", ".join(names_of_readers([heard.page], heard.page.language))
    return " · ".join(filter(None, (told, readers)))
