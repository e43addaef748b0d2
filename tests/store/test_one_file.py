"""One file of the cache that is damaged, unreadable or a later version's costs its page only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.errors import DamagedError, NewerFormError, UnreadableError
from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.maintenance.archive import export
from aisha_docs_audio.payments.maintenance.repair import prune, repair_cache
from aisha_docs_audio.payments.maintenance.verify import cache_info, verify_cache
from aisha_docs_audio.payments.store import Store
from aisha_docs_audio.payments.store.envelope import seal, unseal
from tests.sites import MkDocsSite, SphinxSite, speaking_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import Emulator

KEY, OTHER = "ab" * 32, "cd" * 32
NEWER = seal(KEY, b"one").replace(b"sound 1", b"sound 2", 1).replace(b"\n", b" by=9.1.0\n", 1)


def link(path: Path) -> None:
    """Put a link to the file in its place."""
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def dangling(path: Path) -> None:
    """Put a link to nothing in its place."""
    path.unlink()
    path.symlink_to("nowhere")


def folder(path: Path) -> None:
    """Put a folder in its place: reading it is EISDIR."""
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    """Put a pipe in its place, which nobody writes to."""
    path.unlink()
    os.mkfifo(path)


def newer(path: Path) -> None:
    """Put what a later version wrote in its place."""
    path.write_bytes(NEWER)


IN_THE_WAY = [link, dangling, folder, pipe, newer]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[tuple[Store, Ledger, list[str]]]:
    """Give a store of two sounds and an empty ledger, and what they report."""
    said: list[str] = []
    with Store.open(tmp_path / "paid", report=said.append) as store:
        store.put(KEY, b"one")
        store.put(OTHER, b"two")
        yield store, Ledger(tmp_path / "ledger", report=said.append), said


def file_of(store: Store, key: str) -> Path:
    """Give the one file of a key."""
    (path,) = store.directory.glob(f"??/{key}-*")
    return path


@pytest.mark.parametrize("change", IN_THE_WAY)
def test_every_command_goes_on_past_it(
    cache: tuple[Store, Ledger, list[str]], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """It is named, it stays where it is, and the other one is looked after."""
    store, ledger, said = cache
    path = file_of(store, KEY)
    change(path)
    before = path.lstat()
    with pytest.raises((UnreadableError, NewerFormError), match=r"paid for") as caught:
        store.get(KEY)
    assert store.get(OTHER) == b"two"
    later = change is newer
    assert ("9.1.0" if later else str(path)) in str(caught.value)
    found = verify_cache(store, ledger)
    assert found.sounds == 2
    assert [str(path) in told for told in (found.left_alone if later else found.problems)] == [True]
    mended = repair_cache(store, ledger, now=0.0)
    assert (mended.sounds, mended.set_aside) == (1, 0)
    told = mended.left_alone if later else mended.unreadable
    assert [str(path) in line for line in told] == [True]
    written = export(store, ledger, tmp_path / "cache.tar")
    assert (written.sounds, len(written.left_out)) == (1, 1)
    assert cache_info(store, ledger).sounds == 2
    if later:
        done = prune(store, needed=(), unused_days=0, now=before.st_mtime + 9e9, apply=True)
        assert [entry.key for entry in done.unneeded] == [OTHER]
        assert "9.1.0" in done.left_alone[0]
    assert path.lstat().st_mtime == before.st_mtime
    assert said == []


def test_another_file_of_the_same_key_speaks(cache: tuple[Store, Ledger, list[str]]) -> None:
    """What cannot be read is in nobody's way where the sound is there twice."""
    store, _, _ = cache
    path = file_of(store, KEY)
    shutil.copy(path, path.with_name(f"{KEY}-{'f' * 16}.sound"))
    folder(path)
    assert store.get(KEY) == b"one"


@pytest.mark.parametrize(
    "head",
    [
        f"aisha-docs-audio sound 1 {KEY} 3 {'0' * 64} codec=opus",
        "aisha-docs-audio sound 7 whatever it may be by=9.1.0",
        "aisha-docs-audio sound 99 ",
    ],
)
def test_an_unknown_form_or_field_is_a_later_versions(head: str) -> None:
    """It is not damage, and who wrote it is said where it says so."""
    with pytest.raises(NewerFormError) as caught:
        unseal(KEY, f"{head}\n".encode() + b"one")
    assert caught.value.written_by == ("9.1.0" if "by=" in head else None)


