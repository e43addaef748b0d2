"""What a build goes through and touches: rooms, imports, files and connections, counted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

import aisha_docs_audio
from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import MkDocsSite, speaking_to

CORE = Path(aisha_docs_audio.__file__).parent
PAGE = "# Sarlavha\n\nBirinchi xatboshi.\n\nIkkinchi xatboshi.\n\n- Band\n\n> Iqtibos\n"

TRACER = """
import atexit, os, sys, threading

CORE = os.environ.get("ROOMS_CORE", "")
entered = set()
touched = []
hashed = 0

class Counting:
    def __init__(self, data=b""):
        self.hash = sha256()
        self.update(data)
    def update(self, data):
        global hashed
        hashed += len(data)
        self.hash.update(data)
    def __getattr__(self, name):
        return getattr(self.hash, name)

def hear(event, arguments):
    if event == "socket.connect":
        touched.append(f"connect {arguments[1]}")
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        touched.append(f"{'write' if writes else 'read'} {os.fsdecode(arguments[0])}")

def look(frame, event, _argument):
    if event == "call" and frame.f_code.co_filename.startswith(CORE):
        entered.add(frame.f_code.co_filename)

def write():
    sys.setprofile(None)
    with open(os.environ["ROOMS_FILE"], "w") as file:
        file.writelines(f"{name}\\n" for name in sorted(entered))
        file.writelines(f"import {name}\\n" for name in sys.modules)
        file.writelines(f"{line}\\n" for line in touched)
        file.write(f"hashed {hashed}\\n")

if CORE and sys.argv[0:1] != ["-c"]:
    atexit.register(write)
    threading.setprofile(look)
    sys.addaudithook(hear)
    import hashlib
    sha256, hashlib.sha256 = hashlib.sha256, Counting
    sys.setprofile(look)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What a build did: the core's files it entered, what it imported, read, wrote and hashed."""

    entered: set[str]
    imported: set[str]
    read: list[str]
    written: list[str]
    connections: list[str]
    hashed_bytes: int


def report_in(path: Path) -> Traced:
    """Read what the tracer wrote."""
    lines = path.read_text("utf-8").splitlines()

    def about(word: str) -> list[str]:
        return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]

    return Traced(
        entered={line for line in lines if line.startswith("/")},
        imported=set(about("import")),
        read=about("read"),
        written=about("write"),
        connections=about("connect"),
        hashed_bytes=int(*about("hashed")),
    )


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory, shared_emulator: Emulator) -> list[Traced]:
    """Build a page of five blocks twice: new, then cached."""
    shared_emulator.open_account("key-of-the-rooms", 1000)
    shared_emulator.set_faults()
    folder = tmp_path_factory.mktemp("rooms")
    (folder / "tracer").mkdir()
    (folder / "tracer" / "sitecustomize.py").write_text(TRACER, "utf-8")
    site = MkDocsSite(folder=folder / "site")
    site.write(
        {
            "mkdocs.yml": "site_name: x\ntheme: mkdocs\nplugins: [{aisha-audio: {language: uz}}]\n",
            "docs/index.md": PAGE,
        }
    )
    found = []
    for number in range(2):
        report = folder / f"rooms-{number}"
        environ = {
            **speaking_to(shared_emulator, "key-of-the-rooms"),
            "PYTHONPATH": str(folder / "tracer"),
            "ROOMS_CORE": f"{CORE}/",
            "ROOMS_FILE": str(report),
        }
        built = site.build(environ=environ)
        assert "1 page narrated, 5 segments" in built.closing_line, built.output
        found.append(report_in(report))
    return found


def rooms(entered: set[str]) -> set[str]:
    """Return the root modules and packages that stand for these files."""
    files = [Path(name) for name in entered if name.startswith(f"{CORE}/")]
    found = {file.relative_to(CORE).parts[0].removesuffix(".py") for file in files}
    return found - {"__init__", "mkdocs_plugin", "sphinx_ext"}


def test_a_new_page_goes_through_fourteen_rooms_at_most(traced: list[Traced]) -> None:
    """It was 34 once. Sound is bought on the way, so what pays is among them."""
    entered = rooms(traced[0].entered)
    assert len(entered) <= 14, sorted(entered)
    assert {"payments", "api", "reading", "utterances", "sound", "player"} <= entered


def test_a_cached_page_is_neither_read_nor_worded_nor_paid_for(traced: list[Traced]) -> None:
    """No parser, no rules of three languages, no client, no ledger, no store, no HTTP, no numpy."""
    cached = traced[1]
    entered = rooms(cached.entered)
    assert entered.isdisjoint({"payments", "api"}), sorted(entered)
    worded = {name for name in cached.imported if "aisha_docs_audio.utterances." in name}
    assert worded == set()
    assert {"reading", "voices"} <= entered
    heavy = {
        "requests",
        "urllib3",
        "diskcache",
        "filelock",
        "numpy",
        "soundfile",
        "lameenc",
        "soxr",
    }
    heavy |= {
        "soxr",
        "regex",
        "selectolax",
        "latex2mathml",
        "concurrent.futures",
        "tqdm",
        "defusedxml",
    }
    assert cached.imported.isdisjoint(heavy), sorted(cached.imported & heavy)
    ours = {name for name in cached.imported if name.startswith("aisha_docs_audio.")}
    assert len(ours) <= 90, sorted(ours)
    reading = {name for name in ours if name.startswith("aisha_docs_audio.reading.")}
    assert reading == {"aisha_docs_audio.reading.page", "aisha_docs_audio.reading.rules"}


def test_a_cached_page_costs_a_few_small_reads(traced: list[Traced]) -> None:
    """Nothing is written outside the site, nobody is asked, the track is moved and not read."""
    cached = traced[1]
    assert not cached.connections
    outside = [name for name in cached.written if "/site/site/" not in name]
    assert [name for name in outside if name != os.devnull and "/rooms-" not in name] == []
    kept = [name for name in cached.read if "/.cache/" in name]
    assert not any(name.endswith((".mp3", ".vtt")) for name in kept)
    assert len(kept) <= 8, kept
    assert not [
        name for name in kept if "/paid/" in name or "/ledger/" in name or "/clips/" in name
    ]
    # The sources of what reads and words, the page twice, its records.
    assert cached.hashed_bytes < 1_500_000
