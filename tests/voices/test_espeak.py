"""The local voice speaks three languages, the same bytes each time, or says what is missing."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from aisha_docs_audio.errors import LocalVoiceError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.voices.espeak.voice import EspeakVoice, installed_libraries

TEXTS = {
    "uz": "Assalomu alaykum, bu sinov matni.",
    "en": "Hello, this is a test.",
    "ru": "Здравствуйте, это проверка.",
}

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs a named pipe as a library")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


def asked(text: str = TEXTS["uz"], language: str = "uz", speed: float | None = None) -> Utterance:
    """Ask for a text as the pipeline does."""
    return Utterance(engine="local", text=text, language=language, speed=speed)


def heard(audio: bytes):
    """Read WAV with a reader of its own: samples and seconds."""
    sound, rate = soundfile.read(io.BytesIO(audio), dtype="float32")
    return sound, len(sound) / rate


@pytest.mark.parametrize("language", ["uz", "en", "ru"])
def test_each_language_is_spoken(language):
    """A WAV file of a few seconds in which something is to be heard, and nothing was paid."""
    sound = EspeakVoice().synthesize(asked(TEXTS[language], language))

    samples, seconds = heard(sound.audio)
    assert 1 < seconds < 5
    assert np.abs(samples).max() > 0.2
    assert (sound.origin, sound.paid_characters) == ("generated", 0)


def test_the_languages_are_equally_loud():
    """Each has a gain of its own, the same for every text: together they come to -19 LUFS."""
    levels = []
    for language, text in TEXTS.items():
        sounds = [EspeakVoice().synthesize(asked(said, language)) for said in (text, text * 2)]
        assert len({sound.gain_decibels for sound in sounds}) == 1
        samples, _ = heard(sounds[1].audio)
        levels.append(20 * np.log10(np.sqrt(np.mean(samples**2))) + sounds[1].gain_decibels)

    assert max(levels) - min(levels) < 4


def test_the_languages_are_different_voices():
    """One text read by the rules of three languages gives three sounds."""
    voice = EspeakVoice()

    assert len({voice.synthesize(asked("Internet", language)).audio for language in TEXTS}) == 3


def test_the_same_speech_always_gives_the_same_bytes():
    """From run to run, object to object, and whatever was said in between."""
    first = EspeakVoice().synthesize(asked()).audio
    voice = EspeakVoice()
    voice.synthesize(asked(TEXTS["ru"], "ru"))

    assert voice.synthesize(asked()).audio == first


def test_threads_may_speak_at_once():
    """ESpeak NG would crash in one process; each text has its own."""
    voice = EspeakVoice()
    utterances = [asked(text, language) for language, text in TEXTS.items()] * 6

    with ThreadPoolExecutor(8) as pool:
        sounds = [sound.audio for sound in pool.map(voice.synthesize, utterances)]

    assert len(set(sounds)) == 3
    assert sounds[:3] * 6 == sounds


def test_speed_changes_how_fast_uzbek_is_spoken():
    """Twice the speed takes about half the time; 0 is the voice's own speed."""
    voice = EspeakVoice()

    seconds = {speed: heard(voice.synthesize(asked(speed=speed)).audio)[1] for speed in (0.5, 1, 2)}

    assert seconds[0.5] > 1.6 * seconds[1] > 1.6 * 1.6 * seconds[2]
    assert voice.synthesize(asked(speed=0)).audio == voice.synthesize(asked(speed=None)).audio


def test_only_uzbek_is_asked_for_with_a_speed():
    """The API's rule holds for the local voice too, so a preview asks what a paid build would."""
    chosen = Settings.from_mapping({"speed": 1.5, "mood": "Happy", "voice_id": 12})

    asks = {language: EspeakVoice().utterance("Matn", language, chosen) for language in TEXTS}

    assert asks["uz"] == Utterance(engine="local", text="Matn", language="uz", speed=1.5)
    assert asks["en"] == Utterance(engine="local", text="Matn", language="en")
    assert asks["ru"] == Utterance(engine="local", text="Matn", language="ru")


