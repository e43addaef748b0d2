"""The calls of the API's document, one method each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, final

from aisha_docs_audio.api import media_check, responses
from aisha_docs_audio.api.request_fields import check, fields
from aisha_docs_audio.api.session import REDIRECTS, Session
from aisha_docs_audio.errors import ResponseError
from aisha_docs_audio.settings.addresses import Address, engine_of
from aisha_docs_audio.settings.aisha import MAX_CHARACTERS_WITH_KEY, MAX_CHARACTERS_WITHOUT_KEY

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.settings.api_key import ApiKey

_MOST_REDIRECTS = 5


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
        self._session = Session(
            api_url=api_url,
            key=key,
            timeout_seconds=timeout_seconds,
            accept_language=accept_language,
            clock=clock,
        )

    def __repr__(self) -> str:
        return f"<Client {self._session.origin}{' with a key' if self._session.key else ''}>"

    @property
    def max_characters(self) -> int:
        """The longest transcript in code points: 1000 with a key, 500 without."""
        return MAX_CHARACTERS_WITH_KEY if self._session.key else MAX_CHARACTERS_WITHOUT_KEY

    @property
    def engine(self) -> str:
        """Who speaks here, for `Utterance.engine`: a stand-in never passes for a paid one."""
        return engine_of(self._session.origin)

    @property
    def api_time(self) -> float | None:
        """The API's own time in seconds since 1970, by the Date of its last answer; None without.

        (RFC 9110, 6.6.1.) Between answers it goes on by a clock that nobody sets.
        """
        return self._session.api_time

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
        check(utterance, has_key=self._session.key is not None, webhook_url=webhook_url)
        return self._session.call(
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
        found = self._session.call(
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
        return self._session.call(
            "GET", "/api/v1/tts/get/", responses.history, timeout_seconds, query=query
        )

    def download(self, audio_path: str, *, timeout_seconds: float | None = None) -> bytes:
        """Fetch generated sound, from a path of the API's origin or a whole URL; as it came.

        Follows redirects, over https only where the API is on https. Raises ApiError:
        NotFoundError for a file that is not there (yet), ResponseError for what is no whole sound.
        """
        session = self._session
        expires_at = session.expires_at(timeout_seconds)
        address = session.media(audio_path, base=Address(origin=session.origin, path="/"))
        for _ in range(_MOST_REDIRECTS + 1):
            answer = session.fetch(address, expires_at)
            if answer.status not in REDIRECTS:
                break
            address = session.media(answer.headers.get("location", ""), base=address)
        else:
            raise ResponseError(
                f"leads through more than {_MOST_REDIRECTS} redirects", url=session.shown(address)
            )
        if fault := media_check.fault(answer.body):
            raise ResponseError(fault, url=session.shown(address))
        return answer.body

    def close(self) -> None:
        """Close the connections. A call afterwards opens new ones."""
        self._session.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
