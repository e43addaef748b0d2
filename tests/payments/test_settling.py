"""What the history says about a request, and when it says nothing: faults that once cost money."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Any

import pytest

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.errors import (
    RefusedTextError,
    ResponseError,
    SpendingStoppedError,
    UnsettledError,
    VoiceError,
)
from aisha_docs_audio.payments.clock import BuildClock, uptime
from aisha_docs_audio.payments.ledger import Moment, record_name
from aisha_docs_audio.payments.maintenance.retry import forget_refusals, refusals
from tests.payments.scripted_api import ScriptedApi, row, scripted_api
from tests.payments.site import HURRY, NEVER_SETTLED, Site, ask_again, uzbek

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aisha_docs_audio.model import Utterance

TEXT = "Assalomu alaykum."
POST = "/api/v1/tts/post/"
WEBHOOK = "https://example.test/hook"


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


def lose(site: Site, text: str = TEXT, **settings: Any) -> Utterance:
    """Ask for a text in a build that ends without knowing what became of it."""
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        utterance = uzbek(voice, text, **settings)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
    return utterance


def age(site: Site, utterance: Utterance) -> None:
    """Move what the ledger has of a speech an hour back in time."""
    record = site.ledger.read(record_name(utterance))
    request = record.request(utterance.key)
    since = request.since
    assert since.uptime is not None
    earlier = dataclasses.replace(since, at=since.at - 3600.0, uptime=since.uptime - 3600.0)
    older = request.with_state(request.state, since=earlier)
    site.ledger.write(record.with_request(older))


def test_an_older_row_with_the_same_text_is_not_taken(site: Site, api: ScriptedApi) -> None:
    """What was charged before the request belongs to something else."""
    utterance = lose(site)
    with site.build(retry_policy=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.synthesize(utterance)
    api.rows.insert(0, row(8, TEXT))
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_of_two_new_rows_the_older_one_is_taken(site: Site, api: ScriptedApi) -> None:
    """The second one can only be of something that was asked for later, elsewhere."""
    utterance = lose(site)
    api.rows[:0] = [row(9, TEXT), row(8, TEXT)]
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")


@pytest.mark.parametrize(
    "changes",
    [{"model": "Jaxongir"}, {"mood": "Sad"}, {"transcript": "Assalomu."}],
)
def test_a_row_that_says_something_else_is_not_taken(
    site: Site, api: ScriptedApi, changes: dict[str, Any]
) -> None:
    """Text, model and mood all have to be those that were sent."""
    utterance = lose(site)
    api.rows.insert(0, row(8, TEXT) | changes)
    with site.build(retry_policy=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.synthesize(utterance)


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
    site: Site, api: ScriptedApi, changes: dict[str, Any]
) -> None:
    """Line breaks, the kind of an apostrophe, or a model that is not shown: it is the same text."""
    text = "Birinchi qator: oʻzbek tili.\nIkkinchi qator."
    utterance = lose(site, text)
    api.rows.insert(0, row(8, text) | changes)
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")


def test_a_row_that_is_a_siblings_sound_is_not_taken(site: Site, api: ScriptedApi) -> None:
    """A sibling was answered with a path; its row shows up late, and is known by its file."""
    api.post = lambda: (201, {"audio_path": "https://cdn.example.test/old/8.wav?signature=1"})
    with site.build(retry_policy=dataclasses.replace(NEVER_SETTLED, downloads=1)) as voice:
        sibling = uzbek(voice, TEXT, speed=2.0)
        with pytest.raises(VoiceError):
            voice.synthesize(sibling)
    assert site.request(sibling).state == "paid"
    api.post = lambda: (504, {})
    utterance = lose(site)
    api.rows.insert(0, row(8, TEXT))
    with site.build(retry_policy=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.synthesize(utterance)
    api.rows.insert(0, row(9, TEXT))
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        assert voice.synthesize(utterance).audio == tone("9.wav")


def test_a_sibling_of_the_same_build_is_told_apart_by_the_floor(
    site: Site, api: ScriptedApi
) -> None:
    """Its row may show another address than its answer did, so the floor is read anew after it."""
    api.post = lambda: (201, {"audio_path": "/media/answered.wav"})
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        voice.synthesize(uzbek(voice, TEXT, speed=2.0))
        api.rows.insert(0, row(8, TEXT))
        api.post = lambda: (504, {})
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
    assert site.request(utterance).floor == 8


def test_a_request_is_on_the_ledger_before_it_is_sent(site: Site, api: ScriptedApi) -> None:
    """When it arrives, a kill could no longer hide it; and it counts until its deadline."""
    seen: list[tuple[str, float]] = []

    def post() -> tuple[int, dict[str, Any]]:
        (name,) = site.ledger.unfinished()
        (request,) = site.ledger.read(name).requests
        seen.append((request.state, request.since.uptime - uptime()))
        return 201, {"audio_path": "/media/8.wav"}

    api.post = post
    with site.build(timeout_seconds=30.0) as voice:
        voice.synthesize(uzbek(voice, TEXT))
    ((state, left_seconds),) = seen
    assert state == "asked"
    assert 0 < left_seconds <= 30.0


def test_half_a_history_says_nothing(site: Site, api: ScriptedApi) -> None:
    """Regression: a history read in part was taken for “not there”, and the text paid for again."""
    utterance = lose(site)
    api.rows[:0] = [row(number, f"Matn {number}.") for number in range(400, 8, -1)]
    api.rows.insert(-1, row(8, TEXT))

    def cut_short(number: int, limit: int) -> dict[str, Any]:
        page = api.page(number, limit)
        return page if number == 1 else page | {"results": []}

    api.history = cut_short
    age(site, utterance)
    with site.build() as voice, pytest.raises(UnsettledError, match="read to its end"):
        voice.synthesize(utterance)
    assert api.asked[POST] == 1
    api.history = api.page
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_a_history_that_shrinks_while_it_is_read_says_nothing(site: Site, api: ScriptedApi) -> None:
    """Rows move to earlier pages, and one may be missed."""
    utterance = lose(site)
    api.rows[:0] = [row(number, f"Matn {number}.") for number in range(400, 8, -1)]

    def shrinking(number: int, limit: int) -> dict[str, Any]:
        page = api.page(number, limit)
        if limit == 100:
            del api.rows[0]
        return page

    api.history = shrinking
    age(site, utterance)
    with site.build() as voice, pytest.raises(UnsettledError, match="shrank"):
        voice.synthesize(utterance)
    assert api.asked[POST] == 1


@pytest.mark.parametrize("order", ["oldest first", "shuffled"])
def test_an_unsorted_history_is_read_whole(site: Site, api: ScriptedApi, order: str) -> None:
    """In another order than newest first the row may be on any page."""
    others = [row(number, f"Matn {number}.") for number in range(9, 350)]
    api.rows += others[:200]
    if order == "shuffled":
        api.rows = api.rows[1::2] + api.rows[::2]
    utterance = lose(site)
    assert site.request(utterance).floor == 208
    api.rows[150:150] = [row(400, TEXT)]
    api.rows += others[200:]
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("400.wav")
    assert api.asked[POST] == 1


def test_rows_that_come_while_the_history_is_read_do_not_hide_others(
    site: Site, api: ScriptedApi
) -> None:
    """New rows push the others to later pages: they are seen twice, and none is missed."""
    utterance = lose(site)
    api.rows[:0] = [row(number, f"Matn {number}.") for number in range(400, 8, -1)]
    api.rows.insert(-1, row(8, TEXT))

    def growing(number: int, limit: int) -> dict[str, Any]:
        page = api.page(number, limit)
        api.rows[:0] = [row(1000 + len(api.rows), "Yangi.")]
        return page

    api.history = growing
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")


def test_the_settling_time_is_over_before_the_reading_begins(site: Site, api: ScriptedApi) -> None:
    """Regression: the time was measured after the history was read.

    A reading that began before the settling time was over, and ended after it, does not show what
    was charged meanwhile.
    """
    utterance = lose(site)
    settling = dataclasses.replace(HURRY, settling_seconds=3.0)
    answered: list[float] = []

    def slow(number: int, limit: int) -> dict[str, Any]:
        page = api.page(number, limit)  # as it was when it was asked for
        if not answered:
            time.sleep(3.2)
            api.rows.insert(0, row(8, TEXT))
        answered.append(time.time())
        return page

    api.history = slow
    request = site.request(utterance)
    record = site.ledger.read(site.ledger.unfinished()[0])
    site.ledger.write(
        record.with_request(request.with_state("unsure", since=BuildClock().moment()))
    )
    with site.build(retry_policy=settling) as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")
    assert len(answered) == 2
    assert api.asked[POST] == 1


def test_a_crashed_request_may_have_been_sent_until_its_deadline(
    site: Site, api: ScriptedApi
) -> None:
    """What a killed process was about to send counts from when the client would have given up."""
    utterance = lose(site)
    record = site.ledger.read(site.ledger.unfinished()[0])
    asked = site.request(utterance).with_state("asked", since=BuildClock().moment(in_seconds=4.0))
    site.ledger.write(record.with_request(asked))
    with site.build(retry_policy=dataclasses.replace(HURRY, settling_seconds=0.0)) as voice:
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
        assert api.asked[POST] == 1
        time.sleep(4.1)
        api.post = lambda: (201, {"audio_path": "/media/new.wav"})
        assert voice.synthesize(utterance).audio == tone("new.wav")
    assert api.asked[POST] == 2


STEPS = (-600.0, 600.0, 10 * 365 * 86_400.0, -10 * 365 * 86_400.0)


@pytest.mark.parametrize("step", STEPS)
def test_a_clock_that_steps_within_a_build_settles_nothing_early(
    site: Site, api: ScriptedApi, step: float
) -> None:
    """The charge shows up after the step and within the settling time: it is not paid for again."""
    wall = [time.time()]
    retry_policy = dataclasses.replace(HURRY, settling_seconds=30.0, rounds_seconds=(0.1, 1.0))
    clock = BuildClock(wall=lambda: wall[0])
    with site.build(retry_policy=retry_policy, clock=clock) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
        wall[0] += step
        with pytest.raises(UnsettledError) as raised:
            voice.synthesize(utterance)
        api.rows.insert(0, row(8, TEXT))
        sound = ask_again(voice, utterance, raised.value)
    assert sound.audio == tone("8.wav")
    assert api.asked[POST] == 1


@pytest.mark.parametrize("boot", ["this one", "another one"])
@pytest.mark.parametrize("step", STEPS)
def test_a_clock_that_steps_between_builds_settles_nothing_early(
    site: Site, api: ScriptedApi, step: float, boot: str
) -> None:
    """Neither on the same machine nor on another one does the time of day decide."""
    utterance = lose(site)
    retry_policy = dataclasses.replace(NEVER_SETTLED, settling_seconds=60.0)
    for _ in range(2):
        clock = BuildClock(
            wall=lambda: time.time() + step,
            boot=None if boot == "this one" else "another start of another machine",
        )
        with (
            site.build(retry_policy=retry_policy, clock=clock) as voice,
            pytest.raises(UnsettledError),
        ):
            voice.synthesize(utterance)
    assert api.asked[POST] == 1
    api.rows.insert(0, row(8, TEXT))
    with site.build(retry_policy=retry_policy, clock=clock) as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")


def test_on_another_machine_the_apis_own_clock_decides(site: Site, api: ScriptedApi) -> None:
    """An hour by the Date of its answers is an hour, though this machine was started just now."""
    utterance = lose(site)
    request = site.request(utterance)
    assert request.since.at_api is not None
    elsewhere = Moment(at=request.since.at, boot="x", at_api=request.since.at_api - 3600.0)
    record = site.ledger.read(record_name(utterance))
    site.ledger.write(record.with_request(request.with_state("unsure", since=elsewhere)))
    api.post = lambda: (201, {"audio_path": "/media/new.wav"})
    retry_policy = dataclasses.replace(NEVER_SETTLED, settling_seconds=60.0)
    with site.build(retry_policy=retry_policy) as voice:
        assert voice.synthesize(utterance).audio == tone("new.wav")
    assert api.asked[POST] == 2


def test_without_any_clock_the_time_counts_from_the_beginning_of_the_build(
    site: Site, api: ScriptedApi
) -> None:
    """Settling takes longer then; it is neither skipped nor put off for years."""
    utterance = lose(site)
    record = site.ledger.read(record_name(utterance))
    for at in (0.0, time.time() + 10 * 365 * 86_400):
        since = Moment(at=at)
        site.ledger.write(record.with_request(record.requests[0].with_state("unsure", since=since)))
        with site.build() as voice, pytest.raises(UnsettledError):
            voice.synthesize(utterance)
    api.post = lambda: (201, {"audio_path": "/media/new.wav"})
    with site.build() as voice:
        with pytest.raises(UnsettledError) as raised:
            voice.synthesize(utterance)
        sound = ask_again(voice, utterance, raised.value)
        assert sound.audio == tone("new.wav")


def test_a_lost_answer_of_a_queue_is_waited_for_as_a_queue_takes(
    site: Site, api: ScriptedApi
) -> None:
    """The row of an asynchronous request may show only when it is spoken: minutes are no proof."""
    retry_policy = dataclasses.replace(NEVER_SETTLED, settling_seconds=0.0)
    with site.build(retry_policy=retry_policy, webhook_url=WEBHOOK) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
    for url in (None, WEBHOOK):
        with (
            site.build(retry_policy=retry_policy, webhook_url=url) as voice,
            pytest.raises(UnsettledError),
        ):
            voice.synthesize(utterance)
    api.rows.insert(0, row(8, TEXT, audio_url=None))
    api.status = lambda number: accepted(number, "SUCCESS")
    with site.build(retry_policy=retry_policy) as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_many_lost_requests_are_settled_by_one_reading(site: Site, api: ScriptedApi) -> None:
    """After an outage the history is read once, not once for each text."""
    texts = [f"Yoʻqolgan matn {number}." for number in range(4)]
    utterances = [lose(site, text) for text in texts]
    api.rows[:0] = [row(20 + number, text) for number, text in reversed([*enumerate(texts)])]
    before = api.asked["/api/v1/tts/get/"]
    with site.build() as voice:
        for number, utterance in enumerate(utterances):
            assert voice.synthesize(utterance).audio == tone(f"{20 + number}.wav")
    assert api.asked["/api/v1/tts/get/"] == before + 1


def test_each_look_at_the_history_is_a_new_one(site: Site, api: ScriptedApi) -> None:
    """A row that shows after the first look is found by the next, long before all is settled."""
    early = dataclasses.replace(NEVER_SETTLED, rounds_seconds=(0.05, 0.1))
    with site.build(retry_policy=early) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError) as raised:
            voice.synthesize(utterance)
        api.rows.insert(0, row(8, TEXT))
        assert ask_again(voice, utterance, raised.value).audio == tone("8.wav")
    assert api.asked[POST] == 1


@pytest.mark.parametrize(("status", "charged"), [(301, False), (308, False), (302, True)])
def test_a_redirected_request_is_charged_only_where_it_may_have_been_done(
    site: Site, api: ScriptedApi, status: int, charged: bool
) -> None:
    """301, 307 and 308 say that what was asked is elsewhere; 302 may follow what was done."""
    api.post = lambda: (status, {})
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError if charged else ResponseError, match=r"api_url|charged"):
            voice.synthesize(utterance)
        assert site.context.throttle.spent_characters == (len(TEXT) if charged else 0)
    assert (site.request(utterance) is not None) == charged


def test_a_reading_that_serves_others_shows_nobody_rows_from_before_his_request(
    site: Site, api: ScriptedApi
) -> None:
    """It goes down to the lowest floor of all; what lies above that is not everybody's."""
    first = lose(site, "Birinchi matn.")
    api.rows.insert(0, row(10, TEXT))
    second = lose(site)
    api.rows.insert(0, row(11, "Birinchi matn."))
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        assert voice.synthesize(first).audio == tone("11.wav")
        with pytest.raises(UnsettledError):
            voice.synthesize(second)