def test_a_flipped_form_is_damage() -> None:
    """The hash tells that this version wrote it."""
    with pytest.raises(DamagedError):
        unseal(KEY, seal(KEY, b"one").replace(b"sound 1", b"sound 3", 1))


UNSYNCED = """
    import errno, os, stat, sys
    from pathlib import Path
    from aisha_docs_audio.payments.store import Store

    fsync = os.fsync

    def refusing(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(int(sys.argv[2]), "no such thing on this drive")
        fsync(descriptor)

    os.fsync = refusing
    with Store.open(Path(sys.argv[1], "paid"), report=print) as store:
        store.put("a" * 64, b"sound")
        print(store.get("a" * 64))
"""


@pytest.mark.parametrize(("name", "used"), [("EINVAL", True), ("ENOTSUP", True), ("EIO", False)])
def test_a_folder_that_cannot_be_synced_is_used(tmp_path: Path, name: str, used: bool) -> None:
    """Some network drives have no fsync for folders; a drive that fails is another matter."""
    import errno  # noqa: PLC0415

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(UNSYNCED), tmp_path, str(getattr(errno, name))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout == "b'sound'\n") == used, done.stderr


UNPRIVILEGED = """
    import os, sys
    from pathlib import Path
    from aisha_docs_audio.payments.ledger import Ledger
    from aisha_docs_audio.payments.maintenance.verify import verify_cache
    from aisha_docs_audio.payments.store import Store
    import aisha_docs_audio.payments.store.index

    if os.geteuid() == 0:
        os.setuid(65534)  # nothing is unreadable for root
    with Store.open(Path(sys.argv[1], "paid"), report=print) as store:
        print(verify_cache(store, Ledger(Path(sys.argv[1], "ledger"), report=print)).problems)
        print(store.get("cd" * 32))
"""


@pytest.mark.parametrize("whole_shelf", [False, True], ids=["file", "folder"])
def test_a_file_without_permission_is_named(
    cache: tuple[Store, Ledger, list[str]], tmp_path: Path, whole_shelf: bool
) -> None:
    """EACCES on a file or its folder: the others are read."""
    path = file_of(cache[0], KEY)
    closed = path.parent if whole_shelf else path
    for parent in [tmp_path, *list(tmp_path.parents)[:-2]]:
        parent.chmod(parent.stat().st_mode | 0o055)
    closed.chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(UNPRIVILEGED), tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    closed.chmod(0o755)
    assert str(closed) in done.stdout, done.stderr
    assert "b'two'" in done.stdout


@pytest.mark.parametrize("host", ["mkdocs", "sphinx"])
def test_the_other_pages_speak(emulator: Emulator, tmp_path: Path, host: str) -> None:
    """A real build: one warning names the file, the page is silent, nothing is paid again."""
    site: MkDocsSite | SphinxSite
    if host == "mkdocs":
        site = MkDocsSite(folder=tmp_path)
        site.write({"mkdocs.yml": "site_name: Sinov\nplugins: [{aisha-audio: {language: uz}}]\n"})
        site.write({f"docs/{name}.md": f"{name} sahifasi.\n" for name in ("index", "bir", "ikki")})
    else:
        site = SphinxSite(folder=tmp_path)
        conf = 'extensions = ["aisha_docs_audio.sphinx_ext"]\naisha_audio_language = "uz"\n'
        site.write({"conf.py": conf, "index.rst": "index sahifasi.\n"})
        site.write({f"{name}.rst": f":orphan:\n\n{name} sahifasi.\n" for name in ("bir", "ikki")})
    site.build(environ=speaking_to(emulator))
    charged = emulator.account().charged_characters
    cache = tmp_path / ".cache/aisha-docs-audio"
    sounds = sorted((cache / "paid").glob("??/*.sound"))
    assert len(sounds) == 3
    change = folder if host == "mkdocs" else newer
    change(sounds[0])
    shutil.rmtree(cache / "derived")
    # From here on nothing can be written but the sounds, as on a read-only mount.
    (cache / "derived").write_text("no folder")
    shutil.rmtree(cache / "ledger")
    (cache / "ledger").write_text("no folder")
    shutil.rmtree(site.folder / ("site" if host == "mkdocs" else "_build"))
    built = site.build(environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert len(built.files("*.mp3")) == 2
    warnings = [line for line in built.output.splitlines() if "no audio for" in line]
    assert len(warnings) == 1, built.output
    assert ("cannot be read" if host == "mkdocs" else "9.1.0") in warnings[0]
    assert emulator.account().charged_characters == charged
