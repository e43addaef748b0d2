"""A podcast of a site, as a player of podcasts reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import soundfile

from aisha_docs_audio.emulator.testing import DEFAULT_BALANCE, Emulator
from tests.hosts.built_site import BuiltSite
from tests.sites import Built, speaking_to

feedparser = pytest.importorskip("feedparser")

URL = "https://docs.example.org/sub/"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"

PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}
<title>{title} - Sinov</title></head><body><main><h1 id="top">{title}</h1><p>First words of
{title} &amp; more.</p><h2>Second</h2><p>And the rest.</p></main></body></html>"""


class FeedSite(BuiltSite):
    """A built site of which podcasts are made."""

    def feed(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Built:
        """Run `aisha-docs-audio feed site --url …`."""
        command = ["aisha_docs_audio", "feed", "site", "--url", URL, *arguments]
        return self._run(command, self.folder / "site", environ or {})

    @property
    def items(self) -> list[ET.Element]:
        """The episodes."""
        return ET.parse(self.folder / "site/podcast.xml").findall("channel/item")


def copied(site: FeedSite, folder: Path) -> FeedSite:
    """The site in another folder, where its pages may be changed."""
    copy = FeedSite(folder=folder)
    for name, content in site.bytes_of().items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    return copy


@pytest.fixture(scope="module")
def site(shared_emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> FeedSite:
    """Four pages in two languages, in an order of their own."""
    made = FeedSite(folder=tmp_path_factory.mktemp("feed"))
    pages = {
        "index.html": ("en", "Home", '<link rel="next" href="z/">'),
        "z/index.html": ("en", "Zed", '<link rel="next" href="../a b.html">'),
        "a b.html": ("en", "Ay", '<meta name="description" content="">'),
        "uz.html": ("uz", "Qo‘llanma", ""),
    }
    made.write(
        {
            f"site/{path}": PAGE.format(lang=lang, title=title, head=head)
            for path, (lang, title, head) in pages.items()
        }
    )
    shared_emulator.open_account("feeds", DEFAULT_BALANCE)
    shared_emulator.set_faults()
    built = made.narrate("--strict", environ=speaking_to(shared_emulator, "feeds"))
    assert built.status == 0, built.output
    return made


def test_a_book_is_a_serial_in_the_sites_order(site: FeedSite) -> None:
    """Numbers and dates agree; lengths, types and addresses are those of the files."""
    done = site.feed("--language", "en", "--image", "https://example.org/i.png")
    assert done.status == 0, done.output
    assert "3 episodes, in the site's order" in done.output
    parsed = feedparser.parse(str(site.folder / "site/podcast.xml"))
    assert not parsed.bozo
    assert (parsed.version, parsed.feed.title, parsed.feed.language) == ("rss20", "Sinov", "en")
    assert parsed.feed.link == URL
    assert [entry.title for entry in parsed.entries] == ["Home", "Zed", "Ay"]
    assert [entry.link for entry in parsed.entries] == [URL, f"{URL}z/", f"{URL}a%20b.html"]
    assert [entry.id for entry in parsed.entries] == [entry.link for entry in parsed.entries]
    dates = [entry.published_parsed for entry in parsed.entries]
    assert dates == sorted(set(dates))
    for number, (entry, item) in enumerate(zip(parsed.entries, site.items, strict=True), start=1):
        [sound] = entry.enclosures
        file = site.folder / "site" / sound.href.removeprefix(URL)
        assert (int(sound.length), sound.type) == (file.stat().st_size, "audio/mpeg")
        assert item.findtext(f"{ITUNES}episode") == str(number)
        assert item.findtext(f"{ITUNES}duration").count(":") == 2
    assert entry.summary.startswith("First words of Ay &amp; more.")
    channel = ET.parse(site.folder / "site/podcast.xml").find("channel")
    assert channel.findtext(f"{ITUNES}type") == "serial"
    assert channel.findtext(f"{PODCAST}medium") == "audiobook"
    # By the specification's name space, of "docs.example.org/sub/podcast.xml".
    assert len(channel.findtext(f"{PODCAST}guid")) == 36
    assert channel.find(f"{ITUNES}image").get("href") == "https://example.org/i.png"


def test_transcripts_and_chapters_are_files_of_the_site(site: FeedSite) -> None:
    """The captions, and the headings with their times and addresses."""
    assert site.feed("--language", "en").status == 0
    for item in site.items:
        transcript, chapters = item.find(f"{PODCAST}transcript"), item.find(f"{PODCAST}chapters")
        vtt = site.folder / "site" / transcript.get("url").removeprefix(URL)
        assert vtt.read_text("utf-8").startswith("WEBVTT")
        assert transcript.get("type") == "text/vtt"
        assert chapters.get("type") == "application/json+chapters"
        file = site.folder / "site" / chapters.get("url").removeprefix(URL)
        form = json.loads(file.read_bytes())
        assert form["version"] == "1.2.0"
        first, second = form["chapters"]
        assert (first["startTime"], first["url"]) == (0, item.findtext("link") + "#top")
        assert second["title"] == "Second"
        assert second["startTime"] > 0.5


def test_the_same_site_is_the_same_feed(site: FeedSite) -> None:
    """Byte for byte; SOURCE_DATE_EPOCH says when it changed; chapters without sound go."""
    assert site.feed("--language", "en").status == 0
    before = site.bytes_of()
    left_over = site.folder / "site/aisha-audio/0000.chapters.json"
    left_over.write_text("{}")
    assert site.feed("--language", "en").status == 0
    assert site.bytes_of() == before
    dated = site.feed("--language", "en", environ={"SOURCE_DATE_EPOCH": "86400"})
    assert dated.status == 0
    last = parsedate_to_datetime(site.items[-1].findtext("pubDate"))
    assert last == datetime(1970, 1, 2, tzinfo=timezone.utc)


def test_a_blog_is_by_date_the_newest_first(site: FeedSite, tmp_path: Path) -> None:
    """Pages tell when they were published; one that does not comes last."""
    blog = copied(site, tmp_path)
    told = {
        "index.html": '<meta property="article:published_time" content="2026-01-02">',
        "z/index.html": '<script type="application/ld+json">{"datePublished": '
        '"2026-03-04T05:06:07Z"}</script>',
    }
    for name, head in told.items():
        page = blog.folder / "site" / name
        page.write_text(page.read_text("utf-8").replace("<title>", f"{head}<title>"), "utf-8")
    done = blog.feed("--language", "en")
    titles = [item.findtext("title") for item in blog.items]
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in blog.items]

    assert "the newest first" in done.output
    assert titles == ["Zed", "Home", "Ay"]
    assert dates[0] == datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone.utc)
    assert dates == sorted(dates, reverse=True)
    assert blog.items[0].find(f"{ITUNES}episode") is None
    assert blog.feed("--language", "en", "--order", "pages").status == 0
    assert [item.findtext("title") for item in blog.items] == ["Home", "Zed", "Ay"]


