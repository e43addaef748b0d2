"""What is said of pictures."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, texts


@pytest.mark.parametrize(
    ("language", "word"), [("uz", "Rasm"), ("en", "Image"), ("ru", "Изображение")]
)
def test_a_picture_that_stands_alone_is_announced(language: str, word: str) -> None:
    """In a paragraph, a link, a figure or nothing."""
    image = '<img src="lamp.png" alt="A lamp">'
    html = f'<p>{image}</p><h2>x</h2><figure><a href="lamp.png">{image}</a></figure>'
    assert lines(html, language=language) == [
        f"1 image | {word}: A lamp",
        "2 heading 2 | x",
        f"3 image | {word}: A lamp",
    ]


def test_a_picture_within_a_line_is_a_part_of_it() -> None:
    """Set off from its neighbours."""
    assert texts('<p>Press<img alt="the gear">now</p>') == ["Press the gear now"]


def test_several_pictures_in_one_paragraph_are_several_blocks() -> None:
    """But one picture in two variants is one."""
    html = (
        '<p><img src="a" alt="Dawn"><br><img src="b" alt="Dusk"> '
        '<img src="n#only-light" alt="Noon"> <img src="n#only-dark" alt="Noon"></p>'
    )
    assert texts(html) == ["Image: Dawn", "Image: Dusk", "Image: Noon"]


def test_a_caption_that_repeats_the_alternative_is_not_said_twice() -> None:
    """One that says something else is."""
    html = '<figure><img alt="{}"><figcaption>The shelf<p>Legend</p></figcaption></figure>'
    assert lines(html.format("The shelf")) == ["1 image | Image: The shelf", "2 caption | Legend"]
    assert lines(html.format("A shelf")) == [
        "1 image | Image: A shelf",
        "2 caption | The shelf",
        "3 paragraph | Legend",
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'alt=""',
        'alt="  "',
        'alt="_images/shelf.png" src="_images/shelf.png"',
        'alt="shelf.PNG"',
        'alt="https://example.org/200/200"',
        'alt="Decoration" role="presentation"',
        'alt="Decoration" role="none"',
        'alt="Hidden" aria-hidden="true"',
        'alt="build passing" src="https://img.shields.io/x"',
        'alt="CI" src="https://github.com/a/b/actions/workflows/ci.yml/badge.svg"',
        'alt="CI" src="https://github.com/a/b/workflows/ci/x.svg"',
        'alt="digraph { a }" class="graphviz"',
        'alt=":smile:" class="twemoji"',
    ],
)
def test_a_picture_without_meaning_is_not_said(attributes: str) -> None:
    """Decoration, paths, badges, emoji and the source of diagrams."""
    assert texts(f"<p><img {attributes}> Text</p>") == ["Text"]


@pytest.mark.parametrize("attributes", ['alt="😄" class="gemoji"', 'alt="🔥"'])
def test_an_emoji_that_is_drawn_is_text(attributes: str) -> None:
    """What is said of it is decided where all emoji are: mostly nothing."""
    shown = attributes[5]
    assert texts(f"<p>Text <img {attributes}> on</p>") == [f"Text {shown} on"]


def test_a_single_word_may_say_what_is_shown() -> None:
    """The themes of Sphinx' own documentation are shown with such a word."""
    assert texts('<p><img alt="alabaster" src="../_images/alabaster.png"></p>') == [
        "Image: alabaster"
    ]


def test_an_alternative_may_hold_markup_like_text() -> None:
    """What looks like a tag in an attribute is text, and comes out as it went in."""
    assert texts('<p><img alt="The <div > element"></p>') == ["Image: The <div > element"]


@pytest.mark.parametrize(
    "icon",
    [
        '<span class="twemoji" title="Settings"><svg><path d="M1 1"></path></svg></span>',
        '<i class="fa fa-cog" aria-label="Settings"></i>',
        '<svg role="img"><title>Settings</title></svg>',
        '<span class="material-icons" aria-label="Settings"></span>',
    ],
)
def test_the_name_that_an_author_gave_an_icon_is_said(icon: str) -> None:
    """It stands in the sentence for a word."""
    assert texts(f"<p>Click {icon} to go on.</p>") == ["Click Settings to go on."]


@pytest.mark.parametrize(
    "icon",
    [
        '<span class="twemoji" title=":gear:"><svg></svg></span>',
        '<i class="fa fa-cog" aria-label="Settings" aria-hidden="true"></i>',
        "<svg><title>Settings</title></svg>",
        '<i class="fa fa-key" title="Key"></i>',
        '<a href="#x"><svg aria-label="Permalink"></svg></a>',
        '<span class="material-icons" title="Settings">settings</span>',
    ],
)
def test_an_icon_without_a_name_of_its_own_is_decoration(icon: str) -> None:
    """So is one whose name the text behind it repeats."""
    assert texts(f"<p>{icon} key.</p>") == ["key."]
