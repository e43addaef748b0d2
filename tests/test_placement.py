"""Where the player goes."""

from __future__ import annotations

import pytest

from aisha_docs_audio.player.placement import place

TITLED = '<section><h1 id="a" data-audio-block="1">A<a>¶</a></h1>\n<p>b</p></section>'


@pytest.mark.parametrize(
    ("html", "where", "placed"),
    [
        (
            TITLED,
            "top",
            '<section><h1 id="a" data-audio-block="1">A<a>¶</a></h1>PLAYER\n<p>b</p></section>',
        ),
        ("<p>b</p><h1>c</h1>", "top", "PLAYER<p>b</p><h1>c</h1>"),
        ("<h1>silent</h1><p>b</p>", "top", "PLAYER<h1>silent</h1><p>b</p>"),
        ("<p>b</p>", "bottom", "<p>b</p>PLAYER"),
        ("<p>b</p>", "manual", None),
        ("a <aisha-audio></aisha-audio> b", "manual", "a PLAYER b"),
        ("a <aisha-audio class='x'>\n</aisha-audio> b", "bottom", "a PLAYER b"),
    ],
)
def test_the_player_goes_where_it_is_wanted(html: str, where: str, placed: str | None) -> None:
    """Below the title, at the end, or in place of the page's own element."""
    assert place(html, "PLAYER", where) == placed


def test_hostile_html_is_no_trouble() -> None:
    """Unclosed elements by the thousand are looked through once."""
    html = "<aisha-audio " * 100_000
    assert place(html, "P", "top") == "P" + html
