"""A page that a person recorded, or wrote a script for: played, followed, and paid for as it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import mutagen
import mutagen.id3
import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, expect

from aisha_docs_audio.build.following import blocks_followed, blocks_of_script, cues_of_blocks
from aisha_docs_audio.build.manifest import SiteManifest, read_manifests
from aisha_docs_audio.build.speakers import Speakers
from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.model import Block, Cue
from tests.hosts.built_site import BuiltSite
from tests.player.listener import PATIENCE_MS, Listener
from tests.player.narrated_site import RangeHandler, serving
from tests.sites import Built, MkDocsSite, SphinxSite, speaking_to
from tests.taken.conftest import HOSTS

TEXT = ("The first paragraph stands here.", "And here comes the second one.")
CUES = """\
WEBVTT - made by hand

NOTE
Not to be read.

00:00.000 --> 00:01.000 align:start
Welcome, everybody!

intro
00:01.000 --> 00:02.000
<v Ann>The first paragraph</v>

00:00:02.000 --> 00:00:03.000
stands here. Well, more or less.

00:03.500 --> 00:04.000
And here comes the second one
"""
SCRIPT = """\
Page scripted

Somebody wrote
this by hand.

The first paragraph stands here, and more is said.

And here comes the second one.
"""
OWN: Mapping[str, Mapping[str, str]] = {
    "index": {},
    "plain": {"file": "sound/intro.m4a"},
    "cued": {"file": "sound/intro.wav", "cues": "cues.vtt"},
    "scripted": {"script": "said/page.txt"},
}
PAID = {
    "Page index", *TEXT,
    "Page scripted", "Somebody wrote this by hand.",
    "The first paragraph stands here, and more is said.",
}  # fmt: skip

FORMS = {
    ".wav": ("WAV", "PCM_16"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
    ".ogg": ("OGG", "VORBIS"),
    ".opus": ("OGG", "OPUS"),
}

MKDOCS_YML = """\
site_name: x
theme: mkdocs
use_directory_urls: false
plugins: [aisha-audio: {language: en}]
"""
CONF_PY = """\
project = "x"
extensions = ["aisha_docs_audio.sphinx_ext"]
html_theme = "basic"
aisha_audio_language = "en"
suppress_warnings = ["toc.not_included"]
"""


def folder_of(host: str) -> str:
    """Where a host has its sources, below the site's folder."""
    return {"mkdocs": "docs/", "sphinx": "", "narrate": "site/"}[host]


def source_of(host: str, name: str, own: Mapping[str, str]) -> tuple[str, str]:
    """A page's file and what is in it, as the host wants it."""
    heading = f"Page {name}"
    if host == "mkdocs":
        front = f"---\naudio: {json.dumps(own)}\n---\n\n" if own else ""
        return f"docs/{name}.md", f"{front}# {heading}\n\n{TEXT[0]}\n\n{TEXT[1]}\n"
    if host == "sphinx":
        front = f":audio: {json.dumps(own)}\n\n" if own else ""
        text = f"{heading}\n{'=' * 20}\n\n{TEXT[0]}\n\n{TEXT[1]}\n"
        return f"{name}.rst", front + text
    said = "; ".join(f"{key}: {value}" for key, value in own.items())
    meta = f'<meta name="aisha-audio" content="{said}">' if own else ""
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{heading}</title>{meta}'
        f"<main><h1>{heading}</h1><p>{TEXT[0]}</p><p>{TEXT[1]}</p></main></html>"
    )
    return f"site/{name}.html", html


