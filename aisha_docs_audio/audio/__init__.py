"""Sound: from whatever a voice gives to one MP3 a page whose times are exact.

=============  ===============================================================
module         owns
=============  ===============================================================
``riff``       WAV headers that do not tell the truth
``decode``     bytes of any format → mono samples at 24 kHz
``trim``       where the speech begins and ends
``frames``     the arithmetic of MPEG-2 Layer III frames
``clip``       one segment's sound as MP3 frames that can stand anywhere
``join``       clips and pauses → one MP3, with the time of each part
=============  ===============================================================
"""

from aisha_docs_audio.audio.clip import Clip, make_clip
from aisha_docs_audio.audio.decode import decode
from aisha_docs_audio.audio.frames import check_frames
from aisha_docs_audio.audio.join import Joined, Part, Span, join

__all__ = ["Clip", "Joined", "Part", "Span", "check_frames", "decode", "join", "make_clip"]
