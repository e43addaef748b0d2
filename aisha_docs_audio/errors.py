"""Every error this package raises, in one tree.

::

    AishaAudioError
    ├── SettingsError                an option with a wrong name or value
    ├── PageError                    a page that cannot be read
    ├── PublishingError              the built site can't take what a page plays
    ├── ManifestError                a site's aisha-audio.json is missing or can't be read
    ├── CacheError                   the cache directory cannot be used
    │   ├── DamagedError             a stored value is not what was stored
    │   ├── UnreadableError          one file of the cache cannot be read
    │   └── NewerFormError           a later version wrote a file of the cache
    ├── AudioError                   bytes that are not the sound they should be
    └── VoiceError                   one segment has no sound
        ├── LocalVoiceError          eSpeak NG is missing or failed
        ├── InvalidTextError         the API's document rules the request out; nothing was sent
        ├── RefusedTextError         the API refused the text; it is not asked again by itself
        ├── SpendingStoppedError     nothing more is asked of the API in this build
        ├── UnsettledError           perhaps paid for already; decided by a later build
        └── ApiError                 the API did not do what was asked
            ├── TransportError       no usable answer (refused, timed out, cut off)
            ├── ResponseError        an answer that is not what the API's document says
            └── StatusError          an answer with an error status
                ├── InvalidRequestError       400
                ├── AuthenticationError       401
                ├── InsufficientBalanceError  402
                ├── ForbiddenError            403
                ├── NotFoundError             404
                ├── RateLimitedError          429
                └── UnavailableError          503

An HTTP library's exception stays as ``__cause__``. No message holds the API key.
"""

from __future__ import annotations

from aisha_docs_audio.redaction import redact

_SHOWN_CHARACTERS = 60


class AishaAudioError(Exception):
    """The root: catch this to catch all. The environment's key is taken out of each message."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*(redact(a) if isinstance(a, str) else a for a in arguments))


class SettingsError(AishaAudioError):
    """An option, named as the user typed it, is wrong; `hint` says what would be right."""

    def __init__(self, option: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{option}: {problem}" + (f" {hint}" if hint else ""))
        self.option = redact(option)
        self.problem = redact(problem)
        self.hint = redact(hint)


class PageError(AishaAudioError):
    """A page whose HTML is too complex to read; it is shown as it is and not read."""


class PublishingError(AishaAudioError):
    """The built site can't take what a page plays: full, read-only, or in somebody's way."""


class ManifestError(AishaAudioError):
    """The manifest of what a built site has to be heard is missing, or can't be read."""


class CacheError(AishaAudioError):
    """The cache directory cannot be read or written."""


class DamagedError(CacheError):
    """A stored value is not what was stored: its hash or its shape is wrong."""


class UnreadableError(CacheError):
    """One file of the cache cannot be read: it concerns its text alone, which is not paid for."""

    def __init__(self, path: object, reason: object) -> None:
        super().__init__(
            f"{path} cannot be read: {reason}. Its text is not paid for again, as the sound may "
            "be in it: make the file readable, or delete it to have the sound fetched anew."
        )


class NewerFormError(CacheError):
    """A later version wrote a file of the cache: it is left as it is, and nobody pays for its text.

    `written_by` is the version that wrote it, None where it does not say so.
    """

    def __init__(self, what: str, *, written_by: str | None, form: int | None = None) -> None:
        version = f"aisha-docs-audio {written_by}" if written_by else "a later aisha-docs-audio"
        which = "" if form is None else f" in form {form}"
        super().__init__(
            f"A {what} in the cache was written by {version}{which}, which this version does not "
            "know. It is left as it is, and its text is not paid for: update aisha-docs-audio."
        )
        self.written_by = written_by


class AudioError(AishaAudioError):
    """Bytes that should be sound are not, or not whole."""


class VoiceError(AishaAudioError):
    """A segment has no sound. The page it belongs to gets no player in this build."""


