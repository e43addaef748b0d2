"""A build that finds everything cached leaves no trace; what no page plays goes."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.mkdocs.conftest import GUIDE, INDEX, MKDOCS_YML
from tests.sites import MkDocsSite, speaking_to
from tests.test_commands import command

DERIVED = ".cache/aisha-docs-audio/derived"


def traces(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what a watcher sees of the sources: every file and folder, its time and size."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in [folder, *folder.rglob("*")]
        if "site" not in path.relative_to(folder).parts
    }


def age(folder: Path, days: float) -> None:
    """Let every file below a folder look as if it was written days ago."""
    then = time.time() - days * 86_400
    for path in folder.rglob("*"):
        os.utime(path, (then, then))


@pytest.mark.parametrize("with_key", [True, False])
def test_a_build_from_the_cache_writes_and_touches_nothing(
    site: MkDocsSite, emulator: Emulator, with_key: bool
) -> None:
    """Also where the cache is old, and also without a key where new text is left out."""
    site.write({"mkdocs.yml": MKDOCS_YML + "      voice: aisha\n"})
    environ = speaking_to(emulator)
    site.build("-d", "site", environ=environ)
    age(site.folder / ".cache", 3)
    if not with_key:
        del environ["AISHA_API_KEY"]
        site.write({"docs/index.md": INDEX + "\n\nYangi gap.\n"})
        site.build(environ=environ)
    before = traces(site.folder)
    charged = emulator.account()
    site.build(environ={**environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert traces(site.folder) == before
    assert emulator.account() == charged


def test_a_build_from_the_cache_opens_nothing_that_pays(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Neither the client nor the ledger, nor the library for HTTP."""
    site.build(environ=speaking_to(emulator))
    built = site.build(environ={**speaking_to(emulator), "PYTHONPROFILEIMPORTTIME": "1"})
    imported = set(re.findall(r"\|\s+([\w.]+)$", built.output, re.MULTILINE))
    assert "aisha_docs_audio.build.pipeline" in imported
    assert imported.isdisjoint(
        {"requests", "urllib3", "aisha_docs_audio.api.client", "aisha_docs_audio.payments.ledger"}
    )
    assert "5 from the cache" in built.closing_line


def test_the_tracks_of_earlier_wordings_do_not_pile_up(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """A page that is edited again and again keeps about one older track, and pays no more."""
    environ = speaking_to(emulator)
    for edit in range(5):
        site.write({"docs/index.md": f"{INDEX}\n\nTahrir {'x' * edit}.\n"})
        assert site.build(environ=environ).status == 0
    files = [path.suffix for path in site.folder.glob(f"{DERIVED}/files/*")]
    assert 2 <= files.count(".mp3") <= 4
    assert files.count(".vtt") == files.count(".mp3")
    charged = emulator.account().charged_characters
    earlier = {f"docs/{n}.md": f"{INDEX}\n\nTahrir {'x' * n}.\n" for n in range(5)}
    site.write(earlier)
    site.build(environ=environ)
    assert emulator.account().charged_characters == charged


def test_prune_for_one_site_leaves_what_another_plays_from_its_finished_tracks(
    tmp_path: Path, emulator: Emulator
) -> None:
    """Though no sound of it was read for a month: playing a track is a use of its sounds."""
    one, other = MkDocsSite(folder=tmp_path / "one"), MkDocsSite(folder=tmp_path / "other")
    shared = MKDOCS_YML + "      cache_dir: ../cache\n"
    one.write({"mkdocs.yml": shared, "docs/index.md": f"{INDEX}\nUchinchisi ham bor.\n"})
    other.write({"mkdocs.yml": shared, "docs/index.md": GUIDE})
    environ = speaking_to(emulator)
    for site in (one, other):
        assert site.build(environ=environ).status == 0
    age(tmp_path / "cache", 40)
    other.build(environ=environ)
    one.write({"docs/index.md": "\n\n".join(INDEX.split("\n\n")[:2])})
    age(tmp_path / "cache", 40)
    one.build(environ=environ)
    arguments = ("cache", "prune", "--cache-dir", "../cache", "--apply")
    done = command(one.folder, *arguments, environ=environ)
    assert done.stdout.startswith("2 sounds deleted"), done.stdout + done.stderr
    charged = emulator.account().charged_characters
    (tmp_path / "cache/derived").rename(tmp_path / "lost")
    other.build(environ=environ)
    assert emulator.account().charged_characters == charged


def test_what_an_emptied_site_held_is_moved_back_and_not_copied(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Not what was touched since, nor what is older than a day; and nobody else's files return."""
    environ = speaking_to(emulator)
    built = site.build(environ=environ)
    folder = built.site / "assets/aisha-audio"
    sounds = sorted(folder.glob("*.mp3"))
    content = {path: path.read_bytes() for path in sounds}
    kept = {path: path.stat().st_ino for path in sounds}

    def rebuilt() -> dict[Path, int]:
        again = site.build(environ=environ)
        assert again.status == 0, again.output
        assert {path: path.read_bytes() for path in folder.glob("*.mp3")} == content
        assert again.files("*.mp3") == built.files("*.mp3")
        assert not list(built.site.glob(".aisha-audio*"))
        return {path: path.stat().st_ino for path in sounds}

    (folder / "mine.txt").write_text("mine", "utf-8")
    assert rebuilt() == kept
    assert not (folder / "mine.txt").exists()

    touched, old = sounds
    touched.write_bytes(bytes(len(content[touched])))
    later = time.time() + 5
    os.utime(touched, (later, later))
    then = time.time() - 2 * 86_400
    os.utime(old, (then, then))
    # A file that is held open keeps its number from being given to another one.
    with touched.open("rb"), old.open("rb"):
        assert set(rebuilt().values()).isdisjoint(kept.values())


def test_a_killed_build_leaves_nothing_aside_for_good(site: MkDocsSite, emulator: Emulator) -> None:
    """What it had put aside goes with the next build, also with one that makes no sound."""
    environ = speaking_to(emulator)
    site.write(
        {
            "mkdocs.yml": f"{MKDOCS_YML}hooks: [hook.py]\n",
            "hook.py": "import os\ndef on_nav(nav, **kwargs):\n"
            "    if 'KILLED' in os.environ:\n        os._exit(9)\n    return nav\n",
        }
    )
    built = site.build(environ=environ)
    aside = built.site / ".aisha-audio-before"
    for mode in ("on", "off"):
        assert site.build(environ=environ).status == 0
        assert site.build(environ={**environ, "KILLED": "1"}).status == 9
        assert aside.is_dir()
        assert site.build(environ={**environ, "AISHA_AUDIO": mode}).status == 0
        assert not aside.exists()
