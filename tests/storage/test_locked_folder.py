"""A folder of somebody else's."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.payments.opening import open_store
from aisha_docs_audio.storage.atomic import can_be_written


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's rights for a moment; anybody else has none to give up."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other rights")
def test_a_folder_that_may_not_be_entered_cannot_be_written(tmp_path: Path) -> None:
    """A build that finds its cache so says which folder it is, and not that we have a fault."""
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0)
    try:
        with as_nobody():
            assert not can_be_written(locked / "derived" / "clips")
            with pytest.raises(CacheError, match="cannot be opened"):
                open_store(locked / "cache", report=print)
    finally:
        locked.chmod(0o700)
