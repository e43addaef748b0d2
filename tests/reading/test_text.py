"""What is said of headings, paragraphs and what stands inside a line."""

from __future__ import annotations

import pytest

from aisha_docs_audio.reading import ReadingRules, read_blocks
from tests.reading.reading_lines import line_with_spans, lines, spans, texts


def test_headings_keep_their_level() -> None:
    """The level is that of the tag."""
    assert lines("<h1>One</h1><h6>Six</h6>") == ["1 heading 1 | One", "2 heading 6 | Six"]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>foo<b>bar</b></p>", "foobar"),
        ("<p>foo <b> bar</b></p>", "foo bar"),
        ("<p>one<br>two</p>", "one, two"),
        ("<p>one\n\t two\xa0three</p>", "one two three"),
        ("<p>one<wbr>two</p>", "onetwo"),
        ("<p>a <code>b_c()</code> d</p>", "a b_c() d"),
        ("<p>a<!-- not this -->b</p>", "ab"),
        ("<p>AT&amp;T &lt;b&gt;</p>", "AT&T <b>"),
        ("<p>old <del>price</del> <ins>value</ins></p>", "old value"),
        ("<p><s>old</s><strike>older</strike> new</p>", "new"),
        ('<p><abbr title="Hypertext">HTML</abbr></p>', "HTML"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p>10<sup>6</sup>, 10<sup>-3</sup>, x<sup>n</sup></p>", "10⁶, 10⁻³, xⁿ"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "漢"),
        ("<p>See <a href='https://x.org/'>https://x.org/</a>.</p>", "See https://x.org/."),
        ('<p><x-chip class="y">any</x-chip> element</p>', "any element"),
    ],
)
def test_a_line_is_joined_as_it_is_seen(html: str, said: str) -> None:
    """Inline elements join without a gap, line breaks and white space become one space."""
    assert texts(html) == [said]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        (
            (
                '<p>Press <span class="keys"><kbd class="key-control">Ctrl</kbd><span>+</span>'
                '<kbd class="key-c">C</kbd></span>.</p>'
            ),
            "Press [key: Ctrl]+[key: C].",
        ),
        (
            "<p>Press <kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>C</kbd>.</p>",
            "Press [key: Ctrl]+[key: Alt]+[key: C].",
        ),
        (
            (
                '<p>Press <kbd class="kbd compound docutils literal"><kbd class="kbd docutils '
                'literal">Ctrl</kbd>+<kbd class="kbd docutils literal">C</kbd></kbd>.</p>'
            ),
            "Press [key: Ctrl]+[key: C].",
        ),
        ("<p>Press <kbd>+</kbd> or 1+1.</p>", "Press [key: +] or 1+1."),
    ],
)
def test_keys_are_told_from_words(html: str, read: str) -> None:
    """As pymdownx and Sphinx write shortcuts; what is shown stays."""
    assert ". ".join(spans(html)) == read


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>a <code> b_c()</code>, d</p>", "a [code: b_c()], d"),
        ("<p><tt>a</tt><samp>b</samp></p>", "[code: a][code: b]"),
        (
            (
                '<p><code class="docutils literal"><span class="pre">*</span> <span class="pre">x'
                "</span></code></p>"
            ),
            "[code: * x]",
        ),
        ('<p><span class="literal">x</span></p>', "[code: x]"),
        ("<p>a<code> </code>b</p>", "a b"),
        (
            '<p>See <a href="https://x.org/y?a=1&amp;b">the <code>y</code></a>.</p>',
            "See [link=https://x.org/y?a=1&b: the [code: y]].",
        ),
        ('<p><a href="#x">here</a>, <a>there</a></p>', "here, there"),
        (
            '<p>As one says, <em lang="fr">comme ci</em>, <i lang="en">so</i>.</p>',
            "As one says, [language=fr: comme ci], so.",
        ),
        ("<p><code>a<div>b</div></code>c</p>", "[code: a]. [code: b]. c"),
        ("<table><tr><td><code>.</code><td>Dot</table>", "Table.. [code: .]. Dot."),
    ],
)
def test_spans_say_what_a_stretch_is(html: str, read: str) -> None:
    """Code, links and phrases in another language; spans begin and end at words."""
    assert ". ".join(spans(html)) == read


def test_a_paragraph_in_one_other_language_is_a_block_in_it() -> None:
    """Although the attribute stands on an element inside."""
    assert lines('<p>"<em lang="ru">Привет</em>."</p>') == ['1 paragraph [ru] | "Привет."']


