"""A site that is built again and again with one cache, and its account at the emulator."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from aisha_docs_audio.api import Client
from aisha_docs_audio.emulator import tone
from aisha_docs_audio.errors import UnsettledError
from aisha_docs_audio.payments.context import PaymentContext
from aisha_docs_audio.payments.ledger import Ledger, record_name
from aisha_docs_audio.payments.obtain import Obtainer
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.store import Store
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.voices.aisha import AishaVoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.ledger import Request
    from aisha_docs_audio.voice import Sound

TIMEOUT_SECONDS = 30.0
"""Ends a request that hangs; tests that have one hang give a shorter time."""

HURRY = RetryPolicy(
    settling_seconds=2.0,
    rounds_seconds=(0.1,),
    first_pause_seconds=0.01,
    longest_pause_seconds=0.05,
    queue_seconds=5.0,
    poll_seconds=0.02,
    longest_poll_seconds=0.1,
    lock_seconds=20.0,
)
"""As patient as a test can be."""

NEVER_SETTLED = RetryPolicy(
    settling_seconds=1000.0, rounds_seconds=(), first_pause_seconds=0.01, longest_pause_seconds=0.05
)
"""For builds that end before it can be told whether something was charged."""


class Site:
    """One cache directory, one account; `said` is what was reported in all builds."""

    def __init__(self, directory: Path, url: str, key: str) -> None:
        self.directory = directory
        self.url = url
        self.key = key
        self.said: list[str] = []

    @contextmanager
    def build(
        self,
        *,
        url: str | None = None,
        retry_policy: RetryPolicy = HURRY,
        timeout_seconds: float = TIMEOUT_SECONDS,
        webhook_url: str | None = None,
        **options: object,
    ) -> Iterator[AishaVoice]:
        """Begin a build: give its voice."""
        with (
            Client(
                api_url=url or self.url, key=ApiKey(self.key), timeout_seconds=timeout_seconds
            ) as client,
            Store.open(self.directory / "paid", report=self.said.append) as store,
        ):
            self.context = PaymentContext.begin(
                client=client,
                store=store,
                ledger=self.ledger,
                report=self.said.append,
                timeout_seconds=timeout_seconds,
                retry_policy=retry_policy,
                **options,
            )
            obtainer = Obtainer(self.context, webhook_url=webhook_url)
            voice = AishaVoice(
                engine=client.engine,
                store_directory=self.directory / "paid",
                open_store=lambda: nullcontext(store),
                open_obtainer=lambda _store: nullcontext(obtainer),
            )
            voice.open()
            yield voice

    @property
    def ledger(self) -> Ledger:
        """The site's ledger, to look into."""
        return Ledger(self.directory / "ledger", report=self.said.append)

    def request(self, utterance: Utterance) -> Request | None:
        """Look up what the ledger has of a speech."""
        return self.ledger.read(record_name(utterance)).request(utterance.key)

    def sound_file(self, utterance: Utterance) -> Path:
        """Give the file in the store that holds the sound of a speech."""
        (path,) = (self.directory / "paid").glob(f"??/{utterance.key}-*.sound")
        return path


def uzbek(voice: AishaVoice, text: str, **settings: object) -> Utterance:
    """Say what the voice would ask for an Uzbek text."""
    return voice.utterance(text, "uz", Settings.from_mapping(settings))


def may_retry(error: UnsettledError) -> bool:
    """Wait as a build does until it is worth asking again; False where it is not in this build."""
    if error.retry_at is None:
        return False
    time.sleep(max(0.0, error.retry_at - time.monotonic()))
    return True


def ask_again(voice: AishaVoice, utterance: Utterance, error: UnsettledError) -> Sound:
    """Ask again as often as a build does."""
    while may_retry(error):
        try:
            return voice.synthesize(utterance)
        except UnsettledError as later:
            error = later
    raise error


def expected(utterance: Utterance) -> bytes:
    """Give the sound that the emulator makes of a speech, and of no other."""
    return tone.tone(
        utterance.text,
        language=utterance.language,
        model=utterance.model,
        mood=utterance.mood,
        speed=utterance.speed,
        voice_id=utterance.voice_id,
    )
