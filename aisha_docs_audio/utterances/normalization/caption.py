"""A block's text as captions and transcript show it."""

from __future__ import annotations

from aisha_docs_audio.utterances.normalization.characters import cleaned, composed, spaced
from aisha_docs_audio.utterances.normalization.urls import shortened


def caption_text(text: str) -> str:
    """Give what a reader sees of a block's text, and no more.

    NFC, stripped, single spaces; invisible characters, emoji and other pictures dropped
    (`characters`); addresses shortened (`addresses`). Identifiers, quotation marks and arrows
    stay. Pure and idempotent; the empty string where nothing is left.
    """
    return composed(spaced(shortened(cleaned(text))))