def test_all_languages_and_another_place(site: FeedSite, tmp_path: Path) -> None:
    """Said: a feed has one language, and a feed outside of the site no address."""
    done = site.feed("-o", str(tmp_path / "all.xml"), "--title", "Mine \x0b& yours")
    parsed = feedparser.parse(str(tmp_path / "all.xml"))

    assert done.status == 0
    assert "It has episodes in en, uz" in done.output
    assert "lies outside of site" in done.output
    assert parsed.feed.title == "Mine & yours"
    assert len(parsed.entries) == 4


def test_addresses_are_written_as_addresses_are(site: FeedSite) -> None:
    """One in letters of its own, one of the first page, one with a password: all are mended."""
    url = "https://user:secret@docs.пример.uz/qoʻllanma/index.html"
    assert site.feed("--url", url, "--language", "uz").status == 0
    text = (site.folder / "site/podcast.xml").read_text("utf-8")
    home = "https://docs.xn--e1afmkfd.uz/qo%CA%BBllanma/"
    channel = ET.fromstring(text).find("channel")
    [item] = channel.findall("item")

    assert channel.findtext("link") == home
    assert item.findtext("guid") == f"{home}uz.html"
    assert item.find("enclosure").get("url").startswith(f"{home}aisha-audio/")
    assert "secret" not in text
    assert all(address.isascii() for address in re.findall(r'https?://[^<"]+', text))


def test_signs_of_html_in_words_stay_words(site: FeedSite, tmp_path: Path) -> None:
    """Players take descriptions for HTML, and some take titles for it."""
    done = site.feed("-o", str(tmp_path / "x.xml"), "--title", "<b> & co", "--description", "<i>")
    text = (tmp_path / "x.xml").read_text("utf-8")

    assert done.status == 0
    assert "<title>&#x3C;b&gt; &#x26; co</title>" in text
    assert "<description>&amp;lt;i&amp;gt;</description>" in text
    assert "First words of Ay &amp;amp; more." in text


