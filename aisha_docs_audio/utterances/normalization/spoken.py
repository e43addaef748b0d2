"""A caption's text as it is sent to a voice: what is hashed, paid for and heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.caption import caption_text
from aisha_docs_audio.utterances.normalization.characters import composed, spaced
from aisha_docs_audio.utterances.normalization.identifiers import names_said
from aisha_docs_audio.utterances.normalization.letters import letters_folded
from aisha_docs_audio.utterances.normalization.lexicon import as_said
from aisha_docs_audio.utterances.normalization.symbols import powers_said, signs_said, words_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.model import Language

_SILENT = re.compile("[©®™℠]")
_LOOSE = re.compile(r"(?<!\() (?=[.,;:!?…)»”]+(?: |\Z))")


def spoken_text(caption: str, *, language: Language, lexicon: Mapping[str, str]) -> str:
    """Give the text of the requests for a caption.

    First the language's letters, then the lexicon, then what a reader says for signs and in
    names. Numbers, abbreviations and units are left to the voice, which knows its language. Pure;
    idempotent where nothing that the lexicon puts in holds one of its words again.
    """
    text = letters_folded(caption_text(caption), language)
    text = spaced(_SILENT.sub(" ", as_said(text, lexicon, language)))
    words = words_for(text, language)
    text = names_said(spaced(powers_said(text, words)), words)
    text = signs_said(spaced(text), words)
    return composed(_LOOSE.sub("", spaced(text)))
