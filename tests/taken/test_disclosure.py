"""Nobody is deceived: a line in the player says that the voice is synthetic, and whose it is."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.build.speakers import ALGORITHMIC, TRAINED, Speakers, speakers_of
from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.model import Line, Utterance
from tests.player.listener import PATIENCE_MS
from tests.player.narrated_site import RangeHandler, serving
from tests.sites import Built, MkDocsSite, speaking_to
from tests.taken.conftest import MKDOCS_YML, Taken


def notes_of(built: Built, page: str) -> list[str]:
    """What stands under a page's controls."""
    return [unescape(n) for n in re.findall(r'<p slot="note">(.*?)</p>', built.html(page))]


def test_the_player_of_every_host_says_it_in_the_pages_language(taken: Taken) -> None:
    """And so does the transcript."""
    assert notes_of(taken.built, "zebra.html") == ["Sunʼiy ovoz: AIsha Gulnoza"]
    assert notes_of(taken.built, "alpha.html") == ["Synthetic voice: AIsha"]
    transcripts = [
        path
        for path in taken.built.files("*.html")
        if "aisha-audio/" in path and notes_of(taken.built, path)
    ]
    assert len(transcripts) == 3


def test_it_is_seen_before_the_first_play_and_without_a_click(
    taken: Taken, browser: Browser
) -> None:
    """With the script, and without it."""
    with serving(taken.built.site, RangeHandler) as server:
        for scripts in (True, False):
            page = browser.new_page(java_script_enabled=scripts)
            page.set_default_timeout(PATIENCE_MS)
            page.goto(f"{server.url}/alpha.html")
            line = page.get_by_text("Synthetic voice: AIsha")
            line.wait_for(state="visible")
            page.close()


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    """Pages of MkDocs in three languages and four alphabets."""
    text = {
        "uz": "Salom, bu sinov sahifasi.",
        "uz-cyrillic": "Салом, бу синов саҳифаси.",
        "ru": "Привет, это проверка.",
        "en": "Hello, this is a test.",
    }
    site = MkDocsSite(folder=tmp_path)
    pages = {
        f"docs/{name}.md": f"---\nlanguage: {name[:2]}\n---\n\n# {said[:5]}\n\n{said}\n"
        for name, said in text.items()
    }
    site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Home\n\nText.\n", **pages})
    return site


def test_it_names_the_voice_in_the_pages_language_and_letters(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Uzbek in Cyrillic as well, and the local voice by its own name."""
    built = site.build(environ=speaking_to(emulator))
    said = {name: notes_of(built, f"{name}.html") for name in ("uz", "uz-cyrillic", "ru", "en")}
    assert said == {
        "uz": ["Sunʼiy ovoz: AIsha Gulnoza"],
        "uz-cyrillic": ["Сунъий овоз: AIsha Gulnoza"],
        "ru": ["Синтезированный голос: AIsha"],
        "en": ["Synthetic voice: AIsha"],
    }
    built = site.build(environ={"AISHA_AUDIO": "on"})
    assert notes_of(built, "ru.html") == ["Синтезированный голос: eSpeak NG"]
    [manifest] = read_manifests(built.site)
    assert {page.speakers.source_type for page in manifest.pages} == {ALGORITHMIC}


def test_voices_are_called_what_people_know_them_by() -> None:
    """One of the account by its number; one of another package by its own name."""

    def named(engine: str, voice_id: int | None = None) -> Speakers:
        utterance = Utterance(engine=engine, text="a", language="uz", voice_id=voice_id)
        return speakers_of(
            [Line(number=1, caption="a", pause_seconds=0, utterances=(utterance, utterance))]
        )

    assert named("aisha@loopback", 17) == Speakers(names=("AIsha 17",), source_type=TRAINED)
    assert named("piper/2f").names == ("Piper",)
    assert named("choir@home") == Speakers(names=("choir",), source_type=TRAINED)
    assert named("local") == Speakers(names=("eSpeak NG",), source_type=ALGORITHMIC)


def test_the_option_takes_the_line_away_and_no_mark_for_programs(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """`disclosure: false`."""
    site.write({"mkdocs.yml": MKDOCS_YML.replace("{language: uz}", "{disclosure: false}")})
    built = site.build(environ=speaking_to(emulator))
    assert notes_of(built, "index.html") == []
    assert notes_of(built, "ru.html") == []
    for name in built.files("*.mp3"):
        head = (built.site / name).read_bytes()[:4000]
        assert b"trainedAlgorithmicMedia" in head
        assert b"COMM" not in head
