"""Filling, checking and pruning a shared store, from the command line; and what it is asked."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.forked_hosts import run_module
from tests.shared_store import servers
from tests.shared_store.machines import PAGES, Machine, new_machine

pytestmark = pytest.mark.xdist_group("shared-store")

TEXTS = 2 * len(PAGES)


def command(*arguments: str, machine: Machine) -> tuple[int, str]:
    """Run the command line in a machine's folder; give the status and all that it printed."""
    environ = {**os.environ, **machine.environ}
    done = run_module(["aisha_docs_audio", *arguments], machine.folder, environ)
    return done.returncode, done.stdout


def test_a_folder_is_filled_checked_and_pruned(tmp_path: Path, emulator: Emulator) -> None:
    """From a cache and into one; damage is found, and replaced from the API for nothing."""
    drive = tmp_path / "drive"
    drive.mkdir()
    machine = new_machine(tmp_path / "one", emulator, drive.as_uri())
    assert machine.mkdocs().warnings == []
    paid = emulator.account().charges
    sounds = sorted((drive / "sound").iterdir())
    assert len(sounds) == TEXTS

    # A new drive from a cache, and a cache from a drive.
    other = tmp_path / "other"
    other.mkdir()
    sent = command("cache", "push", "--shared-store", other.as_uri(), machine=machine)
    assert sent == (0, f"{other.as_uri()}: {TEXTS} sounds put there, 0 known\n")
    again = command("cache", "push", "--shared-store", other.as_uri(), machine=machine)
    assert again == (0, f"{other.as_uri()}: 0 sounds put there, {TEXTS} known\n")
    pulled = command(
        *("cache", "pull", "--cache-dir", "fresh", "--shared-store", other.as_uri()),
        machine=machine,
    )
    assert pulled == (0, f"{other.as_uri()}: {TEXTS} sounds fetched, 0 known\n")
    status, said = command("cache", "verify", "--cache-dir", "fresh", machine=machine)
    assert (status, "everything is as it was stored" in said) == (0, True)

    # What is damaged is named, not played, and put right by the next machine, for nothing.
    status, said = command("cache", "verify", "--shared", machine=machine)
    assert status == 0
    assert said.startswith(f"{drive.as_uri()}: {TEXTS} sounds and {TEXTS} claims read\n")
    whole = sounds[0].read_bytes()
    sounds[0].write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    status, said = command("cache", "verify", "--shared", machine=machine)
    assert (status, f"sound/{sounds[0].name}: its hash is wrong" in said) == (1, True)
    second = new_machine(tmp_path / "two", emulator, drive.as_uri()).mkdocs()
    assert len(second.warnings) == 1, second.output
    assert "in the shared store is damaged" in second.warnings[0]
    assert f"{len(PAGES)} pages narrated" in second.closing_line
    assert emulator.account().charges == paid
    assert command("cache", "verify", "--shared", machine=machine)[0] == 0

    # Nothing is pruned without a list, nor by a list that is not whole, nor what is new.
    status, said = command("cache", "prune", "--shared", "--apply", machine=machine)
    assert (status, "Give the list of each with --needed" in said) == (1, True)
    assert command("cache", "keys", "-o", "needed.keys", machine=machine)[0] == 0
    needed = machine.folder / "needed.keys"
    lines = needed.read_text("ascii").splitlines(keepends=True)
    needed.write_text("".join(lines[:-1]), "ascii")
    prune = ("cache", "prune", "--shared", "--needed", "needed.keys")
    assert "no whole list of keys" in command(*prune, machine=machine)[1]
    dropped = lines.pop(1)
    lines[-1] = f"end {TEXTS - 1}\n"
    needed.write_text("".join(lines), "ascii")
    kept = f"{drive.as_uri()}: 0 sounds deleted; {TEXTS} kept\n"
    assert command(*prune, "--apply", machine=machine) == (0, kept)
    gone = f"{drive.as_uri()}: 1 sound deleted; {TEXTS - 1} kept\n"
    assert command(*prune, "--unused-days", "0", "--apply", machine=machine) == (0, gone)
    assert not (drive / "sound" / dropped.strip()).exists()


