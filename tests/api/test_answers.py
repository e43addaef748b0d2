"""What the API answers, read into values or refused as a whole."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.api import HistoryRow, Queued, Ready, Status
from aisha_docs_audio.api.responses import generated, history, parse, status

ROW = {
    "id": 184,
    "transcript": "Assalomu alaykum, bu AIsha TTS sinovi.",
    "audio_url": "/media/tts_audios/request-id.wav",
    "model": "Gulnoza",
    "mood": "Neutral",
    "created_at": "2026-05-04T10:15:30Z",
}


@pytest.mark.parametrize(
    "body",
    [
        {"audio_path": "/media/a.wav"},
        {"audio_path": "/media/a.wav", "id": 184, "status": "SUCCESS"},
        {"audio_path": "/media/a.wav", "id": None, "more": []},
    ],
)
def test_an_audio_path_means_ready(body):
    """Whatever comes with it."""
    assert generated(body, str) == Ready(audio_path="/media/a.wav")


@pytest.mark.parametrize(
    ("body", "queued"),
    [
        (
            {"id": 184, "task_id": "7d5f", "status": "PENDING"},
            Queued(id=184, task_id="7d5f", status="PENDING"),
        ),
        ({"id": "184"}, Queued(id=184, task_id="", status="PENDING")),
        ({"id": 184, "audio_path": None}, Queued(id=184, task_id="", status="PENDING")),
        ({"id": 184, "audio_path": ""}, Queued(id=184, task_id="", status="PENDING")),
    ],
)
def test_an_id_without_an_audio_path_means_queued(body, queued):
    """The id alone is enough to ask for the status, so no more is insisted on."""
    assert generated(body, str) == queued


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": None},
        {"id": True},
        {"id": -1},
        {"id": 1.5},
        {"id": "x"},
        {"id": "٣"},
        {"id": []},
        {"audio_path": 5},
        {"audio_path": ["/a"]},
        {"id": 1, "task_id": 5},
    ],
)
def test_neither_is_an_error(body):
    """Something was charged perhaps: it is settled through the history, not guessed at."""
    with pytest.raises(ValueError, match=r"\w"):
        generated(body, str)


def test_the_three_states_are_read():
    """API document, "Check status"."""
    pending = {"id": 184, "status": "PENDING", "task_id": "7d5f"}
    assert status(pending, str) == Status(id=184, state="PENDING")
    assert status({**pending, "status": "FAILED"}, str) == Status(id=184, state="FAILED")
    done = {**pending, "status": "SUCCESS", "audio_path": "/media/a.wav", "characters": 42}
    assert status(done, str) == Status(
        id=184, state="SUCCESS", audio_path="/media/a.wav", characters=42
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "DONE"},
        {"status": None},
        {"status": ["SUCCESS"]},
        {"id": None},
        {"audio_path": None},
        {"audio_path": ""},
        {"characters": "many"},
    ],
)
def test_a_status_that_is_none_is_an_error(changes):
    """An unknown state is not taken for a known one, and success needs its sound."""
    body = {"id": 184, "status": "SUCCESS", "audio_path": "/media/a.wav", **changes}
    with pytest.raises(ValueError, match=r"\w"):
        status(body, str)


def test_a_page_of_the_history_is_read():
    """The document's own example; the rows use audio_url."""
    page = history({"count": 1, "next": None, "previous": None, "results": [ROW]}, str)
    assert page.count == 1
    assert page.rows == (HistoryRow(**ROW),)


def test_rows_of_other_voices_have_no_model_and_no_mood():
    """Null and empty are the same nothing."""
    rows = [{**ROW, "model": None, "mood": ""}, {"id": 1, "transcript": ""}]
    page = history({"count": 2, "results": rows}, str)
    assert (page.rows[0].model, page.rows[0].mood) == (None, None)
    assert (page.rows[1].audio_url, page.rows[1].created_at) == (None, "")


def test_a_transcript_stays_as_it_came():
    """It is compared with what was sent, white space and all."""
    text = "Oʻqish \n\t “va”\u00a0yozish  🙂"
    page = history({"count": 1, "results": [{**ROW, "transcript": text}]}, str)
    assert page.rows[0].transcript == text


def test_half_a_character_can_still_be_printed():
    """JSON can escape what UTF-8 cannot hold."""
    body = parse(b'{"count": 1, "results": [{"id": 1, "transcript": "a\\ud83d"}]}')
    assert history(body, str).rows[0].transcript == "a?"


@pytest.mark.parametrize(
    "body",
    [
        {"results": []},
        {"count": 1},
        {"count": 1, "results": None},
        {"count": 1, "results": {}},
        {"count": 1, "results": [None]},
        {"count": 1, "results": [ROW, {**ROW, "id": None}]},
        {"count": 1, "results": [ROW, {**ROW, "transcript": None}]},
        {"count": 1, "results": [{**ROW, "audio_url": 5}]},
    ],
)
def test_a_page_in_part_is_no_page(body):
    """A row left out would be taken for a request that was never charged, and paid for again."""
    with pytest.raises(ValueError, match=r"\w"):
        history(body, str)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'"x"',
        b"5",
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"\xff\xfe",
        b'{"a": "\xff"}',
        b"[" * 10000,
        b'{"a":' * 10000,
    ],
)
def test_what_is_no_json_object_is_an_error(body):
    """Never a crash: not by nesting, nor by bytes that are no text."""
    with pytest.raises(ValueError, match="came"):
        parse(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


NAMES = ("id", "audio_path", "task_id", "status", "characters", "count", "results")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, json_values)))
def test_any_json_object_is_an_answer_or_a_value_error(body):
    """Nothing else leaves the reader."""
    body = json.loads(json.dumps(body))
    for read in (generated, status, history):
        with contextlib.suppress(ValueError):
            read(body, str)
