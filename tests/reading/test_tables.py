"""What is said of tables."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, texts

HEAD = "<thead><tr><th>Name</th><th>Default</th></tr></thead>"


def test_a_row_is_read_with_its_headers() -> None:
    """Empty cells are left out, punctuation is not doubled."""
    html = (
        f"<table>{HEAD}<tr><td>voice</td><td>auto</td></tr>"
        "<tr><td>speed</td><td></td></tr><tr><td>Ready?</td><td>Yes!</td></tr></table>"
    )
    assert lines(html) == [
        "1 row | Name: voice. Default: auto.",
        "2 row | Name: speed.",
        "3 row | Name: Ready? Default: Yes!",
    ]


def test_a_first_row_of_headers_is_a_head_without_thead() -> None:
    """Later rows of headers are rows."""
    html = (
        "<table><tr><th>A:<th>B<tr><td>1<td>2<tr><th>Sum<th>3</table>"
        "<table><tr><th>Only<tr><td>x</table>"
    )
    assert texts(html) == ["A: 1. B: 2.", "A: Sum. B: 3.", "Only.", "x."]


def test_a_header_of_a_row_stands_before_its_value() -> None:
    """In a table of two columns without a head."""
    html = "<table><tr><th>Address</th><td>7 Navoi Street</td></tr></table>"
    assert texts(html) == ["Address: 7 Navoi Street."]


def test_a_table_without_headers_is_read_cell_by_cell() -> None:
    """Cells never run together."""
    assert texts("<table><tr><td>uz</td><td>en</td></tr></table>") == ["uz. en."]


def test_a_head_alone_is_read() -> None:
    """A table whose rows say nothing still says its head."""
    assert lines(f"<table>{HEAD}<tr><td></td></tr></table>") == ["1 row | Name. Default."]


def test_spanning_headers_and_cells_are_named_sensibly() -> None:
    """Two rows of headers, a cell over both, a cell over the whole row."""
    html = (
        "<table><thead><tr><th rowspan=2>Day<th colspan=2>Hours<tr><th>from<th>to</thead>"
        "<tr><td>Mon<td>9<td>18<tr><td>Sat<td colspan=2>closed"
        "<tr><td colspan=3>On holidays: none</table>"
    )
    assert texts(html) == [
        "Day: Mon. Hours from: 9. Hours to: 18.",
        "Day: Sat. Hours: closed.",
        "On holidays: none.",
    ]


def test_a_group_over_rows_is_said_with_each_of_them() -> None:
    """A cell in the middle or at the end that spans rows is said once."""
    html = (
        "<table><tr><th>Region<th>Place<th>Books"
        "<tr><td rowspan=2>Bukhara<td>Central<td rowspan=2>many<tr><td>Children<tr><td>x</table>"
    )
    assert texts(html) == [
        "Region: Bukhara. Place: Central. Books: many.",
        "Region: Bukhara. Place: Children.",
        "Region: x.",
    ]


@pytest.mark.parametrize("span", ["0", "65534", "x", "-1", "99999999999999999999", ""])
def test_wild_spans_do_no_harm(span: str) -> None:
    """Nothing is lost, whatever the numbers say."""
    html = (
        f'<table>{HEAD}<tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr>'
        "<tr><td>c</td><td>d</td></tr></table>"
    )
    said = " ".join(texts(html))
    assert all(cell in said for cell in "abcd")


def test_a_long_header_is_not_repeated() -> None:
    """Nobody would say it in every row."""
    html = f"<table><tr><th>{'very ' * 20}long<th>B<tr><td>1<td>2</table>"
    assert texts(html) == ["1. B: 2."]


def test_the_lines_of_a_cell_are_one_text() -> None:
    """Paragraphs, lists, a table inside; its listing follows the rules for listings."""
    html = (
        "<table><tr><th>A<th>B<tr><td><p>One</p><p>Two.</p>Three"
        "<td><ul><li>x<li>y</ul><table><tr><th>p<td>q</table><pre>code</pre></table>"
    )
    assert texts(html) == ["A: One, Two. Three. B: x, y, p, q."]


def test_a_picture_in_a_cell_is_part_of_the_row() -> None:
    """Without an announcement."""
    html = '<table><tr><td><img alt="A red flag" src="f.png"><td>Stop</table>'
    assert lines(html) == ["1 row | A red flag. Stop."]


def test_a_caption_comes_before_the_rows() -> None:
    """With its number, without its permalink."""
    html = (
        '<table><caption><span class="caption-number">Table 1 </span><span class="caption-text">'
        'Hours</span><a class="headerlink" href="#t">¶</a></caption><tr><td>9</table>'
    )
    assert lines(html) == ["1 caption | Table 1 Hours", "2 row | 9."]


@pytest.mark.parametrize("attribute", ['role="presentation"', 'role="none"', 'class="hlist"'])
def test_a_table_made_for_looks_is_no_table(attribute: str) -> None:
    """What is in its cells is read as if there were none."""
    html = f"<table {attribute}><tr><td><ul><li>One</ul><td><p>Two</p></table>"
    assert lines(html) == ["1 item 1 | One", "2 paragraph | Two"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("uz", "Jadval: Hours. Ustunlar: Name, Default. Qatorlar soni: 1."),
        ("en", "Table: Hours. Columns: Name, Default. Number of rows: 1."),
        ("ru", "Таблица: Hours. Столбцы: Name, Default. Число строк: 1."),
    ],
)
def test_a_table_can_be_announced(language: str, said: str) -> None:
    """One block for caption, head and rows."""
    html = f"<table><caption>Hours.</caption>{HEAD}<tr><td>a<td>b</table><p>x</p>"
    assert lines(html, tables="announce", language=language) == [
        f"1 announcement | {said}",
        "2 paragraph | x",
    ]


def test_a_table_without_caption_or_head_is_announced_by_its_rows() -> None:
    """There is nothing else to say of it."""
    html = "<table><tr><td>a<tr><td>b</table>"
    assert texts(html, tables="announce") == ["Table. Number of rows: 2."]


def test_tables_can_be_skipped() -> None:
    """With their captions; the text before and after does not run together."""
    html = f"one<table><caption>c</caption>{HEAD}</table>two"
    assert texts(f"<div>{html}</div>", tables="skip") == ["one. two"]
