"""An API that never finishes: one end for all waiting, care in the next build, ends at a stop."""

from __future__ import annotations

import dataclasses
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from aisha_docs_audio.errors import (
    RefusedTextError,
    SpendingStoppedError,
    UnsettledError,
    VoiceError,
)
from aisha_docs_audio.payments.ledger import record_name
from tests.payments.scripted_api import ScriptedApi, scripted_api
from tests.payments.site import HURRY, Site, may_retry, uzbek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator
    from aisha_docs_audio.payments.retry_policy import RetryPolicy
    from aisha_docs_audio.voices.aisha import AishaVoice

    Book = Callable[[], AccountBook]

POST = "/api/v1/tts/post/"
WEBHOOK = "https://example.test/hook"
LITTLE = dataclasses.replace(
    HURRY,
    build_seconds=2.0,
    after_outage_seconds=1.0,
    least_request_seconds=0.1,
    failures_in_a_row=1000,
    settling_seconds=1000.0,
)
"""So little time that a test can wait for its end, and nothing else that would stop a build."""


@pytest.fixture
def api() -> Iterator[ScriptedApi]:
    """Run an API that each test makes hang in its own way."""
    with scripted_api() as running:
        yield running


@pytest.fixture
def quiet(tmp_path: Path, api: ScriptedApi) -> Site:
    """Give a site with an empty cache at the API that hangs."""
    return Site(tmp_path, api.url, "key-of-a-test")


def exhaust(voice: AishaVoice, texts: int = 40) -> str:
    """Ask for texts until all are told the one reason why there is nothing more; give it."""
    told: set[str] = set()
    for number in range(texts):
        with pytest.raises(VoiceError) as caught:
            voice.synthesize(uzbek(voice, f"Matn {number}."))
        if isinstance(caught.value, SpendingStoppedError):
            told.add(str(caught.value))
    assert len(told) == 1
    return told.pop()


def hang(seconds: float = 30.0) -> tuple[int, dict[str, Any]]:
    """Answer when nobody waits any more."""
    time.sleep(seconds)
    return 504, {}


@pytest.mark.parametrize("way", ["post", "history", "pending"])
def test_all_waiting_has_one_end_and_the_next_build_is_careful(
    quiet: Site, api: ScriptedApi, way: str
) -> None:
    """The first build stops when its time is over; the next one asks once and has less time."""
    release = threading.Event()

    def hanging(*_: object) -> tuple[int, dict[str, Any]]:
        release.wait(30)
        return 504, {}

    options: dict[str, Any] = {}
    if way == "post":
        api.post = hanging
    elif way == "history":
        api.history = lambda *_: hanging()[1]
    else:
        options["webhook_url"] = WEBHOOK
        api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
        api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "PENDING"})
    try:
        for build in range(2):
            asked = api.asked.total()
            with quiet.build(retry_policy=LITTLE, timeout_seconds=1.5, **options) as voice:
                assert "kept this build waiting" in exhaust(voice)
            assert (quiet.directory / "ledger" / "outage").exists()
            if build and way != "pending":
                assert api.asked.total() - asked <= 3
    finally:
        release.set()
    if way == "post":
        return  # what hung may have been charged, so nothing is asked before that can be told
    api.history = api.page
    if way == "pending":
        api.status = lambda number: (
            200,
            {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
        )
    else:
        api.post = lambda: (201, {"audio_path": "/media/8.wav"})
    with quiet.build(retry_policy=LITTLE, **options) as voice:
        voice.synthesize(uzbek(voice, "Matn 0."))
    assert not (quiet.directory / "ledger" / "outage").exists()


def in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[BaseException]]:
    """Do something in a thread that collects what it raises."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - looked at by the test
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


LONG = dataclasses.replace(
    HURRY, queue_seconds=500.0, build_seconds=500.0, lock_seconds=500.0, settling_seconds=70.0
)


def wait_until(voice: AishaVoice) -> None:
    """Wait until the voice says that it waits."""
    for _ in range(1000):
        if voice.waiting:
            return
        time.sleep(0.01)
    raise AssertionError("it never waited")


@pytest.mark.parametrize("way", ["queue", "retry-after"])
def test_every_wait_is_told_and_ends_when_the_build_is_stopped(
    quiet: Site, api: ScriptedApi, way: str, emulator: Emulator
) -> None:
    """Ctrl+C stops the spending: whoever waits stops waiting, and nothing more is sent."""
    del emulator
    api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "PENDING"})
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    retry_policy: RetryPolicy = dataclasses.replace(
        LONG, longest_poll_seconds=60.0, poll_seconds=60.0
    )
    with quiet.build(retry_policy=retry_policy, webhook_url=WEBHOOK) as voice:
        utterance = uzbek(voice, "Matn.")
        work: Callable[[], object] = lambda: voice.synthesize(utterance)  # noqa: E731
        if way == "retry-after":
            api.post = lambda: (429, {})
            api.headers = {"Retry-After": "50"}
        thread, raised = in_thread(work)
        wait_until(voice)
        assert "s at most" in str(voice.waiting)
        asked = api.asked.total()
        voice.stop()
        thread.join(30)
        assert not thread.is_alive()
        assert api.asked.total() == asked
        assert voice.waiting is None
        assert all(isinstance(error, VoiceError) for error in raised)
        with pytest.raises(SpendingStoppedError, match="interrupted"):
            voice.synthesize(utterance)
        assert api.asked.total() == asked


def test_waiting_for_a_lock_ends_when_the_build_is_stopped(quiet: Site) -> None:
    """Another thread or process may hold a text for minutes."""
    with quiet.build(retry_policy=LONG) as voice:
        utterance = uzbek(voice, "Matn.")
        with quiet.ledger.hold(record_name(utterance), timeout_seconds=1):
            thread, raised = in_thread(lambda: voice.synthesize(utterance))
            time.sleep(0.1)
            voice.stop()
            thread.join(30)
            assert not thread.is_alive()
        assert isinstance(raised[0], SpendingStoppedError)


@pytest.mark.parametrize("count", [5, 12])
def test_being_told_to_wait_at_the_start_of_a_build_does_not_end_it(
    site: Site, emulator: Emulator, book: Book, count: int
) -> None:
    """429 is no failure, whatever is asked for: the pause is waited out, and all texts spoken."""
    emulator.set_faults({"429": 1.0}, count=count, retry_after_seconds=0)
    with site.build() as voice:
        for number in range(3):
            voice.synthesize(uzbek(voice, f"Matn {number}."))
    assert emulator.faults_thrown() == count
    assert len(book().charges) == 3


@pytest.mark.parametrize("what", ["history", "media", "status", "post"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed_for_every_kind_of_request(
    quiet: Site, api: ScriptedApi, what: str, status: int
) -> None:
    """Nothing of that kind is asked again before the seconds that the API asked for are over."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: (
        200,
        {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
    )
    api.busy = {what: status}
    api.headers = {"Retry-After": "1"}
    retry_policy = dataclasses.replace(HURRY, settling_seconds=0.0, queue_settling_seconds=0.0)
    with quiet.build(retry_policy=retry_policy, webhook_url=WEBHOOK) as voice:
        utterance = uzbek(voice, "Matn.")
        while True:
            try:
                voice.synthesize(utterance)
                break
            except UnsettledError as error:
                if not may_retry(error):
                    raise
    first, second = api.times[what][:2]
    assert second - first >= 1.0


