"""What goes wrong on the way costs nothing twice: every fault of the emulator, one by one."""

from __future__ import annotations

import dataclasses
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.errors import (
    RefusedTextError,
    SpendingStoppedError,
    TransportError,
    UnsettledError,
)
from aisha_docs_audio.payments.maintenance.retry import forget_refusals
from aisha_docs_audio.payments.recovery import Recovery
from tests.payments.site import (
    HURRY,
    NEVER_SETTLED,
    TIMEOUT_SECONDS,
    Site,
    ask_again,
    expected,
    may_retry,
    uzbek,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator

    Book = Callable[[], AccountBook]

FIRST = "Avval boshqa matn."
"""Said first where the fault must befall the request and not the reading before it."""

TEXT = "Assalomu alaykum, bu sinov matni."


def wait_for_charge(book: Book) -> None:
    """Wait until the account was charged for something."""
    while not book().charges:
        time.sleep(0.02)


def test_pays_once_and_then_asks_nobody(site: Site, book: Book) -> None:
    """The first build pays, the second finds the sound on disk and sends no request at all."""
    with site.build() as voice:
        utterance = uzbek(voice, TEXT)
        assert voice.lookup(utterance) is None
        sound = voice.synthesize(utterance)
        assert (sound.origin, sound.paid_characters) == ("generated", len(TEXT))
        assert sound.audio == expected(utterance)
        assert voice.spent_characters == len(TEXT)
    asked = book().requests
    with site.build() as voice:
        sound = voice.synthesize(utterance)
        assert (sound.origin, sound.paid_characters) == ("store", 0)
        assert sound.audio == expected(utterance)
        assert voice.spent_characters == 0
    assert book().requests == asked
    assert book().charged_characters == len(TEXT)
    assert site.ledger.unfinished() == []
    assert site.said == []


def test_threads_that_want_the_same_text_pay_for_it_once(site: Site, book: Book) -> None:
    """One of them pays, the others wait for it."""
    with site.build() as voice, ThreadPoolExecutor(8) as pool:
        utterance = uzbek(voice, TEXT)
        sounds = list(pool.map(voice.synthesize, [utterance] * 16))
    assert {sound.audio for sound in sounds} == {expected(utterance)}
    assert [sound.origin for sound in sounds].count("generated") == 1
    assert len(book().charges) == 1


@pytest.mark.parametrize("fault", ["lost", "503-charged", "504", "reset-charged"])
def test_a_charged_request_without_an_answer_is_found_in_the_history(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """The same build finds what it paid for, though it was told that the request failed."""
    emulator.set_faults({fault: 1.0}, count=1)
    with site.build() as voice:
        utterance = uzbek(voice, TEXT)
        sound = voice.synthesize(utterance)
    assert emulator.faults_thrown() == 1
    assert (sound.origin, sound.paid_characters) == ("generated", len(TEXT))
    assert sound.audio == expected(utterance)
    assert book().charged_characters == len(TEXT)
    assert book().requests_by_endpoint["post"] == 1


@pytest.mark.parametrize("fault", ["503", "reset", "hang"])
def test_an_uncharged_request_is_repeated_only_when_that_is_certain(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """It stays without sound until the settling time is over, and is then asked for again."""
    with site.build(timeout_seconds=3.0 if fault == "hang" else TIMEOUT_SECONDS) as voice:
        voice.synthesize(uzbek(voice, FIRST))
        emulator.set_faults({fault: 1.0}, count=1)
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="build again") as raised:
            voice.synthesize(utterance)
        assert book().requests_by_endpoint["post"] == 2
        sound = ask_again(voice, utterance, raised.value)
        assert sound.audio == expected(utterance)
        assert voice.spent_characters == len(FIRST) + len(TEXT)
    assert book().requests_by_endpoint["post"] == 3
    assert book().charged_characters == len(FIRST) + len(TEXT)


def test_a_charge_that_comes_late_is_waited_for(site: Site, emulator: Emulator, book: Book) -> None:
    """What is charged after the connection broke, but within the settling time, is found."""
    emulator.set_faults({"late": 1.0}, count=1, late_seconds=0.4)
    patient = dataclasses.replace(HURRY, settling_seconds=30.0, rounds_seconds=(0.1, 1.0))
    with site.build(retry_policy=patient) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError) as raised:
            voice.synthesize(utterance)
        sound = ask_again(voice, utterance, raised.value)
    assert sound is not None
    assert sound.audio == expected(utterance)
    assert len(book().charges) == 1
    assert book().requests_by_endpoint["post"] == 1


def test_the_next_build_settles_what_the_last_one_could_not(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """A build that ends too early leaves the request on the ledger, and the next one takes it."""
    emulator.set_faults({"late": 1.0}, count=1, late_seconds=0.5)
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
        assert site.ledger.unfinished() != []
    wait_for_charge(book)
    with site.build() as voice:
        sound = voice.synthesize(utterance)
    assert (sound.origin, sound.paid_characters) == ("recovered", 0)
    assert sound.audio == expected(utterance)
    assert len(book().charges) == 1
    assert site.ledger.unfinished() == []


def test_what_no_page_has_any_more_is_still_brought_home(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """Paid sound is not lost because its page was edited between two builds."""
    emulator.set_faults({"late": 1.0}, count=1, late_seconds=0.5)
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
    wait_for_charge(book)
    with site.build() as voice:
        assert voice.prepare() == Recovery(fetched=1, waiting=0)
        found = voice.lookup(utterance)
        assert found is not None
        assert found.audio == expected(utterance)
        assert voice.prepare() == Recovery(fetched=0, waiting=0)
    assert len(book().charges) == 1


def test_what_is_left_over_and_cannot_be_told_yet_is_left_alone(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """Settling what is left over never pays, and never gives up what may still be charged."""
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        voice.synthesize(uzbek(voice, FIRST))
        emulator.set_faults({"503": 1.0}, count=1)
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
        assert voice.prepare() == Recovery(fetched=0, waiting=1)
    assert site.request(utterance) is not None
    assert book().requests_by_endpoint["post"] == 2


def test_being_limited_is_waited_out(site: Site, emulator: Emulator, book: Book) -> None:
    """429 is free: after the pause that it asks for the text is asked for again."""
    with site.build() as voice:
        voice.synthesize(uzbek(voice, FIRST))
        emulator.set_faults({"429": 1.0}, count=2, retry_after_seconds=0)
        utterance = uzbek(voice, TEXT)
        assert voice.synthesize(utterance).audio == expected(utterance)
    assert emulator.faults_thrown() == 2
    assert book().requests_by_endpoint["post"] == 4
    assert book().charged_characters == len(FIRST) + len(TEXT)


def test_an_api_that_is_not_there_is_not_paid(site: Site, emulator: Emulator) -> None:
    """A refused connection leaves nothing to settle."""
    with site.build(url="http://127.0.0.1:9") as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises((TransportError, SpendingStoppedError)):
            voice.synthesize(utterance)
    assert site.ledger.unfinished() == []
    assert site.request(utterance) is None


def test_refused_texts_do_not_starve_the_others(site: Site, book: Book) -> None:
    """Fourteen texts that the API refuses are asked for once, for nothing, and told by text."""
    for _ in range(2):
        with site.build() as voice:
            refused = [uzbek(voice, f"Rad etilgan {n}-matn.", model="Nobody") for n in range(14)]
            for utterance in refused:
                with pytest.raises(RefusedTextError, match="Rad etilgan") as caught:
                    voice.synthesize(utterance)
                assert "model" in caught.value.reason
                assert "cache retry" in str(caught.value)
            voice.synthesize(uzbek(voice, "Yana bir matn."))
            assert voice.spent_characters in {0, len("Yana bir matn.")}
    assert book().requests_by_endpoint["post"] == 15
    assert book().charged_characters == len("Yana bir matn.")
    assert site.ledger.unfinished() == []
    with site.build() as voice:
        # Another parameter is another request.
        assert voice.synthesize(uzbek(voice, "Rad etilgan 0-matn.")).origin == "generated"
    assert len(forget_refusals(site.ledger).requests) == 14
    with site.build() as voice, pytest.raises(RefusedTextError):
        voice.synthesize(refused[0])
    assert book().requests_by_endpoint["post"] == 17


@pytest.mark.parametrize("fault", ["truncated", "notaudio", "missing"])
def test_sound_that_comes_broken_is_fetched_again(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """A download is repeated until it is whole; nothing is paid for again."""
    emulator.set_faults({fault: 1.0}, count=2)
    with site.build() as voice:
        utterance = uzbek(voice, TEXT)
        assert voice.synthesize(utterance).audio == expected(utterance)
    assert emulator.faults_thrown() == 2
    assert len(book().charges) == 1
    assert book().requests_by_endpoint["post"] == 1


def test_sound_that_cannot_be_fetched_now_is_fetched_by_the_next_build(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """What is paid for waits at the API."""
    emulator.set_faults({"notaudio": 1.0})
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="without paying again"):
            voice.synthesize(utterance)
    emulator.set_faults()
    with site.build() as voice:
        sound = voice.synthesize(utterance)
    assert (sound.origin, sound.paid_characters) == ("recovered", 0)
    assert sound.audio == expected(utterance)
    assert len(book().charges) == 1


def test_siblings_that_lose_their_answers_get_each_their_own_sound(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """The history shows no speed; the same text at four speeds is still told apart."""
    emulator.set_faults({"lost": 1.0}, count=4)
    with site.build() as voice, ThreadPoolExecutor(4) as pool:
        utterances = [uzbek(voice, TEXT, speed=speed) for speed in (0.5, 1.0, 1.5, 2.0)]
        sounds = list(pool.map(voice.synthesize, utterances))
    assert [sound.audio for sound in sounds] == [expected(utterance) for utterance in utterances]
    assert len({sound.audio for sound in sounds}) == 4
    assert len(book().charges) == 4


def test_a_sibling_in_the_open_blocks_and_a_safe_one_does_not(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """Only while nobody knows which row is whose does the same text at another speed wait."""
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        safe, lost, waiting = (uzbek(voice, TEXT, speed=speed) for speed in (1.0, 1.5, 2.0))
        voice.synthesize(safe)
        emulator.set_faults({"late": 1.0}, count=1, late_seconds=0.5)
        with pytest.raises(UnsettledError):
            voice.synthesize(lost)
        with pytest.raises(UnsettledError):
            voice.synthesize(waiting)
        assert book().requests_by_endpoint["post"] == 2
        assert voice.synthesize(safe).origin == "store"
    with site.build() as voice:
        emulator.set_faults({"notaudio": 1.0})
        while True:
            with pytest.raises(UnsettledError) as raised:
                voice.synthesize(lost)
            if "without paying again" in str(raised.value):
                break  # paid for now, and not fetched: its row is known, so it blocks nobody
            assert may_retry(raised.value)
        emulator.set_faults()
        assert voice.synthesize(waiting).audio == expected(waiting)
    assert len(book().charges) == 3


def test_sound_of_another_origin_is_left_to_builds_of_that_origin(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """What was asked of the real API is not looked for at an emulator, and not given up there."""
    emulator.set_faults({"lost": 1.0}, count=1)
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        foreign = uzbek(voice, TEXT)
        voice.synthesize(foreign)
    (name,) = site.ledger.names()
    record = site.ledger.read(name)
    (asked,) = record.requests
    elsewhere = dataclasses.replace(foreign, engine="aisha")
    unsure = dataclasses.replace(asked, utterance=elsewhere, state="unsure")
    with_state = dataclasses.replace(record, requests=(unsure,))
    site.ledger.write(with_state)
    before = book().requests
    with site.build() as voice:
        assert voice.prepare() == Recovery(fetched=0, waiting=0)
    assert book().requests == before
    assert site.ledger.unfinished() == [name]