class LocalVoiceError(VoiceError):
    """eSpeak NG is not installed, or failed on a text."""


class InvalidTextError(VoiceError):
    """The API's document rules the request out (text too long, mood with voice_id …): not sent."""


class RefusedTextError(VoiceError):
    """The API refused this very text, now or earlier; nothing was paid.

    It is not asked for again until its text or its parameters change, or the user says so
    (`aisha-docs-audio cache retry`). `reason` is what the API said.
    """

    def __init__(self, text: str, reason: str) -> None:
        shown = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
        super().__init__(
            f"The API refused the text “{' '.join(shown.split())}”: {reason.rstrip('. ')}. It is "
            "not asked for again until the text or its options change; `aisha-docs-audio cache "
            "retry` lets the next build ask once more."
        )
        self.reason = reason


class SpendingStoppedError(VoiceError):
    """Nothing more is asked of the API in this build: budget, balance, key or too many failures."""


class UnsettledError(VoiceError):
    """The API may have charged for this segment; a later build finds out, and pays only if not.

    `retry_at` is when, by `time.monotonic`, it is worth asking for it again in this build; None
    where that is left to a later one.
    """

    def __init__(self, message: str, *, retry_at: float | None = None) -> None:
        self.retry_at = retry_at
        super().__init__(message)


class ApiError(VoiceError):
    """The API did not do what was asked."""


class TransportError(ApiError):
    """No usable answer came back.

    `sent` is False only when it is proven that nothing of the request left this machine, so that
    repeating it cannot pay twice.
    """

    def __init__(self, message: str, *, sent: bool) -> None:
        super().__init__(message)
        self.sent = sent


class ResponseError(ApiError):
    """`url` gave an answer that is not what the API's document describes: `problem`.

    `moved`: it only says where to ask (301, 307, 308; RFC 9110, 15.4), and nothing was done.
    """

    def __init__(self, problem: str, *, url: str = "", moved: bool = False) -> None:
        super().__init__(f"{url} {problem}".strip())
        self.problem, self.moved = redact(problem), moved


class StatusError(ApiError):
    """The API answered with an error status.

    `detail` and `error_key` are what the API said (empty when it said nothing), `advice` is what
    the user can do about it.
    """

    advice = ""

    def __init__(self, *, status: int, url: str, detail: str = "", error_key: str = "") -> None:
        said = (f": {detail.rstrip('.')}" if detail else "") + (error_key and f" [{error_key}]")
        super().__init__(f"the AIsha API answered {status} to {url}{said}. {self.advice}".rstrip())
        self.status = status
        self.url = redact(url)
        self.detail = redact(detail)
        self.error_key = redact(error_key)


class InvalidRequestError(StatusError):
    """400: transcript, language, model or speed is not acceptable."""

    advice = "Check the options model, mood, speed and voice_id."


class AuthenticationError(StatusError):
    """401: the request needs authentication it does not have."""

    advice = "Check AISHA_API_KEY; a custom voice (voice_id) needs its owner's key."


class InsufficientBalanceError(StatusError):
    """402: the account's balance does not cover the text."""

    advice = "Top up the account's balance, then build again: what is paid for is kept."


class ForbiddenError(StatusError):
    """403: the key is invalid or missing, or the record is another user's."""

    advice = "Check AISHA_API_KEY: it is invalid, or it belongs to another account."


class NotFoundError(StatusError):
    """404: no such record, or no such audio file (yet)."""


class RateLimitedError(StatusError):
    """429: too many requests. `retry_after_seconds` is None when the API did not say."""

    advice = "Lower the option concurrency if this happens often."

    def __init__(
        self,
        *,
        status: int,
        url: str,
        detail: str = "",
        error_key: str = "",
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(status=status, url=url, detail=detail, error_key=error_key)
        self.retry_after_seconds = retry_after_seconds


class UnavailableError(RateLimitedError):
    """503: the service is temporarily unavailable. Whether it charged is not known."""

    advice = "The service is temporarily unavailable: build again later."
