"""What feedgen lacks: Podcasting 2.0 (podcastindex.org/namespace/1.0), and today's `explicit`.

Apple's values are "true" and "false"; feedgen knows only the old ones.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "https://podcastindex.org/namespace/1.0"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The name space of podcasts' own guids, by the specification of `podcast:guid`."""


class PodcastingFeed:
    """The channel's elements: an extension as feedgen calls them."""

    def __init__(self) -> None:
        self.feed_url = ""
        self.medium = "podcast"

    def extend_ns(self) -> dict[str, str]:
        """Return the name space's prefix."""
        return {"podcast": _NAMESPACE}

    def extend_rss(self, feed: _Element) -> _Element:
        """Add the elements to the channel."""
        channel = feed[0]
        if self.feed_url:
            # Without the scheme and slashes at the end, so that it outlives a move to https.
            name = self.feed_url.partition("://")[2].rstrip("/")
            _add(channel, "guid", text=str(uuid.uuid5(_GUIDS, name)))
        _add_clean(channel)
        _add(channel, "medium", text=self.medium)
        return feed


class PodcastingEpisode:
    """An item's elements."""

    def __init__(self) -> None:
        self.transcript: tuple[str, str, str] | None = None
        """Address, media type, language."""
        self.chapters = ""

    def extend_ns(self) -> dict[str, str]:
        """Return the name space's prefix."""
        return {"podcast": _NAMESPACE}

    def extend_rss(self, item: _Element) -> _Element:
        """Add the elements to an item."""
        if self.transcript is not None:
            url, media_type, language = self.transcript
            _add(item, "transcript", url=url, type=media_type, language=language, rel="captions")
        if self.chapters:
            _add(item, "chapters", url=self.chapters, type="application/json+chapters")
        _add_clean(item)
        return item


def _add_clean(parent: _Element) -> None:
    from lxml.etree import SubElement  # noqa: PLC0415 - comes with feedgen, which is an extra

    SubElement(parent, f"{{{_ITUNES}}}explicit").text = "false"


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> None:
    from lxml.etree import SubElement  # noqa: PLC0415 - comes with feedgen, which is an extra

    SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes).text = text
