"""The sound of one text, paid for at most once: from the store, the ledger, and only then asked."""

from __future__ import annotations

import contextlib
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import (
    ApiError,
    CacheError,
    NewerFormError,
    RateLimitedError,
    RefusedTextError,
    SpendingStoppedError,
    TransportError,
    UnreadableError,
    UnsettledError,
)
from aisha_docs_audio.payments.circuit_breaker import was_limited
from aisha_docs_audio.payments.download import Downloader, Purpose
from aisha_docs_audio.payments.history import History
from aisha_docs_audio.payments.ledger import record_name
from aisha_docs_audio.payments.reconcile import Reconciler
from aisha_docs_audio.payments.recovery import Recovery, recover_left_over
from aisha_docs_audio.payments.shared_store.elsewhere import Elsewhere
from aisha_docs_audio.payments.submit import Submitter
from aisha_docs_audio.voice import Sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.context import PaymentContext
    from aisha_docs_audio.payments.ledger import Record, Request


class Obtainer:
    """Gets sounds for one build; shared by its threads."""

    def __init__(self, build: PaymentContext, *, webhook_url: str | None = None) -> None:
        self._build = build
        self._throttle = build.throttle
        self.history = history = History(build)
        self._reconciler = Reconciler(build, history)
        self._downloader = Downloader(build, history)
        self._submitter = Submitter(build, history, webhook_url=webhook_url)
        self._elsewhere = Elsewhere(build.retry_policy.elsewhere_seconds)
        # Keys this build may have been charged for: without sound yet; not known yet.
        self._asked: set[str] = set()
        self._unsure: set[str] = set()
        # How often, and when last, the history told nothing of a key.
        self._untold: Counter[str] = Counter()
        self._looked_at: defaultdict[str, float] = defaultdict(lambda: float("-inf"))

    @property
    def spent_characters(self) -> int:
        """What this build was charged, and what it may have been charged."""
        return self._throttle.spent_characters

    @property
    def unsure_count(self) -> int:
        """Of how many requests of this build it is not known whether they were charged."""
        return len(self._unsure)

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most; None while work goes on."""
        return self._throttle.waiting

    def stop(self) -> None:
        """Send nothing more: what is under way ends by itself and is on record, waits end now."""
        self._throttle.stop(
            "The build was interrupted. What was asked for is on record: build again, and nothing "
            "is paid for twice."
        )

    def recover_left_over(self) -> Recovery:
        """Finish what earlier builds left. Never pays, and raises nothing."""
        return recover_left_over(self._build, self._reconciler, self._downloader)

    def lookup(self, utterance: Utterance) -> Sound | None:
        """Return the sound if it is in the store. Raises CacheError when it cannot be read."""
        audio = self._build.store.get(utterance.key)
        return None if audio is None else Sound(audio=audio, origin="store")

    def obtain(self, utterance: Utterance) -> Sound:
        """Return the sound, from the store, from an earlier payment, or by paying for it.

        Raises SpendingStoppedError when nothing more is paid for in this build, UnsettledError when
        it may be paid for already, ApiError when this text was refused, CacheError when the cache
        cannot be used (and then nothing more is paid for).
        """
        try:
            if (sound := self.lookup(utterance)) is not None:
                return sound
            if self._untold[utterance.key]:
                self._throttle.asked_again()
            self._throttle.check_free_request()
            with self._held(utterance):
                sound = self.lookup(utterance) or self._elsewhere.twice(utterance, self._obtained)
        except (NewerFormError, UnreadableError):
            raise  # it concerns this text alone
        except CacheError as error:
            self._throttle.stop(str(error))
            raise
        except ApiError as error:
            # All texts are to be told the same, this one and those that are not asked for.
            if self._throttle.stopped is not None:
                raise SpendingStoppedError(self._throttle.stopped) from error
            raise
        return sound

    @contextlib.contextmanager
    def _held(self, utterance: Utterance) -> Iterator[None]:
        name = record_name(utterance)
        seconds = min(self._build.retry_policy.lock_seconds, self._throttle.seconds_left)
        with contextlib.ExitStack() as held:
            try:
                with self._throttle.held_up():
                    stopped = lambda: self._throttle.stopped is not None  # noqa: E731
                    hold = self._build.ledger.hold(name, timeout_seconds=seconds, stopped=stopped)
                    held.enter_context(hold)
            except TimeoutError as error:
                self._throttle.check_free_request()
                raise UnsettledError(
                    "Another build with this cache is speaking the same text. Build again when it "
                    "ends."
                ) from error
            yield

    def _obtained(self, utterance: Utterance) -> Sound:
        record = self._build.ledger.read(record_name(utterance))
        known = record.request(utterance.key)
        if known is not None and known.state == "refused":
            record = self._asked_about(record, known)
        elif known is not None and known.state == "stored" and (found := self.lookup(utterance)):
            return found  # another machine stored it, for all
        record = self._reconciled(record, utterance)
        if record.request(utterance.key) is None:
            self._refund(utterance)
        return self._fetched(record, utterance) or self._paid(
            record.without(utterance.key), utterance
        )

    def _asked_about(self, record: Record, refused: Request) -> Record:
        """Return the record where a refused text is spoken after all. Raises RefusedTextError."""
        if refused.history_id is not None:
            return self._reconciler.ask_queue(record, refused)
        if refused.webhook != self._submitter.webhook:
            # An option that is in no key, and was sent.
            return record.without(refused.utterance.key)
        raise RefusedTextError(refused.utterance.text, refused.reason or "it gave no reason")

    def _reconciled(self, record: Record, utterance: Utterance) -> Record:
        """Leave nothing in the open: not of this key, nor of another one for the same text."""
        while opened := record.unresolved:
            try:
                looked_at = self._looked_at[utterance.key]
                record = self._reconciler.reconcile(record, opened, looked_at=looked_at)
            except UnsettledError as error:
                self._looked_at[utterance.key] = self._build.clock.now()
                error.retry_at = self._retry_at(utterance, opened)
                raise
            except ApiError as error:
                raise UnsettledError(
                    "An earlier request for this text may have been charged, and the account's "
                    "history cannot be read now. Build again later: nothing is paid for twice.",
                    retry_at=self._retry_at(utterance, opened),
                ) from error
        self._note_charge(record, utterance)
        return record

    def _note_charge(self, record: Record, utterance: Utterance) -> None:
        """Note that a request is known to be charged, or not: then it is off the record."""
        request = record.request(utterance.key)
        if request is None or request.state == "paid":
            self._unsure.discard(utterance.key)

    def _retry_at(self, utterance: Utterance, opened: Request) -> float | None:
        """Return when it is worth looking again: early a few times, then when it is decided."""
        policy = self._build.retry_policy
        early = policy.rounds_seconds
        self._untold[utterance.key] = tried = self._untold[utterance.key] + 1
        if tried > len(early) + policy.late_rounds:
            return None
        now = time.monotonic()
        if self._throttle.stopped is not None:
            return now  # so that all texts are told the same
        seconds = max(0.0, self._reconciler.decided_at(opened) - self._build.clock.now())
        if tried <= len(early):
            seconds = min(seconds, early[tried - 1])
        elif seconds > policy.longest_wait_seconds:
            return None
        return now + min(seconds, self._throttle.seconds_left)

    def _fetched(self, record: Record, utterance: Utterance) -> Sound | None:
        """Return what the ledger says is paid for or queued; None when there is no such thing."""
        request = record.request(utterance.key)
        if request is not None and request.state == "queued":
            record = self._reconciler.wait_in_queue(record, request)
            self._note_charge(record, utterance)
            request = record.request(utterance.key)
        if request is None:
            return None
        asked_now = utterance.key in self._asked
        purpose: Purpose = "new" if asked_now else "known"
        audio = self._downloader.fetch(record, request, purpose=purpose)
        if audio is None:
            return None
        if asked_now:
            self._asked.discard(utterance.key)
            paid = len(utterance.text)
            return Sound(audio=audio, origin="generated", paid_characters=paid)
        return Sound(audio=audio, origin="recovered")

    def _paid(self, record: Record, utterance: Utterance) -> Sound:
        characters = len(utterance.text)
        left = self._build.retry_policy.attempts
        while left:
            left -= 1
            try:
                self._throttle.check(characters)
                floor = self._submitter.floor(record)
                with self._throttle.slot(characters):
                    asked = self._submitter.submit(record, utterance, floor=floor)
                    self._asked.add(utterance.key)
                    self._unsure.add(utterance.key)
                    record = self._reconciled(asked, utterance)
                    sound = self._fetched(record, utterance)
                    if sound is not None:
                        # Also where only the answer was lost. Not before: what is no sound is no
                        # success, however promptly it is sold.
                        self._throttle.succeeded("speech")
                        return sound
            except (RateLimitedError, TransportError) as error:
                # Certainly not charged. The pause that it asked for ends with the build's time.
                left += was_limited(error)
                if not left:
                    raise
                continue
            self._refund(utterance)
        raise UnsettledError("The API lost this text several times without charging. Build again.")

    def _refund(self, utterance: Utterance) -> None:
        """Take back what this build counted for a request that turned out not to be charged."""
        if utterance.key in self._asked:
            self._asked.discard(utterance.key)
            self._throttle.refund(len(utterance.text))
