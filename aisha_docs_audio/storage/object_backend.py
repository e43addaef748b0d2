"""Values in an object storage (S3, Google Cloud Storage, Azure Blob), through obstore.

What the engine says of a failure may hold addresses with signatures and whatever a server answered;
none of it is shown. Its errors become those of the operating system, in words of ours.
"""

from __future__ import annotations

import contextlib
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.storage.backend import Stored, value_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from obstore.store import ObjectStore

_STATUS = re.compile(r"status code: ([1-5][0-9][0-9])")
_CAUSES = (
    ("Timeout", "it does not answer in time"),
    ("Connect", "it cannot be reached"),
    ("169.254.169.254", "there are no credentials for it in the environment"),
    ("Unsigned", "there are no credentials for it in the environment"),
    ("dns error", "its name is not known"),
)


class ObjectBackend:
    """Keeps the contract of `VersionedBackend` on one of the engine's stores."""

    def __init__(self, engine: ObjectStore) -> None:
        import obstore  # noqa: PLC0415 - only where a shared store is set

        self._engine = engine
        self._obstore = obstore

    def get(self, name: str) -> bytes | None:
        """Return the value."""
        found = self.read(name)
        return None if found is None else found.data

    def read(self, name: str) -> Stored | None:
        """Return the value, its ETag (and generation, where the store has one), and its time."""
        with self._told():
            try:
                found = self._obstore.get(self._engine, value_name(name))
                data = bytes(found.bytes())
            except FileNotFoundError:
                return None
            meta = found.meta
        put_at = meta["last_modified"].timestamp()
        return Stored(data=data, version=_version(meta), put_at=put_at)

    def put_at(self, name: str) -> float | None:
        """Return the value's time, by a HEAD."""
        with self._told():
            try:
                meta = self._obstore.head(self._engine, value_name(name))
            except FileNotFoundError:
                return None
        return meta["last_modified"].timestamp()

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Put with If-None-Match, in one request."""
        return self._put(name, data, "create") is not None

    def replace(self, name: str, data: bytes, version: str | None) -> str | None:
        """Put with If-Match, or If-None-Match, in one request."""
        mode = "create" if version is None else json.loads(version)
        if not mode:
            raise OSError("it names no versions, so nothing can be replaced in it safely")
        return self._put(name, data, mode)

    def list(self, prefix: str) -> Iterator[str]:
        """Go through the names, a thousand a request."""
        shelf, separator, _ = prefix.partition("/")
        if not separator:
            raise ValueError(f"{prefix!r} holds no whole shelf")
        with self._told():
            for chunk in self._obstore.list(self._engine, prefix=shelf):
                for meta in chunk:
                    if meta["path"].startswith(prefix):
                        yield meta["path"]

    def delete(self, name: str) -> None:
        """Delete it; some stores say that there was none, others do not."""
        with self._told(), contextlib.suppress(FileNotFoundError):
            self._obstore.delete(self._engine, value_name(name))

    def _put(self, name: str, data: bytes, mode: Any) -> str | None:  # noqa: ANN401 - obstore's
        errors = self._obstore.exceptions
        with self._told():
            try:
                # In parts no condition would hold.
                done = self._obstore.put(
                    self._engine, value_name(name), data, mode=mode, use_multipart=False
                )
            except (errors.AlreadyExistsError, errors.PreconditionError):
                return None
        return _version(done)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Raise OSError or PermissionError, with nothing of the engine's own words."""
        errors = self._obstore.exceptions
        try:
            yield
        except FileNotFoundError:
            raise OSError("there is no such bucket or container") from None
        except ValueError:
            raise
        except (errors.PermissionDeniedError, errors.UnauthenticatedError):
            raise PermissionError("it does not allow that to whoever asks") from None
        except Exception as error:  # noqa: BLE001 - the engine raises whatever its store does
            raise OSError(_cause(str(error))) from None


def open_objects(  # noqa: PLR0913 - one argument for each part of an address
    kind: str,
    bucket: str,
    *,
    prefix: str,
    endpoint: str | None,
    account: str | None,
    environ: Mapping[str, str],
    read_seconds: float = 20.0,
) -> ObjectBackend:
    """Open a bucket or container; nothing is asked of it yet.

    The engine reads its credentials from the environment of the process. `read_seconds` is how long
    it waits for a server that says nothing. Raises ImportError without obstore, OSError for an
    environment that the engine does not understand.
    """
    from obstore.store import AzureStore, GCSStore, S3Store  # noqa: PLC0415 - as above

    plain = [endpoint or "", *(environ.get(name, "") for name in _ENDPOINTS)]
    options: dict[str, Any] = {
        "prefix": prefix or None,
        "client_options": {
            "connect_timeout": timedelta(seconds=min(5.0, read_seconds)),
            "read_timeout": timedelta(seconds=read_seconds),
            "timeout": timedelta(seconds=6 * read_seconds),
            "allow_http": any(address.startswith("http://") for address in plain),
        },
        # A store that is away must not hold up a build: what hangs once is not tried again.
        "retry_config": {"max_retries": 3, "retry_timeout": timedelta(seconds=read_seconds)},
    }
    engine: ObjectStore
    try:
        if kind == "s3":
            other: dict[str, Any] = {} if endpoint is None else {"endpoint": endpoint}
            engine = S3Store(bucket, **options, **other)
        elif kind == "gs":
            engine = GCSStore(bucket, **options)
        else:
            named: dict[str, Any] = {} if account is None else {"account_name": account}
            engine = AzureStore(bucket, **options, **named)
    except Exception:  # noqa: BLE001 - as in `_told`
        raise OSError(
            f"the environment variables of {_FAMILIES[kind]} are not what the engine understands"
        ) from None
    return ObjectBackend(engine)


_ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT", "AZURE_STORAGE_ENDPOINT")
_FAMILIES = {"s3": "S3 (AWS_…)", "gs": "Google Cloud Storage (GOOGLE_…)", "az": "Azure (AZURE_…)"}


def _version(meta: Mapping[str, Any]) -> str:
    return json.dumps({name: meta[name] for name in ("e_tag", "version") if meta.get(name)})


def _cause(said: str) -> str:
    """Return what is known of a failure, in words that hold nothing of what the engine said."""
    status = _STATUS.search(said)
    if status is not None and status[1] not in {"401", "403"}:
        return f"it answers with status {status[1]}"
    for sign, words in _CAUSES:
        if sign in said:
            return words
    return "it cannot be used"
