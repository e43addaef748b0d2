"""The words of a block: as they are shown in captions, and as they are sent to a voice."""

from __future__ import annotations

from aisha_docs_audio.utterances.normalization.caption import caption_text
from aisha_docs_audio.utterances.normalization.spoken import spoken_text

__all__ = ["caption_text", "spoken_text"]
