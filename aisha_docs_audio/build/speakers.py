"""Who is heard on a page, and how the sound came to be: what listeners are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.settings.voice_names import FREE_VOICE, PAID_VOICE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.model import Line, Utterance

SoundKind = Literal["synthetic", "recorded"]

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TRAINED = f"{_IPTC}trainedAlgorithmicMedia"
"""IPTC NewsCodes, Digital Source Type: made by a model that was trained on sampled content."""
ALGORITHMIC = f"{_IPTC}algorithmicMedia"
"""The same: made by an algorithm alone, of no sampled content, as eSpeak NG's formants are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """The voices of a page by the names people know them by, in the order they are heard.

    `source_type` is the IPTC digital source type, None for a recording: how somebody made that is
    not ours to say.
    """

    names: tuple[str, ...] = ()
    kind: SoundKind = "synthetic"
    source_type: str | None = None


def speakers_of(lines: Iterable[Line]) -> Speakers:
    """Return who speaks the lines."""
    utterances = [utterance for line in lines for utterance in line.utterances]
    free = all(_engine_name(utterance) == FREE_VOICE for utterance in utterances)
    return Speakers(
        names=tuple(dict.fromkeys(map(_name, utterances))),
        source_type=ALGORITHMIC if free else TRAINED,
    )


def _name(utterance: Utterance) -> str:
    engine = _engine_name(utterance)
    if engine == PAID_VOICE:
        if utterance.voice_id is not None:
            return f"AIsha {utterance.voice_id}"
        return f"AIsha {utterance.model}" if utterance.model else "AIsha"
    return {FREE_VOICE: "eSpeak NG", "piper": "Piper"}.get(engine, engine)


def _engine_name(utterance: Utterance) -> str:
    return utterance.engine.partition("@")[0].partition("/")[0]
