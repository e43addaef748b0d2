"""The process that speaks one text with eSpeak NG: a script, run by its path.

It starts anew for every text, so it imports next to nothing, and nothing of this package.

Arguments: the name of an eSpeak NG voice (a language's code will do), a rate in words a minute,
then the libraries to try in order, each followed by its data directory (empty: the library knows).
Standard input: the text, UTF-8.
Standard output: the sample rate as a decimal line, then 16-bit mono PCM, little-endian as in WAV.
Exit status: 0, or one of the constants below with one line on standard error.
"""

from __future__ import annotations

import ctypes
import os
import sys

TYPE_CHECKING = False  # typing is slow to import
if TYPE_CHECKING:
    from typing import NoReturn

NO_LIBRARY = 3
FAILED = 4

# speak_lib.h of eSpeak NG, the names without their prefix.
_OUTPUT_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_RATE = 1
_CHARS_UTF8 = 1
_EE_OK = 0


def _stop(status: int, message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    sys.exit(status)


def _load(candidates: list[str]) -> tuple[ctypes.CDLL, str]:
    problems = []
    for library, data in zip(candidates[::2], candidates[1::2], strict=True):
        try:
            espeak = ctypes.CDLL(library)
            espeak.espeak_Initialize  # noqa: B018 - a library of this name may be another
        except (OSError, AttributeError) as error:
            problems.append(str(error))
        else:
            return espeak, data
    _stop(NO_LIBRARY, "; ".join(problems))


def speak(arguments: list[str]) -> None:
    """Speak standard input to standard output."""
    voice, rate, *candidates = arguments
    espeak, data = _load(candidates)
    text = sys.stdin.buffer.read().replace(b"\0", b" ")  # for C the text would end there

    path = None
    if data:
        # eSpeak keeps the data path in a buffer of 160 bytes and cuts what is longer: going there
        # makes the path one byte long, however deep the directory lies.
        os.chdir(data)
        path = b"."
    sample_rate = espeak.espeak_Initialize(_OUTPUT_SYNCHRONOUS, 0, path, _DONT_EXIT)
    if sample_rate <= 0:
        _stop(FAILED, f"eSpeak NG did not start with the data in {data or 'its own place'}")

    spoken = bytearray()

    def take(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            spoken.extend(ctypes.string_at(samples, count * 2))
        return 0

    signature = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    callback = signature(take)
    espeak.espeak_SetSynthCallback(callback)
    if espeak.espeak_SetVoiceByName(voice.encode()) != _EE_OK:
        _stop(FAILED, f"eSpeak NG has no voice named {voice}")
    espeak.espeak_SetParameter(_RATE, int(rate), 0)
    # The size counts the NUL that ctypes puts behind the bytes; position type 1 is "character".
    size = ctypes.c_size_t(len(text) + 1)
    done = espeak.espeak_Synth(text, size, 0, 1, 0, _CHARS_UTF8, None, None)
    if done != _EE_OK:
        _stop(FAILED, f"eSpeak NG gave error {done} for the text")
    if sys.byteorder == "big":
        spoken[0::2], spoken[1::2] = spoken[1::2], spoken[0::2]
    sys.stdout.buffer.write(b"%d\n" % sample_rate)
    sys.stdout.buffer.write(spoken)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    speak(sys.argv[1:])
