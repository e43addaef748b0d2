"""Sound for a request: the local voice or the tones, as a WAV file in the media directory."""

from __future__ import annotations

import asyncio
import io
import os
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator import tone
from aisha_docs_audio.emulator.models import SynthesisRequest
from aisha_docs_audio.emulator.options import EmulatorError
from aisha_docs_audio.errors import AishaAudioError, LocalVoiceError
from aisha_docs_audio.model import Utterance

if TYPE_CHECKING:
    from pathlib import Path

Speaker = Callable[[SynthesisRequest], bytes]
"""Gives a request's whole WAV file, PCM 16-bit mono 24 kHz; called from several threads at once."""

VOICES = ("local", "tone")


class SynthesisError(AishaAudioError):
    """A request has no sound."""


class Synthesizer:
    """Makes sound files in threads, so that the server goes on answering meanwhile."""

    def __init__(self, speaker: Speaker, directory: Path) -> None:
        self._speaker = speaker
        self._directory = directory
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 2)

    async def record(self, synthesis_request: SynthesisRequest) -> str:
        """Make the sound and give its file's name. Raises SynthesisError."""
        return await asyncio.get_running_loop().run_in_executor(
            self._pool, self._record, synthesis_request
        )

    def path(self, media: str) -> Path:
        """Return the place of a file that `record` named."""
        return self._directory / media

    def close(self) -> None:
        """Let what is being made be finished, drop what waits."""
        self._pool.shutdown(cancel_futures=True)

    def _record(self, synthesis_request: SynthesisRequest) -> str:
        media = f"{uuid.uuid4()}.wav"
        # Under another name first: a kill halfway must not leave half a file under a good name.
        unfinished = self.path(f"{media}.part")
        try:
            unfinished.write_bytes(self._speaker(synthesis_request))
            unfinished.replace(self.path(media))
        except (AishaAudioError, OSError, RuntimeError) as error:
            raise SynthesisError(str(error)) from error
        return media


def choose_speaker(voice: str | None) -> tuple[Speaker, str]:
    """Return the speaker and one line about it; None takes the local voice where it is installed.

    Raises EmulatorError when `voice` is "local" and eSpeak NG is missing.
    """
    if voice == "tone":
        return speak_tones, "tones (beeps that name the text)"
    try:
        speaker = local_speaker()
        speaker(SynthesisRequest(transcript="salom", language="uz"))
    except LocalVoiceError as error:
        if voice == "local":
            raise EmulatorError(f"the local voice does not speak: {error}") from error
        return speak_tones, f"tones, for the local voice does not speak: {error}"
    return speaker, "the local voice (eSpeak NG)"


def speak_tones(synthesis_request: SynthesisRequest) -> bytes:
    """Speak with beeps."""
    return tone.tone(
        synthesis_request.transcript,
        language=synthesis_request.language,
        model=synthesis_request.model,
        mood=synthesis_request.mood,
        speed=synthesis_request.speed,
        voice_id=synthesis_request.voice_id,
    )


def local_speaker() -> Speaker:
    """Return a speaker that has eSpeak NG say the text; it raises LocalVoiceError."""
    # Only now: who asks for tones needs no sound libraries, and starts twice as fast.
    import soundfile  # noqa: PLC0415
    import soxr  # noqa: PLC0415

    from aisha_docs_audio.utterances.normalization.uzbek import TUTUQ, latin  # noqa: PLC0415
    from aisha_docs_audio.voices.espeak.voice import EspeakVoice  # noqa: PLC0415

    voice = EspeakVoice()

    def speak(synthesis_request: SynthesisRequest) -> bytes:
        text = synthesis_request.transcript
        if synthesis_request.language == "uz":
            # AIsha is sent Cyrillic and U+02BC as they are; eSpeak NG spells them out.
            text = latin(text).replace(TUTUQ, "'")
        speech = Utterance(
            engine="local",
            text=text,
            language=synthesis_request.language,
            speed=synthesis_request.speed or None,
        )
        samples, rate = soundfile.read(io.BytesIO(voice.synthesize(speech).audio), dtype="float32")
        # The rate the API is said to use. A text without a sound (“…”) becomes a short silence,
        # for no player takes a file of no samples.
        samples = soxr.resample(samples, rate, tone.SAMPLE_RATE)
        if not len(samples):
            return tone.wav(bytes(2 * tone.SAMPLE_RATE // 5))
        file = io.BytesIO()
        soundfile.write(file, samples, tone.SAMPLE_RATE, format="WAV", subtype="PCM_16")
        return file.getvalue()

    return speak
