"""What the voice's tests share: one emulator, an account and a cache directory for each test."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.emulator.testing import running
from tests.payments.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator


@pytest.fixture(scope="session")
def shared_emulator() -> Iterator[Emulator]:
    """Run one emulator for all tests of a worker."""
    with running() as emulator:
        yield emulator


@pytest.fixture
def emulator(shared_emulator: Emulator) -> Iterator[Emulator]:
    """Give the emulator without faults, and take away what a test set."""
    shared_emulator.set_faults()
    yield shared_emulator
    shared_emulator.set_faults()


@pytest.fixture
def site(emulator: Emulator, tmp_path: Path) -> Site:
    """Give a site with an empty cache and an account of its own."""
    key = f"key-{uuid.uuid4()}"
    emulator.open_account(key, 1_000_000)
    return Site(tmp_path, emulator.url, key)


@pytest.fixture
def book(emulator: Emulator, site: Site) -> Callable[[], AccountBook]:
    """Look into the site's account book: what it was charged is what was paid."""
    return lambda: emulator.account(site.key)
