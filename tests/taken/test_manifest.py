"""`aisha-audio.json`: what of a site is heard, for programs that take it along."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.build.manifest import (
    MANIFEST_NAME,
    ManifestPage,
    SiteManifest,
    read_manifest,
    read_manifests,
)
from aisha_docs_audio.build.page_chain import reading_order
from aisha_docs_audio.build.speakers import Speakers
from aisha_docs_audio.errors import ManifestError
from aisha_docs_audio.sound.captions import read_webvtt
from tests.taken.conftest import PAGES, Taken

TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def test_it_lists_the_pages_that_are_heard_as_they_are_read(taken: Taken) -> None:
    """In the order of the navigation, with files that are there; none that nobody hears."""
    [manifest] = read_manifests(taken.built.site)
    assert manifest.site_name == "Sinov sayti"
    assert [page.page for page in manifest.pages] == ["index.html", "zebra.html", "alpha.html"]
    for page in manifest.pages:
        language, title, _ = PAGES[page.page.removesuffix(".html")]
        # Quotation marks are typographic ones in Sphinx' titles.
        assert page.title.split()[0] == title.split()[0]
        assert page.language == language
        name = "AIsha Gulnoza" if language == "uz" else "AIsha"
        assert page.speakers == Speakers(names=(name,), kind="synthetic", source_type=TRAINED)
        assert page.captions
        assert page.transcript
        for file in (page.audio, page.captions, page.transcript):
            assert (taken.built.site / file).is_file()
        cues = read_webvtt((taken.built.site / page.captions).read_text("utf-8"))
        shown = {number: unescape(text) for number, text in taken.built.captions(page.page).items()}
        assert {cue.number: cue.text for cue in cues} == shown
        assert abs(cues[-1].end_seconds - page.duration_seconds) < 0.001
        assert [level for _, level in page.headings] == [1, 2]
        said = {cue.number: cue.text for cue in cues}
        assert [said[number] for number, _ in page.headings][1] == "Bo‘lim"
    assert "quiet" not in (taken.folder / MANIFEST_NAME).read_text("utf-8")


def test_its_addresses_lead_from_where_it_stands(taken: Taken) -> None:
    """As any address in a file of the web; the site's root is one of them."""
    form = json.loads((taken.folder / MANIFEST_NAME).read_bytes())
    assert (taken.folder / form["root"]).resolve() == taken.built.site.resolve()
    for page in form["pages"]:
        for name in ("url", "audio", "captions", "transcript"):
            assert (taken.folder / page[name]).is_file()


def test_a_build_of_the_same_pages_writes_the_same_bytes(taken: Taken) -> None:
    """And where nothing is to be written, nothing is."""
    path = taken.folder / MANIFEST_NAME
    before, written = path.read_bytes(), path.stat().st_mtime_ns
    assert taken.again().status == 0
    assert path.read_bytes() == before
    if taken.host != "mkdocs":  # which empties the site first
        assert path.stat().st_mtime_ns == written


PAGE: dict[str, Any] = {
    "url": "../../a.html",
    "title": "A",
    "language": "en",
    "audio": "a.mp3",
    "captions": None,
    "transcript": None,
    "duration": 1.5,
    "voices": [],
    "kind": "recorded",
    "digital_source_type": None,
    "headings": [],
}


