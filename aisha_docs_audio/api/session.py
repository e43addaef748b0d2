"""One origin of the API: its requests with key and deadline, its errors, where its sound is."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, TypeVar, final
from urllib.parse import unquote

from aisha_docs_audio import __version__
from aisha_docs_audio.api import responses
from aisha_docs_audio.api.error_responses import clean, refusal, shorten, timestamp
from aisha_docs_audio.api.transport import HttpRequest, HttpResponse, Transport
from aisha_docs_audio.errors import ResponseError, SettingsError
from aisha_docs_audio.settings.addresses import Address, api_root

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aisha_docs_audio.settings.api_key import ApiKey

_Read = TypeVar("_Read")

_JSON_BYTES = 4 * 2**20
_AUDIO_BYTES = 64 * 2**20
_LONG_ENOUGH = 8
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOVED = frozenset({301, 307, 308})


@final
class Session:
    """Requests to the API and to where its sound is, for use by several threads at once.

    The key goes to the origin of `api_url` and nowhere else, and out of every text that is shown.
    Raises SettingsError where it would go there in clear text.
    """

    def __init__(
        self,
        *,
        api_url: str,
        key: ApiKey | None,
        timeout_seconds: float,
        accept_language: str,
        clock: Callable[[], float],
    ) -> None:
        if key is not None and _stands_in(key, unquote(api_url)):
            raise SettingsError(
                "api_url",
                "holds the API key.",
                "Set AISHA_API_URL or api_url to the address alone; the key goes into a header.",
            )
        self._root = api_root(api_url, has_key=key is not None)
        self.origin = self._root.origin
        self.key = key
        self._timeout_seconds = timeout_seconds
        self._clock = clock
        if not re.fullmatch(r"[A-Za-z0-9*,;=. -]+", accept_language):
            raise ValueError("accept_language is no Accept-Language (RFC 9110, 12.5.4)")
        self._headers = {
            "User-Agent": f"aisha-docs-audio/{__version__}",
            "Accept-Language": accept_language,
        }
        self._transport = Transport()
        self._date: tuple[float, float] | None = None

    @property
    def api_time(self) -> float | None:
        """The API's own time in seconds since 1970, by the Date of its last answer; None without.

        (RFC 9110, 6.6.1.) Between answers it goes on by a clock that nobody sets.
        """
        if self._date is None:
            return None
        date, heard_at = self._date
        return date + time.monotonic() - heard_at

    def call(  # noqa: PLR0913 - the parts of one HTTP request
        self,
        method: str,
        path: str,
        read: Callable[[Mapping[str, Any], Callable[[str], str]], _Read],
        timeout_seconds: float | None,
        *,
        query: str = "",
        form: tuple[tuple[str, str], ...] = (),
    ) -> _Read:
        """Send a request to the API and read its answer. Raises ApiError."""
        address = Address(origin=self.origin, path=self._root.path + path, query=query)
        shown = self._redact(str(address))
        answer = self._ask(
            HttpRequest(
                method=method,
                address=address,
                shown=shown,
                headers={**self._headers, "Accept": "application/json"},
                key=self.key,
                expires_at=self.expires_at(timeout_seconds),
                max_bytes=_JSON_BYTES,
                form=form,
            )
        )
        if answer.status in REDIRECTS:
            target = shorten(self._redact(clean(answer.headers.get("location", ""))), 200)
            raise ResponseError(
                f"redirects to {target} ({answer.status}), and a request that may be charged "
                "is sent nowhere else. Set the option api_url to where the API is.",
                url=shown,
                moved=answer.status in _MOVED,
            )
        try:
            return read(responses.parse(answer.body), self._redact)
        except ValueError as error:
            problem = str(error)
        raise ResponseError(
            f"{shown} answered {answer.status}, but not as the API's document says: {problem}"
        )

    def _ask(self, request: HttpRequest) -> HttpResponse:
        """Send a request; raise the error of an error status."""
        answer = self._transport.send(request)
        if request.address.origin == self.origin:
            date = timestamp(answer.headers.get("date", ""))
            self._date = self._date if date is None else (date, time.monotonic())
        if 200 <= answer.status < 300 or answer.status in REDIRECTS:
            return answer
        raise refusal(
            status=answer.status,
            url=request.shown,
            headers=answer.headers,
            body=answer.body,
            redact=self._redact,
            now_seconds=self._clock(),
            from_api=request.address.origin == self.origin,
        )

    def fetch(self, address: Address, expires_at: float) -> HttpResponse:
        """Ask for sound, wherever it is. Raises ApiError; a redirect is the caller's."""
        return self._ask(
            HttpRequest(
                method="GET",
                address=address,
                shown=self.shown(address),
                headers={**self._headers, "Accept": "*/*"},
                key=self.key if address.origin == self.origin else None,
                expires_at=expires_at,
                max_bytes=_AUDIO_BYTES,
            )
        )

    def expires_at(self, timeout_seconds: float | None) -> float:
        """Return when a call that begins now must have ended, by the monotonic clock."""
        seconds = self._timeout_seconds if timeout_seconds is None else timeout_seconds
        return time.monotonic() + seconds

    def media(self, reference: str, *, base: Address) -> Address:
        """Read where sound is said to be: once on https, always on https."""
        holds_key = self._redact(reference) != reference
        reference = self._redact(reference)
        problem = "a URL with the API key"
        if not holds_key:
            try:
                address = Address.parse(reference, base=base)
                return address.over_tls() if base.origin.scheme == "https" else address
            except ValueError as error:
                problem = str(error)
        shown = shorten(clean(reference).partition("?")[0], 200)
        raise ResponseError(f"{base.origin} says that the sound is at {shown!r}: {problem}")

    def shown(self, address: Address) -> str:
        """Return an address as messages show it."""
        return shorten(self._redact(address.shown), 300)

    def _redact(self, text: str) -> str:
        return self.key.redact(text) if self.key else text

    def close(self) -> None:
        """Close the connections. A call afterwards opens new ones."""
        self._transport.close()


def _stands_in(key: ApiKey, url: str) -> bool:
    """Return whether somebody put the key into a URL; a very short one may be there by accident."""
    value = key.reveal().casefold()
    return len(value) >= _LONG_ENOUGH and value in url.casefold()
