"""A book of a site, as a reader of books finds it: what is in it, and what is not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import soundfile

from tests.epub.book_file import NS, BookFile, check_epub
from tests.epub.conftest import BookSite

FRAME_SECONDS = 576 / 24_000


def words_of(element: ET.Element) -> str:
    """All text of an element."""
    return " ".join("".join(element.itertext()).split())


def links_of(element: ET.Element) -> dict[str, str | None]:
    """Where the links of an element lead, by their words."""
    return {words_of(a): a.get("href") for a in element.iter(f"{{{NS['x']}}}a")}


def test_pages_are_chapters_in_order_and_a_silent_one_has_its_place(book: BookFile) -> None:
    """The menu's order; what stands in no menu and is not heard is not in the book."""
    assert [book.title_of(item) for item in book.spine] == [
        "Home",
        "Qo‘llanma",
        "Quiet",
        "Всё сразу",
        "Forms",
    ]
    assert ["media-overlay" in item for item in book.spine] == [True, True, False, True, True]


def test_the_contents_are_nested_as_the_menu_is(book: BookFile) -> None:
    """A part for each language, below it the menu's headings, then chapters and their sections."""
    assert book.contents() == [
        ("English", [("Start here", [("Home", ["Second level"])])]),
        ("Oʻzbekcha", [("Start here", [("Learn", ["Qo‘llanma"])])]),
        ("English", [("Start here", [("Learn", ["Quiet"])])]),
        ("Русский", [("Start here", [("Learn", [("Всё сразу", ["Всё сразу"])])])]),
        ("English", ["Forms"]),
    ]


