"""The language of a block."""

from __future__ import annotations

import pytest

from aisha_docs_audio.reading import ReadingRules, read_blocks
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
        ('xml:lang="uz"', " [uz]"),
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
    assert lines(html) == ["1 caption [ru] | Таблица.", "2 row [ru] | a.", "3 row [en] | b."]


def test_words_of_ours_are_in_the_language_of_the_block() -> None:
    """And in its script."""
    image = '<p lang="{}"><img alt="x y"></p>'
    assert texts(image.format("ru"), language="uz") == ["Изображение: x y"]
    cyrillic = f"{image.format('uz')}<p>Расм остидаги матн</p>"
    assert texts(cyrillic, language="uz") == ["Расм: x y", "Расм остидаги матн"]


def test_code_does_not_tell_the_script_of_a_page() -> None:
    """It is in Latin letters on a Cyrillic page, too."""
    code = "pip install much of it, in Latin letters"
    html = f"<p>Матн: <code>{code}</code></p><pre>{code}</pre><script>{code}</script>"
    last = texts(html, language="uz", code="announce")[-1]
    assert last == "Код намунаси."


def test_what_no_voice_speaks_is_left_out() -> None:
    """Nobody is read in another language's voice; the reading tells which were left out."""
    html = (
        '<p>One</p><p lang="de">Zwei</p><p lang="ar" dir="rtl">ثلاثة</p><p lang="ru">Три</p>'
        '<p><i lang="fr">Quatre</i></p><p>As in <i lang="fr">cinq</i></p>'
    )
    reading = read_blocks(html, ReadingRules(language="en"))
    assert [block.text for block in reading.blocks] == ["One", "Три", "As in cinq"]
    assert [block.number for block in reading.blocks] == [1, 2, 3]
    assert reading.unspoken == ("de", "ar", "fr")
    assert 'lang="ru" data-audio-block' not in reading.html
    assert '<p data-audio-block="2" lang="ru">' in reading.html


def test_the_language_ends_where_a_skipped_element_ends() -> None:
    """An element that is not gone into cannot leak its language."""
    html = '<pre lang="ru">x</pre><div lang="en" hidden>x</div><p>a</p>'
    assert lines(html) == ["1 paragraph | a"]
