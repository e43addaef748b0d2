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
from tests.forked_hosts import run_module
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
    return run_module(
        ["aisha_docs_audio", *arguments], folder, {**os.environ, **(environ or {})}, apart=True
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
    assert shown.stdout.startswith("1 sound not needed (give --apply to delete them)")
    done = command(site.folder, *arguments, "--apply", environ=speaking_to(emulator))
    assert done.stdout.startswith("1 sound deleted")
    info = command(site.folder, "cache", "info").stdout
    assert ": 2 sounds" in info
    assert "made from what was spoken: 3 clips, 1 track," in info
    ignored = (site.folder / ".cache/aisha-docs-audio/.gitignore").read_text("utf-8")
    assert ignored.splitlines()[-1] == "*"


def test_verify_finds_a_damaged_sound_and_repair_sets_it_aside(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Exit status 1 while something is wrong."""
    site.build(environ=speaking_to(emulator))
    assert command(site.folder, "cache", "verify").returncode == 0
    sounds = site.folder / ".cache/aisha-docs-audio/paid"
    largest = max(sounds.rglob("*.sound"), key=lambda p: p.stat().st_size)
    damaged = bytearray(largest.read_bytes())
    damaged[-100] ^= 1
    largest.write_bytes(damaged)
    found = command(site.folder, "cache", "verify")
    assert found.returncode == 1
    assert largest.name in found.stdout
    assert "1 damaged set aside" in command(site.folder, "cache", "repair").stdout
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
    assert b"seconds of audio" in done.stderr


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
    number = str(emulator.account().charges[0].id)
    arguments = ("status", number, "-o", "one.wav")
    status = command(site.folder, *arguments, environ=speaking_to(emulator))
    assert status.stdout.split("\t")[:2] == [number, "SUCCESS"]
    assert soundfile.info(site.folder / "one.wav").frames > 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("say", "a", "-o", "a.mp3", "--mood", "hapy"), 1, "--mood: 'hapy' is not valid"),
        (("history",), 1, "AISHA_API_KEY: is not set"),
        (
            ("estimate",),
            1,
            "no mkdocs.yml, properdocs.yml, conf.py or aisha-audio.toml here",
        ),
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


LEXICON_YML = """\
site_name: x
theme: {name: mkdocs, locale: ru}
plugins:
  - aisha-audio:
      lexicon: {kubectl: куб контрол}
      price_per_character: 2
      cache_dir: kept
"""
SAID = "Запустите куб контрол."


def test_say_uses_the_sites_options_lexicon_language_and_cache(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """What is sent and what it costs is said before; `--dry-run` says it only."""
    site.write({"mkdocs.yml": LEXICON_YML, "sub/x.txt": "x"})
    text = ("say", "Запустите kubectl.")
    shown = command(site.folder, *text, "--dry-run", environ=speaking_to(emulator))
    assert shown.stderr.splitlines() == [
        f"sent (ru): {SAID}",
        f"{len(SAID)} characters to be paid for, {2 * len(SAID)}.00 at 2 a character",
    ]
    assert emulator.account().requests == 0
    there = ("--config", "../mkdocs.yml", "-o", "a.mp3")
    done = command(site.folder / "sub", *text, *there, environ=speaking_to(emulator))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(shown.stderr)
    assert emulator.account().charged_characters == len(SAID)
    again = command(site.folder, *text, "-o", "a.mp3", environ=speaking_to(emulator))
    assert "it costs nothing" in again.stderr
    assert emulator.account().charged_characters == len(SAID)
    info = command(site.folder, "cache", "info")
    assert info.stdout.startswith("kept: 1 sound")
    tried = command(site.folder, *text, "--dry-run", "--lexicon", "kubectl=кубектл")
    assert "Запустите кубектл." in tried.stderr


def test_a_site_that_is_sphinxs_is_found_below_its_root(tmp_path: Path, emulator: Emulator) -> None:
    """Its conf.py says the language, the cache and the API's address."""
    site = SphinxSite(folder=tmp_path / "source")
    conf = (
        f'extensions = ["aisha_docs_audio.sphinx_ext"]\nlanguage = "en"\n'
        f'aisha_audio_cache_dir = "../kept"\naisha_audio_api_url = "{emulator.url}"\n'
    )
    site.write({"conf.py": conf, "index.rst": "Home\n====\n\nText.\n"})
    (tmp_path / "mkdocs.yml").write_text("site_name: another tool's\n", "utf-8")
    key = {"AISHA_API_KEY": speaking_to(emulator)["AISHA_API_KEY"]}
    done = command(tmp_path, "say", "Hello.", "-o", "a.mp3", environ=key)
    assert done.returncode == 0, done.stderr
    assert "sent (en): Hello." in done.stderr
    assert command(tmp_path, "cache", "info").stdout.startswith("kept: 1 sound")
    assert command(tmp_path, "history", environ=key).stdout.endswith("1 of 1\n")
    assert command(tmp_path, "estimate").stdout.startswith("1 page, 2 different segments")


def test_a_configuration_that_cannot_be_used_is_named(site: MkDocsSite) -> None:
    """An error where it was named, a line and the defaults where it was only found."""
    site.write({"mkdocs.yml": MKDOCS_YML.replace("uz", "klingon")})
    named = command(site.folder, "say", "Salom", "--dry-run", "--config", "mkdocs.yml")
    assert named.returncode == 1
    assert "klingon" in named.stderr
    found = command(site.folder, "say", "Salom", "--dry-run")
    assert found.returncode == 0
    assert "klingon" in found.stderr
    assert "Its options are not used" in found.stderr


def test_doctor_says_what_is_wrong_and_how_to_mend_it(site: MkDocsSite, emulator: Emulator) -> None:
    """Key, way, cache, locks, voice, host, versions; nothing is asked for that costs."""
    good = command(site.folder, "doctor", environ=speaking_to(emulator))
    assert good.returncode == 0, good.stdout
    for looked_at in ("versions", "hosts", "site", "API", "key", "cache", "locks", "local voice"):
        assert f"ok     {looked_at}: " in good.stdout
    assert not (site.folder / ".cache").exists()
    bad = command(site.folder, "doctor", environ=speaking_to(emulator, key="no-such-key"))
    assert bad.returncode == 1
    assert "wrong  key: " in bad.stdout
    assert "Check AISHA_API_KEY" in bad.stdout
    nowhere = {"AISHA_API_URL": "http://127.0.0.1:9", "AISHA_API_KEY": "k"}
    refused = command(site.folder, "doctor", environ=nowhere).stdout
    assert "wrong  API: no connection to http://127.0.0.1:9: " in refused
    assert "Check the network, HTTPS_PROXY and api_url (http://127.0.0.1:9)." in refused
    keyless = command(site.folder, "doctor", environ={"AISHA_API_URL": "http://127.0.0.1:9"})
    assert keyless.returncode == 0, keyless.stdout
    assert "note   API: no connection to http://127.0.0.1:9: " in keyless.stdout
    site.write({"mkdocs.yml": MKDOCS_YML.replace("price_", "prise_"), ".cache": "a file"})
    broken = command(site.folder, "doctor", environ=speaking_to(emulator))
    assert "Did you mean price_per_character?" in broken.stdout
    assert "wrong  cache: " in broken.stdout
    assert "2 things to mend" in broken.stdout
    assert emulator.account().charged_characters == 0


def test_doctor_finds_a_cache_of_another_kind_and_a_language_without_a_voice(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Whatever stands in the way of a build is under the name of what is wrong."""
    site.build(environ=speaking_to(emulator))
    ledger = site.folder / ".cache/aisha-docs-audio/ledger"
    ledger.rename(site.folder / "ledger")
    ledger.write_text("no folder", "utf-8")
    german = {"source/conf.py": 'extensions = ["aisha_docs_audio.sphinx_ext"]\nlanguage = "de"\n'}
    found = command(site.folder, "doctor", environ=speaking_to(emulator))
    assert found.returncode == 1
    assert "wrong  cache: " in found.stdout
    assert "ledger is no folder that can be written" in found.stdout
    site.write({**german, "mkdocs.yml": ""})
    junk = {**speaking_to(emulator), "AISHA_API_URL": "not a url"}
    told = command(site.folder, "doctor", environ=junk)
    assert "wrong  API: AISHA_API_URL: 'not a url' is not valid" in told.stdout
    assert "note   site: no voice speaks de" in told.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "--page", "0"),
        ("history", "--page", "9" * 400),
        ("status", "1", "-o", "/nowhere/x"),
        ("cache", "export", "/nowhere/x.tar"),
        ("cache", "import", "."),
        ("cache", "info", "--cache-dir", "mkdocs.yml"),
        ("cache", "info", "--config", "nowhere/mkdocs.yml"),
        ("cache", "info", "--config", "docs"),
        ("cache", "prune", "--unused-days", "nan"),
        ("say", "x"),
        ("say", "x", "-o", "a.mp3", "--cache-dir", "mkdocs.yml"),
        ("say", "x", "-o", "a.mp3", "--lexicon", "nowhere.pls"),
        ("say", "x", "-o", "a.mp3", "--voice-id", "0"),
        ("say", "", "-o", "a.mp3"),
        ("audition", "-o", "/nowhere/x.html"),
        ("emulator", "--data", "mkdocs.yml/x", "--port", "0"),
        ("completion", "fish-and-chips"),
        ("estimate", os.fsdecode(b"\xff.yml")),
    ],
)
def test_no_argument_file_or_path_ends_in_a_traceback(
    site: MkDocsSite, arguments: tuple[str, ...]
) -> None:
    """A message and a status, also where a terminal knows only ASCII; nothing is left behind."""
    before = sorted(site.folder.rglob("*"))
    environ = {"AISHA_API_KEY": "a-key", "AISHA_API_URL": "http://127.0.0.1:9"}
    done = command(site.folder, *arguments, environ={**environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode in {1, 2}, done.stdout
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert "fault in aisha-docs-audio" not in done.stderr
    left = [path for path in sorted(site.folder.rglob("*")) if path not in before]
    assert [path for path in left if ".cache" not in path.parts] == []


def test_a_reader_that_went_away_and_a_terminal_of_ascii_are_no_faults(site: MkDocsSite) -> None:
    """As in `… | head -1`, and with letters that the terminal lacks."""
    site.write({"docs/index.md": "# Ўзбек\n\nМатн.\n", "docs/Ўзбек.md": "# x\n\nМатн икки.\n"})
    run = f"{sys.executable} -m aisha_docs_audio"
    script = f"{run} completion zsh | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=site.folder, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.strip() in {"0", "141"}
    shown = command(site.folder, "estimate", environ={"PYTHONIOENCODING": "ascii"})
    assert shown.returncode == 0, shown.stderr
    assert r"\u040e" in shown.stdout
    for closed, status in (("doctor >&- 2>&-", 0), ("say - --dry-run <&-", 1), ("history 2>&-", 1)):
        ended = subprocess.run(
            ["bash", "-c", f"{run} {closed}"], cwd=site.folder, capture_output=True, check=False
        )
        assert ended.returncode == status
        assert b"fault" not in ended.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_learns_every_command(tmp_path: Path, shell: str) -> None:
    """From one script, which bash itself accepts."""
    done = command(tmp_path, "completion", shell)
    assert done.returncode == 0, done.stderr
    for word in ("estimate", "doctor", "prune"):
        assert word in done.stdout
    if shell == "bash":
        assert "--dry-run" in done.stdout
        checked = subprocess.run(
            ["bash", "-n"], input=done.stdout, text=True, capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
