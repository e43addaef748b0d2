"""HTML to annotated HTML and blocks: what of a page is read, and where it stands.

    reading = read_blocks(html, ReadingRules(language="en"))

`reading.html` is the input, byte for byte, but for a ``data-audio-block="<n>"`` in the start tag
of each readable element; `reading.blocks` are their texts in reading order.
"""

from __future__ import annotations

from aisha_docs_audio.reading.reader import AnnotatedHtml, read_blocks
from aisha_docs_audio.reading.rules import ReadingRules

__all__ = ["AnnotatedHtml", "ReadingRules", "read_blocks"]
