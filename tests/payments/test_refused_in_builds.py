"""Refused texts and foreign words, through real builds and the command line."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.forked_hosts import run_module
from tests.payments.scripted_api import ScriptedApi, row, scripted_api
from tests.sites import MkDocsSite, speaking_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CONFIGURATION = """\
site_name: Sinov
theme: mkdocs
plugins:
  - aisha-audio: {language: uz, cache_dir: cache}
"""
HOSTILE = "\x1b[31mqizil\x07 \u202egnorw\u2066 \x9b2J\r\nWARNING - ikkinchi qator"


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    """Fourteen pages with a model that does not exist, and one that is in order, the last one."""
    site = MkDocsSite(folder=tmp_path)
    refused = {
        f"docs/a{number:02}.md": f"---\naudio: {{model: Nobody}}\n---\nRad etilgan {number}-matn.\n"
        for number in range(14)
    }
    site.write({"mkdocs.yml": CONFIGURATION, **refused, "docs/z.md": "Yaxshi matn.\n"})
    return site


def command(site: MkDocsSite, *arguments: str, **environ: str) -> str:
    """Run `aisha-docs-audio` and give what it printed."""
    done = run_module(["aisha_docs_audio", *arguments], site.folder, {**os.environ, **environ})
    return done.stdout


def posts(emulator: Emulator) -> int:
    """Count the requests for speech."""
    return emulator.account().requests_by_endpoint.get("post", 0)


def test_refused_texts_are_told_with_page_and_text_and_do_not_starve_the_site(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Each is asked for once, in all builds, until the user says so; the good page is narrated."""
    for _ in range(2):
        built = site.build(environ=speaking_to(emulator))
        assert built.status == 0
        assert "1 page narrated" in built.closing_line
        assert posts(emulator) == 15
        told = [line for line in built.warnings if "The API refused the text" in line]
        assert len(told) == 14
        for number in range(14):
            [line] = [line for line in told if f"Rad etilgan {number}-matn.”" in line]
            assert f"a{number:02}.md" in line
            assert "model" in line
    listed = command(site, "cache", "retry", "--list", "--cache-dir", "cache")
    assert listed.count("Rad etilgan") == 14
    site.build(environ=speaking_to(emulator))
    assert posts(emulator) == 15
    assert "14 texts" in command(site, "cache", "retry", "--cache-dir", "cache")
    site.build(environ=speaking_to(emulator))
    assert posts(emulator) == 29
    site.write({"docs/a00.md": "Rad etilgan 0-matn.\n"})
    built = site.build(environ=speaking_to(emulator))
    assert "2 pages narrated" in built.closing_line
    assert posts(emulator) == 30


def unprintable(text: str) -> set[str]:
    """Find what could recolour, reorder or hide what stands beside it."""
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf"}} - {"\n", "\t"}


@pytest.fixture
def hostile() -> Iterator[tuple[ScriptedApi, Mapping[str, str]]]:
    """Run an API that says what a terminal must not be shown."""
    with scripted_api() as api:
        api.post = lambda: (400, {"detail": HOSTILE, "error_key": HOSTILE})
        api.rows = [row(7, HOSTILE, model=HOSTILE, mood=HOSTILE, created_at=HOSTILE)]
        api.status = lambda number: (
            200,
            {"id": number, "status": "SUCCESS", "audio_path": f"/{HOSTILE}", "task_id": HOSTILE},
        )
        yield api, {"AISHA_API_URL": api.url, "AISHA_API_KEY": "a-key-of-a-test"}


def test_what_the_api_says_is_printed_without_controls(
    tmp_path: Path, hostile: tuple[ScriptedApi, Mapping[str, str]]
) -> None:
    """No escapes, control characters or bidirectional marks, in a build and in each command."""
    site = MkDocsSite(folder=tmp_path)
    site.write({"mkdocs.yml": CONFIGURATION, "docs/index.md": "Yaxshi matn.\n"})
    _, environ = hostile
    built = site.build(environ=environ)
    assert "qizil" in built.output
    assert unprintable(built.output) == set()
    assert len(built.warnings) == 1
    for arguments in (
        ["history"],
        ["status", "7"],
        ["history", "--adopt"],
        ["cache", "retry", "--list", "--cache-dir", "cache"],
    ):
        printed = command(site, *arguments, **environ)
        assert unprintable(printed) == set(), arguments
        assert "WARNING - ikkinchi" not in printed.splitlines()


@pytest.mark.parametrize(
    "url", ["https://{key}.example.test", "https://example.test/{key}", "http://{KEY}/"]
)
def test_an_address_with_the_key_in_it_is_refused_without_showing_it(
    tmp_path: Path, url: str
) -> None:
    """A host name goes to name servers, and into the names of cached sound."""
    site = MkDocsSite(folder=tmp_path)
    site.write({"mkdocs.yml": CONFIGURATION, "docs/index.md": "Yaxshi matn.\n"})
    key = "canary-7f3a91"
    api_url = url.format(key=key, KEY=key.upper())
    built = site.build(environ={"AISHA_API_URL": api_url, "AISHA_API_KEY": key})
    assert "canary" not in built.output.lower()
    assert "holds the API key" in built.output
    # What was read of the page is kept; nothing that goes by the address is.
    assert {path.name for path in (tmp_path / "cache").glob("*")} <= {"derived"}
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert not any(b"canary" in path.read_bytes().lower() for path in kept)
