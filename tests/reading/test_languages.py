"""The language of a block."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, texts


def test_the_nearest_lang_counts() -> None:
    """On the element or around it, block or inline, until it ends."""
    html = (
        '<p>a</p><div lang="ru"><p>b</p><p lang="en">c</p><p>d</p></div><p>e</p>'
        '<a lang="en"><p>f</p></a><ul lang="uz"><li>g</li></ul>'
    )
    assert lines(html) == [
        "1 paragraph | a",
        "2 paragraph [ru] | b",
        "3 paragraph [en] | c",
        "4 paragraph [ru] | d",
        "5 paragraph | e",
        "6 paragraph [en] | f",
        "7 item 1 [uz] | g",
    ]


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        ('lang="uz-Latn-UZ"', " [uz]"),
        ('lang="EN_us"', " [en]"),
        ('lang=" ru "', " [ru]"),
        ('xml:lang="de"', " [de]"),
        ('lang="uz" xml:lang="ru"', " [uz]"),
        ('lang=""', ""),
        ("lang", ""),
        ('lang="?"', ""),
        ('lang="x-klingon"', ""),
    ],
)
def test_the_language_is_the_primary_subtag(attribute: str, said: str) -> None:
    """In lower case; what is none is unknown, which is the page's."""
    assert lines(f'<div lang="en"><p {attribute}>a</p></div>') == [f"1 paragraph{said} | a"]


def test_a_row_has_the_language_of_its_table() -> None:
    """And may have its own."""
    html = '<table lang="ru"><tr><td>a<tr lang="en"><td>b</table>'
    assert lines(html) == ["1 row [ru] | a.", "2 row [en] | b."]


def test_words_of_ours_are_in_the_language_of_the_block() -> None:
    """In the page's, if the block is in a language we have no words in."""
    image = '<p lang="{}"><img alt="x y"></p>'
    assert texts(image.format("ru"), language="uz") == ["Изображение: x y"]
    assert texts(image.format("de"), language="uz") == ["Rasm: x y"]


def test_the_language_ends_where_a_skipped_element_ends() -> None:
    """An element that is not gone into cannot leak its language."""
    html = '<pre lang="ru">x</pre><div lang="en" hidden>x</div><p>a</p>'
    assert lines(html) == ["1 paragraph | a"]
