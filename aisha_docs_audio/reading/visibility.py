"""Which elements are hidden from readers, or by their author from programs that read.

See docs/reading.md, "Hidden text": what a reader of the page cannot be shown is neither sent nor
published; what a click opens (details, tabs) is shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.semantics import SKIPPED_ROLES, Semantics

if TYPE_CHECKING:
    from collections.abc import Mapping

TELLING = frozenset(
    {"hidden", "aria-hidden", "role", "style", "inert", "popover", "data-nosnippet", "data-audio"}
)
"""The attributes that `is_hidden` looks at."""

_INVISIBLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|content-visibility\s*:\s*hidden)",
    re.IGNORECASE,
)
_GOOGLE = re.compile(r"\s*google(on|off)\s*:\s*(?:all|index|snippet)\s*", re.IGNORECASE)


def is_hidden(tag: str, attributes: Mapping[str, str | None], meaning: Semantics) -> bool:
    """Return whether an element's attributes hide it, or forbid to repeat it elsewhere."""
    if is_left_out(attributes) or "inert" in attributes or "data-nosnippet" in attributes:
        return True
    # A panel that is hidden is only not the one shown first.
    if "hidden" in attributes and meaning is not Semantics.TAB_PANEL:
        return True
    if "popover" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    return (
        (
            (attributes.get("aria-hidden") or "").strip().lower() == "true"
            # Starlight: the box says it by its aria-label.
            and meaning is not Semantics.TITLE
        )
        or (attributes.get("role") or "").strip().lower() in SKIPPED_ROLES
        or _INVISIBLE.search(attributes.get("style") or "") is not None
    )


def is_left_out(attributes: Mapping[str, str | None]) -> bool:
    """Return whether its author leaves an element out: ``data-audio="skip"``."""
    return (attributes.get("data-audio") or "").strip().lower() == "skip"


def googleoff(comment: str) -> bool | None:
    """Return True for a comment that begins a stretch not to be repeated, False for its end."""
    found = _GOOGLE.fullmatch(comment)
    return None if found is None else found[1].lower() == "off"