def test_what_is_left_out_leaves_no_loose_mark() -> None:
    """A removed footnote mark, icon or formula takes its space along."""
    html = (
        '<p>One <sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>, two'
        ' <span class="twemoji"></span>.</p>'
        '<ul><li><span class="twemoji"><svg></svg></span> – Three</li></ul>'
    )
    assert texts(html) == ["One, two.", "Three"]


def test_data_say_gives_the_words_for_what_is_shown() -> None:
    """Inside a word, too; an empty one leaves the element out."""
    html = '<p>The <span data-say="ja-von">Javon</span>s of <b data-say="">x</b>Tashkent.</p>'
    assert spans(html) == ["The [said=ja-von: Javon]s of Tashkent."]


def test_data_say_on_a_block_keeps_what_the_block_is() -> None:
    """A heading stays a heading; what is inside is shown, and data-say inside it is not said."""
    html = (
        '<h2 data-say="Version one point zero">v<b data-say="x">1.0</b><a class="headerlink" '
        'href="#v">¶</a></h2><table><tr><td data-say="yes">y<td>n</table>'
    )
    blocks = [line_with_spans(block) for block in read_blocks(html, ReadingRules()).blocks]
    assert blocks == [
        "1 heading 2 | [said=Version one point zero: v1.0]",
        "2 caption | Jadval.",
        "3 row | [said=yes: y]. n.",
    ]


def test_data_say_gives_words_to_what_has_none() -> None:
    """A formula or a listing with data-say is read; a hidden one is not."""
    html = (
        '<p>So <span class="math" data-say="x squared">\\(x^2\\)</span> grows.</p>'
        '<pre data-say="Two lines of settings.">a: 1</pre>'
        '<p><i class="icon" data-say="Attention"></i></p>'
        '<div data-say="A poem."><p>One</p><p>Two</p></div>'
        '<p hidden data-say="Never">never</p>'
    )
    assert spans(html) == [
        "So [said=x squared: [math=x^2: x^2]] grows.",
        "Two lines of settings.",
        "Attention",
        "A poem.",
    ]


def test_data_say_may_hold_markup_like_text() -> None:
    """What looks like a tag in an attribute is text, and comes out as it went in."""
    assert spans('<p data-say="the <p > element">x</p>') == ["[said=the <p > element: x]"]


def test_annotation_marks_of_material_are_left_out() -> None:
    """Its script turns "(1)" into a button where the class says so, and nowhere else."""
    html = '<p class="annotate">Lorem ipsum (1) dolor. (2)!</p><p>Chapter (1)</p>'
    assert texts(html) == ["Lorem ipsum dolor.", "Chapter (1)"]


def test_a_line_block_is_one_text_with_pauses() -> None:
    """A line that ends without a punctuation mark gets a comma."""
    html = (
        '<div class="line-block"><div class="line">The apple is ripe,</div>'
        '<div class="line-block"><div class="line">autumn has come</div></div>'
        '<div class="line"><br></div><div class="line">a book</div></div>'
    )
    assert texts(html) == ["The apple is ripe, autumn has come, a book"]


def test_quotations_are_told_from_paragraphs() -> None:
    """All paragraphs of a quotation, and its bare text."""
    html = "<blockquote><p>One</p><p>Two</p><ul><li>Three<p>Four</p></li></ul></blockquote>"
    assert lines(html) == [
        "1 quote | One",
        "2 quote | Two",
        "3 item 1 | Three",
        "4 quote | Four",
    ]


