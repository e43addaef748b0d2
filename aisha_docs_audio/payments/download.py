"""Bringing paid sound home: downloading until it is whole, and putting it into the store."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.errors import (
    ApiError,
    AudioError,
    CacheError,
    NotFoundError,
    RateLimitedError,
    ResponseError,
    TransportError,
    UnsettledError,
)
from aisha_docs_audio.payments.circuit_breaker import was_limited
from aisha_docs_audio.payments.matching import file_name, match_row
from aisha_docs_audio.payments.sound_room import SoundRoom
from aisha_docs_audio.sound import check_sound

if TYPE_CHECKING:
    from aisha_docs_audio.payments.context import PaymentContext
    from aisha_docs_audio.payments.history import History
    from aisha_docs_audio.payments.ledger import Record, Request


Purpose = Literal["new", "known", "left over"]
"""Why it is downloaded: bought in this build; paid for by an earlier one, and a page wants it; paid
for by an earlier one, and nobody waits for it.

Only what is bought now tells whether more is worth buying: else five sounds that are broken for
good would stop every build.
"""


class Downloader:
    """Downloads are free, so they are repeated; a request that is paid for never is."""

    def __init__(self, build: PaymentContext, history: History) -> None:
        self._build = build
        self._history = history
        self._room = SoundRoom()
        # The first message of each thing that was wrong with a sound, but for its figures.
        self._first: dict[str, str] = {}

    def fetch(self, record: Record, request: Request, *, purpose: Purpose) -> bytes | None:
        """Return the sound of a request that is paid for, kept in the store.

        None when it is lost for good, which is reported: it can only be paid for again. Raises
        UnsettledError when it cannot be had now, SpendingStoppedError.
        """
        assert request.audio_path is not None
        # What was no sound for an earlier build was tried often enough by it.
        tries = self._build.retry_policy.downloads
        if purpose == "left over" or (request.is_unusable and not request.retry):
            tries = 1
        try:
            return self._download(record, request, purpose, tries)
        except ApiError as error:
            if request.state == "stored":
                # Safe until now, and lost from the store: it counts from now whether it is gone.
                request = request.with_state("paid", since=self._build.clock.moment())
                self._build.ledger.write(record.with_request(request))
            if isinstance(error, ResponseError):
                # At once: after this nothing may be asked any more.
                request = request.with_state("paid", reason=str(error))
                self._build.ledger.write(record.with_request(request))
            moved = self._looked_up(record, request)
            if moved is None or moved == request.audio_path:
                self._give_up(request, error, purpose)
                return None
            request = request.with_state(request.state, audio_path=moved, reason=request.reason)
            try:
                return self._download(record, request, purpose, tries)
            except ApiError as second:
                self._give_up(request, second, purpose)
                return None

    def keep(self, record: Record, request: Request, audio: bytes) -> None:
        """Put the sound into the store, then note that it is there.

        A store that cannot take it is reported and stops the spending; the ledger still knows that
        it is paid for, and where it is.
        """
        try:
            self._build.store.put(request.utterance.key, audio)
            # The sound is safe: whoever finds the record as it was finds the sound all the same.
            stored = dataclasses.replace(request.with_state("stored"), retry=False)
            self._build.ledger.write(record.with_request(stored), at_once=False)
        except CacheError as error:
            self._build.throttle.stop(str(error))
            self._build.report(str(error))

    def _download(self, record: Record, request: Request, purpose: Purpose, tries: int) -> bytes:
        """Try several times: the file may take a moment to appear, and may come cut off.

        Gives the sound, kept in the store.
        """
        assert request.audio_path is not None
        throttle = self._build.throttle
        pause = self._build.retry_policy.first_pause_seconds
        while True:
            tries -= 1
            try:
                with self._room.take(
                    len(request.utterance.text), check=throttle.check_free_request
                ):
                    audio, audible = self._sound(request.audio_path, purpose)
                    self.keep(record, request, audio)
            except ApiError as error:
                if _is_evidence(error, purpose, last=not tries):
                    throttle.failed("media", error)
                tries += was_limited(error)
                if not tries:
                    raise
                throttle.pause(pause, "sound that is paid for")
                pause = min(2 * pause, self._build.retry_policy.longest_pause_seconds)
            else:
                if audible:
                    throttle.succeeded("media")
                elif purpose == "new":
                    # Kept, for it is what was asked for and a text may be silent; a voice that
                    # gives nothing else is out of order.
                    where = f"the sound at {_shown(request.audio_path)}"
                    throttle.failed("media", ResponseError("is silence", url=where))
                return audio

    def _sound(self, audio_path: str, purpose: Purpose) -> tuple[bytes, bool]:
        """Download once, and decode it: what is no sound must not be kept as one.

        Returns the bytes, and whether anything is to be heard in them. Raises ApiError.
        """
        throttle, timeout_seconds = self._build.throttle, self._build.timeout_seconds
        if purpose == "left over":
            timeout_seconds = min(timeout_seconds, self._build.retry_policy.left_over_seconds)
        with throttle.call("media", timeout_seconds=timeout_seconds) as seconds:
            audio = self._build.client.download(audio_path, timeout_seconds=seconds)
        try:
            return audio, check_sound(audio)
        except AudioError as error:
            raise ResponseError(f"is not sound: {error}", url=_shown(audio_path)) from error

    def _looked_up(self, record: Record, request: Request) -> str | None:
        """Read in the history where the sound is now: addresses expire."""
        assert request.audio_path is not None
        try:
            reading = self._history.rows_above(
                request.floor, begun_after=self._build.clock.since(request)
            )
        except (ApiError, UnsettledError) as error:
            raise UnsettledError(_LATER) from error
        for row in reading.rows:
            if row.audio_url and file_name(row.audio_url) == file_name(request.audio_path):
                return row.audio_url
        own = match_row(request, record, reading.rows)
        return None if own is None else own.audio_url

    def _give_up(self, request: Request, error: ApiError, purpose: Purpose) -> None:
        """Report a sound that is lost for good, or raise UnsettledError while there is hope.

        404 for an hour is final. Another status may be a server in trouble, and is for a week.
        What is no sound is not lost: the API has it still, and may mend it, unless the user does
        not want to wait for that any more (`cache retry`).
        """
        if isinstance(error, ResponseError) and request.retry and purpose != "left over":
            self._build.report(
                f"The sound of “{request.utterance.text[:40]}…” is not usable still "
                f"({error.problem.rstrip('.')}): it is paid for again, as you asked."
            )
            return
        if isinstance(error, ResponseError):
            # One cause is one message, with the first address as its example.
            first = self._first.setdefault(re.sub("[0-9]+", "", error.problem), str(error))
            raise UnsettledError(
                f"Paid for, but what the API gives is not usable sound: {first.rstrip('.')}. "
                "The next build downloads it again, without paying again. If it stays so, "
                "`aisha-docs-audio cache retry` lets it be paid for anew."
            ) from error
        retry_policy = self._build.retry_policy
        limit = retry_policy.gone_seconds
        if not isinstance(error, NotFoundError):
            limit = retry_policy.unusable_seconds
        if isinstance(error, TransportError) or self._build.clock.age(request) <= limit:
            raise UnsettledError(_LATER) from error
        self._build.report(
            f"The sound of “{request.utterance.text[:40]}…” was paid for, but neither the cache "
            "nor the API has it any more: it has to be paid for again."
        )


def _is_evidence(error: ApiError, purpose: Purpose, *, last: bool) -> bool:
    """Return whether a failed download is counted, for it says something of others.

    A file that is not there or not whole says little, unless it is bought now and stays so.
    """
    if isinstance(error, RateLimitedError):
        return True
    if isinstance(error, TransportError):
        return purpose != "left over"
    return purpose == "new" and last


def _shown(audio_path: str) -> str:
    """Return an address for messages: without its query, which may be a signature."""
    return audio_path.partition("?")[0][:200]


_LATER = (
    "Paid for, but the sound cannot be downloaded now. The next build fetches it without paying "
    "again."
)
