"""Stand-ins for object storages, each in a process of its own on loopback."""

from __future__ import annotations

import base64
import contextlib
import email.utils
import hashlib
import hmac
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ports import reserved_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BUCKET = "sounds"

S3_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
    "AWS_REGION": "us-east-1",
}
"""The credentials that Amazon's documentation shows: nobody's."""

AZURE_ACCOUNT = "devstoreaccount1"
AZURE_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)
"""Azurite's own, as its documentation gives them."""

_START_SECONDS = 300


@contextlib.contextmanager
def s3_server(log: Path | None = None) -> Iterator[str]:
    """Run moto's S3; give its address. It has the bucket `BUCKET`; `log` gets each request."""
    with reserved_port() as port:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        with _running(command, port, log):
            url = f"http://127.0.0.1:{port}"
            make_bucket(url)
            yield url


def make_bucket(url: str, name: str = BUCKET) -> None:
    """Make a bucket on moto."""
    _send(urllib.request.Request(f"{url}/{name}", method="PUT"))


def let_everybody_read(url: str, name: str, prefix: str) -> None:
    """Give a bucket the policy that the documentation has for readers without keys."""
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{name}/{prefix}/sound/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]}).encode()
    headers = {"Content-Type": "application/json"}
    asked = f"{url}/{name}?policy"
    _send(urllib.request.Request(asked, method="PUT", data=policy, headers=headers))


def azurite() -> str | None:
    """Find Azurite, which comes from npm: on the PATH or in the checkout's node_modules."""
    root = Path(os.environ.get("AISHA_SOURCE_TREE", Path(__file__).parents[2]))
    beside = root / "node_modules" / ".bin" / "azurite-blob"
    return str(beside) if beside.exists() else shutil.which("azurite-blob")


@contextlib.contextmanager
def azure_server(command: str) -> Iterator[str]:
    """Run Azurite; give its address. It has the container `BUCKET`."""
    arguments = ["--silent", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"]
    with (
        reserved_port() as port,
        _running([command, *arguments, "--blobHost", "127.0.0.1", "--blobPort", str(port)], port),
    ):
        path = f"/{AZURE_ACCOUNT}/{BUCKET}"
        date = email.utils.formatdate(usegmt=True)
        signed = "PUT" + "\n" * 12 + f"x-ms-date:{date}\nx-ms-version:2021-08-06\n"
        signed += f"/{AZURE_ACCOUNT}{path}\nrestype:container"
        digest = hmac.digest(base64.b64decode(AZURE_KEY), signed.encode(), hashlib.sha256)
        headers = {
            "x-ms-date": date,
            "x-ms-version": "2021-08-06",
            "Authorization": f"SharedKey {AZURE_ACCOUNT}:{base64.b64encode(digest).decode()}",
            "Content-Length": "0",
        }
        url = f"http://127.0.0.1:{port}"
        asked = f"{url}{path}?restype=container"
        _send(urllib.request.Request(asked, method="PUT", headers=headers))
        yield f"{url}/{AZURE_ACCOUNT}"


@contextlib.contextmanager
def _running(command: Sequence[str], port: int, log: Path | None = None) -> Iterator[None]:
    said = Path(os.devnull) if log is None else log
    with (
        said.open("ab") as stderr,
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=stderr, stdin=subprocess.DEVNULL
        ) as process,
    ):
        try:
            until = time.monotonic() + _START_SECONDS
            while process.poll() is None and time.monotonic() < until:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.05)
            else:
                raise RuntimeError(f"{command[0]} did not start")
            yield
        finally:
            process.terminate()


def _send(request: urllib.request.Request) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(request, timeout=_START_SECONDS).close()
