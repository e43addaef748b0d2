"""HTML to annotated HTML and blocks: what of a page is read, and where it stands.

    reading = read_blocks(html, ReadingRules(language="en"))

`reading.html` is the input, byte for byte, but for a ``data-audio-block="<n>"`` in the start tag
of each readable element; `reading.blocks` are their texts in reading order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.reading.reader import AnnotatedHtml, read_blocks
    from aisha_docs_audio.reading.rules import ReadingRules

__all__ = ["AnnotatedHtml", "ReadingRules", "read_blocks"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # A build whose pages were all read before needs the rules and not the reader.
        if name == "ReadingRules":
            from aisha_docs_audio.reading import rules  # noqa: PLC0415

            return rules.ReadingRules
        if name in __all__:
            from aisha_docs_audio.reading import reader  # noqa: PLC0415

            return getattr(reader, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
