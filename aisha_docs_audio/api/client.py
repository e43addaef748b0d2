"""The calls of the API's document, one method each."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, TypeVar, final
from urllib.parse import unquote

from aisha_docs_audio import __version__
from aisha_docs_audio.api import media_check, responses
from aisha_docs_audio.api.error_responses import clean, refusal, shorten, timestamp
from aisha_docs_audio.api.request_fields import check, fields
from aisha_docs_audio.api.transport import HttpRequest, HttpResponse, Transport
from aisha_docs_audio.errors import ResponseError, SettingsError
from aisha_docs_audio.settings.addresses import Address, api_root, engine_of
from aisha_docs_audio.settings.aisha import MAX_CHARACTERS_WITH_KEY, MAX_CHARACTERS_WITHOUT_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.api_key import ApiKey

_Read = TypeVar("_Read")

_JSON_BYTES = 4 * 2**20
_AUDIO_BYTES = 64 * 2**20
_MOST_REDIRECTS = 5
_LONG_ENOUGH = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@final
class Client:
    """The AIsha TTS API, for use by several threads at once.

    Each call sends one request, once (a download as many as there are redirects, at most five
    more): whether to repeat one is for the caller to say, who knows what was paid. Each call takes
    `timeout_seconds` at most, the client's or its own, from the look-up of the name to the last
    byte.

    The key goes to the origin of `api_url` and nowhere else. Raises SettingsError where it would
    go there in clear text. `clock` gives seconds since the epoch, to read a Retry-After date by;
    `accept_language` is the language of the API's messages.
    """

    def __init__(
        self,
        *,
        api_url: str,
        key: ApiKey | None,
        timeout_seconds: float = 60.0,
        accept_language: str = "en",
        clock: Callable[[], float] = time.time,
    ) -> None:
        if key is not None and _stands_in(key, unquote(api_url)):
            raise SettingsError(
                "api_url",
                "holds the API key.",
                "Set AISHA_API_URL or api_url to the address alone; the key goes into a header.",
            )
        self._root = api_root(api_url, has_key=key is not None)
        self._origin = self._root.origin
        self._key = key
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

    def __repr__(self) -> str:
        return f"<Client {self._origin}{' with a key' if self._key else ''}>"

    @property
    def max_characters(self) -> int:
        """The longest transcript in code points: 1000 with a key, 500 without."""
        return MAX_CHARACTERS_WITH_KEY if self._key else MAX_CHARACTERS_WITHOUT_KEY

    @property
    def engine(self) -> str:
        """Who speaks here, for `Utterance.engine`: a stand-in never passes for a paid one."""
        return engine_of(self._origin)

    @property
    def api_time(self) -> float | None:
        """The API's own time in seconds since 1970, by the Date of its last answer; None without.

        (RFC 9110, 6.6.1.) Between answers it goes on by a clock that nobody sets.
        """
        if self._date is None:
            return None
        date, heard_at = self._date
        return date + time.monotonic() - heard_at

    def generate(
        self,
        utterance: Utterance,
        *,
        webhook_url: str | None = None,
        timeout_seconds: float | None = None,
    ) -> responses.Generated:
        """Ask for speech: POST /api/v1/tts/post/. The API charges for it.

        With a `webhook_url` the API answers at once and generates afterwards. Raises
        InvalidTextError (nothing was sent) or ApiError.
        """
        check(utterance, has_key=self._key is not None, webhook_url=webhook_url)
        return self._call(
            "POST",
            "/api/v1/tts/post/",
            responses.generated,
            timeout_seconds,
            form=fields(utterance, webhook_url),
        )

    def status(
        self,
        id: int,  # noqa: A002 - the document's name
        *,
        timeout_seconds: float | None = None,
    ) -> responses.Status:
        """Ask how an asynchronous request stands: GET /api/v1/tts/status/{id}/.

        Raises ApiError: NotFoundError for an unknown record, ForbiddenError for another user's.
        """
        found = self._call(
            "GET", f"/api/v1/tts/status/{int(id)}/", responses.status, timeout_seconds
        )
        if found.id != id:
            raise ResponseError(f"asked for the status of {id}, the API gave that of {found.id}")
        return found

    def history(
        self, *, page: int, limit: int, timeout_seconds: float | None = None
    ) -> responses.HistoryPage:
        """Read one page of the account's records: GET /api/v1/tts/get/.

        `page` counts from 1. The pages are the caller's to count: `next` is a URL of the server's
        making and never followed. Raises ApiError: NotFoundError past the last page where the
        server has no empty page there.
        """
        if page < 1 or limit < 1:
            raise ValueError("page and limit count from 1")
        query = f"page={page}&limit={limit}"
        return self._call(
            "GET", "/api/v1/tts/get/", responses.history, timeout_seconds, query=query
        )

    def download(self, audio_path: str, *, timeout_seconds: float | None = None) -> bytes:
        """Fetch generated sound, from a path of the API's origin or a whole URL; as it came.

        Follows redirects, over https only where the API is on https. Raises ApiError:
        NotFoundError for a file that is not there (yet), ResponseError for what is no whole sound.
        """
        expires_at = self._expires_at(timeout_seconds)
        address = self._media(audio_path, base=Address(origin=self._origin, path="/"))
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._ask(
                HttpRequest(
                    method="GET",
                    address=address,
                    shown=self._shown(address),
                    headers={**self._headers, "Accept": "*/*"},
                    key=self._key if address.origin == self._origin else None,
                    expires_at=expires_at,
                    max_bytes=_AUDIO_BYTES,
                )
            )
            if answer.status not in _REDIRECTS:
                break
            address = self._media(answer.headers.get("location", ""), base=address)
        else:
            raise ResponseError(f"{self._shown(address)}: more than {_MOST_REDIRECTS} redirects")
        if fault := media_check.fault(answer.body):
            raise ResponseError(f"{self._shown(address)} {fault}")
        return answer.body

    def close(self) -> None:
        """Close the connections. A call afterwards opens new ones."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _call(  # noqa: PLR0913 - the parts of one HTTP request
        self,
        method: str,
        path: str,
        read: Callable[[Mapping[str, Any], Callable[[str], str]], _Read],
        timeout_seconds: float | None,
        *,
        query: str = "",
        form: tuple[tuple[str, str], ...] = (),
    ) -> _Read:
        address = Address(origin=self._origin, path=self._root.path + path, query=query)
        shown = self._redact(str(address))
        answer = self._ask(
            HttpRequest(
                method=method,
                address=address,
                shown=shown,
                headers={**self._headers, "Accept": "application/json"},
                key=self._key,
                expires_at=self._expires_at(timeout_seconds),
                max_bytes=_JSON_BYTES,
                form=form,
            )
        )
        if answer.status in _REDIRECTS:
            target = shorten(self._redact(clean(answer.headers.get("location", ""))), 200)
            raise ResponseError(
                f"{shown} redirects to {target}, and a request that may be charged "
                "is sent nowhere else. Set the option api_url to where the API is."
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
        if request.address.origin == self._origin:
            date = timestamp(answer.headers.get("date", ""))
            self._date = self._date if date is None else (date, time.monotonic())
        if 200 <= answer.status < 300 or answer.status in _REDIRECTS:
            return answer
        raise refusal(
            status=answer.status,
            url=request.shown,
            headers=answer.headers,
            body=answer.body,
            redact=self._redact,
            now_seconds=self._clock(),
            from_api=request.address.origin == self._origin,
        )

    def _expires_at(self, timeout_seconds: float | None) -> float:
        seconds = self._timeout_seconds if timeout_seconds is None else timeout_seconds
        return time.monotonic() + seconds

    def _media(self, reference: str, *, base: Address) -> Address:
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

    def _shown(self, address: Address) -> str:
        return shorten(self._redact(address.shown), 300)

    def _redact(self, text: str) -> str:
        return self._key.redact(text) if self._key else text


def _stands_in(key: ApiKey, url: str) -> bool:
    """Return whether somebody put the key into a URL; a very short one may be there by accident."""
    value = key.reveal().casefold()
    return len(value) >= _LONG_ENOUGH and value in url.casefold()
