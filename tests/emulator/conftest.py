"""What the emulator's tests share: one emulator a worker, one account a test."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from aisha_docs_audio.emulator.testing import Emulator, running
from tests.emulator.api import Api

_numbers = itertools.count(1)

BALANCE = 100_000


@pytest.fixture(scope="session")
def shared() -> Iterator[Emulator]:
    """One emulator for all tests that disturb nobody else's."""
    with running() as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Emulator) -> Iterator[Emulator]:
    """The shared emulator, free of faults before and after."""
    shared.set_faults()
    yield shared
    shared.set_faults()


@pytest.fixture
def key(emulator: Emulator) -> str:
    """A key of this test's own, with 100,000 characters to spend."""
    name = f"key-{next(_numbers)}"
    emulator.open_account(name, BALANCE)
    return name


@pytest.fixture
def api(emulator: Emulator, key: str) -> Iterator[Api]:
    """The API with this test's key."""
    client = Api(url=emulator.url, key=key)
    yield client
    client.session.close()


@pytest.fixture
def anonymous(emulator: Emulator) -> Iterator[Api]:
    """The API without a key."""
    client = Api(url=emulator.url)
    yield client
    client.session.close()
