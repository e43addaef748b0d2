"""Where a shared store is: what users type, checked, without anything secret in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from aisha_docs_audio.errors import SettingsError

StoreKind = Literal["s3", "gs", "az", "file"]

_FORMS = (
    "must be s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, "
    "https://ENDPOINT/BUCKET/PREFIX (R2, MinIO and others that speak S3) or file:///FOLDER"
)
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,221}")
_SEGMENT = re.compile(r"[0-9A-Za-z._=+@-]{1,200}")
_ENDPOINT = re.compile(
    r"[A-Za-z0-9._-]{1,253}(?::[0-9]{1,5})?|\[[0-9a-fA-F:.]{2,45}\](?::[0-9]{1,5})?"
)
_AZURE = ".blob.core.windows.net"
_AMAZON = ".amazonaws.com"
_GOOGLE = "storage.googleapis.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAddress:
    """One place in a storage. `prefix` is "" or segments without a slash at either end.

    For "file" the `bucket` is the folder's path. `endpoint` is the server of a store that speaks
    S3 and is not Amazon's, `account` that of an Azure address that names one.
    """

    kind: StoreKind
    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    account: str | None = None

    def __str__(self) -> str:
        if self.kind == "file":
            return Path(self.bucket).as_uri()
        place = "/".join(part for part in (self.bucket, self.prefix) if part)
        if self.endpoint is not None:
            return f"{self.endpoint}/{place}"
        return (
            f"https://{self.account}{_AZURE}/{place}" if self.account else f"{self.kind}://{place}"
        )


def parse_store_address(value: object) -> StoreAddress:
    """Return the address that a user typed.

    Raises ValueError, which holds nothing of it, and SettingsError for one with a secret in it.
    """
    if not isinstance(value, str) or not value.strip():
        raise ValueError(_FORMS)
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        raise ValueError(_FORMS) from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        # Of a value with a secret in it nothing is shown.
        raise SettingsError(
            "shared_store",
            "it must not hold a user name, a password, a signature or any other parameter.",
            "The keys of a store are read from the environment (AWS_…, GOOGLE_…, AZURE_…) only: "
            "set them there. If they were published this way, replace them.",
        )
    if parts.scheme == "file":
        return _folder(parts.netloc, parts.path)
    segments = [part for part in parts.path.split("/") if part]
    if not all(_SEGMENT.fullmatch(part) and part not in {".", ".."} for part in segments):
        raise ValueError("must have a prefix of letters, digits and . _ = + @ - between slashes")
    if parts.scheme in {"s3", "gs", "az"}:
        bucket, account, endpoint = parts.netloc, None, None
        kind: StoreKind = parts.scheme  # type: ignore[assignment]
    elif parts.scheme in {"https", "http"} and segments:
        bucket = segments.pop(0)
        kind, account, endpoint = _server(parts.scheme, parts.netloc)
    else:
        raise ValueError(_FORMS)
    if not _BUCKET.fullmatch(bucket):
        raise ValueError(_FORMS)
    return StoreAddress(
        kind=kind, bucket=bucket, prefix="/".join(segments), endpoint=endpoint, account=account
    )


def store_url(value: object) -> str:
    """Accept the address of a shared store, as an option holds it."""
    return str(parse_store_address(value))


def _folder(host: str, path: str) -> StoreAddress:
    if host not in {"", "localhost"} or not path.startswith("/"):
        raise ValueError("must be file:/// and the whole path of a folder, with three slashes")
    folder = Path(url2pathname(path))
    if "\x00" in unquote(path) or ".." in folder.parts or len(folder.parts) < 2:
        raise ValueError("must name a folder below the root, without ..")
    return StoreAddress(kind="file", bucket=str(folder))


def _server(scheme: str, host: str) -> tuple[StoreKind, str | None, str | None]:
    """Return what kind of store a web address is of, its Azure account, its S3 endpoint."""
    name = host.lower()
    if name.endswith(_AZURE) and scheme == "https":
        return "az", name.removesuffix(_AZURE), None
    if name.endswith(_AMAZON):
        raise ValueError("must be written s3://BUCKET/PREFIX where it is Amazon's own S3")
    if name == _GOOGLE or name.endswith("." + _GOOGLE):
        raise ValueError("must be written gs://BUCKET/PREFIX where it is Google Cloud Storage")
    if not _ENDPOINT.fullmatch(host):
        raise ValueError(_FORMS)
    return "s3", None, f"{scheme}://{name}"
