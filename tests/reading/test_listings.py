"""What is said of code listings."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, rows, texts

MATERIAL = (
    '<div class="language-python highlight"><span class="filename">hello.py</span><pre><span>'
    '</span><code><a id="l1"></a><span class="kn">import</span> javon\n</code></pre></div>'
)
MATERIAL_LINES = (
    '<div class="language-python highlight"><table class="highlighttable"><tr><th colspan="2" '
    'class="filename"><span class="filename">hello.py</span></th></tr><tr><td class="linenos">'
    '<div class="linenodiv"><pre><span class="normal">1</span></pre></div></td><td class="code">'
    "<div><pre><span></span><code>import javon</code></pre></div></td></tr></table></div>"
)
SPHINX = (
    '<div class="literal-block-wrapper docutils container"><div class="code-block-caption">'
    '<span class="caption-text">hello.py</span><a class="headerlink" href="#x">¶</a></div>'
    '<div class="highlight-python notranslate"><div class="highlight"><pre><span></span>'
    '<span class="linenos">1</span>import javon\n</pre></div></div></div>'
)
LISTINGS = pytest.mark.parametrize(
    "html", [MATERIAL, MATERIAL_LINES, SPHINX], ids=["material", "material-lines", "sphinx"]
)


@LISTINGS
def test_a_listing_is_skipped(html: str) -> None:
    """With its caption and its line numbers."""
    assert texts(f"<p>One</p>{html}<p>Two</p>") == ["One", "Two"]


@LISTINGS
@pytest.mark.parametrize(
    ("language", "said"),
    [("uz", "Kod namunasi"), ("en", "Code example"), ("ru", "Пример кода")],
)
def test_a_listing_can_be_announced(html: str, language: str, said: str) -> None:
    """One block, with language and caption."""
    assert lines(html, code="announce", language=language) == [
        f"1 announcement | {said}, Python: hello.py."
    ]


@LISTINGS
def test_a_listing_can_be_read(html: str) -> None:
    """Without caption and line numbers."""
    assert lines(html, code="read") == ["1 code | import javon"]


@pytest.mark.parametrize(
    "html",
    [
        "<pre>x</pre>",
        '<pre class="literal-block">x</pre>',
        '<div class="highlight-console"><div class="highlight"><pre>x</pre></div></div>',
        '<div class="doctest highlight-default"><div class="highlight"><pre>x</pre></div></div>',
        '<div class="codehilite"><pre>x</pre></div>',
        "<listing>x</listing>",
        "<xmp><p>x</p></xmp>",
    ],
)
def test_a_listing_of_no_language_is_announced_as_such(html: str) -> None:
    """A shell's prompt is no language one would name."""
    assert lines(html, code="announce") == ["1 announcement | Code example."]
    assert texts(html) == []


def test_prompts_are_not_read() -> None:
    """When a listing is read aloud."""
    html = '<pre><span class="gp">&gt;&gt;&gt; </span>a\n<span class="go">1</span></pre>'
    assert texts(html, code="read") == ["a 1"]


def test_a_box_of_prose_called_highlight_is_read() -> None:
    """It is a listing only if one is in it."""
    assert texts('<div class="highlight"><p>Mind the gap.</p></div>') == ["Mind the gap."]


def test_a_listing_in_an_item_or_a_cell_keeps_the_text_around_it_apart() -> None:
    """And its announcement is a part of the cell."""
    html = "<ul><li>One<pre>x</pre>two</li></ul><table><tr><td>a<pre>x</pre>b</table>"
    assert rows(html) == ["One. two", "a, b."]
    assert rows(html, code="announce") == [
        "One",
        "Code example. two",
        "a, Code example. b.",
    ]


def test_the_source_of_a_drawing_is_no_listing() -> None:
    """A script of the page makes a diagram of it."""
    html = '<pre class="language-mermaid"><code>graph</code></pre>' * 2
    html += '<pre><code class="language-mermaid">graph</code></pre><p>x</p>'
    assert lines(html, code="announce") == ["1 paragraph | x"]
