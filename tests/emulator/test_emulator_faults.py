"""Faults on purpose: what the client sees, and what the account book says."""

from __future__ import annotations

import io
import wave
from collections import Counter

import pytest
import requests

from aisha_docs_audio.emulator.faults import FAULTS, MEDIA, POST, READING, Faults
from aisha_docs_audio.emulator.options import EmulatorError, FaultOptions
from aisha_docs_audio.emulator.testing import DEFAULT_KEY, Emulator, running
from aisha_docs_audio.emulator.tone import tone
from tests.emulator.api import Api, until

TEXT = "Salom"


def transcripts(emulator: Emulator, api: Api) -> list[str]:
    """Give what the account was charged for."""
    return [charge.transcript for charge in emulator.account(str(api.key)).charges]


def in_history(api: Api) -> list[str]:
    """Give the history's texts whose sound can be downloaded."""
    rows = api.history().json()["results"]
    assert all(api.ask("GET", row["audio_url"]).content[:4] == b"RIFF" for row in rows)
    return [row["transcript"] for row in rows]


class TestChargedWithoutAnAnswer:
    """The account pays, the sound is there, and the client does not know."""

    @pytest.mark.parametrize("fault", ["lost", "reset-charged"])
    def test_the_connection_ends_without_an_answer(
        self, api: Api, emulator: Emulator, fault: str
    ) -> None:
        """`lost` hangs up, `reset-charged` resets; charge and history row are there at once."""
        emulator.set_faults({fault: 1}, count=1)
        with pytest.raises(requests.ConnectionError) as caught:
            api.post(transcript=TEXT)
        # http.client's RemoteDisconnected, for a plain end, is a ConnectionResetError as well.
        reset = type(caught.value.args[0].args[1]) is ConnectionResetError
        assert reset == (fault == "reset-charged")
        assert transcripts(emulator, api) == in_history(api) == [TEXT]

    @pytest.mark.parametrize(("fault", "status"), [("503-charged", 503), ("504", 504)])
    def test_a_server_error_may_be_charged_too(
        self, api: Api, emulator: Emulator, fault: str, status: int
    ) -> None:
        """`504` is a gateway's: its body is HTML."""
        emulator.set_faults({fault: 1}, count=1)
        answer = api.post(transcript=TEXT)
        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith("text/html") == (fault == "504")
        assert transcripts(emulator, api) == in_history(api) == [TEXT]

    def test_a_late_charge_comes_after_the_client_gave_up(
        self, api: Api, emulator: Emulator
    ) -> None:
        """Nothing to be found at first; then charge, record and sound appear."""
        emulator.set_faults({"late": 1}, count=1, late_seconds=3.0)
        with pytest.raises(requests.ConnectionError):
            api.post(transcript=TEXT)
        assert transcripts(emulator, api) == in_history(api) == []
        until(lambda: transcripts(emulator, api))
        assert transcripts(emulator, api) == in_history(api) == [TEXT]

    def test_a_client_that_stops_waiting_is_charged_nevertheless(self) -> None:
        """`--latency` beyond the client's deadline: the server goes on as a real one would."""
        with running(latency_seconds=3.0) as emulator:
            api = Api(url=emulator.url, key=DEFAULT_KEY)
            with pytest.raises(requests.ReadTimeout):
                api.session.post(
                    emulator.url + "/api/v1/tts/post/",
                    data={"transcript": TEXT},
                    headers={"X-Api-Key": DEFAULT_KEY},
                    timeout=0.2,
                )
            assert emulator.account().charges == ()
            until(lambda: emulator.account().charges)
            api.session.close()

    def test_an_asynchronous_order_can_be_lost_and_late_too(
        self, api: Api, emulator: Emulator
    ) -> None:
        """The 202 never comes, the record does."""
        nowhere = "http://127.0.0.1:9/discard"
        for fault in ("lost", "late"):
            emulator.set_faults({fault: 1}, count=1, late_seconds=0.1)
            with pytest.raises(requests.ConnectionError):
                api.post(transcript=fault, webhook_notification_url=nowhere)
        until(lambda: transcripts(emulator, api) == ["lost", "late"])


