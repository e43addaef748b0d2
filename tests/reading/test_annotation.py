"""Annotating changes nothing but adds the attributes, for any text whatever."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading import AnnotatedHtml, ReadingRules, read_blocks
from aisha_docs_audio.reading.source_map import SourceMap
from tests.reading.hostile import hostile_html

RULES = [
    ReadingRules(code="skip"),
    ReadingRules(tables="announce", code="announce", language="ru"),
    ReadingRules(tables="skip", code="read", language="en", skip=("li", "p > b")),
]

pages = st.one_of(hostile_html(), st.text())


@given(html=pages, rules=st.sampled_from(RULES))
@example(html="<p>\ud800</p>", rules=RULES[0])
@example(html="<div title='<p >'><p/>x", rules=RULES[0])
@settings(max_examples=400)
def test_without_the_attributes_the_html_is_the_input(html: str, rules: ReadingRules) -> None:
    """Byte for byte."""
    reading = read_blocks(html, rules)
    assert re.sub(' data-audio-block="[0-9]*"', "", reading.html) == html


@given(html=pages, rules=st.sampled_from(RULES))
@example(html="<table><tr><td>one<p>two</table>", rules=RULES[0])
@settings(max_examples=400)
def test_the_numbers_stand_in_the_page_once_and_in_order(html: str, rules: ReadingRules) -> None:
    """A parser finds 1 to n, and nothing else, in the order of the elements."""
    reading = read_blocks(html, rules)
    assert _numbers_in(reading) == [str(block.number) for block in reading.blocks]


@given(html=pages, before=st.sampled_from(RULES), rules=st.sampled_from(RULES))
@settings(max_examples=200)
def test_numbers_of_an_earlier_reading_are_overruled(
    html: str, before: ReadingRules, rules: ReadingRules
) -> None:
    """Also where this reading, by other rules, marks nothing."""
    reading = read_blocks(read_blocks(html, before).html, rules)
    numbers = [number for number in _numbers_in(reading) if number]
    assert numbers == [str(block.number) for block in reading.blocks]


@given(html=pages, rules=st.sampled_from(RULES))
@example(html="<p><pre>¶", rules=RULES[2])
@example(html="<p><div><kbd>-->¶<p>", rules=RULES[0])
@example(html="<xmp><p>x</xmp><xmp><p class=y>x</xmp>", rules=RULES[2])
@example(html="<p>a<plaintext><p>x", rules=RULES[2])
@example(html="<pre>a<textarea><p>x</textarea><title><p>y</title><iframe><p>z", rules=RULES[2])
@example(html="<script type=math/tex>a<p </script>", rules=RULES[2])
@example(html="<h2>f(<textarea><p>x</textarea>)</h2>", rules=RULES[2])
@example(html="<p><xmp class=tabbed-set><p>", rules=RULES[0])
@example(html="<xmp role=tabpanel><p></xmp><xmp data-audio=volatile><p>", rules=RULES[0])
@example(html="<div class=tabbed-set><div class=tabbed-labels><xmp><p>x", rules=RULES[0])
@example(html="<div class=tabbed-set><label>a<textarea><p></textarea></label><p>b", rules=RULES[0])
@example(html="<dl><dt class=sig><xmp class=sig-name><p></xmp>x</dt></dl>", rules=RULES[0])
@example(html="<math><mtext><xmp><p>x</xmp></mtext></math>", rules=RULES[0])
@example(html="<math><mi><![CDATA[<p>]]></mi></math>", rules=RULES[0])
@example(html="<svg class=line><![CDATA[<p>]]></svg>", rules=RULES[0])
@example(html="<p><math alttext='<p >x^2'></math><div class=katex><title><p>", rules=RULES[0])
@settings(max_examples=200)
def test_blocks_are_sound(html: str, rules: ReadingRules) -> None:
    """Counted from 1, with a text, its white space collapsed, and a sensible level."""
    mark = re.escape(SourceMap(html).name)
    for number, block in enumerate(read_blocks(html, rules).blocks, 1):
        assert block.number == number
        assert block.text
        assert block.text == " ".join(block.text.split())
        assert not re.search(f"[\0¶\ud800-\udfff]|{mark}=[0-9]", block.text)
        assert list(block.spans) == sorted(block.spans, key=lambda span: span.start)
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            assert block.text[span.start : span.end].strip() == block.text[span.start : span.end]
            assert not re.search(f"[\0\ud800-\udfff]|{mark}=[0-9]", span.value)
        assert (block.level > 0) == (block.kind in {"heading", "item"})


@given(html=hostile_html(), rules=st.sampled_from(RULES))
@settings(max_examples=100)
def test_an_annotated_page_reads_as_before(html: str, rules: ReadingRules) -> None:
    """The attributes change no reading."""
    reading = read_blocks(html, rules)
    again = read_blocks(reading.html, rules)
    assert again.blocks == reading.blocks


INLINE = ("b", "em", "code", "span", "a", "x-y")
PARAGRAPHS = ("p", "h2", "summary", "dt")
CONTAINERS = (
    "div",
    "section",
    "ul",
    "ol",
    "li",
    "blockquote",
    "dd",
    "details",
    "figure",
    "article",
)


def _trees(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    phrases = st.recursive(
        words,
        lambda inner: st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(INLINE),
            st.lists(inner, max_size=3).map(" ".join),
        ),
        max_leaves=4,
    )
    paragraphs = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(PARAGRAPHS), phrases)
    return st.recursive(
        st.one_of(paragraphs, phrases),
        lambda inner: st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(CONTAINERS),
            st.lists(inner, max_size=4).map(" ".join),
        ),
        max_leaves=20,
    )


@given(html=_trees(st.just("word")).map("<div>{}</div>".format))
@settings(max_examples=300)
def test_no_visible_word_is_lost_doubled_or_moved(html: str) -> None:
    """Wherever it stands: in a paragraph, bare in a container, before or after other blocks."""
    count = 0

    def number(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"word{count}x"

    html = re.sub("word", number, html)
    said = " ".join(block.text for block in read_blocks(html, RULES[0]).blocks)
    assert re.findall("word[0-9]+x", said) == re.findall("word[0-9]+x", html)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(newline: str) -> None:
    """Parsers make one form of them; the source keeps its own."""
    html = f"<p>one{newline}two</p>{newline}<pre>{newline}{newline}x</pre>{newline}"
    reading = read_blocks(html, RULES[0])
    assert reading.html == html.replace("<p", '<p data-audio-block="1"', 1)
    assert reading.blocks[0].text == "one two"


def _numbers_in(reading: AnnotatedHtml) -> list[str]:
    text = f"<!doctype html><body>{reading.html}".encode("utf-8", "replace")
    nodes = LexborHTMLParser(text).css("[data-audio-block]")
    return [node.attributes["data-audio-block"] or "" for node in nodes]
