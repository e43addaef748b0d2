"""Error statuses become errors that say what the API said and what the user can do."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio import errors
from aisha_docs_audio.api.error_responses import clean, refusal, retry_after, said

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=timezone.utc).timestamp()
URL = "https://back.aisha.group/api/v1/tts/post/"


def refused(status=400, body=b"", *, headers=None, from_api=True, redact=str):
    """Build the error of an answer."""
    return refusal(
        status=status,
        url=URL,
        headers=headers or {},
        body=body,
        redact=redact,
        now_seconds=NOW,
        from_api=from_api,
    )


@pytest.mark.parametrize(
    ("status", "kind", "advice"),
    [
        (400, errors.InvalidRequestError, "options"),
        (401, errors.AuthenticationError, "AISHA_API_KEY"),
        (402, errors.InsufficientBalanceError, "Top up"),
        (403, errors.ForbiddenError, "AISHA_API_KEY"),
        (404, errors.NotFoundError, ""),
        (429, errors.RateLimitedError, "concurrency"),
        (503, errors.UnavailableError, "later"),
        (500, errors.StatusError, ""),
        (418, errors.StatusError, ""),
    ],
)
def test_each_status_is_its_own_error(status, kind, advice):
    """With the status, the URL, what was said, its key, and advice."""
    body = json.dumps({"detail": "Hisobda mablagʻ yetarli emas.", "error_key": "some_key"})
    error = refused(status, body.encode())
    assert type(error) is kind
    assert (error.status, error.url) == (status, URL)
    assert error.detail == "Hisobda mablagʻ yetarli emas."
    assert error.error_key == "some_key"
    assert advice in error.advice
    assert str(error).startswith(
        f"the AIsha API answered {status} to {URL}: Hisobda mablagʻ yetarli emas [some_key]."
    )
    assert str(error).endswith(error.advice or ".")


@pytest.mark.parametrize("status", [400, 401, 402, 403])
def test_a_foreign_origin_says_nothing_about_the_key(status):
    """An expired link of a CDN gives 403; the key never went there."""
    error = refused(status, from_api=False)
    assert type(error) is errors.StatusError
    assert "AISHA_API_KEY" not in str(error)


@pytest.mark.parametrize(
    ("body", "detail", "error_key"),
    [
        (b"", "", ""),
        (b'{"detail": "no"}', "no", ""),
        (b'{"error_key": "k"}', "", "k"),
        (b'{"detail": null, "error_key": null}', "", ""),
        (b'{"detail": 5, "error_key": 5}', "5", ""),
        (b'{"transcript": ["Bu maydon shart."]}', "transcript: Bu maydon shart.", ""),
        (b'{"detail": {"speed": ["a", "b"]}}', "speed: a; speed: b", ""),
        (b'{"message": "slow down", "error_key": "k"}', "message: slow down", "k"),
        (b'["a", ["b"]]', "a; b", ""),
        (b'"no"', "no", ""),
        (b"Bad gateway\n", "Bad gateway", ""),
        (b"<html><head><TITLE>502 Bad Gateway</TITLE></head><body>x", "502 Bad Gateway", ""),
        (b"<html><body>no title", "", ""),
        (b"<title>never closed", "", ""),
        ("не найдено".encode("cp1251"), "\ufffd" * 2 + " " + "\ufffd" * 7, ""),
        (b'{"detail": "\\ud83d half"}', "half", ""),
        (b'{"detail": "cut o', '{"detail": "cut o', ""),
    ],
)
def test_the_body_of_an_error_may_be_anything(body, detail, error_key):
    """JSON of the API, of its framework, of nobody; HTML of a proxy; text in any encoding."""
    assert said(body) == (detail, error_key)


def test_what_was_said_cannot_play_with_the_terminal():
    """Control characters, escapes, text that runs backwards and line breaks are taken out."""
    hostile = "\x1b[31mred\x1b[0m\r\nnext\u202e kcab\u200b\u2028line\x07 \x9b1m"
    error = refused(400, json.dumps({"detail": hostile, "error_key": hostile}).encode())
    assert error.detail == "red next kcab line"
    assert str(error).isprintable()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("\x1b[1;31mBold\x1b[m red", "Bold red"),
        ("\x1b]0;a title\x07text \x1b]8;;https://x.test\x1b\\link\x1b]8;;\x1b\\", "text link"),
        ("\x1bPq#0;2\x1b\\a picture \x9d52;c;AAAA\x9cof nothing", "a picture of nothing"),
        ("\x1b(Bletters\x1bc and a reset", "letters and a reset"),
        ("key\x1b[0m-of-\x9b7mnobody", "key-of-nobody"),
        ("an end \x1b", "an end"),
        ("an array[31m] stays", "an array[31m] stays"),
    ],
)
def test_of_orders_to_a_terminal_nothing_is_left(sent, shown):
    """Sequences go with what follows their escape, titles and links of terminals too (ECMA-48)."""
    assert clean(sent) == shown


def test_what_was_said_is_cut():
    """A page of text is no error message."""
    error = refused(400, json.dumps({"detail": "a" * 9999, "error_key": "k" * 999}).encode())
    assert error.detail == "a" * 299 + "…"
    assert error.error_key == "k" * 79 + "…"


def test_the_key_is_taken_out_before_it_could_be_cut_in_two():
    """Half a key in a message is half too much."""
    body = json.dumps({"detail": "x" * 295 + "SECRETSECRET", "error_key": "SECRETSECRET"})
    error = refused(400, body.encode(), redact=lambda text: text.replace("SECRETSECRET", "***"))
    assert "SEC" not in str(error)


@given(
    st.one_of(
        st.binary(),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_any_body_makes_a_short_printable_message(body):
    """Whatever came, one line comes out."""
    message = str(refused(400, body))
    assert message.isprintable()
    assert len(message) < 700


@pytest.mark.parametrize(
    "body", [b"[" * 60_000, b'{"a":' * 12_000, b"<" * 60_000, b"<title" * 9999]
)
def test_hostile_bodies_are_read_in_one_pass(body):
    """Nesting and unclosed tags, at the size that is read of an error at most."""
    assert refused(400, body).status == 400


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 7 ", 7),
        ("1.5", 1.5),
        ("999999999999", 86_400),
        ("9" * 5000, 86_400),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
        ("Monday, 23-Nov-26 12:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 17:00:30 +0500", 30),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Mon, 23 Nov 2036 12:00:00 GMT", 86_400),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("nan", None),
        ("1e3", None),
        ("٧", None),
        ("Mon, 99 Nov 2026 12:00:30 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_and_as_a_date(value, seconds):
    """RFC 9110, 10.2.3; never negative, never more than a day, None for what is neither."""
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_a_date_is_measured_from_the_answers_own_date():
    """A clock that is wrong here or there changes nothing."""
    headers = {
        "date": "Tue, 01 Jan 2030 00:00:00 GMT",
        "retry-after": "Tue, 01 Jan 2030 00:00:20 GMT",
    }
    assert retry_after(headers, NOW) == 20


@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_is_on_the_error(status):
    """For 429 and 503, where HTTP defines it."""
    assert refused(status, headers={"retry-after": "3"}).retry_after_seconds == 3
    assert refused(status).retry_after_seconds is None


@given(st.text(), st.text())
def test_any_header_gives_a_sane_wait(value, date):
    """Dates overflow, numbers have no end."""
    seconds = retry_after({"retry-after": value, "date": date}, NOW)
    assert seconds is None or 0 <= seconds <= 86_400
