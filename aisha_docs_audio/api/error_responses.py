"""Error statuses as errors: what the API said, made fit to show, and how long it asks to wait."""

from __future__ import annotations

import json
import re
import unicodedata
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from aisha_docs_audio import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

_BY_STATUS: Mapping[int, type[errors.StatusError]] = {
    400: errors.InvalidRequestError,
    401: errors.AuthenticationError,
    402: errors.InsufficientBalanceError,
    403: errors.ForbiddenError,
    404: errors.NotFoundError,
    429: errors.RateLimitedError,
    503: errors.UnavailableError,
}
_ABOUT_THE_KEY = frozenset({400, 401, 402, 403})

_LONGEST_DETAIL = 300
_LONGEST_ERROR_KEY = 80
_LONGEST_WAIT_SECONDS = 86_400.0
_DEEPEST = 6

# ECMA-48, 5.3, 5.4 and 5.6: sequences and strings for terminals, in their 7-bit and 8-bit forms.
_FOR_TERMINALS = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?:\x1b[P\]X^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}[0-~]"
)


def refusal(  # noqa: PLR0913 - the parts of one HTTP answer
    *,
    status: int,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    redact: Callable[[str], str],
    now_seconds: float,
    from_api: bool = True,
) -> errors.StatusError:
    """Build the error of an answer with an error status.

    `headers` has lower-case names, `now_seconds` is the time since the epoch. Where the answer
    is not from the API's own origin (`from_api`), 400 to 403 are plain StatusErrors: the key did
    not go there, so they say nothing about it.
    """
    kind = _BY_STATUS.get(status, errors.StatusError)
    if not from_api and status in _ABOUT_THE_KEY:
        kind = errors.StatusError
    detail, error_key = said(body)
    detail = shorten(redact(detail), _LONGEST_DETAIL)
    error_key = shorten(redact(error_key), _LONGEST_ERROR_KEY)
    if issubclass(kind, errors.RateLimitedError):
        return kind(
            status=status,
            url=url,
            detail=detail,
            error_key=error_key,
            retry_after_seconds=retry_after(headers, now_seconds),
        )
    return kind(status=status, url=url, detail=detail, error_key=error_key)


def said(body: bytes) -> tuple[str, str]:
    """Return `detail` and `error_key` of an error's body, which may be anything at all.

    The API's form is {"detail": …, "error_key": …}; a form's errors come as {"field": ["…"]};
    proxies answer with HTML, of which the title says enough. Empty where nothing was said.
    """
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return clean(_plain(text)), ""
    error_key = ""
    if isinstance(found, dict):
        key = found.get("error_key")
        error_key = clean(key) if isinstance(key, str) else ""
        rest = {name: value for name, value in found.items() if name != "error_key"}
        found = rest.get("detail") or rest
    return clean("; ".join(_texts(found))), error_key


def retry_after(headers: Mapping[str, str], now_seconds: float) -> float | None:
    """Read Retry-After, as seconds or as a date (RFC 9110, 10.2.3), in seconds from now.

    A date is measured from the answer's own Date where it has one, so that a wrong clock on either
    side does no harm. Never negative, never more than a day; None where there is none to read.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+(\.[0-9]*)?", value):
        return min(float(value[:20]), _LONGEST_WAIT_SECONDS)
    until = timestamp(value)
    if until is None:
        return None
    since = timestamp(headers.get("date", ""))
    wait = until - (now_seconds if since is None else since)
    return min(max(wait, 0.0), _LONGEST_WAIT_SECONDS)


def clean(text: str) -> str:
    """Make what a server said fit for a terminal and a log: one line of visible characters.

    Control and format characters could recolour, reorder or hide what stands beside them; what is
    an order to a terminal goes whole.
    """
    text = _FOR_TERMINALS.sub("", text)
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(visible.split())


def shorten(text: str, longest: int) -> str:
    """Cut a text to `longest` characters, the last one an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def timestamp(date: str) -> float | None:
    """Read an HTTP date (RFC 9110, 5.6.7) as seconds since 1970; None for what is none."""
    try:
        found: datetime = parsedate_to_datetime(date)
        return found.timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _plain(text: str) -> str:
    """Return plain text as it is, and of HTML its title."""
    if not text.lstrip().startswith("<"):
        return text
    # Searched from the first "<title" on only, so that hostile input takes no more than one pass.
    lower = text.lower()
    start = text.find(">", lower.find("<title")) + 1 if "<title" in lower else 0
    end = lower.find("</title", start)
    return text[start:end] if start and end > start else ""


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """Return the texts in a JSON value, each with the name of its field."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            for text in _texts(item, depth + 1):
                yield f"{name}: {text}"
    elif value is not None:
        yield json.dumps(value)
