"""What is typed behind a command, and what a terminal, a pipe or a device makes of its output."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from aisha_docs_audio.commands.output_file import check_output, replaced_output
from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.config_file import read_config_file
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from tests.sites import MkDocsSite, speaking_to
from tests.test_commands import command

PAGE = '<html lang="en"><body><main><p>Run kubectl now.</p></main></body></html>'
PRICES = 'price_per_character = 2\ncache_dir = "kept"\n'


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A built site, whose options stand in a file of another name, in another folder."""
    for name, text in {"public/index.html": PAGE, "conf/audio.toml": PRICES}.items():
        file = tmp_path / name
        file.parent.mkdir()
        file.write_text(text, "utf-8")
    return tmp_path


def test_a_built_sites_folder_goes_with_the_file_of_its_options(
    public: Path, emulator: Emulator
) -> None:
    """In every command that counts its text: estimate, history --adopt, cache keys, cache prune."""
    named = ("public", "--config", "conf/audio.toml")
    environ = speaking_to(emulator)
    assert "price: 32.00 at 2 a character" in command(public, "estimate", *named).stdout
    built = command(public, "narrate", *named, environ=environ)
    assert built.returncode == 0, built.stderr
    shown = command(public, "estimate", *named, environ=environ)
    assert "new: 0 characters; cached: 16" in shown.stdout
    assert command(public, "cache", "keys", *named, "-o", "k", environ=environ).returncode == 0
    assert (
        "already here: 1" in command(public, "history", "--adopt", *named, environ=environ).stdout
    )
    pruned = command(public, "cache", "prune", *named, environ=environ)
    assert pruned.stdout.startswith("0 sounds not needed"), pruned.stderr
    two = command(public, "estimate", "public", "--config", "public")
    assert two.returncode == 1
    assert "public is named too. Name one of them" in two.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("narrate", ""), "site: the path is empty"),
        (("narrate", "public", "--config="), "--config: the path is empty"),
        (("estimate", " "), "the path is empty"),
        (("say", "x", "--output="), "-o/--output: the path is empty"),
        (("cache", "info", "--cache-dir", ""), "--cache-dir: the path is empty"),
        (("epub", "public", "-o", ""), "-o/--output: the path is empty"),
        (("say", "x", "--dry-run", "--voice="), "--voice: '' is not valid"),
        (("say", "x", "--dry-run", "--speed="), "--speed: '' is not valid: it must be 0 or a "),
        (("say", "x", "--dry-run", "--voice-id=0"), "--voice-id: '0' is not valid: it must be a "),
        (("say", "x", "--dry-run", "--lexicon="), "--lexicon: an empty text cannot be read"),
        (("say", "x", "--dry-run", "--lexicon=w"), "Write WORD=SAID, or the path of a W3C PLS"),
        (("narrate", "public", "--lexicon=w"), "--lexicon: w cannot be read: No such file"),
        (("narrate", "public", "--config", "public"), "Options of a built site stand in aisha-au"),
        (("cache", "import", "public"), "cannot be read as an archive of a cache: Is a directory."),
        (("audition", "--yes", "--mood="), "--mood: '' is not valid"),
    ],
)
def test_what_is_empty_or_of_another_kind_is_said(
    public: Path, arguments: tuple[str, ...], said: str
) -> None:
    """As it was typed; a variable of the shell that is not set never means the folder one is in."""
    done = command(public, *arguments, environ={"AISHA_API_KEY": "a-key"})
    assert done.returncode in {1, 2}
    assert said in " ".join(done.stderr.split())
    assert "What came before that was taken in" not in done.stderr