def test_an_accepted_request_is_resumed_by_its_number(site: Site, api: ScriptedApi) -> None:
    """A build that ends while the API is speaking leaves the number to the next one."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "PENDING"})
    webhook = "https://example.test/hook"
    impatient = dataclasses.replace(HURRY, queue_seconds=0.1)
    with site.build(retry_policy=impatient, webhook_url=webhook) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="by its number"):
            voice.synthesize(utterance)
    assert site.request(utterance).history_id == 8
    api.status = lambda number: (
        200,
        {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
    )
    with site.build(webhook_url=webhook) as voice:
        sound = voice.synthesize(utterance)
    assert (sound.origin, sound.audio) == ("recovered", tone("8.wav"))
    assert api.asked[POST] == 1


def test_a_row_without_sound_yet_is_waited_for_by_its_number(site: Site, api: ScriptedApi) -> None:
    """The history may show a request before it is spoken."""
    utterance = lose(site)
    api.rows.insert(0, row(8, TEXT, audio_url=None))
    api.status = lambda number: (
        200,
        {"id": number, "task_id": "t", "status": "SUCCESS", "audio_path": "/media/8.wav"},
    )
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")
    assert api.asked[POST] == 1


def accepted(number: int, status: str) -> tuple[int, dict[str, Any]]:
    """Answer how an accepted request stands."""
    path = f"/media/{number}.wav" if status == "SUCCESS" else None
    return 200, {"id": number, "task_id": "t", "status": status, "audio_path": path}


def test_a_failed_request_is_asked_about_once_a_build_and_not_paid_for_again(
    site: Site, api: ScriptedApi
) -> None:
    """FAILED stays on the ledger with its number; when it turns into SUCCESS its sound is taken."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: accepted(number, "FAILED")
    for build in range(1, 4):
        with site.build(webhook_url=WEBHOOK) as voice:
            utterance = uzbek(voice, TEXT)
            with pytest.raises(RefusedTextError, match="FAILED"):
                voice.synthesize(utterance)
        assert api.asked["/api/v1/tts/status/8/"] == build
    assert site.request(utterance).state == "refused"
    api.status = lambda number: accepted(number, "SUCCESS")
    with site.build(webhook_url=WEBHOOK) as voice:
        sound = voice.synthesize(utterance)
    assert (sound.origin, sound.audio) == ("recovered", tone("8.wav"))
    assert api.asked[POST] == 1


