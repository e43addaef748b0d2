"""`aisha-docs-audio narrate`, as its users meet it: a folder, a second run, a rebuilt site."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from aisha_docs_audio.cli import main
from aisha_docs_audio.emulator.testing import Emulator, running
from tests.hosts.built_site import BuiltSite
from tests.hosts.conftest import GUIDE, INDEX, UZBEK
from tests.sites import Built, speaking_to

HTML = ("index.html", "guide/index.html", "uz.html")


def original(html: str) -> str:
    """Take out what is added, by other means than the product's."""
    html = re.sub(r"<!-- aisha-audio -->.*?<!-- /aisha-audio -->", "", html, flags=re.DOTALL)
    return re.sub(r' data-audio-block="\d+"', "", html)


def narrated(built: Built) -> list[str]:
    """The pages that have a player."""
    pages = [page for page in built.files("*.html") if not page.startswith("aisha-audio/")]
    pages = [page for page in pages if (built.site / page).exists()]  # links may lead nowhere
    return [page for page in pages if "<aisha-audio " in built.html(page)]


def test_a_folder_is_narrated_once_and_for_all(site: BuiltSite, emulator: Emulator) -> None:
    """Players, sound, order; a second run is silent; a rebuilt site gives up what is gone."""
    environ = speaking_to(emulator)
    before = site.bytes_of()

    dry = site.narrate("--dry-run", environ=environ)
    assert dry.status == 0
    assert "new: 98 characters; cached: 0" in dry.output
    assert site.bytes_of() == before
    assert emulator.account().charged_characters == 0

    first = site.narrate(environ=environ)
    assert first.status == 0, first.output
    assert not first.warnings
    assert "3 pages narrated, 7 segments: 0 from the cache, 7 generated, 98 characters paid" in (
        first.closing_line
    )
    paid = emulator.account()
    assert paid.charged_characters == 98
    assert first.captions("guide/index.html") == {
        1: "Guide",
        2: "The first paragraph.",
        3: "A third one with code.",
    }
    assert first.captions("uz.html") == {1: "Qo‘llanma", 2: "Matn shu yerda."}
    for page, html in zip(HTML, (INDEX, GUIDE, UZBEK), strict=True):
        assert original(first.html(page)) == html
        assert first.html(page).count("<aisha-audio ") == 1
        assert 'data-site="Sinov"' in first.html(page)
        script = re.search(r'<script src="([^"]+)" defer>', first.html(page))
        assert script
        assert (first.site / page).parent.joinpath(script[1]).is_file()
    assert 'data-title="Home"' in first.html("index.html")
    assert '<a data-next href="guide/" hidden>' in first.html("index.html")
    assert '<a data-next href="../uz.html" hidden>' in first.html("guide/index.html")
    assert first.html("index.html").index("</h1>") < first.html("index.html").index("<aisha-audio ")

    files = site.bytes_of()
    second = site.narrate("--strict", environ=environ)
    assert second.status == 0
    assert "0 generated, 0 characters paid for" in second.closing_line
    assert site.bytes_of() == files
    assert emulator.account().requests == paid.requests

    # Its generator writes one page anew, another one is gone, the third says something new.
    site.write(
        {
            "site/index.html": INDEX,
            "site/uz.html": "",
            "site/guide/index.html": GUIDE.replace("third", "4th"),
        }
    )
    again = site.narrate(environ=environ)
    assert narrated(again) == ["guide/index.html", "index.html"]
    assert site.bytes_of()["index.html"] == files["index.html"]
    assert len(again.files("*.mp3")) == len(again.files("*.vtt")) == 2
    assert emulator.account().charged_characters == 98 + len("A 4th one with code.")


def test_a_page_that_loses_its_sound_is_as_it_was(site: BuiltSite, emulator: Emulator) -> None:
    """By an option, by a word of its own, by an API that fails: byte for byte, and said."""
    before = site.bytes_of()
    site.narrate(environ=speaking_to(emulator))

    site.write({"aisha-audio.toml": 'exclude = ["guide/*"]\n'})
    site.write(
        {"site/uz.html": UZBEK.replace("<title>", '<meta name="aisha-audio" content="off"><title>')}
    )
    built = site.narrate(environ=speaking_to(emulator))
    assert narrated(built) == ["index.html"]
    assert site.bytes_of()["guide/index.html"] == before["guide/index.html"]
    assert len(built.files("*.mp3")) == 1

    away = {"AISHA_API_URL": "http://127.0.0.1:9", "AISHA_API_KEY": "x"}
    site.write({"site/index.html": INDEX.replace("The first", "Another"), "site/uz.html": UZBEK})
    changed = site.bytes_of()["index.html"]
    for strict, status in (((), 0), (("--strict",), 1)):
        failed = site.narrate(*strict, "--exclude=guide/*", environ=away)
        assert failed.status == status
        assert site.bytes_of()["index.html"] == changed
        assert "WARNING: no audio for index.html" in failed.output
        assert narrated(failed) == ["uz.html"]


