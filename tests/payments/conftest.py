"""What the voice's tests share: an account and a cache directory for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.payments.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator


@pytest.fixture
def site(emulator: Emulator, tmp_path: Path) -> Site:
    """Give a site with an empty cache and an account of its own."""
    return Site(tmp_path, emulator.url, emulator.key)


@pytest.fixture
def book(emulator: Emulator, site: Site) -> Callable[[], AccountBook]:
    """Look into the site's account book: what it was charged is what was paid."""
    return lambda: emulator.account(site.key)