class TestUncharged:
    """The account pays nothing."""

    @pytest.mark.parametrize(
        "ask", [lambda api: api.post(transcript=TEXT), Api.history, lambda api: api.status(1)]
    )
    def test_every_call_can_be_refused(self, api: Api, emulator: Emulator, ask: object) -> None:
        """503 and 429 in the API's form, 429 with Retry-After; a reset; then all is well."""
        assert callable(ask)
        emulator.set_faults({"503": 1})
        assert ask(api).status_code == 503
        assert ask(api).json()["error_key"] == "service_unavailable"
        emulator.set_faults({"429": 1}, retry_after_seconds=7)
        answer = ask(api)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
        emulator.set_faults({"reset": 1})
        with pytest.raises(requests.ConnectionError) as caught:
            ask(api)
        assert type(caught.value.args[0].args[1]) is ConnectionResetError
        emulator.set_faults()
        assert transcripts(emulator, api) == []
        assert ask(api).status_code in {200, 201, 403, 404}

    def test_a_hanging_server_answers_nothing_and_charges_nothing(
        self, api: Api, emulator: Emulator
    ) -> None:
        """The client's own deadline ends it."""
        emulator.set_faults({"hang": 1})
        with pytest.raises(requests.ReadTimeout):
            api.session.post(
                emulator.url + "/api/v1/tts/post/",
                data={"transcript": TEXT},
                headers={"X-Api-Key": str(api.key)},
                timeout=0.3,
            )
        assert transcripts(emulator, api) == []

    def test_wrong_requests_are_refused_as_ever(self, api: Api, emulator: Emulator) -> None:
        """Faults befall only what would have worked."""
        emulator.set_faults({"503": 1})
        assert api.post(transcript="").status_code == 400
        assert emulator.faults_thrown() == 0


