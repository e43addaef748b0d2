"""What a first build takes: memory that does not grow with what is spoken at once, few syncs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.payments.store import Store
from tests.sites import MkDocsSite, speaking_to

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = ["".join(f"Bu {n}-matnning {m}-gapi. " for m in range(30)).strip() for n in range(40)]
MKDOCS_YML = """\
site_name: x
theme: mkdocs
plugins: [{aisha-audio: {language: uz, concurrency: 64, warn_minutes: 0, max_characters: 99999}}]
"""
BUILD = """\
import atexit, gc, os, stat, sys, tracemalloc
import numpy, soundfile, soxr, lameenc, mkdocs.__main__
import aisha_docs_audio.sound.clip, aisha_docs_audio.voices.aisha
from aisha_docs_audio.build.synthesis_pool import SynthesisPool
from aisha_docs_audio.model import Block, Line, ShownBlock, Utterance, _key_of

run = SynthesisPool.run
sync = os.fsync
syncs = {True: 0, False: 0}
read, indexes = [], []

def hear(event, arguments):
    if event == "sqlite3.connect":
        indexes.append(arguments[0])
    if event == "open" and str(arguments[0]).endswith(".sound"):
        read.append(arguments[0])

sys.addaudithook(hear)

def counted(descriptor):
    syncs[stat.S_ISDIR(os.fstat(descriptor).st_mode)] += 1
    sync(descriptor)

def traced(self, *arguments, **options):
    _key_of.cache_clear()  # it remembers the last few, however many there are
    gc.collect()
    texts = (Block, Line, ShownBlock, Utterance)
    print("TEXTS", sum(isinstance(each, texts) for each in gc.get_objects()))
    os.fsync = counted
    tracemalloc.start()
    run(self, *arguments, **options)
    print("PEAK", tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    print("SYNCS", syncs[False], syncs[True])

SynthesisPool.run = traced
atexit.register(lambda: print("READ", len(read), "INDEXES", len(indexes)))
sys.argv = ["mkdocs", "build"]
mkdocs.__main__.cli()
"""
"""A build as the command does it, that tells how many texts it holds as objects when it begins to
speak, how many bytes its speaking had at most, how many files and folders it synced, how many
sounds it read back, and how often it opened the store's index."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build a site of 40 texts, spoken by 64 threads; gives its folder and what was printed."""
    site = MkDocsSite(folder=tmp_path_factory.mktemp("first"))
    site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "\n\n".join(TEXTS)})
    # They are asked for one after the other at first: the throttle starts slowly.
    with running(latency_seconds=0.3) as emulator:
        done = subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=site.folder,
            env={**os.environ, **speaking_to(emulator)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=True,
        )
        assert len(emulator.account().charges) == len(TEXTS), done.stdout
        yield site.folder, done.stdout


def test_of_40_sounds_that_come_at_once_few_are_in_memory(built: tuple[Path, str]) -> None:
    """One thread alone has 15 (one decoded, and what is imported); 64 threads not many more.

    Of the texts of its pages a build keeps none as objects: they are folded until they are spoken.
    What waits for its clip and need not be read back is half a megabyte.
    """
    assert re.findall(r"^TEXTS (\d+)$", built[1], re.MULTILINE) == ["0"]
    [peak] = re.findall(r"^PEAK (\d+)$", built[1], re.MULTILINE)
    sound = len(tone(TEXTS[0]))
    assert int(peak) < 30 * sound, f"{int(peak) / sound:.1f} sounds"


def test_a_segment_takes_five_syncs(built: tuple[Path, str]) -> None:
    """Its request and its sound, with their names, and that it is stored (docs/decisions/0292).

    Besides, a folder that is made is synced for its name: by two threads where both come to it.
    """
    folder, said = built
    cache = folder / ".cache" / "aisha-docs-audio"
    made = [p for part in ("paid", "ledger") for p in cache.glob(f"{part}/**") if p.is_dir()]
    [(files, folders)] = re.findall(r"^SYNCS (\d+) (\d+)$", said, re.MULTILINE)
    assert int(files) == 3 * len(TEXTS), said
    assert 2 * len(TEXTS) <= int(folders) <= 2 * len(TEXTS) + 2 * len(made)
    assert list(cache.glob("ledger/notes/*")) == []


def test_a_sound_that_was_just_bought_is_not_read_back(built: tuple[Path, str]) -> None:
    """Its clip is made of what came; only where many wait for theirs, from the store.

    How many wait is up to the machine: on a busy one half of them and more. The first does not.
    """
    [read] = re.findall(r"^READ (\d+)", built[1], re.MULTILINE)
    assert int(read) < len(TEXTS)


def test_the_index_is_opened_for_many_sounds_at_once(built: tuple[Path, str]) -> None:
    """Not for each: the build's threads note their rows, and they are all there at its end."""
    [opened] = re.findall(r"INDEXES (\d+)$", built[1], re.MULTILINE)
    assert int(opened) <= 2  # diskcache opens it twice
    paid = built[0] / ".cache" / "aisha-docs-audio" / "paid"
    with Store.open(paid, report=pytest.fail) as store:
        entries = list(store.entries())
        assert len(entries) == len(TEXTS)
        assert all(store.indexed(entry.key) for entry in entries)