def test_an_empty_cache_is_told_what_was_paid_before(tmp_path: Path, emulator: Emulator) -> None:
    """Before anything is paid for again, with the way to have it back."""
    (tmp_path / "drive").mkdir()
    first = new_machine(tmp_path / "one", emulator, (tmp_path / "drive").as_uri())
    assert first.mkdocs().warnings == []
    (tmp_path / "elsewhere").mkdir()
    second = new_machine(tmp_path / "two", emulator, (tmp_path / "elsewhere").as_uri())
    second.pages = {**PAGES, "fourth": ("Toʻrtinchi", "Bu matn hali aytilmagan.")}
    built = second.mkdocs()
    assert built.warnings == []
    [told] = [line for line in built.output.splitlines() if "has paid for" in line]
    assert built.output.index(told) < built.output.index("speaking")
    characters = sum(len(text) for page in PAGES.values() for text in page)
    assert (
        f"the account has paid for {TEXTS} of these {TEXTS + 2} texts before "
        f"({characters} characters)" in told
    ), built.output
    assert "aisha-docs-audio history --adopt --apply" in told


def test_the_doctor_looks_at_the_store(tmp_path: Path, emulator: Emulator) -> None:
    """And leaves nothing behind."""
    drive = tmp_path / "drive"
    machine = new_machine(tmp_path / "one", emulator, drive.as_uri())
    machine.mkdocs()
    status, said = command("doctor", machine=machine)
    assert status == 1
    assert "wrong  shared store: " in said
    assert "mount it, or make it" in said
    drive.mkdir()
    said = command("doctor", machine=machine)[1]
    assert f"ok     shared store: {drive.as_uri()} answers, takes what is put" in said
    assert not [path for path in drive.rglob("*") if path.is_file() and path.suffix != ".lock"]


@dataclass(frozen=True, slots=True)
class Watched:
    """An S3 whose requests are counted, and a way to an emulator."""

    url: str
    log: Path
    emulator: Emulator

    def asked(self) -> Mapping[str, int]:
        """Count the requests since the last look, by method and shelf."""
        text = self.log.read_text("utf-8")
        self.log.write_text("")
        found = re.findall(r'"([A-Z]+) /[^/ ]+/[^/ ]+/([a-z]+)/', text)
        lists = text.count("list-type=2")
        return {**Counter(f"{method} {shelf}" for method, shelf in found), "LIST": lists}


@pytest.fixture
def watched(tmp_path: Path, emulator: Emulator) -> Iterator[Watched]:
    """Run an S3 of this test's own."""
    log = tmp_path / "s3.log"
    with servers.s3_server(log) as url:
        log.write_text("")
        yield Watched(url, log, emulator)


def test_requests_to_the_store_are_counted(
    tmp_path: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None for an unchanged build, one for each sound of a fresh machine, four for a paid one."""
    for name, value in servers.S3_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    store = f"{watched.url}/{servers.BUCKET}/docs"
    machine = new_machine(tmp_path / "one", watched.emulator, store)
    machine.mkdocs()
    # Each build that pays tries both conditions; the first of all needs one put more for it.
    assert watched.asked() == {
        "GET sound": TEXTS,
        "PUT sound": TEXTS,
        "PUT claim": 2 * TEXTS,
        "HEAD proof": 1,
        "GET proof": 1,
        "PUT proof": 4,
        "LIST": 0,
    }
    machine.mkdocs()
    assert watched.asked() == {"LIST": 0}
    new_machine(tmp_path / "two", watched.emulator, store).mkdocs()
    assert watched.asked() == {"GET sound": TEXTS, "LIST": 0}
