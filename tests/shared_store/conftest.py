"""One S3 for all tests of a worker; each has a bucket of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.shared_store import servers


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    """Run moto."""
    with servers.s3_server() as url:
        yield url


@pytest.fixture
def bucket(s3_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of an empty bucket, as the option `shared_store` takes it."""
    for name, value in servers.S3_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    name = f"bucket-{uuid.uuid4().hex}"
    servers.make_bucket(s3_url, name)
    return f"{s3_url}/{name}/docs"


@pytest.fixture(scope="session")
def azure_url() -> Iterator[str]:
    """Run Azurite."""
    command = servers.azurite()
    if command is None:
        pytest.skip("Azurite is not here: npm install --no-save azurite@3.34")
    with servers.azure_server(command) as url:
        yield url
