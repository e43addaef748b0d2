"""`aisha-docs-audio audition`, as a process, against an emulator that keeps the account's book."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from aisha_docs_audio.commands.audition_pairs import all_pairs
from aisha_docs_audio.emulator.testing import DEFAULT_BALANCE, Emulator
from tests.forked_hosts import run_module
from tests.sites import speaking_to
from tests.sound.tones import played


@pytest.fixture(scope="module")
def emulator(shared_emulator: Emulator) -> Emulator:
    """Give an account for all of the module: what one test buys, another does not buy again."""
    shared_emulator.open_account("audition", DEFAULT_BALANCE)
    shared_emulator.set_faults()
    return shared_emulator.acting_for("audition")


def audition(
    folder: Path,
    *arguments: str,
    environ: Mapping[str, str] | None = None,
    stdin: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; nobody is at the terminal unless `stdin` is one."""
    command = ["aisha_docs_audio", "audition", *arguments]
    environ = {**os.environ, **(environ or {})}
    if stdin is None:
        return run_module(command, folder, environ, apart=True)
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environ,
        stdin=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory, emulator: Emulator) -> Path:
    """A folder where an audition was paid for."""
    folder = tmp_path_factory.mktemp("audition")
    done = audition(folder, "--yes", environ=speaking_to(emulator))
    assert done.returncode == 0, done.stderr
    paid = emulator.account().charged_characters
    assert f"{paid:,} characters are to be paid for" in done.stderr
    assert f"{paid} characters paid for" in done.stderr
    return folder


def test_forty_pairs_cost_less_than_two_thousand_characters(
    heard: Path, emulator: Emulator
) -> None:
    """Each text is paid for once, as it stands: not normalized."""
    account = emulator.account()
    texts = {c.text for pair in all_pairs() for c in (pair.first, pair.second)}

    assert len(all_pairs()) == 40
    assert 0 < account.charged_characters < 2000
    assert {charge.transcript for charge in account.charges} == texts
    assert {"g'o'za", "g’o’za", "goza", "2024-yil"} <= texts


def test_the_page_holds_all_sound_and_every_choices_meaning(heard: Path) -> None:
    """One file to open anywhere: nothing is loaded from elsewhere."""
    page = (heard / "audition.html").read_text("utf-8")
    sources = re.findall(r'src="([^"]*)"', page)

    assert len(sources) == 80
    assert len(re.findall(r'<input type="radio"', page)) == 120
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    for source in sources[:3]:
        kind, _, data = source.partition(",")
        assert kind == "data:audio/mpeg;base64"
        assert played(base64.b64decode(data)).any()
    for meaning in ("numbers: words", "lexicon: {MB: megabayt}", "Please report"):
        assert meaning in page


def test_a_second_audition_pays_nothing(heard: Path, emulator: Emulator) -> None:
    """And needs no consent."""
    before = emulator.account()

    done = audition(heard, "-o", "again.html", environ=speaking_to(emulator))

    assert done.returncode == 0, done.stderr
    assert "0 characters are to be paid for" in done.stderr
    assert (heard / "again.html").read_bytes() == (heard / "audition.html").read_bytes()
    assert emulator.account().charged_characters == before.charged_characters


def test_without_a_terminal_and_without_yes_nothing_is_spoken(
    tmp_path: Path, emulator: Emulator
) -> None:
    """A script cannot agree by accident."""
    before = emulator.account().requests

    done = audition(tmp_path, environ=speaking_to(emulator))

    assert done.returncode == 1
    assert "nothing was spoken" in done.stderr
    assert "--yes" in done.stderr
    assert not (tmp_path / "audition.html").exists()
    assert emulator.account().requests == before


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("answer", "pays"), [("n", False), ("y", True)])
def test_at_a_terminal_the_user_is_asked(
    tmp_path: Path, emulator: Emulator, answer: str, pays: bool
) -> None:
    """Only yes is yes."""
    before = emulator.account().charged_characters
    master, terminal = os.openpty()
    os.write(master, f"{answer}\n".encode())

    done = audition(tmp_path, environ=speaking_to(emulator), stdin=terminal)

    os.close(master)
    os.close(terminal)
    assert "Pay for it? [y/N]" in done.stderr
    assert (done.returncode == 0) == pays == (tmp_path / "audition.html").exists()
    assert (emulator.account().charged_characters > before) == pays


def test_without_a_key_the_way_out_is_said(tmp_path: Path) -> None:
    """The local voice is no answer to what AIsha does."""
    done = audition(tmp_path, "--yes", environ={"AISHA_API_KEY": ""})

    assert done.returncode == 1
    assert "AISHA_API_KEY" in done.stderr


def test_an_empty_account_is_said_once(tmp_path: Path, emulator: Emulator) -> None:
    """No page without any sound is written."""
    emulator.open_account("poor", 0)

    done = audition(tmp_path, "--yes", environ=speaking_to(emulator, key="poor"))

    assert done.returncode == 1
    assert done.stderr.count("Top up the account's balance") == 1
    assert not (tmp_path / "audition.html").exists()


@pytest.mark.browser
def test_choices_become_options_to_copy(heard: Path, browser) -> None:
    """In a real browser: words for numbers, an entry of the lexicon, a report."""
    page = browser.new_page()
    page.goto((heard / "audition.html").as_uri())
    page.check('input[name="pair0"][value="1"]')
    page.check('input[name="pair15"][value="1"]')
    page.check('input[name="pair29"][value="1"]')

    options = page.input_value("#options")
    page.close()

    assert "numbers: words" in options
    assert "lexicon:\n  MB: megabayt" in options
    assert "g'o'za" in options