def test_which_of_two_sites_is_meant_is_said(tmp_path: Path) -> None:
    """The one that is looked at, and the other; from a folder below, where they lie."""
    site = MkDocsSite(folder=tmp_path)
    configured = "site_name: x\nplugins: [aisha-audio]\n"
    site.write({"mkdocs.yml": configured, "docs/index.md": "# Salom\n\nMatn.\n"})
    alone = command(tmp_path, "estimate")
    assert "mkdocs.yml is looked at" not in alone.stderr
    site.write({"source/conf.py": 'extensions = ["aisha_docs_audio.sphinx_ext"]\n'})
    both = command(tmp_path, "estimate")
    assert both.returncode == 0
    assert "mkdocs.yml is looked at, and not source/conf.py" in both.stderr
    below = command(tmp_path / "docs", "estimate")
    assert below.returncode == 1
    assert "There is one in ..: run this command there." in below.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("narrate", "public", "--langauge=uz"), "no option --langauge. Did you mean --language?"),
        (("narrate", "--langauge", "uz"), "no option --langauge. Did you mean --language?"),
        (("cache", "info", "--chache-dir", "x"), "no option --chache-dir. Did you mean --cache-di"),
        (("say", "x", "--zzz"), "error: there is no option --zzz."),
        (("say", "x", "y"), "error: unexpected argument: y"),
        (("estimat",), "Did you mean estimate?"),
        (("cache", "infos"), "Did you mean info?"),
        (("--vesion",), "no option --vesion. Did you mean --version?"),
        (("narrate", "public", "--language=en-US"), "Did you mean 'en'?"),
        (("narrate", "."), "there is no HTML page in this folder. Build the site first."),
        (("epub", ".", "-o", "x.epub"), "there is no aisha-audio.json in this folder."),
    ],
)
def test_a_slip_of_the_finger_is_answered_with_what_was_meant(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """By the command that it was typed behind, whose usage stands above; never with a guess."""
    done = command(tmp_path, *arguments)
    assert done.returncode in {1, 2}
    assert said in " ".join(done.stderr.split())
    assert ("Did you mean" in done.stderr) == ("Did you mean" in said)


@pytest.mark.parametrize("folder", ["~nobody-at-all/x", "a" * 300, "mkdocs.yml"])
def test_a_cache_that_cannot_be_is_no_fault(public: Path, folder: str) -> None:
    """A sentence with the option or the folder in it; the pages stay without players."""
    page = (public / "public/index.html").read_text("utf-8")
    (public / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    environ = {"AISHA_API_KEY": "a-key", "AISHA_API_URL": "http://127.0.0.1:9"}
    for arguments in (("narrate", "public"), ("say", "x", "-o", "x.mp3")):
        done = command(public, *arguments, f"--cache-dir={folder}", environ=environ)
        assert "fault" not in done.stderr
        assert folder in done.stderr or "cache-dir" in done.stderr
    assert (public / "public/index.html").read_text("utf-8") == page


def test_say_ends_with_what_it_cost_and_says_when_there_is_nothing(tmp_path: Path) -> None:
    """In segments and seconds: there are no pages."""
    done = command(tmp_path, "say", "Salom.", "-o", "a.mp3", "--voice", "local")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("1 segment: 0 from the cache, 1 generated, 0 characters paid for, ")
    assert last.endswith(" seconds of audio")
    for nothing in ("", " \n ", "…"):
        done = command(tmp_path, "say", nothing, "--dry-run")
        assert done.returncode == 1, done.stderr
        assert "there is nothing to say" in done.stderr


def test_help_says_what_each_option_of_the_site_means(tmp_path: Path) -> None:
    """Not only its name, and once, however it may be written."""
    shown = " ".join(command(tmp_path, "narrate", "--help").stdout.split())
    assert "--mood VALUE The built-in Uzbek voice's mood." in shown
    assert "--api_url" not in shown
    assert "VALUE the option" not in shown
    wrong = command(tmp_path, "narrate", ".", "--api_url=x").stderr
    assert "--api-url: 'x' is not valid" in wrong


@pytest.mark.skipif(os.name != "posix", reason="devices as files")
def test_a_device_is_never_replaced_by_a_file(site: MkDocsSite, emulator: Emulator) -> None:
    """A superuser could: /dev/null would be an archive from then on. A link leads to its file."""
    site.build(environ=speaking_to(emulator))
    (site.folder / "null").symlink_to(os.devnull)
    refused = command(site.folder, "cache", "export", "null")
    assert refused.returncode == 1
    assert "archive: null is no file that can be replaced" in refused.stderr
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    book = command(site.folder, "epub", "site", "-o", os.devnull)
    assert "is no file that can be replaced" in book.stderr
    (site.folder / "kept").mkdir()
    (site.folder / "link.tar").symlink_to("kept/sound.tar")
    assert command(site.folder, "cache", "export", "link.tar").returncode == 0
    assert (site.folder / "link.tar").is_symlink()
    assert (site.folder / "kept/sound.tar").stat().st_size > 0
    pipe = site.folder / "pipe"
    os.mkfifo(pipe)
    check_output(pipe)  # returns at once, and leaves its reader waiting
    with pytest.raises(SettingsError, match="no file that can be replaced"):
        replaced_output(pipe)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_what_has_no_end_is_not_read_to_its_end() -> None:
    """A device, or a file far larger than any configuration or lexicon."""
    with pytest.raises(SettingsError, match="larger than 16 MB"):
        read_config_file(Path("/dev/zero"), Path())
    with pytest.raises(SettingsError, match="larger than 16 MB"):
        load_lexicon("/dev/zero", Path(), "lexicon")


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    """One page."""
    site = MkDocsSite(folder=tmp_path)
    yml = "site_name: x\nplugins: [{aisha-audio: {language: uz}}]\n"
    site.write({"mkdocs.yml": yml, "docs/index.md": "# Salom\n\nBirinchi xatboshi.\n"})
    return site


BOOM = 'extensions = ["aisha_docs_audio.sphinx_ext"]\nraise ValueError("boom")\n'
WRONG = 'extensions = ["aisha_docs_audio.sphinx_ext"]\naisha_audio_speed = "fast"\n'
TAG = "site_name: x\nextra: !ours {a: 1}\nplugins: [aisha-audio]\n"
HOOK = "site_name: x\nplugins: [aisha-audio]\nhooks: [conf/audio.toml]\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("conf.py", BOOM, 'conf.py", line 2, in <module> ValueError: boom'),
        ("conf.py", WRONG, "aisha_audio_speed: 'fast' is not valid: it must be 0 or a number"),
        ("mkdocs.yml", TAG, "constructor for the tag '!ours' in \"mkdocs.yml\", line 2, column 8"),
        ("mkdocs.yml", HOOK, "Config value 'hooks'"),
        ("mkdocs.yml", "site_name: [x\nplugins: [aisha-audio]\n", "line 2, column 8"),
    ],
)
def test_a_host_that_fails_is_quoted_and_nothing_is_paid_for_meanwhile(
    public: Path, emulator: Emulator, name: str, text: str, said: str
) -> None:
    """With the place, without the traceback; `say` would send other text than the site meant."""
    (public / name).write_text(text, "utf-8")
    (public / "docs").mkdir()
    environ = speaking_to(emulator)
    for arguments in (("estimate",), ("doctor",), ("say", "Salom", "-o", "a.mp3")):
        done = command(public, *arguments, environ=environ)
        output = " ".join((done.stdout + done.stderr).split())
        assert done.returncode == 1
        assert said in output
        assert "Traceback" not in output
        assert "Versions ===" not in output
    assert "nothing was paid for" in output
    assert emulator.account().charges == ()
    assert command(public, "say", "Salom", "-o", "a.mp3", "--voice", "local").returncode == 0


