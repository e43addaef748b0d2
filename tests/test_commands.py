"""The command `aisha-docs-audio`, as a process, beside real builds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import soundfile

from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import MkDocsSite, SphinxSite, speaking_to

MKDOCS_YML = """\
site_name: x
plugins: [{aisha-audio: {language: uz, price_per_character: 1}}]
"""
TEXTS = ("Salom", "Birinchi xatboshi.", "Ikkinchi xatboshi.")
CHARACTERS = sum(map(len, TEXTS))


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    """One page of three blocks."""
    site = MkDocsSite(folder=tmp_path)
    site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# {}\n\n{}\n\n{}\n".format(*TEXTS)})
    return site


def command(
    folder: Path, *arguments: str, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "aisha_docs_audio", *arguments],
        cwd=folder,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_estimate_is_what_the_build_then_pays(site: MkDocsSite, emulator: Emulator) -> None:
    """It needs no key, asks nobody, and says afterwards that nothing is left to pay."""
    before = command(site.folder, "estimate")
    assert before.stdout.splitlines() == [
        "1 page, 3 different segments",
        f"new: {CHARACTERS} characters; cached: 0",
        f"price: {CHARACTERS}.00 at 1 a character",
        f"by language: uz {CHARACTERS}",
        "new characters and length of the dearest pages:",
        f"{CHARACTERS:>10}     0.0 min  uz  index.md",
    ]
    assert emulator.account().requests == 0
    site.build(environ=speaking_to(emulator))
    assert emulator.account().charged_characters == CHARACTERS
    after = command(site.folder, "estimate", environ=speaking_to(emulator))
    assert f"new: 0 characters; cached: {CHARACTERS}" in after.stdout


def test_the_estimate_of_a_sphinx_site(tmp_path: Path) -> None:
    """By its configuration's folder."""
    site = SphinxSite(folder=tmp_path / "docs")
    site.write(
        {
            "conf.py": 'extensions = ["aisha_docs_audio.sphinx_ext"]\n',
            "index.rst": "Home\n====\n\nText.\n",
        }
    )
    done = command(tmp_path, "estimate", "docs")
    assert done.stdout.splitlines()[:2] == [
        "1 page, 2 different segments",
        "new: 9 characters; cached: 0",
    ]


def test_a_lost_cache_is_refilled_from_the_history(site: MkDocsSite, emulator: Emulator) -> None:
    """Opt-in, for nothing."""
    site.build(environ=speaking_to(emulator))
    (site.folder / ".cache").rename(site.folder / "lost")
    paid = emulator.account().charged_characters
    shown = command(site.folder, "history", "--adopt", environ=speaking_to(emulator))
    assert "3 sounds can be adopted (give --apply to do it)" in shown.stdout
    done = command(site.folder, "history", "--adopt", "--apply", environ=speaking_to(emulator))
    assert done.returncode == 0, done.stderr
    assert "3 sounds adopted" in done.stdout
    built = site.build(environ=speaking_to(emulator))
    assert "3 from the cache, 0 generated" in built.closing_line
    assert emulator.account().charged_characters == paid


def test_a_cache_goes_to_another_machine_as_one_file(site: MkDocsSite, emulator: Emulator) -> None:
    """`cache export` here, `cache import` there, and nothing is paid twice."""
    site.build(environ=speaking_to(emulator))
    assert command(site.folder, "cache", "export", "sound.tar").returncode == 0
    (site.folder / ".cache").rename(site.folder / "lost")
    done = command(site.folder, "cache", "import", "sound.tar")
    assert done.stdout.splitlines() == ["3 sounds added, 0 known already"]
    before = emulator.account()
    site.build(environ=speaking_to(emulator))
    assert emulator.account() == before