def test_a_failed_request_is_paid_for_again_only_when_the_user_says_so(
    site: Site, api: ScriptedApi
) -> None:
    """After `cache retry` its number is asked about first: by then it may have become SUCCESS."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: accepted(number, "FAILED")
    with site.build(webhook_url=WEBHOOK) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(RefusedTextError):
            voice.synthesize(utterance)
    (listed,) = refusals(site.ledger).requests
    assert listed.utterance == utterance
    (forgotten,) = forget_refusals(site.ledger).requests
    assert forgotten.utterance == utterance
    api.post = lambda: (202, {"id": 9, "task_id": "t", "status": "PENDING"})
    api.status = lambda number: accepted(number, "FAILED" if number == 8 else "SUCCESS")
    with site.build(webhook_url=WEBHOOK) as voice:
        assert voice.synthesize(utterance).audio == tone("9.wav")
    assert api.asked["/api/v1/tts/status/8/"] == 2
    assert api.asked[POST] == 2
    assert refusals(site.ledger).requests == ()


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

    def post() -> tuple[int, dict[str, Any]]:
        api.rows.insert(0, rows.pop(0))
        return answers.pop(0)

    api.post = post
    api.status = lambda number: (200, {"id": number, "task_id": "t", "status": "FAILED"})
    with site.build(webhook_url=webhook) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(VoiceError, match="FAILED"):
            voice.synthesize(utterance)
        forget_refusals(site.ledger)
        assert voice.synthesize(utterance).audio == tone("9.wav")
    assert api.asked[POST] == 2


@pytest.mark.parametrize("status", [404, 403])
def test_an_accepted_request_that_the_api_forgot_is_paid_for_again_aloud(
    site: Site, api: ScriptedApi, status: int
) -> None:
    """Only after the settling time, only if the history does not have it, and never silently."""
    api.post = lambda: (202, {"id": 8, "task_id": "t", "status": "PENDING"})
    api.status = lambda _: (status, {"detail": "no"})
    with site.build(webhook_url="https://example.test/hook") as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="does not know"):
            voice.synthesize(utterance)
    age(site, utterance)
    api.post = lambda: (201, {"audio_path": "/media/new.wav"})
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("new.wav")
    assert len(site.said) == 1
    assert "paid for, again" in site.said[0]


def test_an_address_that_expired_is_looked_up_in_the_history(site: Site, api: ScriptedApi) -> None:
    """The sound is where the history says it is now."""
    api.post = lambda: (201, {"audio_path": "/gone/8.wav"})
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError, match="without paying again"):
            voice.synthesize(utterance)
    api.rows.insert(0, row(8, TEXT))
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == tone("8.wav")
    assert api.asked[POST] == 1


def test_nothing_is_asked_while_the_history_cannot_be_read(site: Site, api: ScriptedApi) -> None:
    """Without knowing where the history ends nothing could be settled, so nothing is paid for."""
    api.history = lambda *_: {"detail": "out of order"}
    with site.build() as voice:
        for number in range(6):
            with pytest.raises(VoiceError):
                voice.synthesize(uzbek(voice, f"Matn {number}."))
        with pytest.raises(SpendingStoppedError):
            voice.synthesize(uzbek(voice, TEXT))
    assert api.asked[POST] == 0


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("12-band.", "1.2-band."),
        ("1.2", "12"),
        ("C# tili", "C tili"),
        ("+5", "-5"),
        ("5", "-5"),
        ("1 200", "12 00"),
        ("a+b", "a b"),
        ("10:30 da", "1030 da"),
        ("50%", "50"),
    ],
)
def test_a_row_that_only_folds_to_the_same_letters_is_not_taken(
    site: Site, api: ScriptedApi, text: str, other: str
) -> None:
    """What is spoken otherwise is another text, though its letters and digits are the same."""
    utterance = lose(site, text)
    api.rows.insert(0, row(8, other))
    with site.build(retry_policy=NEVER_SETTLED) as voice, pytest.raises(UnsettledError):
        voice.synthesize(utterance)


def test_the_very_text_goes_before_one_that_was_tidied_up(site: Site, api: ScriptedApi) -> None:
    """Of two rows that could be meant the exact one is taken, though it is the later one."""
    utterance = lose(site, "Ha, shunday.")
    api.rows[:0] = [row(9, "Ha, shunday."), row(8, "Ha shunday!")]
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        assert voice.synthesize(utterance).audio == tone("9.wav")
