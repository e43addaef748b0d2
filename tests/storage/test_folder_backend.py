"""A local folder keeps the contract, and what is not its own stays outside."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.storage.backend import FolderBackend
from tests.storage.backend_contract import NAME, BackendContract

if TYPE_CHECKING:
    from pathlib import Path


class TestFolder(BackendContract):
    """The contract, and what only a folder can meet."""

    @pytest.fixture
    def backend(self, tmp_path: Path) -> FolderBackend:
        """Give an empty folder that is not there yet."""
        return FolderBackend(tmp_path / "values")

    def test_no_link_is_followed(self, backend: FolderBackend, tmp_path: Path) -> None:
        """A planted one is an error, not a value."""
        backend.put_if_absent(NAME, b"one")
        path = backend.path(NAME)
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OSError, match="symbolic links"):
            backend.get(NAME)
        assert list(backend.list("ab/")) == [NAME]

    def test_nothing_is_left_behind(self, backend: FolderBackend) -> None:
        """Neither of the one that was kept nor of the one that was refused."""
        backend.put_if_absent(NAME, b"one")
        backend.put_if_absent(NAME, b"two")
        path = backend.path(NAME)
        assert list(path.parent.iterdir()) == [path]

    def test_a_drive_without_hard_links_is_used(
        self, backend: FolderBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """FAT and some network drives have none."""

        def refused(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(os, "link", refused)
        assert backend.put_if_absent(NAME, b"one")
        assert not backend.put_if_absent(NAME, b"two")
        assert backend.get(NAME) == b"one"
