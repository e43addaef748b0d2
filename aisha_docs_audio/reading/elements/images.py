"""Which pictures have an alternative text worth reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.html_tags import tag_names
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_FILE_TYPES = tag_names("png jpg jpeg gif svg webp avif bmp ico pdf")
_DECORATION = frozenset({"presentation", "none"})


def meaningful_alternative(alt: str, attributes: Mapping[str, str | None]) -> str:
    """Return the alternative text, white space collapsed; empty if it carries no meaning.

    An empty ``alt`` says that a picture is decoration (HTML Standard, "Requirements for providing
    text to act as an alternative for images"). Sphinx fills a missing one with the file's path,
    badges repeat a status that is stale by the time it is heard, and an emoji is not said.
    """
    alternative = collapse([alt])
    if not any(map(str.isalnum, alternative)):
        return ""
    if attributes.get("role") in _DECORATION:
        return ""
    return "" if _is_path(alternative) or _is_badge(attributes.get("src") or "") else alternative


def _is_path(alternative: str) -> bool:
    """Return whether it is a path, a URL or a file's name, and no word for what is shown."""
    if " " in alternative:
        return False
    return "/" in alternative or alternative.rpartition(".")[2].lower() in _FILE_TYPES


def _is_badge(source: str) -> bool:
    return (
        "badge" in source
        or "shields.io" in source
        or ("/workflows/" in source and ".svg" in source)
    )


def enter_image(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Put what a picture shows into the text."""
    alt = state.marked.unmark(attributes.get("alt") or "")
    alternative = meaningful_alternative(alt, attributes)
    if alternative:
        state.add_image(tag, attributes, alternative)
    return SKIP