def test_options_without_effect_on_the_sound_are_not_in_its_key():
    """Another mood must not make a page be spoken again by a voice that has none.

    Speeds 0 and 1 are both the voice's own.
    """
    voice = EspeakVoice()

    keys = {
        voice.utterance("Matn", "uz", Settings.from_mapping(options)).key
        for options in ({}, {"mood": "Sad"}, {"model": "Jaxongir"}, {"voice_id": 3}, {"speed": 0})
    }

    assert len(keys) == 1


def test_nothing_is_recalled():
    """Local sound is not kept among what was paid for."""
    assert EspeakVoice().lookup(asked()) is None


@pytest.mark.parametrize(
    ("text", "said_as"),
    [
        ("Саҳифани очинг.", "Sahifani oching."),
        ("Bu maʼno muhim.", "Bu ma'no muhim."),
        ("Jami 250 ta sahifa.", "Jami ikki yuz ellik ta sahifa."),
    ],
)
def test_uzbek_is_rewritten_for_the_engine(text, said_as):
    """It would spell Cyrillic and U+02BC out in English, and say numbers digit by digit."""
    voice = EspeakVoice()

    assert voice.synthesize(asked(text)).audio == voice.synthesize(asked(said_as)).audio


def test_a_text_without_words_is_a_silence_not_a_failure():
    """A dash alone has no sound in any language."""
    samples, _ = heard(EspeakVoice().synthesize(asked("—")).audio)

    assert len(samples)
    assert not samples.any()


def test_a_nul_in_the_text_does_not_end_it():
    """For C a string ends there; the words behind it are read all the same."""
    voice = EspeakVoice()

    assert (
        voice.synthesize(asked("Salom\0dunyo")).audio
        == voice.synthesize(asked("Salom dunyo")).audio
    )


def test_markup_and_phonemes_are_text_not_commands():
    """Documentation is full of both; neither may make words vanish."""
    voice = EspeakVoice()
    plain = heard(voice.synthesize(asked("matn", "en")).audio)[1]

    for text in ("<b>matn</b>", "<break time='9s'/>matn", "[[matn]]"):
        assert 0.5 * plain < heard(voice.synthesize(asked(text, "en")).audio)[1] < 8


def test_the_longest_text_is_spoken_whole():
    """A thousand characters take more than a minute of speech."""
    text = ("Bu sahifada dasturni oʻrnatish haqida oʻqiysiz. " * 25)[:1000]

    assert heard(EspeakVoice().synthesize(asked(text)).audio)[1] > 45


@settings(max_examples=25)
@given(text=st.text(max_size=80), language=st.sampled_from(sorted(TEXTS)))
def test_any_text_is_spoken(text, language):
    """Whatever Unicode holds: no crash of the engine, and sound of some length."""
    samples, _ = heard(EspeakVoice().synthesize(asked(text, language)).audio)

    assert np.isfinite(samples).all()


def test_lone_surrogates_are_spoken_around():
    """Broken text reaches the engine as valid UTF-8."""
    assert heard(EspeakVoice().synthesize(asked("Salom \ud83d dunyo")).audio)[1] > 0.5


def installed_data() -> tuple[str, str]:
    """Give the library and data of espeakng-loader, which the extra `local` installs."""
    library, data = installed_libraries()[0]
    assert data
    return library, data


def test_a_data_directory_deeper_than_160_bytes_is_no_obstacle(tmp_path):
    """ESpeak NG cuts longer paths off; virtual environments in CI lie deep."""
    library, data = installed_data()
    deep = tmp_path.joinpath(*["a-directory-name-of-forty-characters-here"] * 5, "öʻzbek")
    deep.parent.mkdir(parents=True)
    deep.symlink_to(data, target_is_directory=True)
    assert len(os.fsencode(deep)) > 220

    sound = EspeakVoice(libraries=[(library, str(deep))]).synthesize(asked())

    assert sound.audio == EspeakVoice().synthesize(asked()).audio


