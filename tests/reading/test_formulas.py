"""What is said of formulas."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, spans

MATHML = "<math><mi>x</mi></math>"


@pytest.mark.parametrize(
    ("inline", "display", "source"),
    [
        (
            '<span class="arithmatex">\\(x\\)</span>',
            '<div class="arithmatex">\\[x\\]</div>',
            "x",
        ),
        (
            (
                '<span class="arithmatex"><span class="MathJax_Preview">x</span>'
                '<script type="math/tex">x</script></span>'
            ),
            (
                '<div class="arithmatex"><div class="MathJax_Preview">x</div>'
                '<script type="math/tex; mode=display">x</script></div>'
            ),
            "x",
        ),
        (
            '<span class="math notranslate nohighlight">\\(x\\)</span>',
            '<div class="math notranslate nohighlight"><span class="eqno">(1)</span>\\[x\\]</div>',
            "x",
        ),
        (
            '<img class="math" src="_images/math/1.png" alt="x"/>',
            (
                '<div class="math"><p><span class="eqno">(1)</span><img src="_images/math/1.png" '
                'alt="x"/></p></div>'
            ),
            "x",
        ),
        (MATHML, f'<div class="math-wrapper">{MATHML}</div>', MATHML),
        (
            (
                f'<span class="katex"><span class="katex-mathml">{MATHML}</span>'
                '<span class="katex-html" aria-hidden="true">x</span></span>'
            ),
            f'<div class="math"><span class="katex-display">{MATHML}</span></div>',
            MATHML,
        ),
        (
            (
                '<span class="katex"><math><semantics><mi>x</mi><annotation '
                'encoding="application/x-tex">x</annotation></semantics></math></span>'
            ),
            (
                '<div class="arithmatex"><mjx-container><math><semantics><mi>x</mi><annotation '
                'encoding="application/x-tex">x</annotation></semantics></math></mjx-container></div>'
            ),
            "x",
        ),
    ],
    ids=["material", "mathjax2", "sphinx", "imgmath", "mathml", "katex", "katex-tex"],
)
def test_a_formula_keeps_its_place(inline: str, display: str, source: str) -> None:
    """In the sentence with its source, or as a block of its own."""
    assert spans(f"<p>Where {inline}, so</p>{display}<p>end</p>") == [
        f"Where [math={source}: x], so",
        f"[math={source}: x]",
        "end",
    ]
    assert lines(display) == ["1 formula | x"]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        (
            '<math alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup></math>',
            (
                '[said=x squared: [math=<math alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup>'
                "</math>: x^2]]"
            ),
        ),
        (
            '<math alttext="{\\displaystyle x^{2}}"><msup><mi>x</mi><mn>2</mn></msup></math>',
            "[math={\\displaystyle x^{2}}: {\\displaystyle x^{2}}]",
        ),
        (
            '<span class="math" aria-label="x squared">\\(x^2\\)</span>',
            "[said=x squared: [math=x^2: x^2]]",
        ),
        (
            '<span class="math" data-say="x squared" aria-label="x">\\(x^2\\)</span>',
            "[said=x squared: [math=x^2: x^2]]",
        ),
        ('<img class="math" alt="pi r squared">', "[said=pi r squared: [math: pi r squared]]"),
    ],
)
def test_the_authors_own_words_come_first(html: str, read: str) -> None:
    """An alternative that is the formula's source is none."""
    assert spans(f"<p>A {html}.</p>") == [f"A {read}."]


@pytest.mark.parametrize(
    ("mathml", "shown"),
    [
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "a/(b+1)"),
        ("<msqrt><mi>x</mi></msqrt>", "√(x)"),
        (
            (
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>"
                "</munderover> <msub><mi>x</mi><mi>i</mi></msub>"
            ),
            "∑_(i=1)^nx_i",
        ),
    ],
)
def test_mathml_is_shown_in_one_line(mathml: str, shown: str) -> None:
    """As one would type it."""
    assert lines(f"<p>It is <math>{mathml}</math>.</p>") == [f"1 paragraph | It is {shown}."]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("10<sup>n</sup>, x<sup>2</sup>", "[math=10^{n}: 10ⁿ], x²"),
        ("x<sub>i</sub> and H<sub>2</sub>O", "[math=x_{i}: x_i] and H2O"),
        ("2<sup>a+b</sup>", "[math=2^{a+b}: 2^(a+b)]"),
        ("word<sup>1,2</sup>, note<sup>a</sup>, x<sup>[1]</sup>", "word, note, x"),
        ("the 1<sup>st</sup>, 5 km<sup>2</sup>", "the 1st, 5 km²"),
        ("E = mc<sup>2</sup>, word<sup>2</sup>", "E = mc², word"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("an $x_i$ or (a \\leq b)", "an [math=x_i: x_i] or ([math=a \\leq b: a \\leq b])"),
        ("in all $1,000$", "in all 1,000"),
    ],
)
def test_powers_indices_and_bare_tex(html: str, read: str) -> None:
    """They never run together, marks of notes are left out, and prices are no formulas."""
    assert spans(f"<p>It {html}.</p>") == [f"It {read}."]


def test_the_number_of_a_formula_is_no_part_of_it() -> None:
    """Furo puts a formula with its number into a box of its own."""
    html = (
        '<div class="math-wrapper"><div class="math"><span class="eqno">(1)<a class="headerlink">'
        "¶</a></span>\\[E = mc^2\\]</div></div>"
    )
    assert spans(html) == ["[math=E = mc^2: E = mc^2]"]