def test_prune_deletes_what_no_page_needs_any_more(site: MkDocsSite, emulator: Emulator) -> None:
    """Only with --apply."""
    site.build(environ=speaking_to(emulator))
    site.write({"docs/index.md": f"# {TEXTS[0]}\n\n{TEXTS[1]}\n"})
    arguments = ("cache", "prune", "--unused-days", "0")
    elsewhere = command(site.folder, *arguments, "--apply")
    assert "needs none of the sounds in the cache" in elsewhere.stderr
    shown = command(site.folder, *arguments, environ=speaking_to(emulator))
    assert shown.stdout.startswith("1 sounds not needed (give --apply to delete them)")
    done = command(site.folder, *arguments, "--apply", environ=speaking_to(emulator))
    assert done.stdout.startswith("1 sounds deleted")
    info = command(site.folder, "cache", "info").stdout
    assert ": 2 sounds" in info
    assert "made from them: 3 clips, 1 tracks" in info
    ignored = (site.folder / ".cache/aisha-docs-audio/.gitignore").read_text("utf-8")
    assert ignored.splitlines()[-1] == "*"


def test_verify_finds_a_damaged_sound_and_repair_sets_it_aside(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Exit status 1 while something is wrong."""
    site.build(environ=speaking_to(emulator))
    assert command(site.folder, "cache", "verify").returncode == 0
    sounds = site.folder / ".cache/aisha-docs-audio/paid"
    largest = max((p for p in sounds.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
    damaged = bytearray(largest.read_bytes())
    damaged[-100] ^= 1
    largest.write_bytes(damaged)
    found = command(site.folder, "cache", "verify")
    assert found.returncode == 1
    assert largest.name in found.stdout
    assert "1 damaged ones set aside" in command(site.folder, "cache", "repair").stdout
    assert command(site.folder, "cache", "verify").returncode == 0


@pytest.mark.parametrize("output", ["missing/a.mp3", ".", "docs/index.md/a.mp3"])
def test_say_finds_out_where_it_cannot_write_before_it_pays(
    site: MkDocsSite, emulator: Emulator, output: str
) -> None:
    """A missing folder costs a message and nothing else."""
    done = command(site.folder, "say", "Salom", "-o", output, environ=speaking_to(emulator))
    assert done.returncode == 1
    assert "--output" in done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert emulator.account().requests == 0


def test_say_writes_to_standard_output(tmp_path: Path) -> None:
    """`-o -` is a pipe's end; what is said about it goes to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "aisha_docs_audio", "say", "-", "-o", "-", "--voice", "local"],
        cwd=tmp_path,
        input="Salom \xff dunyo".encode("latin-1"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout[:2] == b"\xff\xf3"
    assert b"minutes of audio" in done.stderr


def test_say_writes_what_a_build_would_say(tmp_path: Path) -> None:
    """With the local voice, from the command line."""
    done = command(
        tmp_path, "say", "Salom, dunyo!", "-o", "out.mp3", "--voice", "local", "--language", "uz"
    )
    assert done.returncode == 0, done.stderr
    assert soundfile.info(tmp_path / "out.mp3").duration > 0.5


def test_history_and_status_show_the_accounts_records(site: MkDocsSite, emulator: Emulator) -> None:
    """Rows newest first; one record with its sound."""
    site.build(environ=speaking_to(emulator))
    shown = command(site.folder, "history", "--limit", "2", environ=speaking_to(emulator))
    assert shown.stdout.splitlines()[-1] == "2 of 3"
    arguments = ("status", "1", "-o", "one.wav")
    status = command(site.folder, *arguments, environ=speaking_to(emulator))
    assert status.stdout.split("\t")[:2] == ["1", "SUCCESS"]
    assert soundfile.info(site.folder / "one.wav").frames > 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("say", "a", "-o", "a.mp3", "--mood", "hapy"), 1, "--mood: 'hapy' is not valid"),
        (("history",), 1, "AISHA_API_KEY: is not set"),
        (("estimate",), 1, "none of mkdocs.yml"),
        (("estimate", "nowhere.yml"), 1, "there is no nowhere.yml"),
        (("cache", "info"), 1, "there is no folder"),
        (("cache", "import", "nothing.tar"), 1, "nothing.tar"),
        (("nonsense",), 2, "invalid choice"),
        ((), 2, "required"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    """Exit status 1, or 2 for a wrong command line; one message, no traceback."""
    done = command(tmp_path, *arguments)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
