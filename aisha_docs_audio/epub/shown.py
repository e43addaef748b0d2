"""Which elements of a page are shown in its book: by the rules of reading, less those of hearing.

A footnote's mark is not read aloud, and stands in the book; `data-audio="skip"` is of sound alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.epub.elements import CHROME
from aisha_docs_audio.hosts.content import UNREAD
from aisha_docs_audio.reading.semantics import HIDING_CLASSES, Semantics, semantics_of
from aisha_docs_audio.reading.visibility import TELLING, is_hidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

_HIDING = (HIDING_CLASSES - {"audio-skip"}) | CHROME
_ROLES_OF_TEXT = frozenset({"doc-noteref"})


def is_shown(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element stands in the book."""
    if not attributes:
        return tag != "dialog"
    classes = (attributes.get("class") or "").split()
    if not _HIDING.isdisjoint(classes):
        return False
    if tag == "img" and (attributes.get("src") or "").endswith(
        ("#only-dark", "#gh-dark-mode-only")
    ):
        return False
    telling = {
        name: value
        for name, value in attributes.items()
        if name in TELLING
        and name != "data-audio"
        and not (name == "role" and (value or "").strip().lower() in _ROLES_OF_TEXT)
    }
    meaning = semantics_of(tag, attributes.get("class"))
    if telling.get("role") == "tabpanel":
        meaning = Semantics.TAB_PANEL
    # Scripts give panels that are not the first one any of these.
    if meaning is Semantics.TAB_PANEL:
        telling.pop("aria-hidden", None)
    if telling.get("role") == "tablist":
        return False
    return not is_hidden(tag, telling, meaning)


def unread_nodes(content: LexborNode) -> frozenset[int]:
    """Return what generators write around the text inside of its container, by `mem_id`."""
    return frozenset(found.mem_id for selector in UNREAD for found in content.css(selector))
