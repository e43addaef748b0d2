"""Cuts what is said into segments: the texts of single requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.segmentation.packing import pack
from aisha_docs_audio.utterances.segmentation.sentences import find_ends

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language

__all__ = ["split"]


def split(text: str, *, limit: int, language: Language) -> tuple[str, ...]:
    """Cut `text` into pieces of at most `limit` Unicode code points.

    Cuts are made behind sentences where possible, else behind clauses, else words; a word over
    the limit is cut between grapheme clusters (UAX #29), a cluster over the limit anywhere.
    Every piece is stripped and not empty; joined they are the text but for the white space at the
    cuts. A text within the limit is one piece, one of white space only is none.

    The limit counts code points because the API does (API document: "Limit: 1000 characters with
    API key"). Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError(f"a segment's limit must be at least 1 character, not {limit}")
    text = text.strip()
    if len(text) <= limit:
        return (text,) if text else ()
    return tuple(pack(text, find_ends(text, language), limit))
