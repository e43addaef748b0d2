"""What is said of tables."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines, rows, spans, texts

HEAD = "<thead><tr><th>Name</th><th>Default</th></tr></thead>"


def test_a_row_is_read_with_its_headers() -> None:
    """Empty cells are left out, punctuation is not doubled."""
    html = (
        f"<table>{HEAD}<tr><td>voice</td><td>auto</td></tr>"
        "<tr><td>speed</td><td></td></tr><tr><td>Ready?</td><td>Yes!</td></tr></table>"
    )
    assert lines(html) == [
        "1 caption | Table.",
        "2 row | Name: voice. Default: auto.",
        "3 row | speed.",
        "4 row | Ready? Yes!",
    ]


def test_a_first_row_of_headers_is_a_head_without_thead() -> None:
    """Later rows of headers are rows."""
    html = (
        "<table><tr><th>A:<th>B<tr><td>1<td>2<tr><th>Sum<th>3</table>"
        "<table><tr><th>Only<tr><td>x</table>"
    )
    assert rows(html) == ["A: 1. B: 2.", "Sum: 3.", "Only.", "x."]


def test_a_header_of_a_row_stands_before_its_value() -> None:
    """In a table of two columns without a head."""
    html = "<table><tr><th>Address</th><td>7 Navoi Street</td></tr></table>"
    assert rows(html) == ["Address: 7 Navoi Street."]


def test_a_table_without_headers_is_read_cell_by_cell() -> None:
    """Cells never run together."""
    assert rows("<table><tr><td>uz</td><td>en</td></tr></table>") == ["uz. en."]


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
    assert rows(html) == [
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
    assert rows(html) == [
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
    assert rows(html) == ["1. B: 2."]


def test_the_lines_of_a_cell_are_one_text() -> None:
    """Paragraphs, lists, a table inside; its listing follows the rules for listings."""
    html = (
        "<table><tr><th>A<th>B<tr><td><p>One</p><p>Two.</p>Three"
        "<td><ul><li>x<li>y</ul><table><tr><th>p<td>q</table><pre>code</pre></table>"
    )
    assert rows(html) == ["A: One, Two. Three. B: x, y, p, q."]


def test_a_picture_in_a_cell_is_part_of_the_row() -> None:
    """Without an announcement."""
    html = '<table><tr><td><img alt="A red flag" src="f.png"><td>Stop</table>'
    assert rows(html) == ["A red flag. Stop."]


@pytest.mark.parametrize(
    ("language", "caption", "read"),
    [
        ("en", "Hours", "Table: Hours"),
        ("ru", "Table 1 Hours", "[said=Таблица: Table] 1 Hours"),
        ("ru", "Таблица 1 Hours", "Таблица 1 Hours"),
        ("uz", "Ish vaqti", "Jadval: Ish vaqti"),
        ("uz", "Иш вақти", "Жадвал: Иш вақти"),
    ],
)
def test_a_caption_says_that_there_is_a_table(language: str, caption: str, read: str) -> None:
    """In the language and the script of the page, unless it does so itself."""
    html = f"<table><caption>{caption}</caption><tr><td>9</table>"
    assert spans(html, language=language)[0] == read


def test_of_two_columns_the_headers_are_said_once() -> None:
    """After the first row each name leads to its value; an empty corner may stand above."""
    html = "<table><tr><td></td><th>B</th><tr><th>x<td>1<tr><th>y<td>2</table>"
    assert rows(f"<table>{HEAD}<tr><td>a<td>1<tr><td>b<td>2<tr><td>c</table>") == [
        "Name: a. Default: 1.",
        "b: 2.",
        "c.",
    ]
    assert rows(html.replace("B</th>", "B</th><th>C</th>")) == ["x. B: 1.", "y. B: 2."]


@pytest.mark.parametrize(
    ("language", "no", "none"),
    [("en", "no", "none"), ("ru", "нет", "прочерк"), ("uz", "yoʻq", "chiziqcha")],
)
def test_signs_in_cells_are_answers(language: str, no: str, none: str) -> None:
    """So are dashes and empty cells below them; elsewhere a dash is no value."""
    html = (
        "<table><tr><th>F<th>A<th>B<th>C"
        "<tr><td>x<td>✅<td>✔️<td>—"
        "<tr><td>y<td>❌<td><td>a"
        "<tr><td>z<td>–<td>✓ if asked<td></table>"
    )
    assert [line for line in spans(html, language=language) if line.startswith("F")] == [
        f"F: x. A: [answer=yes: ✅]. B: [answer=yes: ✔️]. C: [said={none}: —].",
        f"F: y. A: [answer=no: ❌]. B: {no}. C: a.",
        "F: z. A: [answer=no: –]. B: [answer=yes: ✓] if asked.",
    ]


def test_boxes_thumbs_and_circles_in_cells_are_answers() -> None:
    """Circles only where the table has both; an answer may have the mark of a note."""
    html = (
        "<table><tr><th>F<th>A<th>B"
        "<tr><td>x<td>[x]<td>●<tr><td>y<td>[ ]<td>○<tr><td>z<td>👍<td>◐"
        "<tr><td>w<td>☐<td>⚠️<tr><td>v<td>✓¹<td>🚧</table>"
    )
    assert rows(html)[:5] == [
        "F: x. A: [x]. B: ●.",
        "F: y. A: [ ]. B: ○.",
        "F: z. A: 👍. B: ◐.",
        "F: w. A: ☐. B: ⚠️.",
        "F: v. A: ✓¹. B: 🚧.",
    ]
    assert spans(html)[1:] == [
        "F: x. A: [answer=yes: [x]]. B: [answer=yes: ●].",
        "F: y. A: [answer=no: [ ]]. B: [answer=no: ○].",
        "F: z. A: [answer=yes: 👍]. B: [said=partly: ◐].",
        "F: w. A: [answer=no: ☐]. B: [said=warning: ⚠️].",
        "F: v. A: [answer=yes: ✓]¹. B: [said=planned: 🚧].",
    ]
    lone = "<table><tr><th>F<th>A<tr><td>x<td>●</table>"
    assert spans(lone)[1:] == ["F: x. A: [said=a symbol: ●]."]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ('<img alt="✅" class="twemoji" src="2705.svg" title=":white_check_mark:">', "yes"),
        ('<img alt=":x:" class="emojione" title=":x:">', "no"),
        ('<i class="fa fa-check" aria-hidden="true"></i>', "yes"),
        ('<i class="fas fa-times-circle"></i>', "no"),
        ('<span class="material-icons">close</span>', "no"),
        ('<svg class="sd-octicon sd-octicon-check" aria-hidden="true"><path d="M0"/></svg>', "yes"),
        ('<svg role="img"><title>No</title></svg>', "no"),
        (":material-check:", "yes"),
        (":octicons-x-24:", "no"),
        ('<input type="checkbox" disabled checked>', "yes"),
        (
            (
                '<span class="twemoji"><svg viewBox="0 0 24 24"><path d="M19 6.41 17.59 5 12 10.59 '
                '6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z"/>'
                "</svg></span>"
            ),
            "no",
        ),
        ("🟢", "yes"),
        ("⛔", "no"),
    ],
)
def test_icons_in_cells_are_answers(cell: str, answer: str) -> None:
    """Pictures, fonts, drawings, codes and checkboxes; others are decoration."""
    [read] = spans(f"<table><tr><th>A<th>B<tr><td>x<td>{cell}</table>")[1:]
    assert read.startswith(f"A: x. B: [answer={answer}: ")
    decoration = '<i class="fa fa-x-twitter"></i><span class="twemoji"><svg></svg></span>'
    assert rows(f"<table><tr><th>A<th>B<tr><td>x<td>{decoration}</table>") == ["A: x."]


def test_a_signature_in_a_cell_is_a_name() -> None:
    """As in the tables of autosummary; an example of a call stays one."""
    html = (
        '<table class="autosummary"><tr><td><a href="#shop.put"><code class="xref"><span '
        'class="pre">shop.put</span></code></a>(thing, *[, times])<td>Put it in.'
        "<tr><td><code>open(path: str = None, /, **rest) -> File</code><td>Opens."
        "<tr><td><code>add(2, 3)</code><td>Five.<tr><td>option(s)<td>Many.</table>"
    )
    assert [line for line in spans(html) if line != "Table."] == [
        "[code: shop.put]. Put it in.",
        "[code: open]. Opens.",
        "[code: add(2, 3)]. Five.",
        "option(s). Many.",
    ]


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


def test_signs_that_fill_a_cell_are_meant() -> None:
    """They are names, whatever they look like in prose; a hyphen among them, or first, too."""
    html = (
        "<table><tr><th>Sign<th>Name"
        "<tr><td>!<td>not<tr><td>/<td>slash<tr><td>...<td>rest<tr><td>-<td>hyphen</table>"
        "<table><tr><th>Name<th>Sign<th>Note"
        "<tr><td>plus<td>+<td>–<tr><td>minus<td>-<td>b</table>"
    )
    assert [line for line in spans(html) if line != "Table."] == [
        "Sign: [code: !]. Name: not.",
        "[code: /]: slash.",
        "[code: ...]: rest.",
        "[code: -]: hyphen.",
        "Name: plus. Sign: [code: +]. Note: [said=none: –].",
        "Name: minus. Sign: [said=minus: -]. Note: b.",
    ]


@pytest.mark.parametrize(
    ("language", "number", "kind"),
    [("en", "number", ""), ("ru", "номер", "said=Тип: "), ("uz", "raqam", "said=Turi: ")],
)
def test_headers_that_programs_write_are_said_in_the_pages_language(
    language: str, number: str, kind: str
) -> None:
    """Those of API tables, and the hash that numbers rows."""
    html = "<table><tr><th>#<th>Type<th>X<tr><td>1<td>int<td>y</table>"
    shown = f"[{kind}Type]" if kind else "Type"
    assert spans(html, language=language)[-1] == f"[said={number}: #]: 1. {shown}: int. X: y."


@pytest.mark.parametrize(
    ("language", "partly", "symbol", "stars"),
    [
        ("en", "partly", "a symbol", "2 stars"),
        ("ru", "частично", "значок", "звёзд: 2"),
        ("uz", "qisman", "belgi", "2 yulduz"),
    ],
)
def test_pictures_that_fill_a_cell_are_said(
    language: str, partly: str, symbol: str, stars: str
) -> None:
    """Among answers all are; elsewhere an emoji or an icon decorates, and leaves no header over."""
    icon = '<span class="twemoji"><svg><path d="M1 1"/></svg></span>'
    html = (
        "<table><tr><th></th><th>A<th>B<tr><td>1<td>✅<td>🟡<tr><td>2<td>🧩<td>★★☆"
        f"<tr><td>3<td>{icon}<td>{icon}<tr><td>4<td>🚀 x<td>🚀</table>"
    )
    said = [part for row in spans(html, language=language) for part in row.split(" A: ")]
    assert said[2:] == [
        f"[answer=yes: ✅]. B: [said={partly}: 🟡].",
        "2.",
        f"[said={symbol}: 🧩]. B: [said={stars}: ★★☆].",
        "3.",
        f"[said={symbol}: •].",
        "4.",
        "🚀 x.",
    ]
