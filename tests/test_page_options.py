"""What pages say of their own audio."""

from __future__ import annotations

from typing import Any

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.front_matter import is_off, overrides_in


@pytest.mark.parametrize("said", [False, "off", "Off", " no ", "false"])
def test_a_page_can_switch_its_audio_off(said: object) -> None:
    """As YAML reads it, and as text."""
    assert is_off({"audio": said})


@pytest.mark.parametrize("said", [None, True, "on", "", {"mood": "Sad"}])
def test_nothing_else_switches_it_off(said: object) -> None:
    """A mapping of options least of all."""
    assert not is_off({"audio": said})


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
    assert overrides_in(metadata) == {"language": "en", "mood": "Happy"}


@pytest.mark.parametrize(
    ("audio", "said"),
    [
        ({"bitrate": 64}, "audio.bitrate: no such option of a page"),
        ("louder", "audio: 'louder' is not right"),
        ("{mood", "audio: '{mood' is not right"),
    ],
)
def test_what_is_wrong_under_audio_is_said(audio: object, said: str) -> None:
    """With the way out."""
    with pytest.raises(SettingsError) as caught:
        overrides_in({"audio": audio})
    assert said in str(caught.value)
    assert "Write `audio: off`" in str(caught.value)
