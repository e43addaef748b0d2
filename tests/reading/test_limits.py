"""Pages too complex to read are refused, and no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aisha_docs_audio.reading import ReadingRules, read_blocks
from aisha_docs_audio.reading.complexity import complexity_problem
from aisha_docs_audio.reading.open_elements import MAX_DEPTH, MAX_FORMATTING
from tests.reading.hostile import NAMES, hostile_html

REPEATS = 700
"""Makes a page large enough to be looked through, and deep enough to show in its tree."""


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<div>" * 600, "nest"),
        ("<ul><li>" * 300, "nest"),
        ("<span>" * 600 + "</span>" * 600, "nest"),
        ("<span><div></span>" * 600, "nest"),
        ("<p><b></p>" * 600, "nest"),
        ("<p>" + "".join(f"<b a={n}>" for n in range(500)) + "<p>x" * 500, "left open"),
        ("<p><b a=1><i><u><code><em><s><strong><b a=2>" * 80, "left open"),
        ("<p " + " ".join(f"a{n}" for n in range(9000)) + ">", "attributes"),
        ("<body a=1>" * 500, "<body>"),
        ("<svg><style><b a='</style>" * 600, "<style>"),
        ("<select><script><b></script>" * 600, "<script>"),
        ("<script><!-- <script> </script>" * 600, "<script>"),
        ("<svg><![CDATA[ > " * 600, "CDATA"),
    ],
)
def test_a_page_past_all_measure_is_refused(html: str, why: str) -> None:
    """Nothing of it is read or changed, and the reading says why."""
    reading = read_blocks(html, ReadingRules())
    assert (reading.html, reading.blocks) == (html, ())
    assert why in reading.problem


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><p>One <b>two</b></p></li></ul>" * 900,
        "<ul>" + "<li>One" * 900 + "</ul>",
        "<dl>" + "<dt>One<dd>Two" * 900 + "</dl>",
        "<p>One" * 900,
        "<table><tbody>" + "<tr><th>One<td>Two" * 900 + "</table><p>x",
        "<table><tr><td><p>One<tr><td><ul><li><b>Two</ul><tfoot><tr><td>x</table>" * 400,
        "<p><b>One</p>" * 200 + "<p>x</p>" * 400,
        "<a name=x>One<p>Two</p>" * 200 + "<p>x</p>" * 400,
        "<div>" * 400 + "x" + "</div>" * 400 + "<br><img><hr/>" * 500,
        "<div><br/><img src='a>b' alt=\"<p>\"><input disabled></div>" * 600,
        '<p>x</p><svg viewBox="0 0 1 1"><title>T</title><style><![CDATA[a>b{}]]></style>'
        '<g><path d="M0"/><path d="M1"/></g></svg>' * 300,
        "<math><mrow><mi>x</mi><mspace width='1em'/><mo>+</mo></mrow></math><p>x</p>" * 300,
        "<!-- <div> --><p>x</p><!----><!-->" * 900,
        "<script>if (a < b) c('<div>')</script><p>x</p><style>a > b {}</style>" * 600,
        "<textarea><div></textarea><p>a < b, a <3, x </ y</p><?php echo '<p>' ?>" * 600,
        "<p>x</p>" * 500 + "<p class=" + "x" * 30_000 + ">y</p>",
        "<p>x</p>" * 900 + "<!-- never ended",
        "<p>x</p>" * 900 + "<p title='never ended",
        "<p>x</p>" * 900 + "<plaintext>" + "<div>" * 900,
        "x" * 50_000,
    ],
)
def test_a_page_that_people_may_write_is_read(html: str) -> None:
    """Unclosed items, icons, scripts, comments, a few mistakes."""
    assert complexity_problem(html) == ""


@given(
    before=hostile_html(4),
    fragment=st.one_of(
        hostile_html(10),
        st.lists(
            st.sampled_from(NAMES).flatmap(
                lambda name: st.sampled_from([f"<{name}>", f"</{name}>", f"<{name}/>", "x"])
            ),
            max_size=12,
        ).map("".join),
    ),
)
@example(before="", fragment="<dd><b></dd>x")
@example(before="<span>", fragment="<div></span>")
@example(before="", fragment="<button><div><button></button><li><dd></div></button>")
@example(before="", fragment="<div><table><td></div>")
@example(before="<svg>", fragment="<td><li><g/>")
@example(before="", fragment="<table><tr><td><p><li></table><b>")
@example(before="<table>", fragment="<tr><td><object></table>")
@example(before="", fragment="<svg></p><g/></svg>")
@example(before="", fragment="<svg/><g/></svg>")
@example(before="<div>", fragment="<div><svg></div><g/></svg>")
@settings(max_examples=120)
def test_what_is_let_through_nests_within_bounds(before: str, fragment: str) -> None:
    """Whatever is repeated: a parser's tree stays shallow, and its size in proportion."""
    html = before + fragment * REPEATS
    if complexity_problem(html):
        return
    body = LexborHTMLParser(f"<!doctype html><body>{html}".encode("utf-8", "replace")).body
    depth, nodes = _measure(body)
    assert depth <= 4 * MAX_DEPTH
    pieces = len(re.findall("[<&]|\0", html)) + REPEATS
    assert nodes <= MAX_FORMATTING * pieces


def _measure(root: LexborNode) -> tuple[int, int]:
    deepest = nodes = 0
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        nodes += 1
        deepest = max(deepest, depth)
        child = node.first_child
        while child is not None:
            stack.append((child, depth + 1))
            child = child.next
    return deepest, nodes


@pytest.mark.parametrize(
    "unit", ["2026-11-27 10:00 ", "$a$ ", ":x: ", "f(a) -> b ", "[1] ", "\\(a"]
)
def test_a_long_text_takes_no_longer_than_its_length_asks(unit: str) -> None:
    """No rule looks at all the text before a place once for each place: that would take hours."""
    text = (unit * 100_000)[:100_000]
    blocks = read_blocks(f"<p>{text}", ReadingRules(language="en")).blocks
    assert sum(len(block.text) for block in blocks) > 20_000