def record(path: Path, seconds: float) -> None:
    """Write a sound in the format that its name says; an M4A, which nothing here can write, is
    always the same one, of two seconds.
    """  # noqa: D205
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".m4a":
        shutil.copyfile(Path(__file__).with_name("two-seconds.m4a"), path)
        return
    tone = np.sin(np.arange(int(24_000 * seconds)) / 20).astype("float32") / 4
    form, kind = FORMS[path.suffix]
    soundfile.write(path, tone, 24_000, format=form, subtype=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSite:
    """A site of one host with pages that people recorded or wrote."""

    host: str
    site: MkDocsSite | SphinxSite | BuiltSite
    emulator: Emulator

    @property
    def sources(self) -> Path:
        """The folder that the pages' sources lie in."""
        return self.site.folder / folder_of(self.host)

    def write(self, name: str, own: Mapping[str, str]) -> None:
        """Write a page."""
        self.site.write(dict([source_of(self.host, name, own)]))

    def build(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Built:
        """Build it by its host; `--strict` is what each calls it."""
        given = {**speaking_to(self.emulator), **(environ or {})}
        if isinstance(self.site, BuiltSite):
            return self.site.narrate(*arguments, environ=given)
        if isinstance(self.site, SphinxSite):
            strict = ["-W" if each == "--strict" else each for each in arguments]
            return self.site.build(*strict, environ=given)
        return self.site.build(*arguments, environ=given)


@pytest.fixture(scope="module", params=HOSTS)
def own(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    shared_emulator: Emulator,
) -> tuple[OwnSite, Built]:
    """One built site of each host."""
    host: str = request.param
    key = f"own-{host}"
    shared_emulator.open_account(key, 10**6)
    kinds: dict[str, type[MkDocsSite | SphinxSite | BuiltSite]] = {
        "mkdocs": MkDocsSite,
        "sphinx": SphinxSite,
        "narrate": BuiltSite,
    }
    site = kinds[host](folder=tmp_path_factory.mktemp(host))
    made = OwnSite(host=host, site=site, emulator=shared_emulator.acting_for(key))
    for name, files in OWN.items():
        made.write(name, files)
    if host == "mkdocs":
        site.write({"mkdocs.yml": MKDOCS_YML})
    elif host == "sphinx":
        site.write({"conf.py": CONF_PY})
    folder = folder_of(host)
    site.write({f"{folder}cues.vtt": CUES, f"{folder}said/page.txt": SCRIPT})
    record(made.sources / "sound/intro.m4a", 2.0)
    record(made.sources / "sound/intro.wav", 5.0)

    before = made.emulator.account()
    dry = made.build(environ={"AISHA_AUDIO": "estimate"})
    assert f"new: {sum(map(len, PAID))} characters" in dry.output, dry.output
    assert made.emulator.account() == before
    built = made.build("--strict")
    assert built.status == 0, built.output
    return made, built


def manifest_of(built: Built) -> SiteManifest:
    """The one manifest of a site."""
    [manifest] = read_manifests(built.site)
    return manifest


def test_nothing_is_spoken_or_paid_but_the_script(own: tuple[OwnSite, Built]) -> None:
    """By the paragraph; a second build pays nothing."""
    site, built = own
    charges = site.emulator.account().charges
    assert {charge.transcript for charge in charges} == PAID
    assert len(charges) == len(PAID)
    assert "4 pages narrated" in built.closing_line
    assert "0 generated" in site.build().closing_line
    assert site.emulator.account().charges == charges


def test_a_recording_is_played_as_it_is_and_is_not_called_synthetic(
    own: tuple[OwnSite, Built],
) -> None:
    """Byte for byte, with its own length; no line, no tag, no source type."""
    site, built = own
    pages = {page.page: page for page in manifest_of(built).pages}
    for name, file, seconds in (("plain", "intro.m4a", 2.0), ("cued", "intro.wav", 5.0)):
        page = pages[f"{name}.html"]
        assert page.speakers == Speakers(names=(), kind="recorded", source_type=None)
        assert page.duration_seconds == pytest.approx(seconds, abs=0.1)
        recorded = (site.sources / "sound" / file).read_bytes()
        assert (built.site / page.audio).read_bytes() == recorded
        html = built.html(f"{name}.html")
        assert 'slot="note"' not in html
        assert f'data-download="Page {name}{Path(file).suffix}"' in html
        assert f"({Path(file).suffix[1:].upper()})" in html
    assert pages["plain.html"].captions is None
    assert "<track" not in built.html("plain.html")
    assert 'slot="note"' in built.html("scripted.html")


def test_cues_follow_the_blocks_whose_words_they_have(own: tuple[OwnSite, Built]) -> None:
    """What no block has stays with the last; the words before the first are the first block's."""
    _, built = own
    found = re.search(r'data-cues="([^"]+)"', built.html("cued.html"))
    assert found
    cues = [tuple(map(float, cue.split())) for cue in found[1].split(",")]
    assert cues == [(1, 0, 1), (2, 1, 3), (3, 3.5, 4)]
    assert built.captions("cued.html") == {
        1: "Welcome, everybody!",
        2: "The first paragraph stands here. Well, more or less.",
        3: "And here comes the second one",
    }
    assert [page.headings for page in manifest_of(built).pages if page.page == "cued.html"] == [
        ((1, 1),)
    ]


def test_a_script_is_said_in_place_of_the_page_which_follows_it(
    own: tuple[OwnSite, Built],
) -> None:
    """An edit of it is heard at the next build, and only its paragraph is paid for."""
    site, built = own
    found = re.search(r'data-cues="([^"]+)"', built.html("scripted.html"))
    assert found
    assert [cue.split()[0] for cue in found[1].split(",")] == ["1", "1", "2", "3"]
    page = next(p for p in manifest_of(built).pages if p.page == "scripted.html")
    assert page.headings == ((1, 1),)
    assert page.captions
    captions = (built.site / page.captions).read_text("utf-8")
    assert "Somebody wrote this by hand." in captions

    paid = site.emulator.account().charged_characters
    script = f"{folder_of(site.host)}said/page.txt"
    try:
        site.site.write({script: SCRIPT.replace("Somebody", "Nobody")})
        again = site.build()
        assert "Nobody wrote this by hand." in again.captions("scripted.html").values()
        new = site.emulator.account().charged_characters - paid
        assert new == len("Nobody wrote this by hand.")
    finally:
        site.site.write({script: SCRIPT})
        site.build()


def test_what_cannot_be_used_is_named_and_fails_a_strict_build(
    own: tuple[OwnSite, Built], tmp_path: Path
) -> None:
    """No such file, one elsewhere, one behind a link, one that is no sound, names that are none."""
    site, _ = own
    secret = tmp_path / "secret.wav"
    record(secret, 1.0)
    outside = site.sources.parent / "outside.wav" if site.host != "sphinx" else secret
    outside.write_bytes(secret.read_bytes())
    (site.sources / "linked.wav").symlink_to(secret)
    (site.sources / "words.mp3").write_bytes(b"These are words. " * 200)
    (site.sources / "movie.avi").write_bytes(b"RIFF")
    (site.sources / "huge.txt").write_bytes(b"a" * 5_000_001)
    wrong = {
        "a": ({"file": "nowhere.mp3"}, "audio.file: there is no file nowhere.mp3"),
        "b": ({"file": str(secret)}, "leads out of the documentation's folder"),
        "c": ({"file": "../outside.wav"}, "../outside.wav"),
        "d": ({"file": "linked.wav"}, "linked.wav leads out of"),
        "e": ({"file": "words.mp3"}, "audio.file:"),
        "f": ({"file": "movie.avi"}, "movie.avi is none of .mp3"),
        "g": ({"file": "sound/intro.wav", "cues": "said/page.txt"}, "page.txt is no WebVTT file"),
        "h": ({"script": "none.txt"}, "audio.script: there is no file none.txt"),
        "j": ({"script": "huge.txt"}, "huge.txt has 5,000,001 bytes, and the most is 5,000,000"),
        "i": ({"file": "sound/intro.wav", "script": "said/page.txt"}, "needs no script"),
    }
    if site.host == "mkdocs":  # the others' sources have no way to write such a name
        wrong["k"] = ({"file": "a\u001b[31m.wav"}, r"there is no file 'a\x1b[31m.wav'")
    paid = site.emulator.account()
    try:
        for name, (files, _) in wrong.items():
            site.write(name, files)
        failed = site.build("--strict")
        assert failed.status != 0
        built = site.build()
        for name, (_, said) in wrong.items():
            assert said in built.output, said
            page = built.site / f"{name}.html"
            assert "<aisha-audio " not in page.read_text("utf-8")
        assert [page.page for page in manifest_of(built).pages if len(page.page) == 6] == []
        assert site.emulator.account() == paid
    finally:
        for name in wrong:
            site.site.write({source_of(site.host, name, {})[0]: ""})
        (site.sources / "linked.wav").unlink()
        site.build()


def test_chromium_plays_recordings_and_follows_their_cues(
    own: tuple[OwnSite, Built], browser: Browser
) -> None:
    """With cues the block is marked that is heard; without any, none is."""
    _, built = own
    with serving(built.site, RangeHandler) as server:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
        listener = Listener(page)
        listener.open(f"{server.url}/cued.html")
        listener.start()
        listener.part("next").click()
        expect(page.locator("[data-audio-current]")).to_have_text(TEXT[0])
        listener.open(f"{server.url}/plain.html")
        listener.start()
        for part in ("next", "previous", "forward", "more"):
            listener.part(part).click()
        assert page.locator("[data-audio-current]").count() == 0
        # Its only text is the sound itself, which is offered once.
        assert page.locator("aisha-audio [part=panel] a:visible").all_inner_texts() == [
            "Link to here",
            "Download (M4A)",
        ]
        assert [error for error in errors if "aisha-audio" in error] == []
        page.close()


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".opus", ".wav"])
def test_every_format_has_the_length_that_it_plays(tmp_path: Path, suffix: str) -> None:
    """Also behind a tag with a picture in it."""
    from aisha_docs_audio.build.own_narration import _duration  # noqa: PLC0415

    path = tmp_path / f"sound{suffix}"
    record(path, 2.0)
    assert _duration(path, "sound") == pytest.approx(2.0, abs=0.1)
    if suffix == ".mp3":
        file = mutagen.File(path)
        file.add_tags() if file.tags is None else None
        file.tags.add(mutagen.id3.APIC(data=bytes(200_000), mime="image/png"))
        file.save()
        assert _duration(path, "sound") == pytest.approx(2.0, abs=0.1)