def test_a_missing_library_makes_room_for_the_next(tmp_path):
    """Without espeakng-loader, or where its library does not load, the system's is taken."""
    broken = tmp_path / "libespeak-ng.so"
    broken.write_bytes(b"no library")
    libraries = [(str(tmp_path / "none.so"), ""), (str(broken), ""), installed_data()]

    assert (
        EspeakVoice(libraries=libraries).synthesize(asked()).audio
        == EspeakVoice().synthesize(asked()).audio
    )


def test_without_espeak_the_error_says_how_to_get_it(tmp_path):
    """The way out is a command to copy."""
    voice = EspeakVoice(libraries=[(str(tmp_path / "none.so"), "")])

    with pytest.raises(LocalVoiceError, match=r'pip install "aisha-docs-audio\[local\]"'):
        voice.synthesize(asked())


def test_without_espeak_a_build_has_one_plain_message(tmp_path):
    """All texts of all pages have the same one, without the loader's search; only one process."""
    voice = EspeakVoice(libraries=[(str(tmp_path / "none.so"), ""), ("libnone-ng.so.9", "")])
    messages = set()
    for text in TEXTS.values():
        with pytest.raises(LocalVoiceError) as raised:
            voice.synthesize(asked(text))
        messages.add(str(raised.value))

    [message] = messages
    assert message.startswith("the local voice, eSpeak NG, is not installed. Install it with: pip")
    assert "cannot open shared object" not in message


def test_a_library_that_does_not_load_is_named(tmp_path):
    """Then installing it again may not be the way out."""
    broken = tmp_path / "libespeak-ng.so"
    broken.write_bytes(b"no library")

    with pytest.raises(LocalVoiceError, match=r"libespeak-ng\.so cannot be loaded"):
        EspeakVoice(libraries=[(str(broken), "")]).synthesize(asked())


def test_data_that_is_missing_is_an_error_of_the_local_voice(tmp_path):
    """The message names the directory."""
    library, _ = installed_data()
    empty = tmp_path / "empty"
    empty.mkdir()
    voice = EspeakVoice(libraries=[(library, str(empty))])

    with pytest.raises(LocalVoiceError, match="empty"):
        voice.synthesize(asked())


@contextmanager
def stuck_voice(directory: Path, timeout_seconds: float):
    """Give a voice whose library is a named pipe: its process hangs until somebody writes to it."""
    pipe = directory / "libespeak-ng.so"
    os.mkfifo(pipe)
    yield EspeakVoice(libraries=[(str(pipe), "")], timeout_seconds=timeout_seconds), pipe


@on_posix
def test_a_process_that_hangs_is_ended_at_the_timeout(tmp_path):
    """The error says how long it was waited, and nothing is left running."""
    with stuck_voice(tmp_path, 0.5) as (voice, _), pytest.raises(LocalVoiceError, match=r"0\.5 s"):
        voice.synthesize(asked())


@on_linux
def test_the_process_does_not_get_the_api_key(tmp_path, monkeypatch):
    """Not even a local helper sees it: its environment is read while it runs."""
    monkeypatch.setenv("AISHA_API_KEY", "canary-key")
    monkeypatch.setenv("TZ_OF_THIS_TEST", "kept")

    with stuck_voice(tmp_path, 20) as (voice, pipe):
        errors = []

        def say() -> None:
            try:
                voice.synthesize(asked())
            except LocalVoiceError as error:
                errors.append(error)

        speaking = threading.Thread(target=say)
        speaking.start()
        environment = environment_of_the_process_that_opens(pipe)
        with pipe.open("wb"):  # the pipe ends, so loading it fails
            pass
        speaking.join()

    assert b"canary-key" not in environment
    assert b"TZ_OF_THIS_TEST=kept" in environment
    assert len(errors) == 1


def environment_of_the_process_that_opens(pipe: Path) -> bytes:
    """Find the worker by its command line and read its environment from /proc."""
    for _ in range(1000):
        for process in Path("/proc").iterdir():
            try:
                command = (process / "cmdline").read_bytes().split(b"\0")
                if os.fsencode(pipe) in command:
                    return (process / "environ").read_bytes()
            except OSError:
                continue
        time.sleep(0.01)
    raise AssertionError("the worker never started")
