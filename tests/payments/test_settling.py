"""What the history says about a request, and when it says nothing: faults that once cost money."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.errors import SpendingStoppedError, UnsettledError, VoiceError
from aisha_docs_audio.payments.ledger import record_name
from tests.payments.scripted_api import ScriptedApi, row, scripted_api
from tests.payments.site import HURRY, NEVER_SETTLED, Site, uzbek

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aisha_docs_audio.model import Speech

TEXT = "Assalomu alaykum."
POST = "/api/v1/tts/post/"


@pytest.fixture
def api() -> Iterator[ScriptedApi]:
    """Run an API whose history holds one old row with the text that the tests ask for."""
    with scripted_api() as running:
        running.rows = [row(7, TEXT)]
        yield running


@pytest.fixture
def site(tmp_path: Path, api: ScriptedApi) -> Site:
    """Give a site with an empty cache."""
    return Site(tmp_path, api.url, "key-of-a-test")


def lose(site: Site, text: str = TEXT, **settings: object) -> Speech:
    """Ask for a text in a build that ends without knowing what became of it."""
    with site.build(patience=NEVER_SETTLED) as voice:
        speech = uzbek(voice, text, **settings)
        with pytest.raises(UnsettledError):
            voice.say(speech)
    return speech


def age(site: Site, speech: Speech) -> None:
    """Move what the ledger has of a speech an hour back in time."""
    record = site.ledger.read(record_name(speech))
    request = record.request(speech.key)
    older = request.moved(request.state, since=request.since - 3600.0)
    site.ledger.write(record.with_request(older))


def test_an_older_row_with_the_same_text_is_not_taken(site: Site, api: ScriptedApi) -> None:
    """What was charged before the request belongs to something else."""
    speech = lose(site)
    with site.build(patience=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.say(speech)
    api.rows.insert(0, row(8, TEXT))
    with site.build(patience=NEVER_SETTLED) as voice:
        assert voice.say(speech).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_of_two_new_rows_the_older_one_is_taken(site: Site, api: ScriptedApi) -> None:
    """The second one can only be of something that was asked for later, elsewhere."""
    speech = lose(site)
    api.rows[:0] = [row(9, TEXT), row(8, TEXT)]
    with site.build() as voice:
        assert voice.say(speech).audio == tone("8.wav")


@pytest.mark.parametrize(
    "changes",
    [{"model": "Jaxongir"}, {"mood": "Sad"}, {"transcript": "Assalomu."}],
)
def test_a_row_that_says_something_else_is_not_taken(
    site: Site, api: ScriptedApi, changes: dict[str, object]
) -> None:
    """Text, model and mood all have to be those that were sent."""
    speech = lose(site)
    api.rows.insert(0, row(8, TEXT) | changes)
    with site.build(patience=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.say(speech)


@pytest.mark.parametrize(
    "changes",
    [
        {"transcript": "Birinchi qator: oʻzbek tili.\r\nIkkinchi qator. "},
        {"transcript": "Birinchi qator: o'zbek tili. Ikkinchi qator."},
        {"model": None, "mood": ""},
        {"model": "gulnoza"},
    ],
)
def test_what_the_server_tidied_up_does_not_hide_a_row(
    site: Site, api: ScriptedApi, changes: dict[str, object]
) -> None:
    """Line breaks, the kind of an apostrophe, or a model that is not shown: it is the same text."""
    text = "Birinchi qator: oʻzbek tili.\nIkkinchi qator."
    speech = lose(site, text)
    api.rows.insert(0, row(8, text) | changes)
    with site.build() as voice:
        assert voice.say(speech).audio == tone("8.wav")


def test_a_row_that_is_a_siblings_sound_is_not_taken(site: Site, api: ScriptedApi) -> None:
    """A sibling was answered with a path; its row shows up late, and is known by its file."""
    api.post = lambda: (201, {"audio_path": "https://cdn.example.test/old/8.wav?signature=1"})
    with site.build(patience=dataclasses.replace(NEVER_SETTLED, downloads=1)) as voice:
        sibling = uzbek(voice, TEXT, speed=2.0)
        with pytest.raises(VoiceError):
            voice.say(sibling)
    assert site.request(sibling).state == "paid"
    api.post = lambda: (504, {})
    speech = lose(site)
    api.rows.insert(0, row(8, TEXT))
    with site.build(patience=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.say(speech)
    api.rows.insert(0, row(9, TEXT))
    with site.build(patience=NEVER_SETTLED) as voice:
        assert voice.say(speech).audio == tone("9.wav")


def test_a_sibling_of_the_same_build_is_told_apart_by_the_floor(
    site: Site, api: ScriptedApi
) -> None:
    """Its row may show another address than its answer did, so the floor is read anew after it."""
    api.post = lambda: (201, {"audio_path": "/media/answered.wav"})
    with site.build(patience=NEVER_SETTLED) as voice:
        voice.say(uzbek(voice, TEXT, speed=2.0))
        api.rows.insert(0, row(8, TEXT))
        api.post = lambda: (504, {})
        speech = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.say(speech)
    assert site.request(speech).floor == 8


def test_a_request_is_on_the_ledger_before_it_is_sent(site: Site, api: ScriptedApi) -> None:
    """When it arrives, a kill could no longer hide it; and it counts until its deadline."""
    seen: list[tuple[str, float]] = []

    def post() -> tuple[int, dict[str, object]]:
        (name,) = site.ledger.unfinished()
        (request,) = site.ledger.read(name).requests
        seen.append((request.state, request.since - time.time()))
        return 201, {"audio_path": "/media/8.wav"}

    api.post = post
    with site.build(timeout_seconds=30.0) as voice:
        voice.say(uzbek(voice, TEXT))
    ((state, left_seconds),) = seen
    assert state == "asked"
    assert 0 < left_seconds <= 30.0


def test_half_a_history_says_nothing(site: Site, api: ScriptedApi) -> None:
    """Regression: a history read in part was taken for “not there”, and the text paid for again."""
    speech = lose(site)
    api.rows[:0] = [row(number, f"Matn {number}.") for number in range(400, 8, -1)]
    api.rows.insert(-1, row(8, TEXT))

    def cut_short(number: int, limit: int) -> dict[str, object]:
        page = api.page(number, limit)
        return page if number == 1 else page | {"results": []}

    api.history = cut_short
    age(site, speech)
    with site.build() as voice, pytest.raises(UnsettledError, match="read to its end"):
        voice.say(speech)
    assert api.asked[POST] == 1
    api.history = api.page
    with site.build() as voice:
        assert voice.say(speech).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_a_history_that_shrinks_while_it_is_read_says_nothing(site: Site, api: ScriptedApi) -> None:
    """Rows move to earlier pages, and one may be missed."""
    speech = lose(site)
    api.rows[:0] = [row(number, f"Matn {number}.") for number in range(400, 8, -1)]

    def shrinking(number: int, limit: int) -> dict[str, object]:
        page = api.page(number, limit)
        if limit == 100:
            del api.rows[0]
        return page

    api.history = shrinking
    age(site, speech)
    with site.build() as voice, pytest.raises(UnsettledError, match="shrank"):
        voice.say(speech)
    assert api.asked[POST] == 1


@pytest.mark.parametrize("order", ["oldest first", "shuffled"])
def test_an_unsorted_history_is_read_whole(site: Site, api: ScriptedApi, order: str) -> None:
    """In another order than newest first the row may be on any page."""
    others = [row(number, f"Matn {number}.") for number in range(9, 350)]
    api.rows += others[:200]
    if order == "shuffled":
        api.rows = api.rows[1::2] + api.rows[::2]
    speech = lose(site)
    assert site.request(speech).floor == 208
    api.rows[150:150] = [row(400, TEXT)]
    api.rows += others[200:]
    with site.build() as voice:
        assert voice.say(speech).audio == tone("400.wav")
    assert api.asked[POST] == 1


def test_rows_that_come_while_the_history_is_read_do_not_hide_others(
    site: Site, api: ScriptedApi
) -> None:
    """New rows push the others to later pages: they are seen twice, and none is missed."""
    speech = lose(site)
    api.rows[:0] = [row(number, f"Matn {number}.") for number in range(400, 8, -1)]
    api.rows.insert(-1, row(8, TEXT))

    def growing(number: int, limit: int) -> dict[str, object]:
        page = api.page(number, limit)
        api.rows[:0] = [row(1000 + len(api.rows), "Yangi.")]
        return page

    api.history = growing
    with site.build() as voice:
        assert voice.say(speech).audio == tone("8.wav")


def test_the_settling_time_is_over_before_the_reading_begins(site: Site, api: ScriptedApi) -> None:
    """Regression: the time was measured after the history was read.

    A reading that began before the settling time was over, and ended after it, does not show what
    was charged meanwhile.
    """
    speech = lose(site)
    settling = dataclasses.replace(HURRY, settling_seconds=0.5)
    answered: list[float] = []

    def slow(number: int, limit: int) -> dict[str, object]:
        page = api.page(number, limit)  # as it was when it was asked for
        if not answered:
            time.sleep(0.7)
            api.rows.insert(0, row(8, TEXT))
        answered.append(time.time())
        return page

    api.history = slow
    request = site.request(speech)
    record = site.ledger.read(site.ledger.unfinished()[0])
    site.ledger.write(record.with_request(request.moved("unsure", since=time.time())))
    with site.build(patience=settling) as voice:
        assert voice.say(speech).audio == tone("8.wav")
    assert len(answered) == 2
    assert api.asked[POST] == 1


def test_a_crashed_request_may_have_been_sent_until_its_deadline(
    site: Site, api: ScriptedApi
) -> None:
    """What a killed process was about to send counts from when the client would have given up."""
    speech = lose(site)
    record = site.ledger.read(site.ledger.unfinished()[0])
    asked = site.request(speech).moved("asked", since=time.time() + 1.5)
    site.ledger.write(record.with_request(asked))
    with site.build(patience=dataclasses.replace(HURRY, settling_seconds=0.0)) as voice:
        with pytest.raises(UnsettledError):
            voice.say(speech)
        assert api.asked[POST] == 1
        time.sleep(1.6)
        api.post = lambda: (201, {"audio_path": "/media/new.wav"})
        assert voice.say(speech).audio == tone("new.wav")
    assert api.asked[POST] == 2


def test_a_clock_that_was_ahead_does_not_block_for_years(site: Site, api: ScriptedApi) -> None:
    """A request noted in the far future is counted from now on."""
    speech = lose(site)
    record = site.ledger.read(site.ledger.unfinished()[0])
    ahead = site.request(speech).moved("unsure", since=time.time() + 10 * 365 * 86_400)
    site.ledger.write(record.with_request(ahead))
    api.post = lambda: (201, {"audio_path": "/media/new.wav"})
    with site.build() as voice:
        with pytest.raises(UnsettledError):
            voice.say(speech)
        while voice.await_settling():
            try:
                sound = voice.say(speech)
            except UnsettledError:
                continue
        assert sound.audio == tone("new.wav")


def test_many_lost_requests_are_settled_by_one_reading(site: Site, api: ScriptedApi) -> None:
    """After an outage the history is read once, not once for each text."""
    texts = [f"Yoʻqolgan matn {number}." for number in range(4)]
    speeches = [lose(site, text) for text in texts]
    api.rows[:0] = [row(20 + number, text) for number, text in reversed([*enumerate(texts)])]
    before = api.asked["/api/v1/tts/get/"]
    with site.build() as voice:
        for number, speech in enumerate(speeches):
            assert voice.say(speech).audio == tone(f"{20 + number}.wav")
    assert api.asked["/api/v1/tts/get/"] == before + 1


def test_a_reading_that_serves_others_shows_nobody_rows_from_before_his_request(
    site: Site, api: ScriptedApi
) -> None:
    """It goes down to the lowest floor of all; what lies above that is not everybody's."""
    first = lose(site, "Birinchi matn.")
    api.rows.insert(0, row(10, TEXT))
    second = lose(site)
    api.rows.insert(0, row(11, "Birinchi matn."))
    with site.build(patience=NEVER_SETTLED) as voice:
        assert voice.say(first).audio == tone("11.wav")
        with pytest.raises(UnsettledError):
            voice.say(second)