def test_titles_and_summaries_are_kinds_of_their_own() -> None:
    """Admonitions of both hosts, topics, rubrics, cards, details."""
    html = (
        '<div class="admonition note"><p class="admonition-title">Note</p><p>Text</p></div>'
        '<aside class="topic"><p class="topic-title">Topic</p></aside>'
        '<p class="rubric">Rubric</p><div class="sd-card-title">Card</div>'
        "<details><summary>More</summary><p>Inside</p></details>"
    )
    assert lines(html) == [
        "1 title | Note",
        "2 paragraph | Text",
        "3 title | Topic",
        "4 title | Rubric",
        "5 title | Card",
        "6 summary | More",
        "7 paragraph | Inside",
    ]


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        (
            (
                '<em class="property"><span class="k">class</span><span class="w"> </span></em>'
                '<span class="sig-prename descclassname">click.</span>'
                '<span class="sig-name descname">Context</span><span class="sig-paren">(</span>'
                '<em class="sig-param">command</em><span class="sig-paren">)</span>'
            ),
            "class click.Context",
        ),
        (
            (
                '<span class="sig-name descname">size</span>'
                '<em class="property"><span class="p">:</span> int</em>'
                '<a class="reference internal" href="m.html"><span class="viewcode-link">[source]'
                "</span></a>"
            ),
            "size",
        ),
        (
            (
                '<span class="sig-name descname">-n</span><span class="sig-prename descclassname"> '
                '&lt;days&gt;</span><span class="sig-prename descclassname">, </span>'
                '<span class="sig-name descname">--days</span>'
            ),
            "-n <days>, --days",
        ),
        ("<code>no parts</code> of Sphinx", "no parts of Sphinx"),
    ],
)
def test_a_signature_is_read_as_kind_and_name(signature: str, said: str) -> None:
    """Parameters, types and defaults are code."""
    html = f'<dl class="py"><dt class="sig sig-object py">{signature}</dt><dd>Does.</dd></dl>'
    assert lines(html) == [f"1 term | {said}", "2 definition | Does."]


def test_overloads_are_named_once() -> None:
    """Three signatures of one name are one to the ear."""
    one = '<dt class="sig"><span class="sig-name">open</span>()</dt>'
    assert texts(f"<dl>{one}{one}{one}<dd>Opens.</dd></dl>") == ["open", "Opens."]


def test_a_heading_of_mkdocstrings_is_read_as_a_name() -> None:
    """Neither the call's parameters nor the labels beside it are said."""
    html = (
        '<h3 class="doc doc-heading"><code class="doc-symbol"></code>'
        '<code class="highlight language-python"><span class="n">grow</span>'
        '<span class="p">(</span><span class="n">by</span>=1)</code>'
        '<span class="doc doc-labels"><small><code>async</code></small></span></h3>'
        '<p><code class="highlight">grow(by=1)</code></p>'
    )
    assert texts(html) == ["function grow", "grow(by=1)"]


def test_what_is_left_out_takes_only_its_own_brackets_along() -> None:
    """Empty literals and calls elsewhere in the line are the author's."""
    html = (
        "<p>In <code>[]</code> and <code>foo()</code>, <kbd>/</kbd>, ? or f() "
        '(<a href="#n">[1]</a>) [<a href="#m">2</a>] .</p>'
        '<p><s>gone</s> — begins</p><p>ends — <a href="#x">#</a></p>'
    )
    assert texts(html) == ["In [] and foo(), /, ? or f().", "begins", "ends"]


@pytest.mark.parametrize(
    ("language", "kind"), [("en", "Warning"), ("ru", "Внимание"), ("uz", "Ogohlantirish")]
)
def test_githubs_alerts_are_named_where_nobody_made_them_a_box(language: str, kind: str) -> None:
    """The kind is said as that of a box is."""
    html = "<blockquote><p>[!WARNING]\nHot.</p></blockquote>"
    assert spans(html, language=language) == [f"[said={kind}:: [!WARNING]] Hot."]


@pytest.mark.parametrize(
    "icon", ['<span class="twemoji"><svg></svg></span>', '<i class="material-icons">home</i>']
)
def test_a_dash_further_on_than_an_icon_stays(icon: str) -> None:
    """Only the dash that stands between the icon and the text is left over with it."""
    assert texts(f"<p>{icon} <b>Colors</b> – Choose some - or none</p>") == [
        "Colors – Choose some - or none"
    ]
    assert texts(f"<ul><li>{icon} – Choose some</li></ul>") == ["Choose some"]


@pytest.mark.parametrize(
    ("language", "before", "said"),
    [
        ("en", "It is described in", "footnote 1"),
        ("en", "See", "footnote 1"),
        ("ru", "Это описано в", "сноске 1"),
        ("ru", "См.", "сноску 1"),
    ],
)
def test_a_mark_that_a_sentence_goes_through_is_read(language: str, before: str, said: str) -> None:
    """A mark behind a word is not; a citation by name is its name."""
    mark = (
        '<a class="footnote-reference brackets" role="doc-noteref" href="#n"><span>[</span>1]</a>'
    )
    name = '<a class="reference internal" href="#k"><span>[Knuth84]</span></a>'
    assert spans(f"<p>{before} {mark}, it works {mark}.</p>", language=language) == [
        f"{before} [said={said}: [1]], it works."
    ]
    assert spans(f"<p>{before} {name}, it works {name}.</p>", language=language) == [
        f"{before} [said=Knuth84: [Knuth84]], it works."
    ]
