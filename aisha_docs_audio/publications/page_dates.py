"""When a page was published and when it was changed, as it says so itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborHTMLParser

_PUBLISHED = (
    'meta[property="article:published_time"], meta[itemprop="datePublished"], meta[name="date"], '
    'meta[name="dcterms.date"], meta[name="DC.date.issued"]'
)
_MODIFIED = (
    'meta[property="article:modified_time"], meta[property="og:updated_time"], '
    'meta[itemprop="dateModified"], meta[name="last-modified"], meta[name="dcterms.modified"]'
)
_TIMES_PUBLISHED = (
    'time[itemprop~="datePublished"][datetime], time.dt-published[datetime], '
    "article header time[datetime], .post-meta time[datetime], .post-date[datetime], "
    ".md-post__meta time[datetime], .md-sidebar--post time[datetime], .blog-post time[datetime], "
    ".entry-date[datetime], main time[pubdate][datetime]"
)
_TIMES_MODIFIED = 'time[itemprop~="dateModified"][datetime], time.dt-updated[datetime]'
_JSON_LD = re.compile(r'"date(Published|Modified)"\s*:\s*"([^"]{4,40})"')
_DATE = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*"
)
_IN_PATH = re.compile(r"(?:^|/)(\d{4})[/-](\d\d)[/-](\d\d)(?=[/-])")

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDates:
    """What a page says of its dates, in UTC; None: nothing."""

    published: datetime | None
    modified: datetime | None


def dates_of_page(tree: LexborHTMLParser, path: str) -> PageDates:
    """Return a page's dates. `path`, its place in the site, may hold that of a blog's post."""
    published = _first(tree, _PUBLISHED, "content") or _first(tree, _TIMES_PUBLISHED, "datetime")
    modified = _first(tree, _MODIFIED, "content") or _first(tree, _TIMES_MODIFIED, "datetime")
    for script in tree.css('script[type="application/ld+json"]'):
        for kind, value in _JSON_LD.findall(script.text() or ""):
            if kind == "Published":
                published = published or date_of_text(value)
            else:
                modified = modified or date_of_text(value)
    in_path = _IN_PATH.search(path)
    if published is None and in_path:
        published = date_of_text("-".join(in_path.groups()))
    return PageDates(published=published, modified=modified)


def date_of_text(text: str) -> datetime | None:
    """Return a date of ISO 8601's extended form, in UTC; None: it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    zone = "+00:00" if zone in {None, "Z"} else f"{zone[:3]}:{zone[-2:]}"
    try:
        found = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}{zone}")
        return found.astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def is_past(date: datetime | None, now: datetime) -> bool:
    """Whether a date can be that of something that is there. Days begin earlier in the east."""
    return date is not None and date <= now + timedelta(days=1)


def last_change(
    dates: Iterable[PageDates],
    file_times: Iterable[float],
    environ: Mapping[str, str],
    now: datetime,
) -> datetime:
    """Return when a site changed last, in whole seconds of UTC.

    That is SOURCE_DATE_EPOCH where it is set (reproducible-builds.org); else the newest date that
    the pages tell, up to `now`; else the day of the newest of `file_times`, in seconds since 1970.
    Raises SettingsError for a SOURCE_DATE_EPOCH that is no number.
    """
    epoch = environ.get(EPOCH_VARIABLE)
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), timezone.utc)
        except (ValueError, OverflowError, OSError) as error:
            raise SettingsError(
                EPOCH_VARIABLE, f"{epoch!r} is not a number of seconds since 1970."
            ) from error
    told = [
        date
        for page in dates
        for date in (page.published, page.modified)
        if date is not None and is_past(date, now)
    ]
    if told:
        return max(told).replace(microsecond=0)
    newest = datetime.fromtimestamp(max(file_times, default=0), timezone.utc)
    # A site that is built anew is the same book all day.
    return newest.replace(hour=0, minute=0, second=0, microsecond=0)


def _first(tree: LexborHTMLParser, selectors: str, attribute: str) -> datetime | None:
    found = (date_of_text(node.attributes.get(attribute) or "") for node in tree.css(selectors))
    return next((date for date in found if date is not None), None)
