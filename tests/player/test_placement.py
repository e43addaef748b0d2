"""Where the player goes."""

from __future__ import annotations

import pytest

from aisha_docs_audio.player.marks import MARK, with_player
from aisha_docs_audio.player.placement import find_mark, with_mark

TITLED = '<section><h1 id="a" data-audio-block="1">A<a>¶</a></h1>\n<p>b</p></section>'


@pytest.mark.parametrize(
    ("html", "where", "marked"),
    [
        (
            TITLED,
            "top",
            '<section><h1 id="a" data-audio-block="1">A<a>¶</a></h1>MARK\n<p>b</p></section>',
        ),
        ("<p>b</p><h1>c</h1>", "top", "MARK<p>b</p><h1>c</h1>"),
        ("<h1>silent</h1><p>b</p>", "top", "MARK<h1>silent</h1><p>b</p>"),
        ("<p>b</p>", "bottom", "<p>b</p>MARK"),
        ("<p>b</p>", "manual", None),
        ("a <aisha-audio></aisha-audio> b", "manual", "a MARK b"),
        ("a <aisha-audio class='x'>\n</aisha-audio> b", "bottom", "a MARK b"),
    ],
)
def test_the_player_goes_where_it_is_wanted(html: str, where: str, marked: str | None) -> None:
    """Below the title, at the end, or in place of the page's own element."""
    assert with_mark(html, where) == (marked and marked.replace("MARK", MARK))


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <aisha-audio></aisha-audio> --><p>b</p>",
        '<img alt="<aisha-audio></aisha-audio>"><p>b</p>',
        "<script>let s = '<aisha-audio></aisha-audio>'</script><p>b</p>",
        "<style>/* <aisha-audio></aisha-audio> */</style><p>b</p>",
        "<textarea><aisha-audio></aisha-audio></textarea><p>b</p>",
        "<title><aisha-audio></aisha-audio></title><p>b</p>",
        "<template><aisha-audio></aisha-audio></template><p>b</p>",
        "<noscript><aisha-audio></aisha-audio></noscript><p>b</p>",
        "<p>&lt;aisha-audio&gt;&lt;/aisha-audio&gt;</p>",
        "<p>b</p><!-- never closed <aisha-audio></aisha-audio>",
    ],
)
def test_what_only_looks_like_the_element_is_no_place(html: str) -> None:
    """In a comment, an attribute or a script nobody would see a player."""
    assert with_mark(html, "manual") is None
    assert with_mark(html, "top") == MARK + html


@pytest.mark.parametrize(
    ("html", "where", "marked"),
    [
        (
            '<h1 data-audio-block="1">A<!-- </h1> --> b</h1>c',
            "top",
            '<h1 data-audio-block="1">A<!-- </h1> --> b</h1>MARKc',
        ),
        (
            '<!-- <h1 data-audio-block="1">x</h1> --><p>b</p>',
            "top",
            'MARK<!-- <h1 data-audio-block="1">x</h1> --><p>b</p>',
        ),
        ("<p>b</p><!-- never closed", "bottom", "MARK<p>b</p><!-- never closed"),
        (
            "<!-- <aisha-audio></aisha-audio> --><i><aisha-audio></aisha-audio></i>",
            "top",
            "<!-- <aisha-audio></aisha-audio> --><i>MARK</i>",
        ),
    ],
)
def test_comments_mislead_nobody(html: str, where: str, marked: str) -> None:
    """Each place is proven by a parser."""
    assert with_mark(html, where) == marked.replace("MARK", MARK)


def test_a_player_takes_the_marks_place_and_another_one_its() -> None:
    """Comments stay around it, and around nothing."""
    page = f"<!doctype html><title>{MARK}</title><body><p>a{MARK}b</p>"
    before, after = page[: page.rindex(MARK)], page[page.rindex(MARK) + len(MARK) :]
    for player in ("<i>1</i>", "", "<i>2</i>"):
        place = find_mark(page)
        assert place is not None
        page = with_player(page, place, player)
        assert page == f"{before}<!-- aisha-audio -->{player}<!-- /aisha-audio -->{after}"


@pytest.mark.parametrize(
    "page",
    [
        f"<script>let s = '{MARK}'</script>",
        f'<p title="{MARK.replace(chr(34), "")}">',
        f"<!-- {MARK} -->",
        "<script>'<!-- aisha-audio --><!-- /aisha-audio -->'</script>",
        "<!-- aisha-audio --> <p>its end was cut off</p>",
        "",
    ],
)
def test_a_mark_that_is_not_shown_is_none(page: str) -> None:
    """A finished page must show the player, not only hold its letters."""
    assert find_mark(page) is None


def test_hostile_html_is_no_trouble() -> None:
    """Unclosed elements by the thousand are looked through once."""
    html = "<aisha-audio " * 100_000
    assert with_mark(html, "top") == MARK + html
    for part in ("<h1></h1>", "<aisha-audio></aisha-audio>", "<span ", "<!-- aisha-audio -->"):
        assert with_mark(part * 20_000, "top")
        assert find_mark(part * 20_000) is None
