"""A downloaded file is somebody: its tag, as others' readers read it, and its name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from itertools import pairwise
from pathlib import Path

import mutagen.id3
import mutagen.mp3
import numpy as np
import pytest
import soundfile
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.sound.id3_tag import Chapter, TrackTags, encode_tag
from tests.player.listener import PATIENCE_MS
from tests.player.narrated_site import RangeHandler, serving
from tests.taken.conftest import CONF_PY, MKDOCS_YML, NAV, PAGES, Taken

TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def file_of(taken: Taken, page: str) -> Path:
    """The sound that a page plays."""
    [name] = re.findall(r'<audio [^>]*src="([^"]+)"', taken.built.html(page))
    return (taken.built.site / page).parent / name


@pytest.mark.parametrize(("page", "number"), [("index", 1), ("zebra", 2), ("alpha", 4)])
def test_mutagen_reads_who_the_file_is(taken: Taken, page: str, number: int) -> None:
    """Title, site, place, language, address, chapters, and that nobody speaks."""
    language, title, _ = PAGES[page]
    file = mutagen.mp3.MP3(file_of(taken, f"{page}.html"))
    tags = file.tags
    assert tags is not None
    assert file.info is not None
    assert tags.version == (2, 4, 0)
    shown = title.replace("“bo‘ri”", "") if page == "zebra" else title
    assert tags["TIT2"].text[0].startswith(shown)
    assert tags["TALB"].text == ["Sinov sayti"]
    assert tags["TRCK"].text == [str(number)]
    assert tags["TLAN"].text == [{"uz": "uzb", "en": "eng"}[language]]
    assert tags["WOAF"].url == f"https://docs.example/qo%CA%BBllanma/{page}.html"
    voice = "AIsha Gulnoza" if language == "uz" else "AIsha"
    assert tags["TPE1"].text == [voice]
    said = {"uz": "Sunʼiy ovoz: ", "en": "Synthetic voice: "}[language] + voice
    [comment] = tags.getall("COMM")
    assert (comment.lang, comment.text) == (tags["TLAN"].text[0], [said])
    assert tags["TXXX:DigitalSourceType"].text == [TRAINED]
    [private] = tags.getall("PRIV")
    assert private.owner == "XMP"
    assert f'Iptc4xmpExt:DigitalSourceType="{TRAINED}"' in private.data.decode()

    [table] = tags.getall("CTOC")
    chapters = [tags[f"CHAP:{name}"] for name in table.child_element_ids]
    assert [c.sub_frames["TIT2"].text[0] for c in chapters][1] == "Bo‘lim"
    assert chapters[0].start_time == 0
    assert chapters[0].end_time == chapters[1].start_time
    assert chapters[1].end_time == round(1000 * file.info.length)


def test_ffprobe_reads_it_and_counts_the_same_sound(taken: Taken) -> None:
    """Chapters too; and decoders play as many samples as the page says."""
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not installed")
    file = file_of(taken, "zebra.html")
    asked = ["-show_format", "-show_chapters", "-show_entries", "stream=codec_name"]
    done = subprocess.run(
        ["ffprobe", "-v", "error", *asked, "-of", "json", file], capture_output=True, check=True
    )
    assert done.stderr == b""
    found = json.loads(done.stdout)
    tags = found["format"]["tags"]
    assert tags["album"] == "Sinov sayti"
    assert tags["track"] == "2"
    assert tags["DigitalSourceType"] == TRAINED
    assert [c["tags"]["title"] for c in found["chapters"]][1] == "Bo‘lim"
    [manifest] = read_manifests(taken.built.site)
    samples, rate = soundfile.read(file)
    assert len(samples) / rate == pytest.approx(manifest.pages[1].duration_seconds)


def test_a_download_has_the_name_of_its_page(taken: Taken) -> None:
    """In letters that every system takes."""
    for page, name in (("index", "Bosh sahifa.mp3"), ("zebra", "Zebra & “bo‘ri”.mp3")):
        found = re.search(r'data-download="([^"]*)"', taken.built.html(f"{page}.html"))
        assert found
        straight = unescape(found[1])
        assert re.sub("[^A-Za-z&. ]", "", straight) == re.sub("[^A-Za-z&. ]", "", name)


def test_the_lock_screen_in_chromium_names_the_page(taken: Taken, browser: Browser) -> None:
    """The page's title and the site's name, as in the tag; the length is that of the sound."""
    with serving(taken.built.site, RangeHandler) as server:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{server.url}/zebra.html")
        page.evaluate("document.querySelector('aisha-audio audio').play()")
        page.wait_for_function("navigator.mediaSession.metadata !== null")
        page.wait_for_function("document.querySelector('aisha-audio audio').readyState > 0")
        shown = page.evaluate(
            "(({ title, artist }) => [title, artist])(navigator.mediaSession.metadata)"
        )
        assert shown[0].startswith("Zebra & ")
        assert shown[1] == "Sinov sayti"
        link = page.locator("aisha-audio [part~=download]")
        assert (link.get_attribute("download") or "").startswith("Zebra & ")
        length = page.evaluate("document.querySelector('aisha-audio audio').duration")
        [manifest] = read_manifests(taken.built.site)
        assert length == pytest.approx(manifest.pages[1].duration_seconds, abs=0.05)
        page.close()


HEARD = """async at => {
  const audio = new Audio("tagged.mp3");
  await new Promise(done => { audio.onloadedmetadata = done });
  audio.currentTime = at;
  await new Promise(done => { audio.onseeked = done });
  const context = new AudioContext(), analyser = context.createAnalyser();
  context.createMediaElementSource(audio).connect(analyser);
  await Promise.all([context.resume(), audio.play()]);
  const levels = new Uint8Array(analyser.frequencyBinCount);
  for (let loudest = 0; loudest < 100; loudest = Math.max(...levels)) {
    await new Promise(done => setTimeout(done, 5));
    analyser.getByteFrequencyData(levels);
  }
  audio.pause();
  const place = levels.indexOf(Math.max(...levels));
  return place * context.sampleRate / analyser.fftSize;
}"""


def test_a_seek_behind_a_tag_lands_where_it_should(browser: Browser, tmp_path: Path) -> None:
    """Chromium counts the bytes of the sound alone: this tag is as long as two seconds of it."""
    rate = 24_000
    times = np.arange(rate * 20) / rate
    tone = np.sin(2 * np.pi * np.where(times < 10, 440, 1760) * times) / 2
    soundfile.write(tmp_path / "bare.mp3", tone, rate, bitrate_mode="CONSTANT")
    chapters = [
        Chapter(title="c" * 300, level=1, start_seconds=each, end_seconds=each + 1.0)
        for each in range(20)
    ]
    tag = encode_tag(TrackTags(title="t" * 6000, language="en", chapters=chapters))
    (tmp_path / "tagged.mp3").write_bytes(tag + (tmp_path / "bare.mp3").read_bytes())
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    with serving(tmp_path, RangeHandler) as server:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{server.url}/index.html")
        # Two seconds further on, the first would be the other tone, and it plays while it is heard.
        heard = [page.evaluate(HEARD, at) for at in (8.2, 10.2, 18.0)]
        page.close()

    assert heard == pytest.approx([440, 1760, 1760], abs=60)


def test_a_new_name_of_the_site_costs_no_character_and_no_sound(taken: Taken) -> None:
    """The tag is new, and with it the file's name; the track behind it is the same."""
    old = file_of(taken, "index.html").name
    before = file_of(taken, "index.html").read_bytes()
    paid = taken.emulator.account()
    cached = set(taken.site.folder.glob(".cache/**/*.mp3"))
    if taken.host == "mkdocs":
        restored = {"mkdocs.yml": MKDOCS_YML + NAV}
        changed = {"mkdocs.yml": restored["mkdocs.yml"].replace("Sinov", "Yangi")}
    elif taken.host == "sphinx":
        changed = {"conf.py": CONF_PY.replace("Sinov", "Yangi")}
        restored = {"conf.py": CONF_PY}
    else:
        original = {
            f"site/{name}.html": (taken.built.site / f"{name}.html").read_text("utf-8")
            for name in PAGES
        }
        changed = {name: html.replace("Sinov", "Yangi") for name, html in original.items()}
        restored = original
    try:
        taken.again(changed)
        after = file_of(taken, "index.html")
        assert mutagen.id3.ID3(after)["TALB"].text == ["Yangi sayti"]
        sound = len(before) - mutagen.id3.ID3(after).size
        assert after.read_bytes()[-sound:] == before[-sound:]
        assert taken.emulator.account() == paid
        assert set(taken.site.folder.glob(".cache/**/*.mp3")) == cached
        assert len(taken.built.files("*.mp3")) == 3
    finally:
        taken.again(restored)
    assert file_of(taken, "index.html").name == old
    assert file_of(taken, "index.html").read_bytes() == before


