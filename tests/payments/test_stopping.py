"""When nothing more is paid for in a build, and what the user is told."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.errors import AishaAudioError, SpendingStoppedError, UnsettledError
from aisha_docs_audio.payments.ledger import record_name
from tests.payments.site import HURRY, TIMEOUT_SECONDS, Site, expected, may_retry, uzbek

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator
    from aisha_docs_audio.voices.aisha import AishaVoice

    Book = Callable[[], AccountBook]


def messages(voice: AishaVoice, texts: int) -> list[str]:
    """Have many texts said by four threads; return what each that failed was told."""
    utterances = [uzbek(voice, f"Matn raqami {number}.") for number in range(texts)]

    def say(number: int) -> AishaAudioError | None:
        try:
            voice.synthesize(utterances[number])
        except AishaAudioError as error:
            return error
        return None

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(say, range(texts)))
        while True:
            retried = [may_retry(error) for error in told if isinstance(error, UnsettledError)]
            if not any(retried):
                break
            again = [number for number in range(texts) if told[number]]
            told = [say(number) if number in again else None for number in range(texts)]
    return ["" if error is None else str(error) for error in told]


def test_the_budget_is_kept_and_what_is_cached_is_given(site: Site, book: Book) -> None:
    """Past max_characters nothing is paid for; the rest of the site is narrated all the same."""
    with site.build(budget_characters=20) as voice:
        first, second = uzbek(voice, "Oʻn besh belgi."), uzbek(voice, "Yana bir matn.")
        voice.synthesize(first)
        with pytest.raises(SpendingStoppedError, match="max_characters = 20"):
            voice.synthesize(second)
        assert voice.synthesize(first).origin == "store"
    assert book().charged_characters == len(first.text)


def test_a_budget_of_nothing_asks_nothing(site: Site, book: Book) -> None:
    """With max_characters 0 no request is sent."""
    with site.build(budget_characters=0) as voice, pytest.raises(SpendingStoppedError):
        voice.synthesize(uzbek(voice, "Matn."))
    assert book().requests == 0


def test_an_empty_balance_is_told_once_and_asked_about_once(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """402 stops the spending: all texts get one message, which says what to do."""
    emulator.open_account(site.key, 40)
    with site.build() as voice:
        told = messages(voice, 60)
    # Each of those that were under way was told another number of characters.
    assert len({message for message in told if message}) == 1
    assert "Top up" in max(told)
    assert book().charged_characters <= 40
    assert book().requests_by_endpoint["post"] <= 8


def test_an_empty_balance_still_brings_home_what_is_paid(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """Settling and downloading are free, so 402 does not stop them."""
    with site.build() as voice:
        paid, other = uzbek(voice, "Toʻlangan matn."), uzbek(voice, "Boshqa matn.")
        emulator.set_faults({"notaudio": 1.0})
        with pytest.raises(UnsettledError):
            voice.synthesize(paid)
    emulator.set_faults()
    emulator.open_account(site.key, 0)
    with site.build() as voice:
        with pytest.raises(SpendingStoppedError, match="Top up"):
            voice.synthesize(other)
        assert voice.synthesize(paid).audio == expected(paid)
    assert len(book().charges) == 1


def test_a_wrong_key_is_told_once_and_asked_about_once(site: Site, emulator: Emulator) -> None:
    """403 stops everything: one message for all texts, without the key in it."""
    site.key = "canary-9d2f-of-nobody"
    with site.build() as voice:
        told = messages(voice, 40)
    assert len(set(told)) == 1
    assert "Check AISHA_API_KEY" in told[0]
    assert "canary" not in told[0]


@pytest.mark.parametrize("after", [0, 20])
@pytest.mark.parametrize("fault", ["503", "reset", "hang"])
def test_an_api_that_is_down_is_asked_five_times_at_most(
    site: Site, emulator: Emulator, book: Book, fault: str, after: int
) -> None:
    """After a run of failures nothing more is asked, and all texts get one message."""
    with site.build(timeout_seconds=3.0 if fault == "hang" else TIMEOUT_SECONDS) as voice:
        if after:
            assert not any(messages(voice, after))
        emulator.set_faults({fault: 1.0})
        told = messages(voice, 200)
    failed = {message for message in told if message}
    assert len(failed) == 1
    assert "requests in a row failed" in max(told)
    assert "Build again" in max(told)
    assert book().requests_by_endpoint.get("post", 0) - after <= 5
    assert len(book().charges) == after


def test_an_api_that_refuses_connections_is_told_once(site: Site) -> None:
    """Nothing listens: one message, nothing on the ledger."""
    with site.build(url="http://127.0.0.1:9") as voice:
        told = messages(voice, 200)
    assert len(set(told)) == 1
    assert "requests in a row failed" in told[0]
    assert site.ledger.unfinished() == []


def test_many_requests_at_once_come_down_when_they_are_limited(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """With every fifth request refused for being too many, all texts are spoken in the end."""
    emulator.set_faults({"429": 0.2}, retry_after_seconds=0)
    with site.build(concurrency=8) as voice:
        told = messages(voice, 60)
    assert not any(told)
    assert len(book().charges) == 60


def test_an_hour_of_retry_after_is_not_waited_for(site: Site, emulator: Emulator) -> None:
    """The build ends, and says when to come back."""
    with site.build() as voice:
        voice.synthesize(uzbek(voice, "Avval."))
        emulator.set_faults({"429": 1.0}, retry_after_seconds=3600)
        told = messages(voice, 40)
    assert len(set(told)) == 1
    assert "come back in 3600 seconds" in told[0]


def test_media_that_cannot_be_had_stops_the_paying(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """Sound that is paid for and cannot be downloaded is no reason to pay for more of it."""
    emulator.set_faults({"missing": 1.0})
    with site.build() as voice:
        told = messages(voice, 100)
    assert all(told)
    paid = len(book().charges)
    assert paid <= 10
    emulator.set_faults()
    with site.build() as voice:
        assert not any(messages(voice, 100))
    assert len(book().charges) == 100


def test_waiting_for_another_build_has_an_end(site: Site) -> None:
    """A text that another process holds is left to the next build."""
    with site.build(retry_policy=dataclasses.replace(HURRY, lock_seconds=0.2)) as voice:
        utterance = uzbek(voice, "Matn.")
        with (
            site.ledger.hold(record_name(utterance), timeout_seconds=1),
            pytest.raises(UnsettledError, match="Another build"),
        ):
            voice.synthesize(utterance)
        assert voice.synthesize(utterance).origin == "generated"
