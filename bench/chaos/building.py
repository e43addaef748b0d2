"""A build as the pipeline does it, on the voice alone, in a process that may be killed."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.api import Client
from aisha_docs_audio.emulator import tone
from aisha_docs_audio.errors import AishaAudioError, RefusedTextError, UnsettledError
from aisha_docs_audio.payments.clock import BuildClock
from aisha_docs_audio.payments.context import PaymentContext
from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.obtain import Obtainer
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.shared_store.opening import open_shared_store
from aisha_docs_audio.payments.store import Store
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.voices.aisha import AishaVoice

if TYPE_CHECKING:
    from pathlib import Path

    from aisha_docs_audio.model import Utterance

CANARY = "canary-c0ffee-key"
"""Begins every key, and must be found nowhere."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A text of a page and the speed that it is asked for at; the API may refuse it."""

    text: str
    speed: float = 1.0
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Site:
    """One site: its cache, its account, its texts. Values that go to another process.

    With `clocks_step` each build finds another time of day, and often another machine.
    """

    directory: Path
    url: str
    key: str
    lines: tuple[Line, ...]
    webhook_url: str | None = None
    timeout_seconds: float = 1.0
    concurrency: int = 4
    retry_policy: RetryPolicy = field(default_factory=RetryPolicy)
    clocks_step: bool = False
    shared_store: str | None = None


@dataclass(frozen=True, kw_only=True)
class Built:
    """What came of a build: the sounds, the errors by message, what was reported.

    A refusal of what is to be refused is no error.

    `seconds_without_sound` is how long it went on after the last sound.
    """

    sounds: dict[Line, bytes]
    errors: Counter[str]
    said: tuple[str, ...]
    canary_hits: int
    seconds_without_sound: float


def build(site: Site, *, seed: int | None = None) -> Built:
    """Have every text of the site said; `seed` shuffles them."""
    said: list[str] = []
    sounds: dict[Line, bytes] = {}
    failed: dict[Line, Exception] = {}
    heard_at = time.monotonic()
    lines = list(site.lines)
    if seed is not None:
        random.Random(seed).shuffle(lines)
    with contextlib.ExitStack() as stack:
        key = ApiKey(site.key)
        client = stack.enter_context(
            Client(api_url=site.url, key=key, timeout_seconds=site.timeout_seconds)
        )
        store = stack.enter_context(Store.open(site.directory / "paid", report=said.append))
        clock = stepped(client) if site.clocks_step else BuildClock(at_api=lambda: client.api_time)
        ledger = Ledger(site.directory / "ledger", report=said.append)
        shared = open_shared_store(
            Settings(shared_store=site.shared_store), os.environ, report=said.append
        )
        if shared is not None:
            ledger = shared.ledger(
                site.directory / "ledger",
                key,
                clock=clock,
                timeout_seconds=site.timeout_seconds,
                retry_policy=site.retry_policy,
            )
        context = PaymentContext.begin(
            client=client,
            store=store
            if shared is None
            else shared.around(store, ledger=site.directory / "ledger"),
            ledger=ledger,
            report=said.append,
            concurrency=site.concurrency,
            timeout_seconds=site.timeout_seconds,
            retry_policy=site.retry_policy,
            clock=clock,
        )
        obtainer = Obtainer(context, webhook_url=site.webhook_url)
        voice = AishaVoice(
            engine=client.engine,
            store_directory=site.directory / "paid",
            open_store=lambda: contextlib.nullcontext(store),
            open_obtainer=lambda _store: contextlib.nullcontext(obtainer),
        )
        voice.open()
        pool = stack.enter_context(ThreadPoolExecutor(site.concurrency))

        def say(line: Line) -> None:
            nonlocal heard_at
            try:
                sounds[line] = voice.synthesize(speech_of(voice, line)).audio
                heard_at = time.monotonic()
                failed.pop(line, None)
            except AishaAudioError as error:
                failed[line] = error

        with contextlib.suppress(AishaAudioError):
            voice.prepare()
        list(pool.map(say, lines))
        while again := {
            line: error.retry_at
            for line, error in failed.items()
            if isinstance(error, UnsettledError) and error.retry_at is not None
        }:
            time.sleep(max(0.0, max(again.values()) - time.monotonic()))
            list(pool.map(say, again))
    errors = Counter(
        str(error)
        for line, error in failed.items()
        if not (line.refused and isinstance(error, RefusedTextError))
    )
    told = [*said, *map(repr, failed.values())]
    told += [repr(error.__cause__) for error in failed.values()]
    hits = sum(CANARY in message for message in told)
    return Built(
        sounds=sounds,
        errors=errors,
        said=tuple(said),
        canary_hits=hits,
        seconds_without_sound=time.monotonic() - heard_at,
    )


def speech_of(voice: AishaVoice, line: Line) -> Utterance:
    model = "Nobody" if line.refused else "Gulnoza"
    return voice.utterance(line.text, "uz", Settings(speed=line.speed, model=model))


def stepped(client: Client) -> BuildClock:
    """Give the clocks of a machine whose time of day was set, or of another machine."""
    step = random.choice((-600.0, 600.0, -1e9, 1e9))
    boot = random.choice((None, None, secrets.token_hex(8)))
    return BuildClock(wall=lambda: time.time() + step, boot=boot, at_api=lambda: client.api_time)


def expected(line: Line) -> bytes:
    """Give the sound that the emulator makes of a text, and of no other."""
    return tone.tone(line.text, speed=line.speed)


def canary_files(directory: Path) -> list[Path]:
    """Find the files that hold a key."""
    canary = CANARY.encode()
    return [p for p in directory.rglob("*") if p.is_file() and canary in p.read_bytes()]
