"""A cache as version 0.1.0 wrote it is opened by today's build, which pays nothing for it."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import runpy
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aisha_docs_audio.model import Utterance
from aisha_docs_audio.payments.store.envelope import unseal
from tests.forked_hosts import run_module
from tests.payments.scripted_api import ScriptedApi, row, scripted_api
from tests.sites import MkDocsSite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.forked_hosts import run_module
from tests.sites import Built

GOLDEN = Path(__file__).parent / "golden" / "cache-0.1.0"
MADE_OF: dict[str, str] = runpy.run_path(str(GOLDEN / "make.py"))["PAGES"]
# A page of a title alone has no player any more, and one without a heading says its theme's title
# with its first text: a heading that says nothing makes these pages say what they said.
PAGES = {
    name: text
    if text.count("\n\n")
    else re.sub(r"^(?:# )?(?=\w.*\n\Z)", "<h1></h1>\n\n", text, flags=re.MULTILINE)
    for name, text in MADE_OF.items()
}
CONFIGURATION = """\
site_name: Sinov
theme: mkdocs
plugins:
  - aisha-audio: {language: uz, cache_dir: cache}
"""
UNFINISHED = {"asked": "Uch.", "unsure": "Toʻrt.", "queued": "Besh.", "paid": "Olti."}
STORED = {
    "stored-uz": ["Salom", "Bir.", "Ikki."],
    "stored-en": ["Hello", "One."],
    "stored-ru": ["Привет", "Один."],
    "voice": ["Ovoz"],
    "speeds": ["Salom"],
}


def golden_requests() -> list[dict[str, Any]]:
    """Read the golden ledger without the package's own reader."""
    bodies = (
        path.read_text("utf-8").partition("\n")[2] for path in GOLDEN.glob("ledger/records/*/*")
    )
    return [request for body in bodies for request in json.loads(body)["requests"]]


def _status(known: dict[str, Any], asked: int) -> tuple[int, dict[str, Any]]:
    """Answer about the one request that the golden ledger knows by its number."""
    return 200, known if asked == known["id"] else {}


@pytest.fixture(scope="module")
def api() -> Iterator[ScriptedApi]:
    """Run an account that has what the golden ledger asked for, and refuses to be asked again."""
    with scripted_api() as api:
        api.post = lambda: (500, {"detail": "nothing may be paid for"})
        number = 100
        for request in golden_requests():
            text = request["speech"]["text"]
            if request["state"] in {"asked", "unsure"}:
                number += 1
                api.rows.append(row(number, text))
            elif request["state"] == "queued":
                known = request["history_id"]
                path = f"/media/tts_audios/{known}.wav"
                found = {"id": known, "status": "SUCCESS", "audio_path": path, "characters": 5}
                api.status = functools.partial(_status, found)
        api.rows.reverse()
        yield api


