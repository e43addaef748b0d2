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
