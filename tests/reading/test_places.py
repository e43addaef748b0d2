"""Where texts stand: which elements are marked, and that no text is lost."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading import ReadingRules, read_blocks
from tests.reading.reading_lines import lines, texts


def marked(html: str, **rules: Any) -> list[tuple[str, str]]:
    """Give (number, tag) of the marked elements in the order of the page."""
    reading = read_blocks(html, ReadingRules(**rules))
    nodes = LexborHTMLParser(reading.html).css("[data-audio-block]")
    return [(node.attributes["data-audio-block"] or "", node.tag or "") for node in nodes]


def test_the_attribute_stands_right_after_the_name() -> None:
    """So that it wins over a later attribute of the same name."""
    html = '<H1 CLASS=a>One</H1>\n<p\tid="x">Two</p><p/>Three'
    assert read_blocks(html, ReadingRules()).html == (
        '<H1 data-audio-block="1" CLASS=a>One</H1>\n<p data-audio-block="2"\tid="x">Two</p>'
        '<p data-audio-block="3"/>Three'
    )


def test_each_kind_of_block_is_marked_where_it_can_be_seen() -> None:
    """A loose item at its paragraph, a picture at itself, a row at itself, a tab at its panel."""
    html = (
        "<ul><li><p>One</p></li><li>Two</li></ul><p><img alt='Three'></p>"
        "<table><tr><td>Four</td></tr></table><blockquote><p>Five</p></blockquote>"
        "<figure><figcaption>Six</figcaption></figure><pre>Seven</pre>"
    )
    assert marked(html, code="announce") == [
        ("1", "p"),
        ("2", "li"),
        ("3", "img"),
        ("4", "table"),
        ("5", "tr"),
        ("6", "p"),
        ("7", "figcaption"),
        ("8", "pre"),
    ]


def test_bare_text_in_a_container_marks_the_container() -> None:
    """If it comes first; else it joins the block before it, for numbers follow the page."""
    html = "<div>One<p>Two</p>Three</div><section><p>Four</p>Five <em>Six</em></section>"
    assert lines(html) == [
        "1 paragraph | One",
        "2 paragraph | Two. Three",
        "3 paragraph | Four. Five Six",
    ]
    assert marked(html) == [("1", "div"), ("2", "p"), ("3", "p")]


def test_bare_text_after_a_summary_is_not_lost() -> None:
    """As people write it in Markdown by hand."""
    assert texts("<details><summary>More</summary>Bare text.</details>") == ["More. Bare text."]


def test_bare_text_before_everything_joins_the_first_block() -> None:
    """It has no element at all."""
    assert texts("Bare <b>text</b>. <hr> More<p>One</p>") == ["Bare text. More. One"]


def test_bare_text_alone_cannot_be_marked_and_is_not_read() -> None:
    """There is no start tag to write into."""
    reading = read_blocks("Just <b>text</b>", ReadingRules())
    assert (reading.html, reading.blocks) == ("Just <b>text</b>", ())


def test_a_place_of_the_parsers_own_making_is_not_marked() -> None:
    """An implied tbody or p has no start tag; the text finds another place."""
    assert texts("<div>One</p>Two</div>") == ["One. Two"]
    assert texts("<table>Foster<tr><td>One</table>") == ["Foster. Table.", "One."]


def test_what_looks_like_a_tag_elsewhere_is_not_marked() -> None:
    """In comments, scripts, attribute values, text areas, raw text."""
    html = (
        "<!-- <p >1</p> --><script>'<p >2</p>'</script><p title='<p >3</p>' class=<p >4</p>"
        "<textarea><p >5</p></textarea><xmp><p >6</p></xmp><x title=<p >7</x>"
    )
    assert read_blocks(html, ReadingRules(code="skip")).html == html.replace(
        "<p title", '<p data-audio-block="1" title'
    )


def test_a_number_that_was_there_before_is_overruled() -> None:
    """The attribute is ours; elsewhere than at our blocks it becomes empty."""
    html = (
        '<p data-audio-block="7">One</p><div DATA-audio-BLOCK=9><p data-audio-block>Two</p></div>'
        '<nav><p data-audio-block="1">x</p></nav>'
    )
    reading = read_blocks(html, ReadingRules())
    assert marked(html) == [("1", "p"), ("", "div"), ("2", "p"), ("", "p")]
    again = read_blocks(reading.html, ReadingRules())
    assert again.blocks == reading.blocks


def test_reading_twice_gives_the_same() -> None:
    """Nothing is remembered from one page to the next."""
    html = "<h1>One</h1><ol><li>Two</ol>"
    assert read_blocks(html, ReadingRules()) == read_blocks(html, ReadingRules())


def test_a_deep_page_is_read() -> None:
    """The walk does not recurse."""
    assert texts("<ul><li>" * 220 + "Deep") == ["Deep"]


def test_blocks_in_inline_elements_are_found() -> None:
    """As a link around a card."""
    html = '<a href="x"><div>One</div>Two</a><span><h2>Three</h2></span>'
    assert texts(html) == ["One. Two", "Three"]