def block(number: int, text: str) -> Block:
    """A paragraph."""
    return Block(number=number, kind="paragraph", level=0, text=text, language=None)


def cue(number: int, start: float, end: float, text: str) -> Cue:
    """A cue."""
    return Cue(number=number, start_seconds=start, end_seconds=end, text=text)


def test_short_words_do_not_jump_over_the_page() -> None:
    """Fewer than three belong to a block that says nothing else."""
    blocks = [block(1, "Yes"), block(2, "We say yes to all of it"), block(3, "Бу учинчи хатбоши.")]
    assert blocks_followed(["hm", "yes", "say YES to", "yes", "бу учинчи хатбоши"], blocks) == [
        None, 0, 1, 1, 2,
    ]  # fmt: skip


def test_what_was_said_of_a_block_is_not_said_of_it_again() -> None:
    """A heading that repeats the words before it, whatever apostrophes somebody typed."""
    blocks = [block(1, "First of all: how it is built."), block(2, "How it is built")]
    blocks.append(block(3, "Qo\N{MODIFIER LETTER TURNED COMMA}llanmani o‘qing va koʻring."))
    texts = ["first of all: how it is built", "how it is built", "qo'llanmani o`qing va", "ko’ring"]
    assert blocks_followed(texts, blocks) == [0, 1, 2, 2]


def test_ids_count_where_no_words_do_and_overlaps_are_cut() -> None:
    """Captions in another language, numbered by the page's blocks."""
    blocks = [block(1, "Bir"), block(4, "Toʻrt")]
    cues = [cue(1, 0, 2, "One"), cue(4, 1.5, 3, "Four"), cue(9, 2.5, 4, "?"), cue(9, 3, 3.5, "-")]
    assert cues_of_blocks(cues, blocks) == (
        cue(1, 0, 2, "One"),
        cue(4, 2, 3, "Four"),
        cue(0, 3, 4, "?"),
    )


def test_a_script_of_a_page_without_words_is_heard() -> None:
    """Nothing is marked that is not there."""
    [made] = blocks_of_script(" \n\n One,\n two. \n\n", [])
    assert (made.number, made.text) == (1, "One, two.")
