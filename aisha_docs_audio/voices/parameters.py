"""What is asked of the API for a text: its parameters, by the rules of the API's document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.model import Utterance
from aisha_docs_audio.settings.aisha import PLAIN_SPEEDS

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language


def utterance_for(  # noqa: PLR0913 - one argument for each field of the API's document
    text: str,
    language: Language,
    *,
    model: str | None,
    mood: str | None,
    speed: float | None,
    voice_id: int | None,
    engine: str,
) -> Utterance:
    """Return what is asked of the API for `text`, with None for every field that is not sent.

    API document, "Request fields": model and mood are for the built-in Uzbek voice only, so
    neither goes with a voice_id; speed is for Uzbek; none of the three is sent for en and ru. With
    a voice_id the speed is sent only where it is not the plain one: the document allows it ("Only
    for the uz flow") without ever showing it.
    """
    uzbek = language == "uz"
    built_in = uzbek and voice_id is None
    asks_for_speed = built_in or (uzbek and speed not in PLAIN_SPEEDS)
    return Utterance(
        engine=engine,
        text=text,
        language=language,
        model=model if built_in else None,
        mood=mood if built_in else None,
        speed=speed if asks_for_speed else None,
        voice_id=voice_id,
    )
