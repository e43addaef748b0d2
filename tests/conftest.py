"""What every test has: no network but loopback, no key and no colours from the environment."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

from aisha_docs_audio.emulator.testing import DEFAULT_BALANCE, Emulator, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples in every run, and no clock: a change fails a test, neither luck nor a busy
# machine. These are the settings of Hypothesis's own profile for CI, here for every machine.
# `make search` goes looking for new ones.
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile(
    "repeatable", derandomize=True, database=None, print_blob=True, **UNHURRIED
)
settings.register_profile("search", max_examples=1000, print_blob=True, **UNHURRIED)
settings.load_profile("repeatable")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


BROWSER_START_MS = 120_000  # on a busy machine; one that does not start skips its tests

TESTS = Path(__file__).parent
# A module that imports one of these builds sites. Those below do so for one host, or in few of
# their tests: `make quick` runs them all the same.
BUILDERS = {
    "BookFile",
    "BuiltSite",
    "MkDocsSite",
    "SphinxSite",
    "Taken",
    "new_machine",
    "run_module",
}
BUILT_EVERY_DAY = {
    "mkdocs/test_build.py",
    "sphinx/test_build.py",
    "hosts/test_narrate.py",
    "numbers/test_numbers.py",
    "store/test_not_sound.py",
    "store/test_one_file.py",
    "test_lexicon_files.py",
    "test_misfits.py",
    "test_redaction.py",
}
LONGEST = [
    "mkdocs/test_example_site.py",
    "shared_store/",
    "corpus/",
    "chaos/",
    "hosts/test_generators.py",
    "recipes/",
    "interrupts/",
    "payments/",
    "player/",
    "hosts/",
    "captions/",
    "taken/",
    "epub/",
    "docs/test_example_hosts.py",
    "sphinx/",
    "mkdocs/",
]
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Block every socket that leaves this machine, but for what pip fetches in a process apart."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def pytest_configure(config: pytest.Config) -> None:
    """Let xdist hand out tests in our order, rather than by how many there are in a module."""
    config.option.loadscopereorder = False
    config.addinivalue_line("markers", "builds: of a module that builds sites, but for a few")
    config.addinivalue_line("markers", "recipes: runs what the documentation tells CI services to")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Return two workers more than there are cores: near half of a test's time is waiting."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return (os.cpu_count() or 1) + 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that share a site built for their module in one worker, so it is built once.

    What takes long begins early, so that no worker is left alone with it at the end.
    """
    items.sort(key=_place_in_line)
    for item in items:
        if _builds_sites(item):
            item.add_marker(pytest.mark.builds)
        if isinstance(item, pytest.Function) and not item.get_closest_marker("xdist_group"):
            definitions = item._fixtureinfo.name2fixturedefs
            if any(found[-1].scope == "module" for found in definitions.values()):
                item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))


def _builds_sites(item: pytest.Item) -> bool:
    """Return whether a test's module builds sites and is left out of `make quick` for it."""
    names = vars(getattr(item, "module", None) or pytest)
    name = item.path.relative_to(TESTS).as_posix()
    return name not in BUILT_EVERY_DAY and not BUILDERS.isdisjoint(names)


def _place_in_line(item: pytest.Item) -> int:
    """Return the place of a test's folder or module in the line, the same for all of a module."""
    name = item.path.relative_to(TESTS).as_posix()
    places = (place for place, start in enumerate(LONGEST) if name.startswith(start))
    return next(places, len(LONGEST))


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name.startswith("AISHA_") and name != "AISHA_SOURCE_TREE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(scope="session")
def shared_emulator() -> Iterator[Emulator]:
    """Run one emulator for all tests of a worker that neither stop it nor need it slow."""
    with running() as emulator:
        yield emulator


@pytest.fixture
def emulator(shared_emulator: Emulator) -> Iterator[Emulator]:
    """Give the shared emulator without faults, and an account that no other test has."""
    key = f"key-{uuid.uuid4()}"
    shared_emulator.open_account(key, DEFAULT_BALANCE)
    shared_emulator.set_faults()
    yield shared_emulator.acting_for(key)
    shared_emulator.set_faults()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one Chromium for all tests: the system's, or the one playwright brings."""
    sync_api = pytest.importorskip("playwright.sync_api")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    with sync_api.sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=path, args=FLAGS, timeout=BROWSER_START_MS
            )
        except sync_api.Error as error:
            pytest.skip(f"no Chromium to test with: {error}")
        yield chromium
        chromium.close()
