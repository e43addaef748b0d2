"""A block's text as captions and transcript show it."""

from __future__ import annotations

from aisha_docs_audio.utterances.normalization.characters import composed, spaced, visible


def caption_text(text: str) -> str:
    """Return what a reader sees of a block's text: all of it, addresses and emoji included.

    NFC, stripped, single spaces; characters that nobody sees, glyphs of icon fonts and the
    pilcrow of permalinks are gone. Pure and idempotent; the empty string where nothing is left.
    """
    return composed(spaced(visible(text)))
