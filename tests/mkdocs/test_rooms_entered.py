"""Which rooms of the core a page goes through: every call is counted in a real build."""

from __future__ import annotations

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

def look(frame, event, _argument):
    if event == "call" and frame.f_code.co_filename.startswith(CORE):
        entered.add(frame.f_code.co_filename)

def write():
    sys.setprofile(None)
    with open(os.environ["ROOMS_FILE"], "w") as file:
        file.writelines(f"{name}\\n" for name in sorted(entered))
        paying = [name for name in ("requests", "urllib3") if name in sys.modules]
        file.writelines(f"import {name}\\n" for name in paying)

if CORE and sys.argv[0:1] != ["-c"]:
    atexit.register(write)
    threading.setprofile(look)
    sys.setprofile(look)
"""


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory, shared_emulator: Emulator) -> list[set[str]]:
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
        found.append(set(report.read_text("utf-8").splitlines()))
    return found


def rooms(entered: set[str]) -> set[str]:
    """Return the root modules and packages that stand for these files."""
    files = [Path(name) for name in entered if name.startswith(f"{CORE}/")]
    found = {file.relative_to(CORE).parts[0].removesuffix(".py") for file in files}
    return found - {"__init__", "mkdocs_plugin", "sphinx_ext"}


def test_a_new_page_goes_through_fourteen_rooms_at_most(traced: list[set[str]]) -> None:
    """It was 34 once. Sound is bought on the way, so what pays is among them."""
    entered = rooms(traced[0])
    assert len(entered) <= 14, sorted(entered)
    assert {"payments", "api", "reading", "utterances", "sound", "player"} <= entered


def test_a_cached_page_never_enters_what_pays(traced: list[set[str]]) -> None:
    """No client, no ledger, no store, and no library for HTTP."""
    entered = rooms(traced[1])
    assert entered.isdisjoint({"payments", "api"}), sorted(entered)
    assert not [name for name in traced[1] if name.startswith("import ")]
    assert {"reading", "utterances", "voices"} <= entered