@pytest.mark.parametrize(
    "change",
    [
        {"audio": "../../../secret.mp3"},
        {"audio": "../../../../../../etc/passwd"},
        {"url": "%2e%2e/%2e%2e/%2e%2e/x.html"},
        {"captions": "..\\..\\..\\x.vtt"},
        {"audio": "../.."},
        {"audio": None},
        {"kind": "imagined"},
        {"headings": [1]},
        {"duration": "long"},
    ],
)
def test_a_manifest_that_leads_out_of_its_site_or_is_broken_is_refused(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    """Whoever packs the files it names packs none of somebody else's."""
    path = tmp_path / "site/assets/aisha-audio" / MANIFEST_NAME
    path.parent.mkdir(parents=True)
    form = {"version": 1, "site": "", "root": "../../", "pages": [PAGE]}
    path.write_text(json.dumps(form), "utf-8")
    [page] = read_manifest(path, tmp_path / "site").pages
    assert (page.page, page.audio) == ("a.html", "assets/aisha-audio/a.mp3")
    path.write_text(json.dumps({**form, "pages": [{**PAGE, **change}]}), "utf-8")
    with pytest.raises(ManifestError, match="can't be read"):
        read_manifest(path, tmp_path / "site")
    path.write_text(json.dumps({**form, "version": 2}), "utf-8")
    with pytest.raises(ManifestError, match="the form 2"):
        read_manifest(path, tmp_path / "site")
    path.unlink()
    with pytest.raises(ManifestError, match="Build the site with its players first"):
        read_manifests(tmp_path / "site")


TEXT = st.text(max_size=20)
NAMES = st.text(min_size=1, max_size=12).filter(
    lambda name: not set(name) & set("/\\") and name not in {".", ".."}
)
ENTRIES = st.builds(
    ManifestPage,
    page=st.lists(NAMES, min_size=1, max_size=3).map("/".join),
    title=TEXT,
    language=st.sampled_from(["uz", "en", "ru"]),
    audio=NAMES.map("a/b/{}".format),
    captions=st.none() | NAMES.map("a/b/{}".format),
    transcript=st.none() | NAMES.map("a/b/{}".format),
    duration_seconds=st.integers(1, 10**7).map(lambda ms: ms / 1000),
    speakers=st.builds(Speakers, names=st.lists(TEXT, max_size=2).map(tuple)),
    headings=st.lists(st.tuples(st.integers(1, 99), st.integers(1, 6)), max_size=3).map(tuple),
)


@given(TEXT, st.lists(ENTRIES, max_size=4))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, name: str, pages: list[ManifestPage]
) -> None:
    """Whatever pages are called."""
    site = tmp_path_factory.getbasetemp() / "round-trip"
    path = site / "a/b" / MANIFEST_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    manifest = SiteManifest(site_name=name, pages=tuple(pages))
    path.write_bytes(manifest.to_bytes("a/b"))
    assert read_manifest(path, site) == manifest


FOLLOWING = st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 12))


@given(FOLLOWING)
def test_every_page_has_one_place_in_the_order(following: dict[int, int | None]) -> None:
    """Also where pages follow one another in circles, or lead to pages nobody knows."""
    named = {str(a): None if b is None else str(b) for a, b in following.items()}
    assert sorted(reading_order(named)) == sorted(named)


def test_chains_come_before_pages_that_stand_alone() -> None:
    """Whatever the alphabet says."""
    assert reading_order({"a": None, "b": None, "c": "b", "z": "c"}) == ["z", "c", "b", "a"]


def test_pages_of_another_build_keep_their_place() -> None:
    """What is built anew has its own order; others stand before it, but behind the first page."""

    def named(*names: str) -> SiteManifest:
        pages = (
            ManifestPage(
                page=name,
                title="",
                language="uz",
                audio="a",
                captions=None,
                transcript=None,
                duration_seconds=1,
                speakers=Speakers(),
            )
            for name in names
        )
        return SiteManifest(site_name="", pages=tuple(pages))

    merged = named("c").merged(named("u2", "u1", "b", "c"), ["d", "c", "b"])
    assert [page.page for page in merged.pages] == ["u2", "u1", "c", "b"]
    whole = named("b", "index.html").merged(named("en/b", "ru/b"), ["index.html", "b", "c"])
    assert [page.page for page in whole.pages] == ["index.html", "b", "en/b", "ru/b"]
    assert [page.page for page in named("b", "a").merged(None, ["a", "b"]).pages] == ["a", "b"]
