"""The HTTP libraries' exceptions: what they mean in one line, without the request they hold."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, TypeVar

import requests
import urllib3

from aisha_docs_audio.api.error_responses import clean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.settings.api_key import ApiKey

_Cause = TypeVar("_Cause", bound=BaseException)

_LONGEST_REASON = 200


def explain(error: BaseException, *, origin: object, sent: bool, expired: bool) -> str:
    """Return what went wrong with a request to `origin`, in no words of a server's.

    `sent` is whether anything of it went out, `expired` whether its time is over.
    """
    causes = list(_linked(error))
    if expired:
        return (
            f"{origin} gave no whole answer in time"
            if sent
            else f"no connection to {origin} in time"
        )
    if certificate := _first(causes, ssl.SSLCertVerificationError):
        return (
            f"the certificate of {origin} is not trusted: {certificate.verify_message}. "
            "Where a proxy inspects TLS, set REQUESTS_CA_BUNDLE to the proxy's certificate"
        )
    if _first(causes, requests.exceptions.InvalidSchema, requests.exceptions.InvalidProxyURL):
        return "the proxy that the environment sets cannot be used (SOCKS needs PySocks installed)"
    proxy = " through the proxy" if _first(causes, urllib3.exceptions.ProxyError) else ""
    reason = f": {found}" if (found := _reason(causes)) else f" ({type(causes[-1]).__name__})"
    if not sent:
        return f"no connection to {origin}{proxy}{reason}"
    return f"the connection to {origin}{proxy} broke before a whole answer came{reason}"


def stripped(error: BaseException, key: ApiKey | None) -> BaseException | None:
    """Take the request out of an exception and all it is linked to.

    `requests` hangs the request with its headers on them, and their tracebacks hold frames whose
    locals do. None where even a message holds the key, as when a server echoed it.
    """
    told = False
    for linked in _linked(error):
        linked.__traceback__ = None
        for name in ("request", "response"):
            if getattr(linked, name, None) is not None:
                setattr(linked, name, None)
        text = f"{linked!r} {linked}"
        told = told or (key is not None and key.redact(text) != text)
    return None if told else error


def _linked(error: BaseException) -> Iterator[BaseException]:
    """Return an exception and every one that it came from, held, wrapped or was raised beside."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        linked = waiting.pop()
        if isinstance(linked, BaseException) and id(linked) not in seen:
            seen.add(id(linked))
            yield linked
            waiting += (linked.__cause__, linked.__context__, getattr(linked, "reason", None))
            waiting += linked.args


def _first(causes: list[BaseException], *kinds: type[_Cause]) -> _Cause | None:
    return next((cause for cause in causes if isinstance(cause, kinds)), None)


def _reason(causes: list[BaseException]) -> str:
    """Return the operating system's or the TLS library's words."""
    told = (c.strerror for c in causes if isinstance(c, OSError) and isinstance(c.strerror, str))
    return shorten(clean(next(told, "")), _LONGEST_REASON)
