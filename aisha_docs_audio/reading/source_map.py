"""Where a page's start tags stand, proven by a marked copy of its HTML, and writing into them.

A parser tells what an element is but not where it stands in the source; a regular expression
finds what looks like a start tag but not which ones are real (others stand in comments, scripts
or attribute values). So each place that looks like one gets a mark in a copy, the copy is parsed,
and a mark found on an element of the same name proves that place to be that element's start tag.
Two rules of the HTML Standard make it a proof: of two attributes of one name the first counts
("Attribute name state"), and the mark is written first; and only formatting elements are ever
cloned with their attributes ("The list of active formatting elements"), none of which is marked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.html_tags import tag_names

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTRIBUTE = "data-audio-block"

_MARK = "-audio-mark"

MARKED_TAGS = tag_names(
    "address article aside blockquote caption center dd details dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup img label legend li listing main math menu "
    "ol p pre search section summary table tbody td tfoot th thead tr ul xmp"
)
"""The elements that may become blocks."""

# Python's \s is wider than HTML's white space; IGNORECASE without ASCII takes "ſ" for "s". The
# lookahead changes nothing but the speed: most tags are of these names.
_START_TAG = re.compile(
    r"<(?!/|span|code|em|strong|[aib][ >])"
    rf"({'|'.join(sorted(MARKED_TAGS, key=len, reverse=True))})(?=[\t\n\f\r />])",
    re.IGNORECASE | re.ASCII,
)
# A pattern that begins with a letter in either case is ten times slower than one that begins
# with a hyphen.
_OTHERS_MARK = re.compile("-(?ia:audio-markx*)")
_OTHERS_ATTRIBUTE = re.compile("-(?ia:audio-block)")


class SourceMap:
    """A copy of a page in which each seeming start tag of `MARKED_TAGS` carries its place.

    `text` is the copy; a place is an odd index into the pieces the page was cut into.
    """

    __slots__ = ("_pieces", "name", "text")

    def __init__(self, html: str) -> None:
        self._pieces = _START_TAG.split(html)
        taken = max((len(other) for other in _OTHERS_MARK.findall(html)), default=0)
        self.name = _MARK if not taken else _MARK + "x" * (taken - len(_MARK) + 1)
        marked = self._pieces.copy()
        # Unquoted, so that inside a quoted attribute value it cannot end that value; with a
        # space after it, so that it cannot swallow the "/" of "<p/>".
        for place in range(1, len(marked), 2):
            marked[place] = f"<{marked[place]} {self.name}={place} "
        self.text = "".join(marked)

    def has_attribute(self) -> bool:
        """Return whether the source may have ``data-audio-block`` somewhere already."""
        return _OTHERS_ATTRIBUTE.search(self.text) is not None

    def place(self, tag: str, attributes: Mapping[str, str | None]) -> int | None:
        """Return the place of an element's start tag; None if it has none in the source."""
        value = attributes.get(self.name)
        if value is None:
            return None
        place = int(value)
        # In <x title=<p > the mark of the seeming <p becomes an attribute of x.
        return place if self._pieces[place].lower() == tag else None

    def unmark(self, value: str) -> str:
        """Take the marks out of an attribute's value, such as alt="the <p > element"."""
        if self.name not in value:
            return value
        return re.sub(rf" {self.name}=\d+ ", "", value)

    def unmark_html(self, html: str) -> str:
        """Take the marks out of HTML that was written from the copy's tree."""
        if self.name not in html:
            return html
        return self.unmark(re.sub(rf' {self.name}="\d+"', "", html))

    def annotate(self, values: Mapping[int, str]) -> str:
        """Return the source with ``data-audio-block`` in the start tags at these places."""
        pieces = self._pieces.copy()
        for place in range(1, len(pieces), 2):
            value = values.get(place)
            name = pieces[place]
            pieces[place] = f"<{name}" if value is None else f'<{name} {ATTRIBUTE}="{value}"'
        return "".join(pieces)
