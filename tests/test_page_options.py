"""What pages say of their own audio."""

from __future__ import annotations

from typing import Any

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.front_matter import overrides_in, page_is_off


@pytest.mark.parametrize("said", [False, "off", "Off", " no ", "false"])
def test_a_page_can_switch_its_audio_off(said: object) -> None:
    """As YAML reads it, and as text."""
    assert page_is_off({"audio": said})


@pytest.mark.parametrize("said", [None, True, "on", "", {"mood": "Sad"}])
def test_nothing_else_switches_it_off(said: object) -> None:
    """A mapping of options least of all."""
    assert not page_is_off({"audio": said})


@pytest.mark.parametrize(
    "metadata",
    [
        {"language": "en", "mood": "Happy"},
        {"audio": {"language": "en", "mood": "Happy"}},
        {"audio": '{"language": "en", "mood": "Happy"}'},
        {"language": "ru", "audio": {"language": "en", "mood": "Happy"}, "title": "x"},
    ],
)
def test_options_stand_at_top_level_or_under_audio(metadata: dict[str, Any]) -> None:
    """Under `audio` wins; MyST hands nested front matter on as JSON."""
    assert overrides_in(metadata) == ({"language": "en", "mood": "Happy"}, ())


def test_front_matter_of_other_tools_is_left_to_them() -> None:
    """A top-level name is ours only where its value is; what is ours is taken all the same."""
    metadata = {
        "speed": "30 km/h",
        "language": "English",
        "model": "T-1000",
        "voice_id": "alto",
        "player": "Kasparov",
        "mood": "Sad",
    }
    found, others = overrides_in(metadata)
    assert found == {"mood": "Sad"}
    assert others == (
        "language: 'English'",
        "model: 'T-1000'",
        "player: 'Kasparov'",
        "speed: '30 km/h'",
        "voice_id: 'alto'",
    )
    assert overrides_in({"model": "Gulnoza", "audio": {"model": "Nodira"}}) == (
        {"model": "Nodira"},
        (),
    )


@pytest.mark.parametrize(
    ("audio", "said"),
    [
        ({"bitrate": 64}, "audio.bitrate: no such option of a page"),
        ({"langauge": "uz"}, "Did you mean audio.language? Write `audio: off`"),
        ({"Script": "a.txt"}, "Did you mean audio.script?"),
        ({5: "x"}, "audio.5: no such option of a page. Write"),
        ("louder", "audio: 'louder' is not valid"),
        ("{mood", "audio: '{mood' is not valid"),
    ],
)
def test_what_is_wrong_under_audio_is_said(audio: object, said: str) -> None:
    """With the way out."""
    with pytest.raises(SettingsError) as caught:
        overrides_in({"audio": audio})
    assert said in str(caught.value)
    assert "Write `audio: off`" in str(caught.value)
