"""What every test has: no network but loopback, no key and no colours from the environment."""

from __future__ import annotations

import os

import hypothesis
import pytest
from pytest_socket import socket_allow_hosts

# Tests say what is right, not how fast: a busy machine fails none of them.
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("default")

LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Block every socket that leaves this machine, but for what pip fetches in a process apart."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name.startswith("AISHA_") and name != "AISHA_SOURCE_TREE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