def test_a_configuration_in_utf_16_is_the_sites(tmp_path: Path) -> None:
    """Hosts read it; and one of somebody else's site stops nobody."""
    (tmp_path / "docs").mkdir()
    yml = "site_name: x\nplugins: [{aisha-audio: {language: ru}}]\n"
    (tmp_path / "mkdocs.yml").write_bytes(yml.encode("utf-16"))
    assert "sent (ru): Да" in command(tmp_path, "say", "Да", "--dry-run", environ=KEY).stderr
    (tmp_path / "mkdocs.yml").write_text("site_name: another's\n", "utf-8")
    done = command(tmp_path, "say", "Да", "--dry-run", environ=KEY)
    assert "aisha-audio is not switched on in it" in done.stderr
    assert done.returncode == 0


KEY = {"AISHA_API_KEY": "a-key", "AISHA_API_URL": "http://127.0.0.1:9"}


@pytest.mark.skipif(os.name != "posix", reason="a shell's pipe")
def test_who_stops_reading_does_not_stop_what_is_made(public: Path) -> None:
    """`narrate … | head -0` gives every page its player, as it would without."""
    run = f"{sys.executable} -m aisha_docs_audio narrate public --voice local 2>&1 | head -c 0"
    subprocess.run(["bash", "-c", run], cwd=public, check=True)
    assert "<aisha-audio " in (public / "public/index.html").read_text("utf-8")
