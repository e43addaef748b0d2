"""The rules that users set."""

from __future__ import annotations

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.reading import ReadingRules
from aisha_docs_audio.settings.options import Settings
from tests.reading.reading_lines import texts


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        (".advert", ["Two", "Three", "Four"]),
        ("p, li", ["Four"]),
        ("ul > li:first-child", ["One", "Two", "Four"]),
        ("b", ["One", "Two", "Three"]),
        ("[data-x='2']", ["One", "Three", "Four"]),
        ("body > p", ["Three", "Four"]),
        ("*", []),
        ("nothing", ["One", "Two", "Three", "Four"]),
    ],
)
def test_what_a_selector_matches_is_not_read(selector: str, said: list[str]) -> None:
    """Blocks and parts of a line."""
    html = (
        "<p class=advert>One</p><p id=two data-x=2>Two</p><ul><li>Three</li></ul>"
        "<div><b>Four</b></div>"
    )
    assert texts(html, skip=(selector,)) == said


def test_several_selectors_add_up() -> None:
    """Each is looked for."""
    html = "<p class=a>One</p><p class=b>Two</p><p>Three</p>"
    assert texts(html, skip=(".a", ".b")) == ["Three"]


@pytest.mark.parametrize("selector", ["p[", "", ">", "p:nope", "p::before", "p {}", "\ud800"])
def test_a_selector_that_is_none_is_refused(selector: str) -> None:
    """By name and value, when the rules are made, before any page is read."""
    with pytest.raises(SettingsError) as caught:
        ReadingRules(skip=(".fine", selector))
    assert caught.value.option == "skip"
    assert repr(selector) in str(caught.value)


def test_selectors_can_be_checked_under_the_hosts_name() -> None:
    """Adapters check the configuration once and early."""
    Settings.from_mapping({"skip": [".fine", "p > a"]})
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping({"skip": ["p["]}, prefix="aisha_audio_")
    assert caught.value.option == "aisha_audio_skip"
