"""What a written page shows of what was read."""

from __future__ import annotations

import pytest

from aisha_docs_audio.reading.shown import first_missing, shown_blocks

READ = (
    '<h1 data-audio-block="1">Title</h1><p data-audio-block="2">One, two <b>three</b>.'
    '<img alt="four"></p><ul><li data-audio-block="3">Outer<ul><li data-audio-block="4">Inner'
    '</li></ul></li></ul><p data-audio-block="5" style="display: none">Hidden all along</p>'
)


def page(content: str) -> str:
    """Put content into a theme's page."""
    return f"<!doctype html><html><head><title>x</title></head><body><main>{content}</main></body>"


@pytest.mark.parametrize(
    "content",
    [
        READ,
        READ.replace("One, two <b>", "<i>One</i>,&#32;two\n\n  <b>"),
        READ.replace("Title", 'Title<a href="#t">¶</a>'),
        READ.replace("two", 'two <span class="tip">a tooltip</span>'),
        READ.replace("three", "t\N{SOFT HYPHEN}hree"),
        READ.replace(">", ">\n"),
        f"<div hidden>{READ}</div>{READ}",
        f"<dialog open>{READ}</dialog>",
        f'<div role="tabpanel" hidden>{READ}</div>',
        f"<!--googleoff: all--><nav>Menu</nav><!--googleon: all-->{READ}",
    ],
)
def test_additions_and_another_writing_of_the_same_lose_nothing(content: str) -> None:
    """Minifiers, permalinks and tooltips are no loss."""
    assert first_missing(shown_blocks(READ), page(content)) is None


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ("", 1),
        ("U2FsdGVkX19Tm90IGZvciB5b3U=", 1),
        (f"<!-- {READ} -->", 1),
        (f"<template>{READ}</template>", 1),
        (f"<script type='text/plain'>{READ}</script>", 1),
        (f"<textarea>{READ}</textarea>", 1),
        (f"<div hidden>{READ}</div>", 1),
        (f'<div style="DISPLAY :none!important">{READ}</div>', 1),
        (f'<div style="content-visibility:hidden">{READ}</div>', 1),
        (f"<dialog>{READ}</dialog>", 1),
        (f"<div popover>{READ}</div>", 1),
        (f"<div inert>{READ}</div>", 1),
        (f'<div aria-hidden="true">{READ}</div>', 1),
        (f"<div data-nosnippet>{READ}</div>", 1),
        (f'<div class="col d-none">{READ}</div>', 1),
        (f"<!--googleoff: all-->{READ}<!--googleon: all-->", 1),
        (f"<object>{READ}</object>", 1),
        (f"<video>{READ}</video>", 1),
        (READ.replace("<ul>", "<!--googleoff: all--><ul>"), 3),
        (READ.replace("two", "xyz"), 2),
        (READ.replace("One, two", "two, One"), 2),
        (READ.replace("four", "five"), 2),
        (READ.replace('data-audio-block="3"', ""), 3),
        (READ.replace("Inner", ""), 4),
        (READ.replace('<p data-audio-block="2">', '<p data-audio-block="2" hidden>'), 2),
        (READ.replace("Inner", "<span hidden>Inner</span>"), 4),
    ],
)
def test_what_is_encrypted_replaced_or_hidden_is_missing(content: str, missing: int | None) -> None:
    """The first block that is not there is named."""
    assert first_missing(shown_blocks(READ), page(content)) == missing


@pytest.mark.parametrize("body", ["<body hidden>", "<body style='display:none'>", "<body inert>"])
def test_a_page_that_is_hidden_as_a_whole_shows_nothing(body: str) -> None:
    """A gate that asks for a password hides the body until then."""
    assert first_missing(shown_blocks(READ), page(READ).replace("<body>", body)) == 1
