"""What is not read."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import spans, texts


@pytest.mark.parametrize(
    "html",
    [
        # permalinks and marks
        '<a class="headerlink" href="#x" title="Permanent link">¶</a>',
        '<a class="headerlink" href="#x"><svg><path/></svg></a>',
        '<a class="anchor-link" href="#x">¶</a>',
        '<a href="#x">§</a>',
        '<a href="#x" class="mine">#</a>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<sup><a href="#fn1">1</a></sup>',
        '<a class="footnote-reference brackets" href="#id1" role="doc-noteref">[1]</a>',
        '<a class="reference internal" href="#k24" id="id2"><span>[K24]</span></a>',
        "¶",
        # links around the content
        '<a class="md-content__button" href="edit">edit</a>',
        '<a class="reference internal" href="m"><span class="viewcode-link">[source]</span></a>',
        '<nav class="contents local"><ul><li><a href="#a">A</a></li></ul></nav>',
        '<div class="toc"><ul><li><a href="#a">A</a></li></ul></div>',
        '<div class="contents topic"><p class="topic-title">Contents</p></div>',
        '<div class="toctree-wrapper compound"><p class="caption">More</p><ul><li>A</ul></div>',
        '<div role="navigation">menu</div>',
        '<details class="mkdocstrings-source"><summary>Source code</summary></details>',
        # not text
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript><p>x</p></noscript>",
        "<svg><title>x</title><text>y</text></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<canvas>x</canvas>",
        "<iframe>x</iframe>",
        "<video>x</video>",
        "<audio>x</audio>",
        "<object><p>x</p></object>",
        "<map><area alt='x'></map>",
        # controls
        "<button>x</button>",
        '<label>x <input value="y"></label>',
        "<select><option>x</option></select>",
        "<textarea>x</textarea>",
        "<progress>x</progress>",
        "<dialog><p>x</p></dialog>",
        # hidden
        "<span hidden>x</span>",
        "<p hidden=''>x</p>",
        '<div aria-hidden="true"><p>x</p></div>',
        '<p style="color: red; display : NONE">x</p>',
        '<p style="visibility:hidden">x</p>',
        '<span class="visually-hidden">x</span>',
        '<span class="sr-only">x</span>',
        # icons, diagrams, machines
        '<span class="twemoji"><svg></svg></span>',
        '<i class="material-icons">home</i>',
        '<pre class="mermaid"><code>graph</code></pre>',
        '<div class="mermaid">graph</div>',
        '<div class="graphviz"><img alt="digraph"></div>',
        '<aside class="system-message"><p>Error</p></aside>',
        '<span class="critic comment">x</span>',
        # ours
        '<span data-audio="skip">x</span>',
        '<div data-audio=" Skip "><p>x</p></div>',
        "<aisha-audio><audio controls></audio><p>x</p></aisha-audio>",
    ],
)
def test_it_is_not_read(html: str) -> None:
    """Neither in a line nor alone."""
    assert texts(f"<div><p>One</p>{html}<p>Two</p></div>") == ["One", "Two"]
    assert [text for text in texts(f"<div>{html}</div>") if text] == []


@pytest.mark.parametrize(
    "html",
    [
        '<h2><a class="toc-backref" href="#id1" role="doc-backlink">Read</a></h2>',
        '<h2><a class="toclink" href="#x">Read</a></h2>',
        '<p><a href="#x">Read</a></p>',
        "<details><p>Read</p></details>",
        '<p data-audio="yes">Read</p>',
        '<p style="color: red">Read</p>',
        '<p aria-hidden="false">Read</p>',
        "<form><p>Read</p></form>",
        '<div class="topic"><p>Read</p></div>',
        '<p><span class="label">Read</span></p>',
        '<p class="toclike">Read</p>',
    ],
)
def test_what_only_looks_like_it_is_read(html: str) -> None:
    """Headings that link, folded text, classes that are alike."""
    assert texts(html) == ["Read"]


def test_a_skipped_block_keeps_the_texts_around_it_apart() -> None:
    """And a skipped word does not."""
    html = "<div>one<div hidden>x</div>two <b hidden>x</b>three</div>"
    assert texts(html) == ["one. two three"]


@pytest.mark.parametrize(
    "html",
    [
        '<p hidden="until-found">x</p>',
        "<div inert><p>x</p></div>",
        "<div popover><p>x</p></div>",
        "<span data-nosnippet>x</span>",
        "<!--googleoff: all--><p>x</p><div><p>x</p></div><!--googleon: all-->",
        '<p style="content-visibility:hidden">x</p>',
        '<p class="d-none">x</p>',
        '<p class="audio-skip">x</p>',
        "<p><button>Copy</button></p>",
        '<p><a class="md-button" href="x">Start</a></p>',
        '<div class="clipboard-copy-txt">x = 1</div>',
        '<p>Last changed: <span class="git-revision-date-localized-plugin">May 1</span></p>',
        "<p>Built at 2026-11-26 19:03:31.388433.</p>",
        '<h3 data-audio="skip">x</h3><p>x</p><h4>x</h4><p>x</p><h3></h3>',
    ],
)
def test_it_is_not_for_ears(html: str) -> None:
    """Hidden, for a click, different at every build, or a section its author leaves out."""
    assert texts(f"<div><h2>One</h2>{html}<p>Two</p></div>") == ["One", "Two"]


def test_a_skipped_section_ends_at_the_next_heading_of_its_level() -> None:
    """Or of a higher one; in Sphinx at the end of its section element."""
    html = '<h2>A</h2><h3 data-audio="skip">b</h3><p>x</p><h4>c</h4><p>x</p>{}<p>E</p>'
    assert texts(html.format("<h3>D</h3>")) == ["A", "D", "E"]
    assert texts(html.format("<h2>D</h2>")) == ["A", "D", "E"]
    sphinx = '<section><h2 data-audio="skip">b</h2><p>x</p></section><section><p>E</p></section>'
    assert texts(sphinx) == ["E"]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="admonition note"><p class="admonition-title">N</p>{}</div>',
        '<div class="tabbed-block">{}</div>',
        "<blockquote>{}</blockquote>",
        "<details><summary>N</summary>{}</details>",
    ],
)
def test_a_section_that_begins_in_a_box_ends_with_it(box: str) -> None:
    """Whoever leaves out a heading in an admonition means no text behind it."""
    html = "<h2>A</h2>" + box.format('<h4 data-audio="skip">b</h4><p>x</p>') + "<p>E</p>"
    found = texts(html)
    assert found[-1] == "E"
    assert "x" not in found


def test_a_list_of_attributes_that_markdown_left_is_not_read() -> None:
    """Braces of other kinds stay."""
    html = "<p>Skip me. {data-audio=skip}</p><h2>Head {: #id .x }</h2><p>A {b} {{ c }}</p>"
    assert texts(html) == ["Skip me.", "Head", "A {b} {{ c }}"]


def test_a_date_of_the_build_in_a_sentence_is_heard_as_other_words() -> None:
    """So that the sentence stays the same for the voice."""
    html = (
        '<p>It was written on <span data-audio="volatile">May 1</span> and not changed since.</p>'
    )
    assert spans(html) == [
        "It was written on [said=the date on the page: May 1] and not changed since."
    ]


def test_a_button_in_a_sentence_is_read() -> None:
    """As a word of it."""
    html = "<p>Press <button>Save</button>, then choose <label>Dark</label> below.</p>"
    assert texts(html) == ["Press Save, then choose Dark below."]
