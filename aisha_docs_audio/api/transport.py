"""One HTTP request within its limits, on `requests`: no retry, no redirect, no cookie, no netrc.

Every failure is a TransportError, or a ResponseError for an answer that is too large, and holds
nothing of the request: the libraries' exceptions carry its headers, and so do their frames.
"""

from __future__ import annotations

import http.client
import io
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import requests
import urllib3

from aisha_docs_audio.api.connections import Adapter
from aisha_docs_audio.api.sockets import RequestBudget, TooLargeError, running_request
from aisha_docs_audio.api.transport_errors import explain, stripped
from aisha_docs_audio.errors import ApiError, ResponseError, TransportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aisha_docs_audio.settings.addresses import Address, Origin
    from aisha_docs_audio.settings.api_key import ApiKey

KEY_HEADER = "X-Api-Key"
"""API document, "Authentication"."""

_PIECE_BYTES = 64 * 1024
_ERROR_BYTES = 64 * 1024
# A piece that is not whole when the time is over is lost.
_ERROR_PIECE_BYTES = 64
# As many as the option concurrency allows.
_CONNECTIONS = 64
_LIBRARY_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """One request, `shown` being its URL for messages.

    `expires_at` is in `time.monotonic()`'s seconds, `max_bytes` limits the answer's body.
    """

    method: str
    address: Address
    shown: str
    headers: Mapping[str, str]
    key: ApiKey | None
    expires_at: float
    max_bytes: int
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """What came back: header names in lower case, the body whole unless the status is an error.

    Its repr shows neither, as either may echo the key.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Transport:
    """Sends requests from any number of threads.

    They share one adapter of `requests` and under it urllib3's pools, which are made for threads;
    the adapter alone, for a Session has cookies, forwards headers to other hosts, and reads the
    body of a redirect it was told not to follow. A forked process gets an adapter of its own: two
    processes on one connection would read each other's answers.
    """

    def __init__(self) -> None:
        self._adapter = Adapter(connections=_CONNECTIONS)
        self._process_id = os.getpid()
        # Knows what the environment says of proxies and certificates, and sends nothing.
        self._environment = requests.Session()
        self._environments: dict[Origin, Mapping[str, Any]] = {}

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send a request once and read its answer.

        Raises TransportError when no whole answer came, ResponseError when it was too large.
        """
        exchange = RequestBudget(expires_at=request.expires_at, max_bytes=request.max_bytes)
        failure: ApiError
        try:
            with running_request(exchange):
                return self._send(request, exchange)
        except TooLargeError:
            failure = _too_large(request)
        except _LIBRARY_ERRORS as error:
            problem = explain(
                error,
                origin=request.address.origin,
                sent=exchange.sent,
                expired=time.monotonic() >= request.expires_at,
            )
            failure = TransportError(problem, sent=exchange.sent)
            failure.__cause__ = stripped(error, request.key)
        except BaseException as error:
            # Ctrl+C, or a fault of ours: on its way, but without the frames below this one, which a
            # plain `raise` would put back on Python 3.10.
            stripped(error, request.key)
            raise error  # noqa: TRY201
        # Outside of the handlers, so that it has no __context__ but the stripped cause.
        raise failure

    def close(self) -> None:
        """Close every connection that is idle. The next request opens new ones."""
        if self._process_id == os.getpid():
            self._adapter.close()

    def _send(self, request: HttpRequest, exchange: RequestBudget) -> HttpResponse:
        if self._process_id != os.getpid():
            self._adapter, self._process_id = Adapter(connections=_CONNECTIONS), os.getpid()
        prepared = requests.Request(
            request.method,
            str(request.address),
            headers=_headers(request),
            # Parts without a file name: multipart/form-data, as the document's curl --form sends.
            files=[(name, (None, value)) for name, value in request.form] or None,
        ).prepare()
        environment = self._of_environment(request.address)
        response = self._adapter.send(
            prepared,
            stream=True,
            timeout=exchange.seconds_left(),
            verify=environment["verify"] or True,
            # For loopback, a proxy would look on itself, and could read a key sent without TLS.
            proxies={} if request.address.origin.is_loopback else environment["proxies"],
        )
        try:
            body = _body(response, exchange, request)
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpResponse(status=response.status_code, headers=headers, body=body)

    def _of_environment(self, address: Address) -> Mapping[str, Any]:
        """Return what the environment says of proxies and certificates for an origin, read once."""
        known = self._environments.get(address.origin)
        if known is None:
            known = self._environment.merge_environment_settings(str(address), {}, True, None, None)
            self._environments[address.origin] = known
        return known


def _headers(request: HttpRequest) -> dict[str, str]:
    headers = {**request.headers, "Accept-Encoding": "identity"}
    if request.key is not None:
        headers[KEY_HEADER] = request.key.reveal()
    return headers


def _body(response: requests.Response, exchange: RequestBudget, request: HttpRequest) -> bytes:
    """Read the body piece by piece: of a redirect nothing, of an error what comes at first."""
    status = response.status_code
    if 300 <= status < 400:
        return b""
    if status >= 400:
        return _start_of(response, exchange)
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ResponseError("came compressed, which was not asked for", url=request.shown)
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length[:20]) > request.max_bytes:
        raise TooLargeError
    # Of all buffers this one gives its bytes away without a copy: a minute of sound is 3 MB.
    body = io.BytesIO()
    for piece in _pieces(response, exchange, _PIECE_BYTES):
        body.write(piece)
        if body.tell() > request.max_bytes:
            raise TooLargeError
    return body.getvalue()


def _start_of(response: requests.Response, exchange: RequestBudget) -> bytes:
    """Read an error's body as far as it comes: the status is worth more than what follows it."""
    body = bytearray()
    try:
        for piece in _pieces(response, exchange, _ERROR_PIECE_BYTES):
            body += piece
            if len(body) >= _ERROR_BYTES:
                break
    except (TooLargeError, *_LIBRARY_ERRORS):
        pass
    return bytes(body[:_ERROR_BYTES])


def _pieces(response: requests.Response, exchange: RequestBudget, size: int) -> Iterator[bytes]:
    for piece in response.raw.stream(size, decode_content=False):
        exchange.seconds_left()
        yield piece


def _too_large(request: HttpRequest) -> ResponseError:
    return ResponseError(f"sent more than {request.max_bytes / 2**20:g} MiB", url=request.shown)