def test_an_accepted_request_is_resumed_by_its_number(site: Site, api: ScriptedApi) -> None:
    """A build that ends while the API is speaking leaves the number to the next one."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "PENDING"})
    webhook = "https://example.test/hook"
    impatient = dataclasses.replace(HURRY, queue_seconds=0.1)
    with site.build(patience=impatient, webhook_url=webhook) as voice:
        speech = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="by its number"):
            voice.say(speech)
    assert site.request(speech).history_id == 8
    api.status = lambda number: (
        200,
        {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
    )
    with site.build(webhook_url=webhook) as voice:
        sound = voice.say(speech)
    assert (sound.origin, sound.audio) == ("recovered", tone("8.wav"))
    assert api.asked[POST] == 1


def test_a_row_without_sound_yet_is_waited_for_by_its_number(site: Site, api: ScriptedApi) -> None:
    """The history may show a request before it is spoken."""
    speech = lose(site)
    api.rows.insert(0, row(8, TEXT, audio_url=None))
    api.status = lambda number: (
        200,
        {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
    )
    with site.build() as voice:
        assert voice.say(speech).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_a_failed_request_is_off_the_ledger_and_tried_by_the_next_build(
    site: Site, api: ScriptedApi
) -> None:
    """FAILED is final: there is no sound, and nothing to look for."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "FAILED"})
    with site.build(webhook_url="https://example.test/hook") as voice:
        speech = uzbek(voice, TEXT)
        with pytest.raises(VoiceError, match="FAILED"):
            voice.say(speech)
    assert site.request(speech) is None
    api.status = lambda number: (
        200,
        {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
    )
    with site.build(webhook_url="https://example.test/hook") as voice:
        assert voice.say(speech).audio == tone("8.wav")


def test_a_failed_request_is_not_taken_for_the_one_that_followed_it(
    site: Site, api: ScriptedApi
) -> None:
    """Regression: the failed one's row was found again, and the text was paid for a third time.

    Within one build: a request fails, the next one for the same text is charged and its answer is
    lost. Its own row is the later one.
    """
    webhook = "https://example.test/hook"
    answers = [(202, {"id": 8, "task_id": "t", "status": "PENDING"}), (504, {})]
    rows = [row(8, TEXT, audio_url=None), row(9, TEXT)]

    def post() -> tuple[int, dict[str, object]]:
        api.rows.insert(0, rows.pop(0))
        return answers.pop(0)

    api.post = post
    api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "FAILED"})
    with site.build(webhook_url=webhook) as voice:
        speech = uzbek(voice, TEXT)
        with pytest.raises(VoiceError, match="FAILED"):
            voice.say(speech)
        assert voice.say(speech).audio == tone("9.wav")
    assert api.asked[POST] == 2