class TestMedia:
    """The sound is paid for, and its download goes wrong."""

    @pytest.fixture
    def path(self, api: Api) -> str:
        """The path of a sound."""
        return str(api.post(transcript=TEXT).json()["audio_path"])

    def test_truncated_sound_is_cut_off_or_passed_off_as_whole(
        self, api: Api, emulator: Emulator, path: str
    ) -> None:
        """Half the bytes: the connection ends early, or only the WAV's head tells."""
        emulator.set_faults({"truncated": 1}, seed=1)
        half = tone(TEXT)[: len(tone(TEXT)) // 2]
        cut_off = passed_off = 0
        for _ in range(12):
            try:
                content = api.ask("GET", path).content
            except requests.exceptions.ChunkedEncodingError:
                cut_off += 1
            else:
                passed_off += 1
                assert content == half
        assert cut_off > 0
        assert passed_off > 0
        with wave.open(io.BytesIO(half)) as file:
            assert 44 + file.getnframes() * 2 == len(tone(TEXT))

    def test_a_page_can_come_in_place_of_the_sound(
        self, api: Api, emulator: Emulator, path: str
    ) -> None:
        """200 with HTML, as a tired media server does."""
        emulator.set_faults({"notaudio": 1}, count=1)
        answer = api.ask("GET", path)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/html")
        assert b"<html" in answer.content or b"<!doctype html>" in answer.content
        assert api.ask("GET", path).content == tone(TEXT)

    def test_the_sound_can_be_missing_for_a_moment(
        self, api: Api, emulator: Emulator, path: str
    ) -> None:
        """404, then 200."""
        emulator.set_faults({"missing": 1}, count=1)
        assert api.ask("GET", path).status_code == 404
        assert api.ask("GET", path).content == tone(TEXT)


class TestWhen:
    """How often, from when on, how many, and the same again."""

    def test_rates_are_shares_of_the_requests(self) -> None:
        """One lot decides among all faults that can befall a request."""
        faults = Faults(FaultOptions(rates={"lost": 0.2, "503": 0.1, "notaudio": 0.5}, seed=3))
        drawn = Counter(faults.draw(POST) for _ in range(4000))
        assert drawn["lost"] == pytest.approx(800, abs=100)
        assert drawn["503"] == pytest.approx(400, abs=80)
        assert set(drawn) == {"lost", "503", None}
        assert {faults.draw(READING) for _ in range(200)} == {"503", None}
        assert {faults.draw(MEDIA) for _ in range(200)} == {"notaudio", None}

    def test_the_same_seed_gives_the_same_faults(self) -> None:
        """Whatever other kinds of requests come between."""

        def draws(seed: int, *, reading: bool) -> list[str | None]:
            faults = Faults(FaultOptions(rates={"lost": 0.3, "429": 0.3}, seed=seed))
            found = []
            for _ in range(50):
                found.append(faults.draw(POST))
                if reading:
                    faults.draw(READING)
            return found

        assert draws(1, reading=False) == draws(1, reading=True)
        assert draws(1, reading=False) != draws(2, reading=False)

    def test_the_service_can_go_down_after_so_many_requests(
        self, api: Api, emulator: Emulator
    ) -> None:
        """`after`: the first ones are spared, reading included; then everything is down."""
        emulator.set_faults({"503": 1}, after=3)
        for number in range(3):
            assert api.history().status_code == 200
            assert api.post(transcript=f"said {number}").status_code == 201
        assert api.post(transcript="no more").status_code == 503
        assert api.history().status_code == 503

    def test_faults_can_end(self, api: Api, emulator: Emulator) -> None:
        """`count`: so many, then all is well."""
        emulator.set_faults({"503": 1}, count=2)
        statuses = [api.post(transcript=TEXT).status_code for _ in range(4)]
        assert statuses == [503, 503, 201, 201]
        assert emulator.faults_thrown() == 2

    @pytest.mark.parametrize(
        ("rates", "problem"),
        [
            ({"losst": 0.1}, "there is no fault 'losst'"),
            ({"lost": 1.1}, "from 0 to 1"),
            ({"lost": -0.1}, "from 0 to 1"),
            ({"lost": float("nan")}, "from 0 to 1"),
            ({"lost": 0.6, "503": 0.6}, "more than 1"),
        ],
    )
    def test_wrong_rates_are_refused(self, rates: dict[str, float], problem: str) -> None:
        """With what is wrong."""
        with pytest.raises(EmulatorError, match=problem):
            Faults(FaultOptions(rates=rates))

    def test_ten_tenths_are_one(self) -> None:
        """Binary fractions that sum up to a little more than 1 pass."""
        Faults(
            FaultOptions(rates=dict.fromkeys((n for n in FAULTS if POST in FAULTS[n].befalls), 0.1))
        )

    @pytest.mark.parametrize("key", [None, "somebody-elses"])
    def test_nobody_without_a_key_switches_them(
        self, api: Api, emulator: Emulator, key: str | None
    ) -> None:
        """A page in a browser, or another machine, could spoil a run of tests."""
        emulator.set_faults({"503": 1}, count=5)
        stranger = Api(url=api.url, key=key)
        before = stranger.ask("GET", "/emulator/faults").json()
        answer = stranger.ask("PUT", "/emulator/faults", json={"rates": {}})
        assert answer.status_code == 403
        assert stranger.ask("GET", "/emulator/faults").json() == before

    @pytest.mark.parametrize(
        "wrong",
        [
            {"rates": {"no such fault": 1}},
            {"rates": {"lost": "often"}},
            {"rates": ["lost"]},
            {"after": "later"},
            {"count": True},
            {"no such option": 1},
        ],
    )
    def test_wrong_settings_over_http_change_nothing(
        self, api: Api, emulator: Emulator, wrong: dict[str, object]
    ) -> None:
        """400 with what is wrong; the faults in force stay."""
        emulator.set_faults({"503": 1}, count=5)
        before = api.ask("GET", "/emulator/faults").json()
        answer = api.ask("PUT", "/emulator/faults", json=wrong)
        assert answer.status_code == 400
        assert answer.json()["detail"]
        assert api.ask("GET", "/emulator/faults").json() == before
