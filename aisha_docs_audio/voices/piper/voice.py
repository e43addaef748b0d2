"""Speaks with Piper, in a process of its own for each model."""

from __future__ import annotations

import hashlib
import importlib.util
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
from aisha_docs_audio.voices.wav import wav_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import VoiceSetup

WAY_OUT = 'Install it with: pip install "aisha-docs-audio[piper]".'

_WORKER = Path(__file__).with_name("worker.py")
_GAIN_DECIBELS = 6.0
"""To -19 LUFS: measured with en_US-joe-medium, which came to -25.4 without Piper's own raising of
every sentence to full scale."""

_FOLDERS = (Path(), Path("~/.local/share/piper-voices"), Path("~/.local/share/piper"))
"""Where a model is looked for by its name, such as ru_RU-irina-medium."""


def open_piper(setup: VoiceSetup) -> PiperVoice:
    """Open the voice for a build, with the models of the option `piper_models`."""
    return PiperVoice(setup.settings.piper_models)


class PiperVoice:
    """Keeps the contract of `Voice`, with a model for each language that it speaks.

    A model is a path to its .onnx file, a name in the folder one is in or in
    ~/.local/share/piper-voices, or the name of an installed package that brings one. Piper has no
    Uzbek voice that we know of; a language without a model is an error that says so.
    """

    name = "piper"
    max_utterance_characters = 1000

    def __init__(self, models: Mapping[str, str], *, timeout_seconds: float = 120.0) -> None:
        self._models = dict(models)
        self._timeout_seconds = timeout_seconds
        self._workers: dict[Path, _Worker] = {}
        self._engines: dict[Language, str] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:  # noqa: ARG002
        """Return what would be spoken. The key holds the model's hash: another one sounds anew."""
        return Utterance(engine=self._engine(language), text=text, language=language)

    def lookup(self, utterance: Utterance) -> Sound | None:  # noqa: ARG002
        """Return None: local sound costs nothing and is not kept in the store of paid sound."""
        return None

    @property
    def waiting(self) -> str | None:
        """Nothing here waits for anything but its own process."""
        return None

    def stop(self) -> None:
        """Begin nothing more, and end the processes: what they speak now fails."""
        self._stopped.set()
        self.close()

    def close(self) -> None:
        """End the processes."""
        for worker in list(self._workers.values()):
            worker.end()

    def synthesize(self, utterance: Utterance) -> Sound:
        """Speak: 16-bit mono WAV at the model's rate. Raises LocalVoiceError with the way out."""
        if self._stopped.is_set():
            raise LocalVoiceError("The build was interrupted. Build again.")
        if importlib.util.find_spec("piper") is None:
            raise LocalVoiceError(f"the voice piper is not installed. {WAY_OUT}")
        path = self._model(utterance.language)
        with self._lock:
            worker = self._workers.setdefault(path, _Worker(path, self._timeout_seconds))
        # Piper reads through eSpeak NG's rules, so it needs the same words for numbers.
        pcm, sample_rate = worker.speak(for_espeak(utterance.text, utterance.language))
        # For a text without words, such as "—", Piper has no sound at all.
        silence = bytes(2 * sample_rate // 10)
        return Sound(
            audio=wav_file(pcm or silence, sample_rate),
            origin="generated",
            gain_decibels=_GAIN_DECIBELS,
        )

    def _engine(self, language: Language) -> str:
        with self._lock:
            if language not in self._engines:
                try:
                    model = self._model(language)
                    with model.open("rb") as file:
                        digest = hashlib.sha256(file.read()).hexdigest()[:12]
                    name = f"{model.stem}@{digest}"
                except (LocalVoiceError, OSError):
                    name = "none"  # saying it tells why
                self._engines[language] = f"{self.name}/{name}"
            return self._engines[language]

    def _model(self, language: Language) -> Path:
        name = self._models.get(language)
        if name is None:
            known = f", only for {', '.join(sorted(self._models))}" if self._models else ""
            raise LocalVoiceError(
                f"the voice piper has no model for {language}{known}. Name one in the "
                "option piper_models, or choose another voice for these pages."
            )
        found = find_model(name)
        if found is None:
            raise LocalVoiceError(
                f"there is no Piper model {name!r}: give the path of its .onnx file, with the "
                ".onnx.json beside it, or a name in ~/.local/share/piper-voices. Piper fetches one "
                f"with: python -m piper.download_voices {Path(name).stem}"
            )
        return found


def find_model(name: str) -> Path | None:
    """Return the .onnx file of a model, by its path, its name, or its package's; or None."""
    for folder in _FOLDERS:
        for file in (name, f"{name}.onnx"):
            path = _at_home(folder) / _at_home(Path(file))
            if path.suffix == ".onnx" and path.is_file():
                return path.resolve()
    if not name.isidentifier():
        return None
    spec = importlib.util.find_spec(name)
    places = (spec and spec.submodule_search_locations) or ()
    models = [path for place in places for path in sorted(Path(place).rglob("*.onnx"))]
    return models[0] if models else None


def _at_home(path: Path) -> Path:
    """Expand "~"; where nobody's home is known by that name, the path is meant as it stands."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


class _Worker:
    """The process of one model, started with the first text and again after it died."""

    def __init__(self, model: Path, timeout_seconds: float) -> None:
        self._model = model
        self._timeout_seconds = timeout_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def speak(self, text: str) -> tuple[bytes, int]:
        """Return PCM and its sample rate. Raises LocalVoiceError."""
        with self._lock:
            process = self._started()
            timer = threading.Timer(self._timeout_seconds, process.kill)
            timer.start()
            try:
                return _asked(process, text.encode("utf-8", "replace"))
            except (OSError, ValueError) as error:
                late = not timer.is_alive()
                self.end()
                why = f"took more than {self._timeout_seconds:g} s" if late else "failed"
                raise LocalVoiceError(
                    f"Piper {why} for a text of {len(text)} characters with the model "
                    f"{self._model.name}. Try it with: {Path(sys.executable).name} -m piper"
                ) from error
            finally:
                timer.cancel()

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def __del__(self) -> None:
        self.end()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            try:
                self._process = subprocess.Popen(  # noqa: S603
                    # -I keeps this folder off the path: its modules have Piper's names.
                    [sys.executable, "-I", str(_WORKER), str(self._model)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={k: v for k, v in os.environ.items() if not k.startswith("AISHA_")},
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise LocalVoiceError(f"Piper's process cannot be started: {error}") from error
        return self._process


def _asked(process: subprocess.Popen[bytes], text: bytes) -> tuple[bytes, int]:
    """Send one text, read its sound. Raises OSError, ValueError when the process is gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"%d\n" % len(text))
    process.stdin.write(text)
    process.stdin.flush()
    sample_rate, length = map(int, process.stdout.readline().split())
    pcm = process.stdout.read(length)
    if len(pcm) < length:
        raise ValueError("the sound ends early")
    return pcm, sample_rate
