"""Every place that machines may share keeps the same contract."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from aisha_docs_audio.storage.object_backend import open_objects
from aisha_docs_audio.storage.versioned_folder import VersionedFolder
from tests.shared_store import servers
from tests.storage.backend_contract import NAME, VersionedContract

pytestmark = pytest.mark.xdist_group("shared-store")


class TestSharedFolder(VersionedContract):
    """A folder, as a network drive is one."""

    @pytest.fixture
    def backend(self, tmp_path: Path) -> VersionedFolder:
        """Give an empty folder."""
        return VersionedFolder(tmp_path)

    def test_a_drive_that_is_not_mounted_is_no_empty_store(self, tmp_path: Path) -> None:
        """Nothing is made in its place."""
        backend = VersionedFolder(tmp_path / "not-there")
        with pytest.raises(OSError, match="mount it"):
            backend.get(NAME)
        with pytest.raises(OSError, match="mount it"):
            backend.put_if_absent(NAME, b"one")
        with pytest.raises(OSError, match="mount it"):
            list(backend.list("ab/"))
        assert not (tmp_path / "not-there").exists()


class TestS3(VersionedContract):
    """S3, as moto has it."""

    @pytest.fixture
    def backend(self, bucket: str) -> object:
        """Give an empty bucket."""
        endpoint, name, prefix = bucket.rsplit("/", 2)
        return open_objects(
            "s3", name, prefix=prefix, endpoint=endpoint, account=None, environ=os.environ
        )

    @pytest.mark.usefixtures("bucket")
    def test_a_bucket_that_is_not_there_takes_nothing(self, s3_url: str) -> None:
        """And that is told, in words that are not the engine's."""
        backend = open_objects(
            "s3", "no-such-bucket", prefix="", endpoint=s3_url, account=None, environ=os.environ
        )
        with pytest.raises(OSError, match=r"^there is no such bucket or container$"):
            backend.put_if_absent(NAME, b"one")


class TestAzure(VersionedContract):
    """Azure Blob, as Azurite has it."""

    @pytest.fixture
    def backend(self, azure_url: str, monkeypatch: pytest.MonkeyPatch) -> object:
        """Give an empty place in a container."""
        monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", servers.AZURE_ACCOUNT)
        monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", servers.AZURE_KEY)
        monkeypatch.setenv("AZURE_STORAGE_ENDPOINT", azure_url)
        return open_objects(
            "az",
            servers.BUCKET,
            prefix=uuid.uuid4().hex,
            endpoint=None,
            account=None,
            environ=os.environ,
        )
