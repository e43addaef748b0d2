"""GET /emulator/account: the account book is exact, whatever happens at once or by force."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from aisha_docs_audio.emulator.testing import DEFAULT_KEY, Emulator, running
from aisha_docs_audio.emulator.tone import tone
from tests.emulator.api import Api
from tests.emulator.conftest import BALANCE


def ask_at_once(url: str, key: str, texts: list[str], threads: int) -> Counter[int]:
    """Ask for many texts from many threads; count the answers by status."""

    def ask(text: str) -> int:
        api = Api(url=url, key=key)
        try:
            return api.post(transcript=text).status_code
        finally:
            api.session.close()

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(ask, texts))


def test_it_has_the_promised_fields(api: Api, emulator: Emulator) -> None:
    """As the design names them, as JSON, and what the extra ones add up to."""
    api.post(transcript="Salom")
    api.post(transcript="Hello", language="en")
    api.post(transcript="")
    api.history()
    answer = api.ask("GET", "/emulator/account")
    assert answer.status_code == 200
    book = answer.json()
    assert list(book) == [
        "balance",
        "charged_characters",
        "requests",
        "requests_by_endpoint",
        "charges",
    ]
    assert (book["balance"], book["charged_characters"]) == (BALANCE - 10, 10)
    assert (book["requests"], book["requests_by_endpoint"]) == (4, {"post": 3, "get": 1})
    first, second = book["charges"]
    assert set(first) > {"id", "transcript", "characters", "created_at"}
    assert (first["transcript"], second["transcript"]) == ("Salom", "Hello")
    assert first["id"] < second["id"]


def test_looking_into_it_is_no_request(api: Api, emulator: Emulator) -> None:
    """Reading the book, or its owner's faults, changes nothing in it."""
    before = emulator.account(str(api.key))
    emulator.faults_thrown()
    assert emulator.account(str(api.key)) == before
    assert before.requests == 0


def test_it_needs_a_right_key(anonymous: Api) -> None:
    """403, as elsewhere; so does a look at somebody else's."""
    assert anonymous.ask("GET", "/emulator/account").status_code == 403
    anonymous.key = "nobody's"
    assert anonymous.ask("GET", "/emulator/account").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"balance": -1},
        {"balance": "much"},
        {"balance": True},
        {"balance": 10**30},
        {"voices": [12]},
        {"voices": {"twelve": "READY"}},
    ],
)
def test_wrong_changes_are_refused(api: Api, emulator: Emulator, wrong: dict[str, object]) -> None:
    """400 with what is wrong, and nothing changes."""
    answer = api.ask("PUT", "/emulator/account", json=wrong)
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert emulator.account(str(api.key)).balance == BALANCE


def test_requests_at_once_are_all_charged_once(emulator: Emulator, key: str) -> None:
    """400 requests over 40 threads: one charge each, and the sum fits the balance."""
    texts = [f"matn {number}" for number in range(400)]
    assert ask_at_once(emulator.url, key, texts, 40) == {201: 400}
    book = emulator.account(key)
    assert sorted(charge.transcript for charge in book.charges) == sorted(texts)
    assert book.charged_characters == sum(map(len, texts))
    assert book.balance == BALANCE - book.charged_characters
    assert book.requests == 400


def test_a_balance_is_never_overdrawn_at_once(emulator: Emulator, key: str) -> None:
    """With money for 10 of 60 requests, 10 succeed and 50 are 402."""
    emulator.open_account(key, 105)
    assert ask_at_once(emulator.url, key, ["o" * 10] * 60, 30) == {201: 10, 402: 50}
    book = emulator.account(key)
    assert (book.balance, book.charged_characters, len(book.charges)) == (5, 100, 10)


def test_slow_speech_delays_nobody_else(tmp_path: Path) -> None:
    """200 requests that take a second each, at once, while the history answers."""
    with running(data=tmp_path, latency_seconds=1.0) as emulator:
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        answers: list[Counter[int]] = []
        texts = [f"matn {number}" for number in range(200)]
        crowd = threading.Thread(
            target=lambda: answers.append(ask_at_once(emulator.url, DEFAULT_KEY, texts, 200))
        )
        crowd.start()
        while crowd.is_alive():
            assert api.history().status_code == 200
        crowd.join()
        assert answers == [{201: 200}]
        api.session.close()


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    """Keys, balances, charges, counts, records and sound; `--key` does not refill an account."""
    with running(data=tmp_path, keys={"a": 100, "b": 200}, custom_voices={5: "READY"}) as emulator:
        api = Api(url=emulator.url, key="a")
        path = api.post(transcript="Salom", voice_id=5).json()["audio_path"]
        history = api.history().json()
        before = emulator.account("a"), emulator.account("b")
        assert emulator.stop() == 0
        emulator.start()
        assert (emulator.account("a"), emulator.account("b")) == before
        assert api.history().json() == history
        sound = api.ask("GET", path).content
        assert sound == tone("Salom", model=None, mood=None, voice_id=5)
        api.session.close()


def test_a_kill_at_any_moment_leaves_an_exact_book(tmp_path: Path) -> None:
    """What was answered is charged, what is charged is in the history with its sound, sums fit."""
    answered: list[str] = []
    with running(data=tmp_path) as emulator:
        granted = emulator.account().balance
        for round_number in range(2):
            stop = threading.Event()

            def ask(
                worker: int, round_number: int = round_number, stop: threading.Event = stop
            ) -> None:
                api = Api(url=emulator.url, key=DEFAULT_KEY)
                number = 0
                while not stop.is_set():
                    text = f"{round_number}-{worker}-{number}"
                    try:
                        if api.post(transcript=text).status_code == 201:
                            answered.append(text)
                    except requests.RequestException:
                        break
                    number += 1
                api.session.close()

            workers = [threading.Thread(target=ask, args=(worker,)) for worker in range(4)]
            for worker in workers:
                worker.start()
            before = len(answered)
            while len(answered) < before + 20:
                stop.wait(0.005)
            emulator.kill()
            stop.set()
            for worker in workers:
                worker.join()
            emulator.start()
        book = emulator.account()
        charged = [charge.transcript for charge in book.charges]
        assert set(answered) <= set(charged)
        assert len(set(charged)) == len(charged)
        assert book.balance == granted - book.charged_characters
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        pages = [
            api.history(f"?limit=100&page={page}").json()["results"]
            for page in range(1, -(-len(charged) // 100) + 1)
        ]
        rows = [row for page in pages for row in page]
        assert [row["transcript"] for row in rows] == charged[::-1]
        assert all(
            api.ask("GET", row["audio_url"]).content == tone(row["transcript"]) for row in rows
        )
        api.session.close()


def test_keys_are_not_written_to_disk(tmp_path: Path) -> None:
    """A real key that somebody tries here must not lie about in a cache."""
    secret = "canary-3f1d9c"
    with running(data=tmp_path, keys={secret: 1000}) as emulator:
        api = Api(url=emulator.url, key=secret)
        api.post(transcript="Salom")
        emulator.stop()
        api.session.close()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 3
    assert not any(secret.encode() in content for content in written)