def test_a_refusal_holds_until_the_webhook_changes_too(quiet: Site, api: ScriptedApi) -> None:
    """It is sent with the text and stands in no key: with another one the text is asked again."""
    api.post = lambda: (400, {"detail": "webhook_notification_url: not a URL"})
    for webhook, posts in ((WEBHOOK, 1), (WEBHOOK, 1), (None, 2), ("https://example.org/x", 3)):
        with quiet.build(webhook_url=webhook) as voice, pytest.raises(RefusedTextError):
            voice.synthesize(uzbek(voice, "Matn."))
        assert api.asked[POST] == posts


def test_an_outage_that_cannot_be_remembered_or_read_stops_nothing(
    quiet: Site, api: ScriptedApi
) -> None:
    """A folder in its place is as good as a file; what cannot be written is not remembered."""
    (quiet.directory / "ledger" / "outage").mkdir(parents=True)
    api.post = lambda: (201, {"audio_path": "/media/8.wav"})
    with quiet.build() as voice:
        assert voice.synthesize(uzbek(voice, "Matn.")).origin == "generated"


def test_an_api_that_answers_after_each_pause_is_slow_and_not_down(
    quiet: Site, api: ScriptedApi
) -> None:
    """Pauses that it asks for count as lost only until it answers: the whole site is spoken."""
    api.headers = {"Retry-After": "1"}

    def post() -> tuple[int, dict[str, Any]]:
        api.busy["post"] = 429
        return 201, {"audio_path": f"/media/{api.asked[POST]}.wav"}

    api.post = post
    with quiet.build(retry_policy=LITTLE) as voice:
        for number in range(4):
            assert voice.synthesize(uzbek(voice, f"Matn {number}.")).origin == "generated"
    assert not (quiet.directory / "ledger" / "outage").exists()


def test_an_api_that_asks_for_pause_after_pause_ends_a_build_too(
    quiet: Site, api: ScriptedApi
) -> None:
    """What it answers meanwhile is kept; the rest of a large site is left to the next build."""
    api.headers = {"Retry-After": "1"}

    def post() -> tuple[int, dict[str, object]]:
        api.busy["post"] = 429
        return 201, {"audio_path": f"/media/{api.asked[POST]}.wav"}

    api.post = post
    bounded = dataclasses.replace(LITTLE, build_seconds=4.0, forgiven_pauses_seconds=1.0)
    spoken, ends = 0, set()
    with quiet.build(retry_policy=bounded) as voice:
        for number in range(40):
            try:
                spoken += voice.synthesize(uzbek(voice, f"Matn {number}.")).origin == "generated"
            except SpendingStoppedError as error:
                ends.add(str(error))
    assert 1 < spoken < 10
    assert len(ends) == 1
    assert "waiting" in ends.pop()
