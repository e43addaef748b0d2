"""The local voice: eSpeak NG, one fresh process a text."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import LocalVoiceError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.voice import Sound
from aisha_docs_audio.voices.espeak.respelling import for_espeak
from aisha_docs_audio.voices.espeak.worker import NO_LIBRARY
from aisha_docs_audio.voices.wav import wav_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import VoiceSetup

WAY_OUT = (
    'Install it with: pip install "aisha-docs-audio[local]", or with the system\'s package '
    "manager (Debian: libespeak-ng1, Homebrew: espeak-ng)."
)

_WORKER = Path(__file__).with_name("worker.py")

_WORDS_A_MINUTE = 175
"""eSpeak NG's own default rate, our speed 1.0."""

_GAIN_DECIBELS: Mapping[Language, float] = {"uz": 2.5, "en": 2.0, "ru": 3.0}
"""To -19 LUFS, measured over forty sentences a language (bench/audio_voice.py, decision 0182)."""

_SYSTEM_LIBRARIES = (
    "libespeak-ng.so.1",
    "libespeak-ng.so",
    "/opt/homebrew/lib/libespeak-ng.1.dylib",
    "/usr/local/lib/libespeak-ng.1.dylib",
    "/opt/local/lib/libespeak-ng.1.dylib",
    r"C:\Program Files\eSpeak NG\libespeak-ng.dll",
)
"""Where Linux distributions, Homebrew, MacPorts and eSpeak NG's Windows installer put it."""


def open_local(setup: VoiceSetup) -> EspeakVoice:  # noqa: ARG001 - it needs nothing of it
    """Open the voice for a build."""
    return EspeakVoice()


class EspeakVoice:
    """Speaks with eSpeak NG, from `espeakng-loader` or else the system's own library.

    eSpeak NG is neither thread-safe nor deterministic within one process, so each text gets a
    process of its own: `synthesize` may be called from any thread, and the same utterance always
    gives the same bytes. `libraries` are pairs of a library and its data directory (empty: the
    library knows), tried in order; by default the installed ones.
    """

    name = "local"
    max_utterance_characters = 1000

    def __init__(
        self,
        *,
        libraries: Sequence[tuple[str, str]] | None = None,
        timeout_seconds: float = 60.0,
    ) -> None:
        self._libraries = installed_libraries() if libraries is None else tuple(libraries)
        self._timeout_seconds = timeout_seconds
        self._stopped = threading.Event()
        self._missing: str | None = None

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:
        """Return what would be spoken: of the options only `speed`, only for Uzbek, as with AIsha.

        What changes nothing here is not part of the key: model, mood, voice_id, and the speeds 0
        and 1, which are the voice's own.
        """
        speed = settings.speed if language == "uz" and settings.speed not in {0, 1} else None
        return Utterance(engine=self.name, text=text, language=language, speed=speed)

    def lookup(self, utterance: Utterance) -> Sound | None:  # noqa: ARG002
        """Return None: local sound costs nothing and is not kept in the store of paid sound."""
        return None

    @property
    def waiting(self) -> str | None:
        """Nothing here waits for anything but its own process."""
        return None

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped.set()

    def synthesize(self, utterance: Utterance) -> Sound:
        """Speak: 16-bit mono WAV at the library's rate (22,050 Hz).

        What eSpeak NG cannot read, such as Uzbek Cyrillic, is rewritten for it here, so that the
        text asked for, and its key, are those of any other voice.

        Raises LocalVoiceError, with the way out when eSpeak NG is not installed.
        """
        if self._stopped.is_set():
            raise LocalVoiceError("The build was interrupted. Build again.")
        if self._missing is not None:
            raise LocalVoiceError(self._missing)
        rate = round(_WORDS_A_MINUTE * (utterance.speed or 1.0))
        text = for_espeak(utterance.text, utterance.language)
        output = self._run(utterance.language, rate, text)
        sample_rate, newline, pcm = output.partition(b"\n")
        if not newline or not sample_rate.isdigit() or len(pcm) % 2:
            raise LocalVoiceError(f"eSpeak NG's answer is not sound: {output[:40]!r}")
        return Sound(
            audio=wav_file(pcm, int(sample_rate)),
            origin="generated",
            gain_decibels=_GAIN_DECIBELS[utterance.language],
        )

    def _run(self, language: Language, rate: int, text: str) -> bytes:
        # -I and -S keep the environment's and site-packages' start-up code out: half the time.
        command = [sys.executable, "-I", "-S", str(_WORKER), language, str(rate)]
        command += [part for library in self._libraries for part in library]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                input=text.encode("utf-8", "replace"),
                capture_output=True,
                timeout=self._timeout_seconds,
                env={k: v for k, v in os.environ.items() if not k.startswith("AISHA_")},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise LocalVoiceError(
                f"eSpeak NG took more than {self._timeout_seconds:g} s for a text of "
                f"{len(text)} characters."
            ) from None
        except (OSError, ValueError) as error:
            raise LocalVoiceError(f"eSpeak NG's process cannot be started: {error}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            if done.returncode == NO_LIBRARY:
                # Said once and for all texts alike, so that a build has one message for it.
                self._missing = _not_installed(self._libraries, said)
                raise LocalVoiceError(self._missing)
            # Of a traceback the end is what matters; a negative status is a signal's number.
            raise LocalVoiceError(
                f"eSpeak NG failed with exit status {done.returncode}: {said[-300:]}"
            )
        return done.stdout


def _not_installed(libraries: Sequence[tuple[str, str]], why: str) -> str:
    """Return the message; with the loader's reason only where a library is there and fails."""
    there = [library for library, _ in libraries if Path(library).is_file()]
    reason = f" ({there[0]} cannot be loaded: {why[:200]})" if there else ""
    return f"the local voice, eSpeak NG, is not installed{reason}. {WAY_OUT}"


def installed_libraries() -> tuple[tuple[str, str], ...]:
    """List the places eSpeak NG may be loaded from, best first: (library, data directory)."""
    system = tuple((name, "") for name in _SYSTEM_LIBRARIES)
    try:
        import espeakng_loader  # noqa: PLC0415 - an extra, not always there

        library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
    except (ImportError, RuntimeError):  # RuntimeError: installed without its data
        return system
    return ((library, data), *system)