def test_each_block_is_heard_while_it_is_marked(book: BookFile) -> None:
    """Ids that are there, in the page's order; times without a gap; the sound's whole length."""
    total = 0.0
    for item in book.spine:
        if "media-overlay" not in item:
            continue
        ids = [e.get("id") for e in book.tree(item).iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        clips = book.overlay_of(item)
        assert [ids.index(anchor) for anchor, *_ in clips] == sorted(
            ids.index(anchor) for anchor, *_ in clips
        )
        assert len(clips) > 3
        assert clips[0][2] == 0
        assert [end for *_, end in clips[:-1]] == [begin for _, _, begin, _ in clips[1:]]
        assert all(begin < end for *_, begin, end in clips)
        summed = sum(end - begin for *_, begin, end in clips)
        assert book.duration_of(item) == pytest.approx(summed, abs=0.0005)
        [sound] = {sound for _, sound, _, _ in clips}
        (path := book.path.with_suffix(".mp3")).write_bytes(book.files[sound])
        # Decoded: a header tells the length of the file, tags and pictures with it.
        samples, rate = soundfile.read(path)
        assert len(samples) / rate == pytest.approx(summed, abs=FRAME_SECONDS)
        total += summed
    [whole] = book.metas("media:duration")
    hours, minutes, rest = whole.split(":")
    assert int(hours) * 3600 + int(minutes) * 60 + float(rest) == pytest.approx(total, abs=0.002)


def test_a_clip_begins_with_its_cue(site: BookSite, book: BookFile) -> None:
    """The overlay's starts are those of the captions, the first one aside."""
    [vtt] = re.findall(
        r'<track [^>]*src="([^"]+)"', (site.folder / "site/guide/index.html").read_text("utf-8")
    )
    text = (site.folder / "site/guide" / vtt).resolve().read_text("utf-8")
    starts = [
        float(m) + 60 * int(n) for n, m in re.findall(r"(?:^|\n)\d+:(\d\d):(\d\d\.\d+) -->", text)
    ]
    clips = book.overlay_of(book.spine[1])

    assert [begin for _, _, begin, _ in clips[1:]] == pytest.approx(starts[1:])


def test_what_is_said_stands_in_the_marked_element(book: BookFile) -> None:
    """A heading, a paragraph, a row, the label of a tab."""
    body = book.chapter("Home")
    marked = {
        words_of(element)
        for anchor, *_ in book.overlay_of(book.spine[0])
        for element in body.iter()
        if element.get("id") == anchor
    }

    assert {
        "Home",
        "Read on at once.",
        "One",
        "Two",
        "First panel.",
        "More",
        "Folded words.",
    } <= marked


def test_links_lead_to_chapters_to_the_web_or_nowhere(book: BookFile) -> None:
    """Between pages within the book; to the site for what it lacks; what leads nowhere is text."""
    links = links_of(book.chapter("Home"))

    assert links["the guide"] == "0002.xhtml"
    assert links["its step"] == "0002.xhtml#qadam-1"
    assert re.fullmatch(r"0004\.xhtml#\S+", links["the rest"])
    assert links["the web"] == "https://example.org/a%20b?q=%5B1%5D"
    assert links["a file"] == "https://docs.example.org/sub/files/data.csv"
    assert not {"what is gone", "a trap", "nothing"} & links.keys()
    assert "what is gone" in words_of(book.chapter("Home"))


def test_what_is_hidden_or_machinery_stays_out(book: BookFile) -> None:
    """Nothing of it in any file."""
    everything = b"".join(c for n, c in book.files.items() if not n.endswith((".mp3", ".png")))

    for noise in (
        "secret",
        "Noise",
        "noise",
        "¶",
        "script>",
        "onload",
        "onclick",
        "шум",
        "@import",
    ):
        assert noise.encode() not in everything, noise
    assert b"http://example.org" not in everything


def test_pictures_come_from_the_site_alone(book: BookFile, site: BookSite) -> None:
    """One file for the same picture twice; a link, a way out and what is too large are not read."""
    pictures = {n: c for n, c in book.files.items() if n.startswith("EPUB/images/")}
    body = book.chapter("Home")
    images = [image.get("alt") for image in body.iter(f"{{{NS['x']}}}img")]

    assert images == ["A dot", "Inside"]
    assert links_of(body)["Far away"] == "https://example.org/x.png"
    assert all(words in words_of(body) for words in ("A link", "A way out", "Too large"))
    assert [n for n, c in pictures.items() if c == (site.folder / "site/pic.png").read_bytes()]
    assert len([n for n in pictures if n.endswith(".png")]) == 1
    assert not any(b"secret" in content for content in pictures.values())


def test_code_tables_formulas_and_boxes_are_kept(book: BookFile) -> None:
    """As what they are."""
    body = book.chapter("Qo‘llanma")

    assert body.findtext(".//x:pre/x:code", None, NS) == "def f(x):\n    return x < 1"
    assert [words_of(cell) for cell in body.findall(".//x:th", NS)] == ["Nomi", "Soni"]
    assert body.find(".//x:th", NS).get("class") == "right"
    assert body.find(".//m:math//m:msup", NS) is not None
    assert body.find(".//m:math", NS).get("alttext") == r"x^2 + \alpha"
    assert "☑ bajarilgan ish" in words_of(body)


def test_panels_of_tabs_have_their_labels(book: BookFile) -> None:
    """Of lists of tabs by name, and by their order where they have none."""
    body = book.chapter("Forms")
    shown = [words_of(p) for p in body.iter(f"{{{NS['x']}}}p")][:8]

    assert shown == [
        "Linux", "Use apt.", "Windows", "Use winget.",
        "npm", "First panel here.", "Yarn", "Then the other.",
    ]  # fmt: skip


def test_formulas_of_scripts_are_mathml_or_code(book: BookFile) -> None:
    """Raw TeX, that of a script, KaTeX' own; what is not understood stays TeX."""
    body = book.chapter("Forms")
    sources = [math.get("alttext") for math in body.iter(f"{{{NS['m']}}}math")]

    assert sources == ["a^2", r"\sqrt{x}", r"\frac{1}{2}", "e"]
    assert body.find(".//m:msqrt", NS) is not None
    assert body.find(".//m:math[@display='block']//m:mfrac", NS) is not None
    assert "eeeee" not in words_of(body)
    assert r"\unknowncommand{x}" in [words_of(code) for code in body.iter(f"{{{NS['x']}}}code")]


def test_numbers_of_lines_are_no_part_of_code(book: BookFile) -> None:
    """Pygments', Jekyll's and Hugo's tables, Docusaurus' lines and Starlight's."""
    body = book.chapter("Forms")
    listings = ["".join(pre.itertext()) for pre in body.iter(f"{{{NS['x']}}}pre")]

    assert listings == [
        f"{name} = 1\n{name} = 2"
        for name in ("pygments", "jekyll", "hugo", "docusaurus", "starlight")
    ]
    assert body.find(".//x:table", NS) is None


def test_a_page_that_shows_nothing_but_its_title_is_no_chapter(book: BookFile) -> None:
    """One that is encrypted, whose text a script would put there."""
    assert "Locked" not in [book.title_of(item) for item in book.spine]
    assert b"c2VjcmV0" not in b"".join(book.files.values())


def test_levels_of_headings_are_not_left_out(book: BookFile) -> None:
    """h1, h2, and h3 for an h5 below it; a page without a title gets its own."""
    body = book.chapter("Home")
    levels = [e.tag.rpartition("}")[2] for e in body.iter() if re.search(r"\}h\d$", e.tag)]

    assert levels == ["h1", "h2", "h3"]
    assert words_of(book.chapter("Всё сразу").find("x:h1", NS)) == "Всё сразу"


def test_it_says_what_it_is(book: BookFile) -> None:
    """Languages, author, date, readers, class, and no claim that nobody has checked."""
    metadata = book.package.find("opf:metadata", NS)

    assert metadata.findtext("dc:title", None, NS) == "Sinov"
    assert metadata.findtext("dc:creator", None, NS) == "Anora & Co"
    assert {e.text for e in metadata.findall("dc:language", NS)} == {"en", "uz", "ru"}
    assert metadata.findtext("dc:source", None, NS) == "https://docs.example.org/sub/"
    assert book.metas("dcterms:modified") == ["2026-03-04T00:06:07Z"]
    assert any("synthetic" in reader for reader in book.metas("media:narrator"))
    [active] = book.metas("media:active-class")
    assert f".{active}".encode() in book.files["EPUB/style.css"]
    features = set(book.metas("schema:accessibilityFeature"))
    assert {"synchronizedAudioText", "tableOfContents", "MathML"} <= features
    # One picture of the Russian page has no description.
    assert "alternativeText" not in features
    assert book.metas("schema:accessModeSufficient") == ["textual,visual"]
    assert book.metas("dcterms:conformsTo") == []
    languages = [book.tree(item).get("lang") for item in book.spine]
    assert languages == ["en", "uz", "en", "ru", "en"]


def test_the_same_site_is_the_same_bytes(site: BookSite, book: BookFile, tmp_path: Path) -> None:
    """Whenever it is made; SOURCE_DATE_EPOCH says when it changed."""
    done = site.epub("-o", str(tmp_path / "again.epub"))
    dated = site.epub("-o", str(tmp_path / "dated.epub"), environ={"SOURCE_DATE_EPOCH": "86400"})

    assert done.status == dated.status == 0
    assert (tmp_path / "again.epub").read_bytes() == book.path.read_bytes()
    assert BookFile(tmp_path / "dated.epub").metas("dcterms:modified") == ["1970-01-02T00:00:00Z"]


def test_a_book_in_one_language(site: BookSite, tmp_path: Path) -> None:
    """Its pages alone, and links to the others lead to the web."""
    done = site.epub(
        "-o",
        str(tmp_path / "en.epub"),
        "--language",
        "en",
        "--title",
        "Mine",
        "--author",
        "Me",
        "--author",
        " ",
    )
    made = BookFile(tmp_path / "en.epub")

    assert done.status == 0, done.output
    assert [made.title_of(item) for item in made.spine] == ["Home", "Quiet", "Forms"]
    assert made.contents() == [
        ("Start here", [("Home", ["Second level"]), ("Learn", ["Quiet"])]),
        "Forms",
    ]
    assert made.package.findtext("opf:metadata/dc:title", None, NS) == "Mine"
    assert [e.text for e in made.package.findall("opf:metadata/dc:creator", NS)] == ["Me"]
    links = links_of(made.chapter("Home"))
    assert links["the guide"] == "https://docs.example.org/sub/guide/"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--language", "fr"], "no page of site is in 'fr'. There are pages in en, ru, uz."),
        (["--url", "docs"], "'docs' is not the address of a site."),
        (["-o", "no/such/folder/x.epub"], "cannot be written"),
    ],
)
def test_errors_say_what_to_do(site: BookSite, arguments: list[str], message: str) -> None:
    """One line each, and no book."""
    done = site.epub("-o", "never.epub", *arguments)

    assert done.status == 1
    assert message in done.output
    assert not (site.folder / "never.epub").exists()


def test_a_site_without_players_is_named(tmp_path: Path) -> None:
    """What to do first."""
    site = BookSite(folder=tmp_path)
    site.write({"site/index.html": "<main><p>Words.</p></main>"})
    done = site.epub("-o", "x.epub")

    assert done.status == 1
    assert "there is no aisha-audio.json in site. Build the site with its players" in done.output


def test_a_sound_that_is_gone_is_named(site: BookSite, tmp_path: Path) -> None:
    """No book that is silent in the middle."""
    copy = BookSite(folder=tmp_path)
    subprocess.run(["cp", "-r", str(site.folder / "site"), str(tmp_path)], check=True)
    [first, *_] = sorted((tmp_path / "site/aisha-audio").glob("*.mp3"))
    first.unlink()
    done = copy.epub("-o", "x.epub")

    assert done.status == 1
    assert f"aisha-audio/{first.name}, which " in done.output
    assert not (tmp_path / "x.epub").exists()


def test_epubcheck_has_nothing_to_say(book: BookFile) -> None:
    """The judge of the format, where Java is there to run it."""
    check_epub(book.path)