def test_everything_is_taken_out_again(site: BuiltSite, emulator: Emulator) -> None:
    """Without pages to narrate the folder is what it was, but for what others put in ours."""
    before = site.bytes_of()
    site.narrate(environ=speaking_to(emulator))
    built = site.narrate("--exclude=*", environ=speaking_to(emulator))
    assert built.status == 0
    assert site.bytes_of() == before
    assert not (built.site / "aisha-audio").exists()
    site.narrate(environ=speaking_to(emulator))
    site.write({"site/aisha-audio/notes.txt": "somebody's"})
    site.narrate("--exclude=*", environ=speaking_to(emulator))
    assert (built.site / "aisha-audio/notes.txt").is_file()
    assert not built.files("*.mp3")


def test_what_is_locked_later_is_heard_no_more(site: BuiltSite, emulator: Emulator) -> None:
    """By a password, by encryption: neither sound nor captions stay where all can have them."""
    site.narrate(environ=speaking_to(emulator))
    site.write(
        {
            "site/guide/.htaccess": "AuthType Basic\nRequire valid-user\n",
            "site/uz.html": '<html lang="uz"><body><form><input type="password"></form>',
        }
    )
    built = site.narrate(environ=speaking_to(emulator))
    assert narrated(built) == ["index.html"]
    assert "guide/index.html" in built.output
    text = b"".join(content for name, content in site.bytes_of().items() if "aisha-audio/" in name)
    assert b"first paragraph" in text
    assert b"third one" not in text
    assert b"Matn" not in text
    assert len(built.files("*.mp3")) == 1


def test_a_copy_leaves_the_site_as_it_is(site: BuiltSite, emulator: Emulator) -> None:
    """`--output`: everything is there; what goes from the site goes from it; nothing of others'."""
    environ = speaking_to(emulator)
    before = site.bytes_of()
    first = site.narrate("-o", "public", environ=environ)
    assert first.status == 0, first.output
    assert len(narrated(first)) == 3
    assert (first.site / "style.css").read_bytes() == before["style.css"]
    assert site.bytes_of() == before
    files = site.bytes_of("public")

    assert site.narrate("-o", "public", environ=environ).status == 0
    assert site.bytes_of("public") == files

    site.write({"site/style.css": "", "site/guide/index.html": "", "public/CNAME": "example.org"})
    again = site.narrate("-o", "public", environ=environ)
    assert {p for p in site.bytes_of("public") if not p.startswith("aisha-audio/")} == {
        "index.html",
        "uz.html",
        "CNAME",
    }
    assert len(again.files("*.mp3")) == 2

    site.write({"other/file.txt": "somebody's"})
    for place, problem in (("other", "has files in it that were not"), ("site/in", "lie in one")):
        refused = site.narrate("-o", place, environ=environ)
        assert refused.status == 1
        assert problem in refused.output


def test_options_come_from_a_file_or_from_the_command_line(
    site: BuiltSite, emulator: Emulator
) -> None:
    """The same names and messages as in the hosts; the command line wins."""
    environ = speaking_to(emulator)
    site.write({"pyproject.toml": '[tool.aisha-audio]\nspeed = 1.5\nskip = ["code"]\n'})
    built = site.narrate(
        "--language=uz",
        "--lexicon=Home=Uy",
        "--exclude=/draft/",
        "--skip=code",
        "--skip=.none",
        environ=environ,
    )
    assert built.status == 0, built.output
    idle = [line for line in built.output.splitlines() if "matches" in line]
    assert [re.findall("“(.*?)”", line) for line in idle] == [["/draft/"], [".none"]]
    assert built.captions("index.html")[3] == "A second one with."
    texts = {charge.transcript for charge in emulator.account().charges}
    assert "Uy" in texts