@pytest.fixture(scope="module")
def built(api: ScriptedApi, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Build the pages on a copy of the golden cache, then again without what is derived."""
    site = MkDocsSite(folder=tmp_path_factory.mktemp("golden"))
    site.write({"mkdocs.yml": CONFIGURATION, **{f"docs/{n}": text for n, text in PAGES.items()}})
    for part in ("paid", "ledger", "derived"):
        shutil.copytree(GOLDEN / part, site.folder / "cache" / part)
    environ = {"AISHA_API_URL": api.url, "AISHA_API_KEY": "a-key-of-the-test"}
    as_it_was = site.build("--site-dir", "site-1", environ=environ)
    shutil.rmtree(site.folder / "cache" / "derived")
    without_derived = site.build("--site-dir", "site-2", environ=environ)
    return {
        "as it was": in_folder(as_it_was, site.folder / "site-1"),
        "without derived": in_folder(without_derived, site.folder / "site-2"),
    }


def in_folder(built: Built, site: Path) -> Built:
    """Say where the site really is."""
    return type(built)(status=built.status, output=built.output, site=site)


def test_the_golden_ledger_holds_every_state() -> None:
    """What is opened here is a cache with everything in it that a build can leave."""
    states = {request["state"] for request in golden_requests()}
    assert states == {"stored", *UNFINISHED}


@pytest.mark.parametrize("way", ["as it was", "without derived"])
def test_nothing_is_paid_for(api: ScriptedApi, built: dict[str, Built], way: str) -> None:
    """All pages speak, nothing is asked of the API that it charges for, nobody is warned."""
    assert built[way].status == 0, built[way].output
    assert built[way].warnings == []
    assert api.asked["/api/v1/tts/post/"] == 0
    assert "0 generated" in built[way].closing_line
    assert " 0 characters paid for" in built[way].closing_line
    assert f"{len(PAGES)} pages narrated" in built[way].closing_line


@pytest.mark.parametrize("way", ["as it was", "without derived"])
def test_every_page_says_what_it_said(built: dict[str, Built], way: str) -> None:
    """Stored sounds are found, and each unfinished request is settled, whatever its state."""
    for page, texts in {**STORED, **{state: [text] for state, text in UNFINISHED.items()}}.items():
        assert list(built[way].captions(f"{page}/index.html").values()) == texts


def test_the_same_track_plays(built: dict[str, Built]) -> None:
    """What is derived may be made anew, for nothing: words and times are the same then.

    WebVTT files are named by their content; the bytes of the MP3 depend on the encoder's version.
    """
    captions = {way: built[way].files("*.vtt") for way in built}
    assert captions["as it was"] == captions["without derived"]
    assert len(built["as it was"].files("*.mp3")) == len(PAGES)


def test_every_stored_sound_is_whole() -> None:
    """The files of the store are read by their own form, and hold WAVE sound as it came."""
    sounds = sorted(GOLDEN.glob("paid/??/*.sound"))
    assert len(sounds) == sum(len(texts) for texts in STORED.values())
    for path in sounds:
        assert unseal(path.name[:64], path.read_bytes()).startswith(b"RIFF")


def test_a_record_of_a_later_version_is_left_and_not_paid_for(
    api: ScriptedApi, tmp_path: Path
) -> None:
    """Only the page of that text has no sound; the warning says which version wrote the record."""
    site = MkDocsSite(folder=tmp_path)
    site.write({"mkdocs.yml": CONFIGURATION, **{f"docs/{n}": text for n, text in PAGES.items()}})
    for part in ("paid", "ledger"):
        shutil.copytree(GOLDEN / part, tmp_path / "cache" / part)
    [path] = [p for p in tmp_path.glob("cache/ledger/records/*/*") if '"Ovoz"' in p.read_text()]
    body = json.loads(path.read_text().partition("\n")[2])
    body["requests"][0]["state"] = "disputed"
    text = json.dumps({**body, "written_by": "7.1"})
    head = f"aisha-docs-audio ledger 1 {hashlib.sha256(text.encode()).hexdigest()}\n"
    path.write_text(head + text)
    later = path.read_bytes()
    key = Utterance(engine="aisha@loopback", text="Ovoz", language="uz", voice_id=12).key
    for sound in tmp_path.glob(f"cache/paid/??/{key}-*.sound"):
        sound.unlink()
    environ = {"AISHA_API_URL": api.url, "AISHA_API_KEY": "a-key-of-the-test"}
    built = site.build(environ=environ)
    assert built.status == 0
    assert f"{len(PAGES) - 1} pages narrated" in built.closing_line
    assert api.asked["/api/v1/tts/post/"] == 0
    [warning] = [line for line in built.warnings if "no audio" in line]
    assert "voice.md" in warning
    assert "was written by aisha-docs-audio 7.1" in warning
    for action in ("verify", "repair"):
        command = ["aisha_docs_audio", "cache", action, "--cache-dir", "cache"]
        done = run_module(command, tmp_path, os.environ)
        assert done.returncode == 0, done.stdout
    assert path.read_bytes() == later
