"""The local voice behind the API."""

from __future__ import annotations

import array

import pytest

from aisha_docs_audio.emulator.models import SynthesisRequest
from aisha_docs_audio.emulator.synthesis import choose_speaker, local_speaker
from aisha_docs_audio.emulator.testing import DEFAULT_KEY, running
from aisha_docs_audio.errors import LocalVoiceError
from aisha_docs_audio.settings.languages import Language
from tests.emulator.api import Api, frames_of

SAMPLE_RATE = 24_000


def loudest(frames: bytes) -> int:
    """Give the greatest sample."""
    return max(map(abs, array.array("h", frames)))


@pytest.fixture(autouse=True)
def _spoken() -> None:
    try:
        local_speaker()(SynthesisRequest(transcript="salom", language="uz"))
    except LocalVoiceError as error:
        pytest.skip(f"no local voice: {error}")


def test_the_local_voice_is_the_default_where_it_speaks() -> None:
    """No flag, real words."""
    speaker, line = choose_speaker(None)
    assert "local voice" in line
    assert loudest(frames_of(speaker(SynthesisRequest(transcript="Salom", language="uz")))) > 3000


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz", "Assalomu alaykum, bu AIsha sinovi."),
        ("en", "Hello, this is a test of AIsha."),
        ("ru", "Здравствуйте, это проверка."),
    ],
)
def test_it_speaks_three_languages_as_the_api_does(language: Language, text: str) -> None:
    """PCM 16-bit mono 24 kHz, between one and ten seconds for a sentence, and audible."""
    frames = frames_of(local_speaker()(SynthesisRequest(transcript=text, language=language)))
    assert 1 < len(frames) / 2 / SAMPLE_RATE < 10
    assert loudest(frames) > 3000


def test_a_higher_speed_is_shorter() -> None:
    """Twice the speed takes clearly less time."""
    text = "Bu gap tezroq va sekinroq aytiladi."
    speak = local_speaker()
    usual = speak(SynthesisRequest(transcript=text, language="uz", speed=1.0))
    fast = speak(SynthesisRequest(transcript=text, language="uz", speed=2.0))
    default = speak(SynthesisRequest(transcript=text, language="uz", speed=0.0))
    assert len(fast) < 0.75 * len(usual)
    assert default == usual


@pytest.mark.parametrize(
    ("text", "alike"), [("Ўғил бола китоб ўқиди.", "Oʻgʻil bola kitob oʻqidi."), ("maʼno", "ma'no")]
)
def test_uzbek_is_spoken_in_both_scripts_and_with_its_apostrophe(text: str, alike: str) -> None:
    """What eSpeak NG would spell out letter by letter sounds as its plain Latin form does."""
    speak = local_speaker()
    spoken = [speak(SynthesisRequest(transcript=said, language="uz")) for said in (text, alike)]
    assert spoken[0] == spoken[1]


@pytest.mark.parametrize("text", ["…", ".", "\U0001f600"])
def test_a_text_without_a_sound_is_still_a_playable_file(text: str) -> None:
    """Never a file of no samples."""
    assert len(frames_of(local_speaker()(SynthesisRequest(transcript=text, language="uz")))) > 0


def test_the_server_speaks_with_it() -> None:
    """Over HTTP, several at once."""
    with running(voice="local") as emulator:
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        path = api.post(transcript="Salom dunyo").json()["audio_path"]
        assert loudest(frames_of(api.ask("GET", path).content)) > 3000
        api.session.close()