def test_what_is_wrong_with_an_option_is_said(
    site: BuiltSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it stands, what would be right; nothing is read before."""
    monkeypatch.chdir(site.folder)
    site.write({"aisha-audio.toml": "exclud = 1\n", "pyproject.toml": "[tool.aisha-audio]\n"})
    before = site.bytes_of()
    for arguments, message in (
        ((), "aisha-audio.toml: exclud: no such option. Did you mean exclude?"),
        (("--config=pyproject.toml", "--speed=9"), "--speed: '9' is not valid: it must be"),
        (
            ("--config=pyproject.toml", "--content=p["),
            "--content: 'p[' is not valid: it must be a CSS selector",
        ),
        (("--config=pyproject.toml", "--cache-dir=site/x"), "lies inside the site"),
        (("--config=none.toml",), "none.toml: can't be read: No such file"),
    ):
        assert main(["narrate", "site", *arguments]) == 1
        assert message in capsys.readouterr().err
    for file, text, message in (
        (
            "aisha-audio.toml",
            "[aisha-audio]\n",
            "aisha-audio.toml: its options stand below a table",
        ),
        ("aisha-audio.toml", "[tool.aisha-audio]\n", "at the top of aisha-audio.toml, below no ta"),
        ("aisha-audio.toml", "\ufeffspeed = 9\r\n", "aisha-audio.toml: speed: 9 is not valid"),
        ("pyproject.toml", "[tool.aisha_audio]\n", "tool.aisha_audio: is not read. Write [tool.ai"),
    ):
        site.write({file: text})
        assert main(["narrate", "site", "--config", file]) == 1
        assert message in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["narrate", "site", "--no-such-option"])
    assert ended.value.code == 2
    assert site.bytes_of() == before


def test_a_killed_run_leaves_every_page_whole(site: BuiltSite) -> None:
    """It is killed while the API is asked: no page is touched; the next run finishes."""
    before = site.bytes_of()
    command = [sys.executable, "-m", "aisha_docs_audio", "narrate", "site", "--concurrency=1"]
    # What was killed before it was heard of is waited for: a minute after this deadline.
    command.append("--timeout=10")
    # Slow, so that the second text is still being spoken when it is known to be asked for.
    with running(latency_seconds=1.5) as emulator:
        environ = {**os.environ, **speaking_to(emulator)}
        process = subprocess.Popen(command, cwd=site.folder, env=environ, stdout=subprocess.DEVNULL)
        tick = threading.Event()
        while process.poll() is None and emulator.account().requests_by_endpoint.get("post", 0) < 2:
            tick.wait(0.02)
        # It is counted by its head; what has no body yet would never be charged, nor be told of.
        tick.wait(0.5)
        process.send_signal(signal.SIGKILL)
        process.wait()

        after = site.bytes_of()
        for page, html in before.items():
            assert page == "style.css" or original(after[page].decode()).encode() == html
        built = site.narrate(environ=speaking_to(emulator))
        assert built.status == 0
        assert len(narrated(built)) == 3
        assert emulator.account().charged_characters == 98


@pytest.mark.parametrize("mode", ["off", "estimate"])
def test_the_switch_of_the_environment_holds_here_too(site: BuiltSite, mode: str) -> None:
    """AISHA_AUDIO=off and estimate write nothing."""
    before = site.bytes_of()
    assert site.narrate(environ={"AISHA_AUDIO": mode}).status == 0
    assert site.bytes_of() == before


def test_what_is_no_site_is_said(tmp_path: Path) -> None:
    """A folder that is not there, and one without pages."""
    site = BuiltSite(folder=tmp_path)
    for text in ("there is no folder site", "there is no HTML page in site"):
        built = site.narrate()
        assert built.status == 1
        assert text in built.output
        (tmp_path / "site").mkdir(exist_ok=True)


def test_a_site_that_no_page_is_left_of_says_why(site: BuiltSite) -> None:
    """Themes of Hugo say noindex until they are told that the build is for readers."""
    for page in (site.folder / "site").rglob("*.html"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("<title>", "<meta name=robots content=noindex><title>"))
    built = site.narrate("--voice=local")
    assert "(noindex)" in built.output
    assert "index.html, uz.html, guide/index.html" in built.output
    assert "0 pages narrated" in built.closing_line


def test_two_runs_at_once_do_not_disturb_each_other(site: BuiltSite, emulator: Emulator) -> None:
    """Both find the pages as their generator wrote them, and finish them alike."""
    environ = {**os.environ, **speaking_to(emulator)}
    command = [sys.executable, "-m", "aisha_docs_audio", "narrate", "site", "--strict"]
    runs = [
        subprocess.Popen(command, cwd=site.folder, env=environ, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [run.wait(600) for run in runs] == [0, 0]
    files = site.bytes_of()
    built = site.narrate("--strict", environ=speaking_to(emulator))
    assert len(narrated(built)) == len(built.files("*.mp3")) == 3
    assert site.bytes_of() == files
    assert emulator.account().charged_characters == 98


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_in_no_encoding_costs_one_page(site: BuiltSite, emulator: Emulator) -> None:
    """A page that no address leads to is named; all others have their players."""
    name = os.fsdecode(b"caf\xe9.html")
    (site.folder / "site" / name).write_text(GUIDE, "utf-8")
    (site.folder / "site/table.html").write_bytes(b"\xff")
    assert site.narrate("--exclude=caf*", "--exclude=table.html", "--dry-run").warnings == []
    (site.folder / "site/table.html").unlink()
    built = site.narrate(environ=speaking_to(emulator))
    assert built.status == 0
    assert ["caf\\udce9.html: its name is not in UTF-8" in line for line in built.warnings] == [
        True
    ]
    assert len(built.files("*.mp3")) == 3
    assert "<aisha-audio" not in (site.folder / "site" / name).read_text("utf-8")


AS_SOMEBODY_ELSE = """
import os, sys
from pathlib import Path
from aisha_docs_audio.cli import main

assert main(["narrate", "site"]) == 0
for path in (Path("site"), Path("site/aisha-audio"), Path(".cache"), *Path(".cache").rglob("*")):
    path.chmod(0o777)
Path("site/guide").chmod(0o555)
if os.geteuid() == 0:
    os.seteuid(65534)  # nothing is read-only for root
sys.exit(main(["narrate", "site", "--exclude=guide/*"]))
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions on this system")
def test_a_page_that_cannot_be_written_any_more_stops_nobody(emulator: Emulator) -> None:
    """It was left out, and keeps its player: it is named, and all else is done."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o777)
        site = BuiltSite(folder=folder)
        site.write({"site/index.html": INDEX, "site/guide/index.html": GUIDE})
        done = subprocess.run(
            [sys.executable, "-c", AS_SOMEBODY_ELSE],
            cwd=folder,
            env={**os.environ, **speaking_to(emulator)},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        (folder / "site/guide").chmod(0o777)
        assert done.returncode == 0, done.stderr
        [warning] = [line for line in done.stderr.splitlines() if line.startswith("WARNING")]
        assert "guide/index.html: its HTML can't be written (Permission denied)" in warning
        assert b"<aisha-audio" in site.bytes_of()["index.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names there")
def test_a_pipe_in_the_folder_is_no_page(site: BuiltSite, emulator: Emulator) -> None:
    """Nobody waits for what never comes, nor copies it."""
    os.mkfifo(site.folder / "site/pipe.html")
    for arguments in ((), ("-o", "public")):
        built = site.narrate(*arguments, "--strict", environ=speaking_to(emulator))
        assert built.status == 0
        assert (built.site / "pipe.html").exists() == (not arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_of_a_site_are_links_in_its_copy(site: BuiltSite, emulator: Emulator) -> None:
    """Of files and of folders, into the site and out of it, and such as lead nowhere."""
    site.write({"elsewhere/page.html": INDEX})
    for name, way in (
        ("latest", "guide"),
        ("home.html", "index.html"),
        ("nowhere.html", "gone.html"),
        ("out", "../elsewhere"),
    ):
        (site.folder / "site" / name).symlink_to(way)
    for _ in range(2):
        built = site.narrate("-o", "public", "--strict", environ=speaking_to(emulator))
        assert built.status == 0, built.output
    assert narrated(built) == ["guide/index.html", "home.html", "index.html", "uz.html"]
    assert (built.site / "latest").readlink() == Path("guide")
    assert (built.site / "nowhere.html").readlink() == Path("gone.html")
    assert (built.site / "out").resolve() == (site.folder / "elsewhere").resolve()
    assert "<aisha-audio" not in (site.folder / "elsewhere/page.html").read_text()
    (site.folder / "site/latest").unlink()
    assert site.narrate("-o", "public", environ=speaking_to(emulator)).status == 0
    assert not (built.site / "latest").is_symlink()
    assert (built.site / "guide/index.html").is_file()


def test_the_other_commands_know_such_a_site_too(site: BuiltSite, emulator: Emulator) -> None:
    """Its folder to count and to prune; its options, wherever the command asks for a site."""
    environ = speaking_to(emulator)
    site.write({"aisha-audio.toml": 'cache_dir = "kept"\nlexicon = { Home = "Uy" }\n'})

    def command(*words: str) -> Built:
        return site.run_command(*words, environ=environ)

    counted = command("estimate", "site")
    assert counted.output.startswith("3 pages, 7 different segments\nnew: ")
    said = command("say", "Home", "--language=en", "--dry-run").output
    assert "sent (en): Uy" in said
    assert "site: aisha-audio.toml, read by aisha-docs-audio narrate" in command("doctor").output
    unnamed = command("estimate")
    assert unnamed.status == 1
    assert "Name its folder too, such as public/." in unnamed.output
    site.narrate(environ=environ)
    site.write({"site/guide/index.html": "<html lang=en><main><p>Other text.</p></main>"})
    pruned = command("cache", "prune", "site", "--unused-days=0")
    assert "not needed (give --apply to delete them)" in pruned.output
    assert command("cache", "info").output.startswith("kept: 7 sounds")
    emptied = command("estimate", "kept")
    assert "there is no configuration in kept, nor a built site" in emptied.output
