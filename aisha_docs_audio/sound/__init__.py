"""Sound: from whatever a voice gives to one MP3 a page whose times are exact.

=============  ===============================================================
module         owns
=============  ===============================================================
``riff``       WAV headers that do not tell the truth
``decode``     bytes of any format → mono samples at 24 kHz
``mix``        channels to one, and the gain of a voice
``trim``       where the speech begins and ends
``frames``     the arithmetic of MPEG-2 Layer III frames
``clip``       one segment's sound as MP3 frames that can stand anywhere
``join_clips`` clips and pauses → one MP3, with the time of each line
=============  ===============================================================
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from aisha_docs_audio.sound.clip import Clip

__all__ = ["check_sound", "make_clip", "speech_level"]


@lru_cache(maxsize=1)
def _maker() -> ThreadPoolExecutor:
    """Return who decodes and encodes for all threads, one sound at a time.

    A minute takes 9 MB while a clip is made of it, and a sixth of a second. A voice takes ten times
    as long.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - as in make_clip

    return ThreadPoolExecutor(1, thread_name_prefix="aisha-audio-clip")


def make_clip(
    audio: bytes | Callable[[], bytes], *, bitrate: int, gain_decibels: float = 0.0
) -> Clip:
    """Decode `audio`, cut it to its speech, apply the voice's gain, encode it at `bitrate` kbit/s.

    Where `audio` is a function that loads the bytes it is called when its turn comes: whoever waits
    for it holds none. Raises AudioError when the bytes are not whole sound, and what it raises.
    """
    # Only now: the libraries take a tenth of a second to load, and a build whose clips are all
    # cached needs none of them.
    from aisha_docs_audio.sound.clip import encode_clip  # noqa: PLC0415

    load = (lambda: audio) if isinstance(audio, bytes) else audio
    making = _maker().submit(encode_clip, load, bitrate=bitrate, gain_decibels=gain_decibels)
    return making.result()


def check_sound(audio: bytes) -> bool:
    """Return whether anything is to be heard in `audio`. Raises AudioError when it is no sound."""
    from aisha_docs_audio.sound import decode  # noqa: PLC0415 - as in make_clip

    return decode.is_audible(audio)


def speech_level(audio: bytes) -> float:
    """Return the mean level of the speech in `audio`, in decibels of full scale.

    Negative infinity where nothing is to be heard. Raises AudioError when it is no sound.
    """
    from aisha_docs_audio.sound import clip  # noqa: PLC0415 - as in make_clip

    return _maker().submit(clip.mean_speech_level, audio).result()