@pytest.mark.parametrize("status", [404, 403])
def test_an_accepted_request_that_the_api_forgot_is_paid_for_again_aloud(
    site: Site, api: ScriptedApi, status: int
) -> None:
    """Only after the settling time, only if the history does not have it, and never silently."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda _: (status, {"detail": "no"})
    with site.build(webhook_url="https://example.test/hook") as voice:
        speech = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="does not know"):
            voice.say(speech)
    age(site, speech)
    api.post = lambda: (201, {"audio_path": "/media/new.wav"})
    with site.build() as voice:
        assert voice.say(speech).audio == tone("new.wav")
    assert len(site.said) == 1
    assert "paid for, again" in site.said[0]


def test_an_address_that_expired_is_looked_up_in_the_history(site: Site, api: ScriptedApi) -> None:
    """The sound is where the history says it is now."""
    api.post = lambda: (201, {"audio_path": "/gone/8.wav"})
    with site.build(patience=NEVER_SETTLED) as voice:
        speech = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="without paying again"):
            voice.say(speech)
    api.rows.insert(0, row(8, TEXT))
    with site.build() as voice:
        assert voice.say(speech).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_nothing_is_asked_while_the_history_cannot_be_read(site: Site, api: ScriptedApi) -> None:
    """Without knowing where the history ends nothing could be settled, so nothing is paid for."""
    api.history = lambda *_: {"detail": "out of order"}
    with site.build() as voice:
        for number in range(6):
            with pytest.raises(VoiceError):
                voice.say(uzbek(voice, f"Matn {number}."))
        with pytest.raises(SpendingStoppedError):
            voice.say(uzbek(voice, TEXT))
    assert api.asked[POST] == 0
