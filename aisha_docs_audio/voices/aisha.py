"""The AIsha voice: the API's speech, at most one payment a key, and kept once it is paid for.

For one text: the store; else, with the text's lock held, the store again, what the ledger has of
it (settled, fetched), and only then a request, on the ledger before it is sent.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from aisha_docs_audio.api import utterance_for
from aisha_docs_audio.api.request_fields import MAX_CHARACTERS_WITH_KEY
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
from aisha_docs_audio.payments.clock import BuildClock
from aisha_docs_audio.payments.context import PaymentContext
from aisha_docs_audio.payments.download import Downloader
from aisha_docs_audio.payments.history import History
from aisha_docs_audio.payments.ledger import record_name
from aisha_docs_audio.payments.maintenance.restore import Adoption, adopt
from aisha_docs_audio.payments.outage import Outage
from aisha_docs_audio.payments.reconcile import Reconciler
from aisha_docs_audio.payments.recovery import Recovery, recover_left_over
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.submit import Submitter
from aisha_docs_audio.payments.throttle import Throttle, was_limited
from aisha_docs_audio.voice import Sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aisha_docs_audio.api import Client
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.ledger import Ledger, Record, Request
    from aisha_docs_audio.payments.store import Store
    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings


class AishaVoice:
    """Keeps the contract of `Voice`; one for each build, shared by its threads.

    `timeout_seconds` is the client's, and `report` is given one or two sentences about what the
    user should know (damage, sound lost at the API). `clock` is the system's if it is not given.
    """

    def __init__(  # noqa: PLR0913 - one argument for each thing it works with
        self,
        *,
        client: Client,
        store: Store,
        ledger: Ledger,
        report: Callable[[str], None],
        budget_characters: int | None = None,
        webhook_url: str | None = None,
        concurrency: int = 4,
        timeout_seconds: float = 60.0,
        retry_policy: RetryPolicy | None = None,
        clock: BuildClock | None = None,
    ) -> None:
        # With a key or without: another limit would cut other segments, with other keys.
        self.max_characters = MAX_CHARACTERS_WITH_KEY
        self._retry_policy = retry_policy or RetryPolicy()
        self._throttle = Throttle(
            budget_characters=budget_characters,
            concurrency=concurrency,
            retry_policy=self._retry_policy,
            outage=Outage(ledger.directory / "outage"),
        )
        self._build = PaymentContext(
            client=client,
            store=store,
            ledger=ledger,
            throttle=self._throttle,
            retry_policy=self._retry_policy,
            timeout_seconds=timeout_seconds,
            clock=clock or BuildClock(at_api=lambda: client.api_time),
            report=report,
        )
        self._history = history = History(self._build)
        self._reconciler = Reconciler(self._build, history)
        self._downloader = Downloader(self._build, history)
        self._submitter = Submitter(self._build, history, webhook_url=webhook_url)
        # Keys this build may have been charged for and has no sound of yet; and of those that
        # cannot be told yet, when they can.
        self._asked: set[str] = set()
        self._unsettled: dict[str, float] = {}
        # None: until it can be told.
        self._rounds: list[float | None] = [*self._retry_policy.rounds_seconds, None, None]

    @property
    def spent_characters(self) -> int:
        """What this build was charged, and what it may have been charged."""
        return self._throttle.spent_characters

    def utterance(self, text: str, language: Language, settings: Settings) -> Utterance:
        """Say what would be asked for `text`; no disk, no network."""
        return utterance_for(
            text,
            language,
            model=settings.model,
            mood=settings.mood,
            speed=settings.speed,
            voice_id=settings.voice_id,
            engine=self._build.client.engine,
        )

    def lookup(self, utterance: Utterance) -> Sound | None:
        """Give the sound if it is in the store. Raises CacheError when it cannot be read."""
        audio = self._build.store.get(utterance.key)
        return None if audio is None else Sound(audio=audio, origin="store")

    def say(self, utterance: Utterance) -> Sound:
        """Give the sound, from the store, from an earlier payment, or by paying for it.

        Raises SpendingStoppedError when nothing more is paid for in this build, UnsettledError
        when it may be paid for already, ApiError when this text was refused, CacheError when the
        cache cannot be used (and then nothing more is paid for).
        """
        try:
            sound = self.lookup(utterance)
            if sound is not None:
                return sound
            self._throttle.check_free_request()
            with self._held(utterance):
                sound = self.lookup(utterance) or self._obtained(utterance)
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
        self._unsettled.pop(utterance.key, None)
        return sound

    def await_settling(self) -> bool:
        """Wait until it is worth saying again what ended in UnsettledError; then give True.

        False when there is nothing of that kind, or no more to hope for in this build. Where
        nothing may be asked any more, one more saying gives all texts the one message that says
        why.
        """
        if not self._unsettled or not self._rounds:
            return False
        try:
            self._throttle.check_free_request()
        except SpendingStoppedError:
            self._unsettled.clear()
            return True
        now = self._build.clock.now()
        decided_in = [at - now for at in self._unsettled.values()]
        within = [left for left in decided_in if left <= self._retry_policy.longest_wait_seconds]
        wait = self._rounds.pop(0)
        if wait is None and not within:
            return False
        latest = max(within or decided_in)
        wait = latest if wait is None else min(wait, latest)
        with contextlib.suppress(SpendingStoppedError):  # the next saying tells why
            self._throttle.pause(max(0.0, wait), "the account's history, which tells what was paid")
        return True

    @property
    def waiting(self) -> str | None:
        """What is waited for now, and how long at most, in words; None while work goes on."""
        return self._throttle.waiting

    def stop(self) -> None:
        """Send nothing more: what is under way ends by itself and is on record, waits end now."""
        self._throttle.stop(
            "The build was interrupted. What was asked for is on record: build again, and nothing "
            "is paid for twice."
        )

    def recover_left_over(self) -> Recovery:
        """Finish what earlier builds left, also for texts that no page has any more.

        What they paid for goes into the store. Never pays, and raises nothing.
        """
        return recover_left_over(self._build, self._reconciler, self._downloader)

    def adopt(self, wanted: Iterable[Utterance], *, apply: bool) -> Adoption:
        """Look in the account's history for sound that the cache has lost; see `upkeep.adoption`.

        Raises VoiceError when the history cannot be read whole, CacheError.
        """
        return adopt(self._build, self._history, self._downloader, wanted, apply=apply)

    @contextlib.contextmanager
    def _held(self, utterance: Utterance) -> Iterator[None]:
        name = record_name(utterance)
        seconds = min(self._retry_policy.lock_seconds, self._throttle.seconds_left)
        with contextlib.ExitStack() as held:
            try:
                with self._throttle.held_up():
                    held.enter_context(
                        self._build.ledger.hold(
                            name,
                            timeout_seconds=seconds,
                            stopped=lambda: self._throttle.stopped is not None,
                        )
                    )
            except TimeoutError as error:
                self._throttle.check_free_request()
                raise UnsettledError(
                    "Another build with this cache is speaking the same text. Build again when it "
                    "ends."
                ) from error
            yield

    def _obtained(self, utterance: Utterance) -> Sound:
        record = self._build.ledger.read(record_name(utterance))
        refused = record.request(utterance.key)
        if refused is not None and refused.state == "refused":
            record = self._asked_about(record, refused)
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
            return record.without(
                refused.utterance.key
            )  # an option that is in no key, and was sent
        raise RefusedTextError(refused.utterance.text, refused.reason or "it gave no reason")

    def _reconciled(self, record: Record, utterance: Utterance) -> Record:
        """Leave nothing in the open: not of this key, nor of another one for the same text."""
        while opened := record.unresolved:
            try:
                record = self._reconciler.reconcile(record, opened)
            except UnsettledError:
                self._unsettled[utterance.key] = self._reconciler.decided_at(opened)
                raise
            except ApiError as error:
                self._unsettled[utterance.key] = self._reconciler.decided_at(opened)
                raise UnsettledError(
                    "An earlier request for this text may have been charged, and the account's "
                    "history cannot be read now. Build again later: nothing is paid for twice."
                ) from error
            self._unsettled.pop(utterance.key, None)
        return record

    def _fetched(self, record: Record, utterance: Utterance) -> Sound | None:
        """Give what the ledger says is paid for or queued; None when there is no such thing."""
        request = record.request(utterance.key)
        if request is not None and request.state == "queued":
            record = self._reconciler.wait_in_queue(record, request)
            request = record.request(utterance.key)
        if request is None:
            return None
        audio = self._downloader.fetch(record, request)
        if audio is None:
            return None
        if utterance.key in self._asked:
            self._asked.discard(utterance.key)
            paid = len(utterance.text)
            return Sound(audio=audio, origin="generated", paid_characters=paid)
        return Sound(audio=audio, origin="recovered")

    def _paid(self, record: Record, utterance: Utterance) -> Sound:
        left = self._retry_policy.attempts
        while left:
            left -= 1
            try:
                asked = self._submitter.submit(record, utterance)
            except (RateLimitedError, TransportError) as error:
                left += was_limited(error)  # the pause that it asked for ends with the build's time
                if not left:
                    raise
                continue
            self._asked.add(utterance.key)
            record = self._reconciled(asked, utterance)
            if record.request(utterance.key) is not None:
                self._throttle.succeeded("speech")  # also where only the answer was lost
            sound = self._fetched(record, utterance)
            if sound is not None:
                return sound
            self._refund(utterance)
        raise UnsettledError("The API lost this text several times without charging. Build again.")

    def _refund(self, utterance: Utterance) -> None:
        """Take back what this build counted for a request that turned out not to be charged."""
        if utterance.key in self._asked:
            self._asked.discard(utterance.key)
            self._throttle.refund(len(utterance.text))