TIMES = st.integers(0, 10**8).map(lambda ms: ms / 1000)


def chapters_of(count: int, level: int) -> list[Chapter]:
    """So many of one level, a second each."""
    return [
        Chapter(title="x", level=level, start_seconds=place, end_seconds=place + 1.0)
        for place in range(count)
    ]


CHAPTERS = st.lists(st.tuples(st.text(max_size=20), st.integers(1, 6)), max_size=300).map(
    lambda named: [
        Chapter(title=title, level=level, start_seconds=place, end_seconds=place + 1.0)
        for place, (title, level) in enumerate(named)
    ]
)


@example("", "", [], chapters_of(300, level=2))
@example("", "", [], [*chapters_of(1, level=1), *chapters_of(300, level=3)])
@given(st.text(max_size=200), st.text(max_size=50), st.lists(st.text(max_size=9)), CHAPTERS)
def test_any_text_makes_a_tag_that_is_whole(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    site: str,
    voices: list[str],
    chapters: list[Chapter],
) -> None:
    """Control characters, lone surrogates, more chapters than a table can count."""
    tags = TrackTags(
        title=title, language="ru", site=site, voices=voices, comment=title, chapters=chapters
    )
    path = tmp_path_factory.getbasetemp() / "wild.mp3"
    path.write_bytes(encode_tag(tags) + bytes(10))
    try:
        read = mutagen.id3.ID3(path)
    except mutagen.id3.ID3NoHeaderError:
        raise AssertionError("no tag") from None
    assert read.size == path.stat().st_size - 10
    tables = read.getall("CTOC")
    assert bool(tables) == bool(chapters)
    for table in tables:
        assert len(table.child_element_ids) == min(255, len(table.child_element_ids))
        kept = [read[f"CHAP:{name}"] for name in table.child_element_ids]
        assert kept
        assert kept[-1].end_time == round(1000 * chapters[-1].end_seconds)
        assert all(a.end_time == b.start_time for a, b in pairwise(kept))
    assert encode_tag(tags) == encode_tag(tags)
