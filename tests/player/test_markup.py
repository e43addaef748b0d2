"""The player's HTML."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.model import Cue
from aisha_docs_audio.player.markup import PlayerMarkup, player_html

MARKUP = PlayerMarkup(
    track_url="../audio/a.mp3",
    captions_url="../audio/a.vtt",
    cues=[
        Cue(number=1, start_seconds=0.02, end_seconds=2.5, text="Bir."),
        Cue(number=2, start_seconds=3, end_seconds=4.1234, text="Ikki."),
    ],
    language="uz",
    duration_seconds=4.1234,
)


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.ended: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.ended.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def __getitem__(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.found if name == tag)


def test_without_the_script_it_is_the_browsers_player_with_captions_and_a_link_to_them():
    """The native player, its captions and the link stand in the page."""
    tags = _Tags(player_html(MARKUP))
    assert [name for name, _ in tags.found] == ["aisha-audio", "audio", "track", "span", "a"]
    assert tags["audio"] == {"controls": None, "preload": "none", "src": "../audio/a.mp3"}
    assert tags["track"] == {
        "kind": "captions",
        "src": "../audio/a.vtt",
        "srclang": "uz",
        "label": "Oʻzbekcha",
    }
    assert tags["a"] == {"slot": "transcript", "href": "../audio/a.vtt", "type": "text/vtt"}
    assert tags.text == "0:04 · Subtitrlar (WebVTT)"
    page = _Tags(player_html(dataclasses.replace(MARKUP, transcript_url="../audio/a.html")))
    assert page["a"] == {"slot": "transcript", "href": "../audio/a.html"}
    assert page.text == "0:04 · Oʻqilgan matn"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.9, "0:00"), (65, "1:05"), (600, "10:00"), (3661.5, "1:01:01")]
)
def test_a_length_is_written_as_a_clock_shows_it(seconds: float, shown: str):
    """A page says how long it is before it is played, with the script and without."""
    markup = dataclasses.replace(MARKUP, duration_seconds=seconds)
    assert _Tags(player_html(markup)).text.startswith(f"{shown} · ")


def test_the_custom_element_itself_has_no_url():
    """Material's instant navigation resolves `src` and `href` on elements it does not know."""
    element = _Tags(player_html(MARKUP))["aisha-audio"]
    assert not {"src", "href"} & set(element)
    assert not any(name.startswith("data-search") for name in element)


def test_cue_times_stand_in_the_page():
    """A page opened from disk may not read its tracks."""
    element = _Tags(player_html(MARKUP))["aisha-audio"]
    assert element["data-cues"] == "1 0.02 2.5,2 3 4.123"
    assert element["data-duration"] == "4.123"


def test_the_player_is_a_named_region_in_the_pages_language():
    """Screen readers find it among the landmarks and say its name right."""
    element = _Tags(player_html(MARKUP))["aisha-audio"]
    assert (element["role"], element["lang"]) == ("region", "uz")
    assert element["aria-label"] == "Sahifani tinglash"


def test_a_label_of_the_users_own_is_the_players_name():
    """The option `label` wins over the language's word."""
    markup = dataclasses.replace(MARKUP, label='Listen & "learn"')
    assert _Tags(player_html(markup))["aisha-audio"]["aria-label"] == 'Listen & "learn"'


def test_a_partial_narration_says_so():
    """A preview that leaves text out may not pass for the whole."""
    assert "Preview" in _Tags(player_html(_in_english(partial=True))).text
    assert "Preview" not in _Tags(player_html(_in_english())).text


def test_the_next_page_is_a_link_that_nobody_sees():
    """The script follows it; without the script it is not there."""
    tags = _Tags(player_html(_in_english(next_url="../b/")))
    assert tags.found[-1] == ("a", {"data-next": None, "href": "../b/", "hidden": None})


@pytest.mark.parametrize(
    ("option", "attribute"), [("mini_player", "data-no-mini"), ("highlight", "data-no-highlight")]
)
def test_options_turn_things_off(option: str, attribute: str):
    """Each option of the player reaches the script."""
    assert attribute not in _Tags(player_html(MARKUP))["aisha-audio"]
    off = dataclasses.replace(MARKUP, **{option: False})
    assert attribute in _Tags(player_html(off))["aisha-audio"]


@given(st.text(alphabet=st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
def test_no_value_can_break_out_of_its_attribute(text: str):
    """Titles and labels are anybody's text."""
    markup = dataclasses.replace(
        MARKUP, title=text, site=text, label=text, download_name=text, next_url=text
    )
    tags = _Tags(player_html(markup))
    assert [name for name, _ in tags.found] == ["aisha-audio", "audio", "track", "span", "a", "a"]
    assert tags.ended == ["audio", "span", "a", "a", "aisha-audio"]
    assert tags["aisha-audio"].get("data-title", "") in {text, None}
    assert (tags["aisha-audio"]["data-download"] or "") == text


def test_nothing_is_inline():
    """A strict Content-Security-Policy forbids inline script and style."""
    names = {name for _, attributes in _Tags(player_html(MARKUP)).found for name in attributes}
    assert not any(name == "style" or name.startswith("on") for name in names)


def _in_english(**options: Any) -> PlayerMarkup:
    return dataclasses.replace(MARKUP, language="en", **options)
