"""What is said of lists."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, spans, texts


def test_an_items_own_text_is_a_block_and_so_is_each_item_inside_it() -> None:
    """The level is the depth, whatever the lists are."""
    html = "<ul><li>One<ol><li>Two<ul><li>Three</ul></ol><li>Four</ul>"
    assert lines(html) == [
        "1 item 1 | One",
        "2 item 2 | 1. Two",
        "3 item 3 | Three",
        "4 item 1 | Four",
    ]


def test_the_first_paragraph_of_a_loose_item_is_the_item() -> None:
    """Those after it are paragraphs, and the next item is an item again."""
    html = "<ol><li><p>One</p><p>More</p><ul><li><p>Two</p></li></ul></li><li><p>Three</p></ol>"
    assert lines(html) == [
        "1 item 1 | 1. One",
        "2 paragraph | More",
        "3 item 2 | Two",
        "4 item 1 | 2. Three",
    ]


def test_text_after_an_inner_list_is_not_lost() -> None:
    """It has no start tag of its own, so it joins what was said before it."""
    assert texts("<ul><li>One<ul><li>Two</li></ul>and more</li></ul>") == ["One", "Two. and more"]


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", ["1.", "2.", "3."]),
        ('start="4"', ["4.", "5.", "6."]),
        ('start="-1"', ["-1.", "0.", "1."]),
        ('start="x"', ["1.", "2.", "3."]),
        ("reversed", ["3.", "2.", "1."]),
        ('type="a"', ["a.", "b.", "c."]),
        ('type="A" start="26"', ["Z.", "27.", "28."]),
        ('class="loweralpha"', ["a.", "b.", "c."]),
        ('class="upperroman" start="4"', ["4.", "5.", "6."]),
    ],
)
def test_ordered_items_are_counted_as_the_page_counts_them(
    attributes: str, numbers: list[str]
) -> None:
    """Roman numerals are said as numbers, letters as letters."""
    said = texts(f"<ol {attributes}><li>x</li><li>x</li><li>x</li></ol>")
    assert said == [f"{number} x" for number in numbers]


def test_an_items_value_sets_the_count() -> None:
    """As the HTML Standard has it; a value that is no number sets nothing."""
    html = '<ol><li>x<li value="7">y<li>z<li value="q">w</ol>'
    assert texts(html) == ["1. x", "7. y", "8. z", "9. w"]


def test_an_item_that_begins_with_something_else_has_no_number() -> None:
    """The number would come after the title of the box, or after the inner list."""
    html = (
        '<ol><li><div class="admonition"><p class="admonition-title">Note</p><p>x</p></div></li>'
        "<li><ul><li>y</li></ul><p>z</p></li><li>w</li></ol>"
    )
    assert lines(html) == [
        "1 title | Note",
        "2 paragraph | x",
        "3 item 2 | y",
        "4 paragraph | z",
        "5 item 1 | 3. w",
    ]


def test_an_empty_item_is_counted_but_not_said() -> None:
    """Its number would hang in the air."""
    assert texts("<ol><li></li><li>x</li></ol>") == ["2. x"]


def test_a_definition_list_is_terms_and_definitions() -> None:
    """A classifier is set off from its term."""
    html = (
        '<dl><dt>Shelf<span class="classifier">part</span></dt><dd><p>One</p><p>Two</p></dd>'
        "<div><dt>Book</dt><dd>Three</dd></div></dl>"
    )
    assert lines(html) == [
        "1 term | Shelf: part",
        "2 definition | One",
        "3 paragraph | Two",
        "4 term | Book",
        "5 definition | Three",
    ]


def test_footnotes_are_read_without_their_numbers() -> None:
    """Of Python-Markdown and of docutils: no back-links, no labels."""
    html = (
        '<div class="footnote"><hr><ol><li id="fn:1"><p>One.&#160;'
        '<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
        '<aside class="footnote-list brackets"><aside class="footnote brackets">'
        '<span class="label"><span class="fn-bracket">[</span>'
        '<a role="doc-backlink" href="#id1">1</a><span class="fn-bracket">]</span></span>'
        '<span class="backrefs">(<a href="#id1">1</a>,<a href="#id2">2</a>)</span>'
        "<p>Two.</p></aside></aside>"
        '<div class="citation"><span class="label">[K24]</span><p>Three.</p></div>'
    )
    assert texts(html) == ["Footnote: One.", "Footnote: Two.", "Source: Three."]
    assert texts(html, language="ru")[1:] == ["Сноска: Two.", "Источник: Three."]


@pytest.mark.parametrize(
    ("language", "done", "to_do"),
    [
        ("en", "Done", "Open"),
        ("ru", "Сделано", "Не сделано"),
        ("uz", "Bajarilgan", "Bajarilmagan"),
    ],
)
def test_a_task_tells_whether_it_is_done(language: str, done: str, to_do: str) -> None:
    """As pymdownx and GitHub write them."""
    html = (
        '<ul class="task-list"><li class="task-list-item"><label class="task-list-control">'
        '<input type="checkbox" checked><span class="task-list-indicator"></span></label> One'
        '</li><li><p><input type="checkbox" disabled> Two</p></li></ul>'
        '<p><input type="checkbox"> Three</p>'
    )
    assert lines(html, language=language) == [
        f"1 item 1 | {done}: One",
        f"2 item 1 | {to_do}: Two",
        "3 paragraph | Three",
    ]


def test_signs_before_items_answer_only_if_they_differ() -> None:
    """A list of nothing but check marks is decorated; lists inside lists are judged with them."""
    assert spans("<ul><li>✅ Linux<ul><li>❌ Old ones</ul><li>✅ BSD</ul><ul><li>✅ Fast</ul>") == [
        "[answer=yes: ✅] Linux",
        "[answer=no: ❌] Old ones",
        "[answer=yes: ✅] BSD",
        "✅ Fast",
    ]
    assert spans("<p>✅ This works.</p><p>Windows: ❌</p>") == [
        "✅ This works.",
        "Windows: [answer=no: ❌]",
    ]


def test_a_sign_behind_a_whole_sentence_decorates() -> None:
    """What it could answer has been said; in a cell, or behind a phrase, it answers."""
    cells = "<table><tr><td>Is it fast?</td><td>✅</td></tr></table>"
    said = spans(f"<p>It is out of date. ⛔</p><p>Works ✅</p>{cells}")
    assert said == [
        "It is out of date. ⛔",
        "Works [answer=yes: ✅]",
        "Table.",
        "Is it fast? [answer=yes: ✅].",
    ]