def test_directories_get_what_they_ask_for(site: FeedSite) -> None:
    """A category of Apple's, also one below it; an address to write to; today's `explicit`."""
    done = site.feed("--category", "how to", "--email", "docs@example.org", "--author", "Anora")
    channel = ET.parse(site.folder / "site/podcast.xml").find("channel")
    owner = channel.find(f"{ITUNES}owner")

    assert done.status == 0
    assert [c.get("text") for c in channel.iter(f"{ITUNES}category")] == ["Education", "How To"]
    assert owner.findtext(f"{ITUNES}name") == "Anora"
    assert owner.findtext(f"{ITUNES}email") == "docs@example.org"
    assert {e.text for e in channel.iter(f"{ITUNES}explicit")} == {"false"}


def test_a_date_to_come_is_none(site: FeedSite, tmp_path: Path) -> None:
    """Players hide an episode until its day, and the others' made dates would go with it."""
    copy = copied(site, tmp_path)
    page = copy.folder / "site/index.html"
    told = '<meta property="article:published_time" content="2999-01-01"><title>'
    page.write_text(page.read_text("utf-8").replace("<title>", told), "utf-8")
    assert copy.feed("--language", "en", "--order", "date").status == 0
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in copy.items]

    assert len(dates) == 3
    assert max(dates) < datetime.now(timezone.utc)


def test_two_pages_with_one_recording_have_chapters_of_their_own(tmp_path: Path) -> None:
    """And transcripts; what stands above the first heading is a chapter too."""
    site = FeedSite(folder=tmp_path)
    head = '<meta name="aisha-audio" content="file: said.wav; cues: {0}.vtt">'
    cues = (
        "WEBVTT\n\n00:00.000 --> 00:01.000\nWords before of {0}.\n\n00:01.000 --> 00:02.000\n{0}\n"
    )
    for name in ("One heading here", "Another heading here"):
        content = f"<p>Words before of {name}.</p><h2>{name}</h2><p>More.</p>"
        html = PAGE.format(lang="en", title=name, head=head.format(name.split()[0]))
        html = re.sub("<main>.*</main>", f"<main>{content}</main>", html, flags=re.DOTALL)
        files = {f"site/{name[0]}.html": html, f"site/{name.split()[0]}.vtt": cues.format(name)}
        site.write(files)
    soundfile.write(tmp_path / "site/said.wav", np.zeros(48_000, "float32"), 24_000)
    assert site.narrate("--strict").status == 0
    assert site.feed().status == 0
    found = {}
    for item in site.items:
        assert item.find("enclosure").get("type") == "audio/wav"
        address = item.find(f"{PODCAST}chapters").get("url").removeprefix(URL)
        form = json.loads((tmp_path / "site" / address).read_bytes())
        found[item.findtext("title")] = [(c["startTime"], c["title"]) for c in form["chapters"]]
    transcripts = {p.read_text("utf-8") for p in (tmp_path / "site/aisha-audio").glob("*.html")}

    assert found == {
        name: [(0, name), (1, name)] for name in ("Another heading here", "One heading here")
    }
    assert len(transcripts) == 2
    assert site.feed("--language", "en").status == 0
    assert len([*(tmp_path / "site/aisha-audio").glob("*.chapters.json")]) == 2


def test_chapters_go_with_their_sound(site: FeedSite, tmp_path: Path) -> None:
    """A page that is left out of the next build has none of its words in a file of ours."""
    copy = copied(site, tmp_path)
    assert copy.feed().status == 0
    folder = copy.folder / "site/aisha-audio"
    before = {path.name for path in folder.glob("*.chapters.json")}
    page = copy.folder / "site/a b.html"
    off = '<meta name="aisha-audio" content="off"><title>'
    page.write_text(page.read_text("utf-8").replace("<title>", off), "utf-8")
    # Another voice: the old sounds of the other pages go too.
    assert copy.narrate("--voice=local").status == 0
    after = {path.name for path in folder.glob("*.chapters.json")}

    assert len(before) == 4
    assert after == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--category", "Tech"], "'Tech' is none of Apple's. Take one of Arts, Business,"),
        (["--email", "docs"], "'docs' is not an address. Write docs@example.org."),
        (["--url", "https://x/?a=b"], "'https://x/?a=b' is not the address of a site."),
        (["--image", "none.png"], "there is no none.png in site. Name its address, or a file"),
        (["--image", "index.html"], "index.html is neither JPEG nor PNG."),
        (["--language", "ru"], "no page of site is in 'ru'."),
    ],
)
def test_errors_of_a_feed(site: FeedSite, arguments: list[str], message: str) -> None:
    """One line each."""
    done = site.feed(*arguments)

    assert done.status == 1
    assert message in done.output
