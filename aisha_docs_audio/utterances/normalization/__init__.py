"""The words of a block: as they are shown in captions, and as they are sent to a voice."""

from __future__ import annotations

from aisha_docs_audio.utterances.normalization.caption import caption_text
from aisha_docs_audio.utterances.normalization.spoken import spoken_text
from aisha_docs_audio.utterances.normalization.wording import Phrase, Wording, put_into_words

__all__ = ["Phrase", "Wording", "caption_text", "put_into_words", "spoken_text"]
