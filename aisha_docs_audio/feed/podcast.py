"""A podcast's feed as RSS, with iTunes' elements and those of Podcasting 2.0, by feedgen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.feed.podcasting20 import PodcastingEpisode, PodcastingFeed
from aisha_docs_audio.hosts.page_facts import own_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.feed.episodes import Episode, Season
    from aisha_docs_audio.publications.heard_site import HeardSite

_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """What the feed says of the whole. `feed_url` is its own address, "" if it is not served.

    `image_url` and `email` may be ""; `category` is one of Apple's, and one below it or None.
    """

    title: str
    description: str
    language: str
    authors: Sequence[str]
    site_url: str
    feed_url: str
    image_url: str
    category: tuple[str, str | None]
    email: str


def podcast_rss(
    site: HeardSite,
    season: Season,
    channel: ChannelFacts,
    chapters: Mapping[str, str],
) -> bytes:
    """Return the feed. `chapters` are paths in the site of the chapters' files, by their pages.

    Raises SettingsError where feedgen is not installed, ManifestError where sound is missing.
    """
    feed = _new_feed()
    # XML has no place for some characters, whoever writes it. Descriptions are HTML in RSS.
    title, description = _text(channel.title), _text(channel.description)
    feed.title(title)
    feed.description(escape(description))
    if channel.feed_url:
        feed.link(href=channel.feed_url, rel="self", type="application/rss+xml")
        feed.podcasting20.feed_url = channel.feed_url
    # feedgen makes the channel's link of the last one.
    feed.link(href=channel.site_url, rel="alternate")
    feed.language(channel.language)
    feed.lastBuildDate(season.modified)
    feed.generator("aisha-docs-audio")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.podcast.itunes_author(_text(", ".join(channel.authors) or channel.title))
    if channel.email:
        feed.podcast.itunes_owner(
            name=_text(channel.authors[0] if channel.authors else title), email=channel.email
        )
    feed.podcast.itunes_type("episodic" if season.is_blog else "serial")
    feed.podcast.itunes_category(*channel.category)
    if channel.image_url:
        feed.podcast.itunes_image(channel.image_url)
        feed.image(url=channel.image_url, title=title, link=channel.site_url)
    feed.podcasting20.medium = "podcast" if season.is_blog else "audiobook"
    for episode in season.episodes:
        _add_episode(feed, site, episode, channel, chapters.get(episode.page.page, ""))
    return _TITLE.sub(_plain_title, bytes(feed.rss_str(pretty=True)))


def _plain_title(title: re.Match[bytes]) -> bytes:
    """Write a title so that a reader who takes it for HTML sees the same signs as one who does not.

    RSS Advisory Board, "RSS Best Practices Profile", title.
    """
    text = title[1].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")
    return b"<title>" + text + b"</title>"


def page_url(site_url: str, path: str) -> str:
    """Return the address of a page of the site; that of a folder for its index."""
    return site_url + quote(_INDEX.sub("", path))


def _new_feed() -> Any:  # noqa: ANN401 - feedgen has no types
    try:
        from feedgen.feed import FeedGenerator  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SettingsError(
            "feed",
            "feedgen is not installed.",
            'Install it with: pip install "aisha-docs-audio[feed]"',
        ) from error
    feed = FeedGenerator()
    feed.load_extension("podcast")
    feed.register_extension("podcasting20", PodcastingFeed, PodcastingEpisode, atom=False)
    return feed


def _add_episode(
    feed: Any,  # noqa: ANN401 - feedgen has no types
    site: HeardSite,
    episode: Episode,
    channel: ChannelFacts,
    chapters: str,
) -> None:
    page = episode.page
    audio = site.audio_of(page)
    url = page_url(channel.site_url, page.page)
    entry = feed.add_entry(order="append")
    title = _text(own_title(page.title, None, {None: site.name})) or page.page
    entry.title(title)
    entry.link(href=url)
    # A page's address outlives its text, and its sound is new with every change.
    entry.guid(url, permalink=True)
    entry.description(escape(_text(episode.summary) or title))
    entry.pubDate(episode.date)
    entry.enclosure(
        channel.site_url + quote(page.audio),
        str(audio.stat().st_size),
        _TYPES.get(PurePosixPath(page.audio).suffix.lower(), "audio/mpeg"),
    )
    seconds = round(page.duration_seconds)
    entry.podcast.itunes_title(title)
    entry.podcast.itunes_duration(f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}")
    entry.podcast.itunes_episode_type("full")
    if episode.number is not None:
        entry.podcast.itunes_episode(episode.number)
    if page.captions is not None:
        transcript = channel.site_url + quote(page.captions)
        entry.podcasting20.transcript = (transcript, "text/vtt", page.language)
    if chapters:
        entry.podcasting20.chapters = channel.site_url + quote(chapters)


def _text(text: str) -> str:
    return " ".join(_FORBIDDEN.sub("", text).split())
