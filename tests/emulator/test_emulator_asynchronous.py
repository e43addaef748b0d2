"""Asynchronous generation: 202, the status endpoint, webhooks."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import DEFAULT_KEY, Emulator, running
from aisha_docs_audio.emulator.tone import tone
from tests.emulator.api import Api, Inbox, inbox, until
from tests.emulator.conftest import BALANCE

NOWHERE = "http://127.0.0.1:9/discard"


@pytest.fixture
def hooks() -> Iterator[Inbox]:
    """A webhook's receiver."""
    with inbox() as received:
        yield received


def ended(api: Api, number: int) -> dict[str, object]:
    """Wait for a record's end and give its status."""

    def look() -> dict[str, object] | None:
        answer: dict[str, object] = api.status(number).json()
        return answer if answer["status"] != "PENDING" else None

    found: dict[str, object] = until(look)
    return found


def test_a_webhook_gives_202_then_success(api: Api, emulator: Emulator, hooks: Inbox) -> None:
    """The document's three answers field by field; the webhook brings what the status says."""
    answer = api.post(transcript="Salom dunyo", webhook_notification_url=hooks.url)
    assert answer.status_code == 202
    queued = answer.json()
    assert list(queued) == ["id", "task_id", "status"]
    assert queued["status"] == "PENDING"
    assert str(uuid.UUID(queued["task_id"])) == queued["task_id"]
    status = ended(api, queued["id"])
    assert list(status) == ["id", "status", "task_id", "audio_path", "characters"]
    assert (status["id"], status["task_id"]) == (queued["id"], queued["task_id"])
    assert (status["status"], status["characters"]) == ("SUCCESS", 11)
    assert api.ask("GET", str(status["audio_path"])).content == tone("Salom dunyo")
    until(lambda: hooks.letters)
    assert hooks.letters == [status]
    assert hooks.headers[0]["content-type"] == "application/json"
    assert str(api.key) not in str(hooks.headers)
    assert emulator.account(str(api.key)).charged_characters == 11


def test_a_synchronous_record_has_a_status_too(api: Api) -> None:
    """Its id is known from the history."""
    path = api.post(transcript="Salom").json()["audio_path"]
    row = api.history().json()["results"][0]
    status = api.status(row["id"]).json()
    assert (status["status"], status["audio_path"]) == ("SUCCESS", path)


def test_what_is_pending_is_charged_and_shows_without_a_sound() -> None:
    """Status PENDING with the document's three fields; the history row's audio_url is null."""
    with running(latency_seconds=30) as emulator:
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        queued = api.post(transcript="Salom", webhook_notification_url=NOWHERE).json()
        status = api.status(queued["id"]).json()
        assert status == {"id": queued["id"], "status": "PENDING", "task_id": queued["task_id"]}
        assert api.history().json()["results"][0]["audio_url"] is None
        assert emulator.account().charged_characters == 5
        api.session.close()


def test_a_failed_task_is_refunded_and_told(api: Api, emulator: Emulator, hooks: Inbox) -> None:
    """FAILED without a sound, nothing on the account, the webhook is told as well."""
    emulator.set_faults({"failed": 1})
    queued = api.post(transcript="Salom", webhook_notification_url=hooks.url).json()
    status = ended(api, queued["id"])
    assert status == {"id": queued["id"], "status": "FAILED", "task_id": queued["task_id"]}
    book = emulator.account(str(api.key))
    assert (book.balance, book.charges) == (BALANCE, ())
    until(lambda: hooks.letters)
    assert hooks.letters == [status]


def test_a_webhook_is_tried_again(api: Api, hooks: Inbox) -> None:
    """A receiver that answers 500 at first gets it again."""
    hooks.answers[:] = [500, 200]
    api.post(transcript="Salom", webhook_notification_url=hooks.url)
    until(lambda: len(hooks.letters) == 2)
    assert hooks.letters[0] == hooks.letters[1]


def test_a_webhook_that_reaches_nobody_harms_nothing(api: Api) -> None:
    """The task still succeeds."""
    queued = api.post(transcript="Salom", webhook_notification_url=NOWHERE).json()
    assert ended(api, queued["id"])["status"] == "SUCCESS"


def test_another_users_record_is_403_and_none_is_404(
    api: Api, anonymous: Api, emulator: Emulator
) -> None:
    """Also for ids that are none, and for the records of anonymous requests."""
    api.post(transcript="Salom")
    number = api.history().json()["results"][0]["id"]
    other = Api(url=api.url, key=f"{api.key}-other")
    emulator.open_account(str(other.key), 0)
    assert other.status(number).status_code == 403
    assert other.status(number).json()["error_key"] == "access_denied"
    for missing in ("999999999", "0", "abc", "9" * 40, "%20", "²"):
        assert other.status(missing).status_code == 404, missing
    assert other.status(999999999).json() == {
        "detail": "TTS record not found.",
        "error_key": "record_not_found",
    }
    other.session.close()
    nobodys = anonymous.post(transcript="Salom", webhook_notification_url=NOWHERE).json()["id"]
    assert api.status(nobodys).status_code == 403
    assert anonymous.status(nobodys).status_code == 403


def test_what_was_pending_at_a_kill_is_finished_after_the_restart(
    tmp_path: Path, hooks: Inbox
) -> None:
    """The record keeps its ids, is paid once, and its webhook is told."""
    with running(data=tmp_path, latency_seconds=1) as emulator:
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        queued = api.post(transcript="Salom", webhook_notification_url=hooks.url).json()
        emulator.kill()
        emulator.start()
        status = ended(api, queued["id"])
        assert (status["status"], status["task_id"]) == ("SUCCESS", queued["task_id"])
        assert emulator.account().charged_characters == 5
        until(lambda: hooks.letters)
        assert hooks.letters == [status]
        api.session.close()
