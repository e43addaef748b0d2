"""Sound that never becomes usable costs a few payments once, and no later build its new texts."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.errors import SpendingStoppedError, UnsettledError
from aisha_docs_audio.payments.maintenance.retry import forget_refusals, refusals
from tests.payments.scripted_api import scripted_api
from tests.payments.site import HURRY, Site, uzbek

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator

    Book = Callable[[], AccountBook]

POST = "/api/v1/tts/post/"
BROKEN = [f"Buzuq matn {number}." for number in range(5)]


@pytest.mark.parametrize("fault", ["notaudio", "stub", "codec", "missing"])
def test_64_threads_buy_no_more_of_what_is_no_sound_than_a_few(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """How many may be bought at once grows with sounds that were decoded, not with answers."""
    emulator.set_faults({fault: 1.0})
    with (
        site.build(concurrency=64, retry_policy=HURRY) as voice,
        ThreadPoolExecutor(64) as pool,
    ):

        def ask(number: int) -> None:
            with pytest.raises((UnsettledError, SpendingStoppedError)):
                voice.synthesize(uzbek(voice, f"Matn raqami {number}."))

        list(pool.map(ask, range(100)))
    assert len(book().charges) <= 8


def test_sound_that_is_broken_for_good_starves_no_build_and_has_a_way_out(tmp_path: Path) -> None:
    """It stops the first build, no later one; `cache retry` lets it be paid for anew."""
    with scripted_api() as api:
        api.post = lambda: (201, {"audio_path": f"/media/{api.asked[POST]}.wav"})
        api.sounds = {f"{number}.wav": b"this is no sound" for number in range(1, 6)}
        site = Site(tmp_path, api.url, "key-of-a-test")
        with site.build() as voice:
            for text in BROKEN[:4]:
                with pytest.raises(UnsettledError, match="cache retry"):
                    voice.synthesize(uzbek(voice, text))
            with pytest.raises(SpendingStoppedError):
                voice.synthesize(uzbek(voice, BROKEN[4]))
            with pytest.raises(SpendingStoppedError, match="5 requests in a row failed"):
                voice.synthesize(uzbek(voice, "Yangi matn."))
        assert len(refusals(site.ledger).requests) == 5
        for number in range(2):
            downloads = sum(count for path, count in api.asked.items() if "/media/" in path)
            with site.build() as voice:
                voice.prepare()
                for text in BROKEN:
                    with pytest.raises(UnsettledError):
                        voice.synthesize(uzbek(voice, text))
                sound = voice.synthesize(uzbek(voice, f"Yangi matn {number}."))
                assert sound.origin == "generated"
            # Once for nobody, once for its page, and the new one.
            asked = sum(count for path, count in api.asked.items() if "/media/" in path)
            assert asked - downloads == 11
        forgotten = forget_refusals(site.ledger).requests
        assert [request.is_unusable for request in forgotten] == [True] * 5
        with site.build() as voice:
            # One is mended meanwhile: it is not paid for again.
            api.sounds["1.wav"] = tone("1.wav")
            for text in BROKEN:
                origin = "recovered" if text == BROKEN[0] else "generated"
                assert voice.synthesize(uzbek(voice, text)).origin == origin
        assert api.asked[POST] == 5 + 2 + 4
        assert len([said for said in site.said if "paid for again, as you asked" in said]) == 4
        assert refusals(site.ledger).requests == ()


def test_left_over_sound_that_hangs_costs_a_share_of_the_time(tmp_path: Path) -> None:
    """Nobody waits for it: the pages of this build go before it."""
    policy = dataclasses.replace(
        HURRY, build_seconds=20.0, left_over_seconds=0.5, least_request_seconds=0.1, downloads=1
    )
    with scripted_api() as api:
        api.post = lambda: (201, {"audio_path": f"/media/{api.asked[POST]}.wav"})
        api.sounds = {f"{number}.wav": b"this is no sound" for number in range(1, 4)}
        site = Site(tmp_path, api.url, "key-of-a-test")
        with site.build(retry_policy=policy) as voice:
            for text in BROKEN[:3]:
                with pytest.raises(UnsettledError):
                    voice.synthesize(uzbek(voice, text))
        api.hanging = {f"{number}.wav" for number in range(1, 4)}
        with site.build(retry_policy=policy, timeout_seconds=15.0) as voice:
            voice.prepare()
            assert voice.synthesize(uzbek(voice, "Yangi matn.")).origin == "generated"
            assert site.context.throttle.seconds_left > 10.0
        api.hanging = set()
