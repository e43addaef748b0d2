"""A record's form on disk: names of its own, unknown fields kept, a later form left alone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio import __version__
from aisha_docs_audio.errors import NewerFormError
from aisha_docs_audio.payments.ledger import Ledger, from_bytes, to_bytes
from tests.ledger.test_ledger import record, request, utterance

WRITTEN = record(request("paid", audio_path="/media/1.wav"))


def sealed(form: object, head: bytes = b"aisha-docs-audio ledger 1") -> bytes:
    """Write a form down as a later version might."""
    body = json.dumps(form).encode()
    return head + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def body(data: bytes) -> dict[str, Any]:
    """Read the JSON of a record."""
    found: dict[str, Any] = json.loads(data.partition(b"\n")[2])
    return found


def changed(**fields: object) -> dict[str, Any]:
    """Give the form of a record with fields of its one request changed."""
    form = body(to_bytes(WRITTEN))
    form["requests"][0].update(fields)
    return form


def test_the_names_on_disk_are_these() -> None:
    """What is written does not follow the names of classes and fields."""
    assert body(to_bytes(WRITTEN)) == {
        "form": 1,
        "written_by": __version__,
        "name": WRITTEN.name,
        "requests": [
            {
                "speech": {
                    "engine": "aisha@loopback",
                    "text": "Salom",
                    "language": "uz",
                    "model": "Gulnoza",
                    "mood": "Neutral",
                    "speed": 1.0,
                    "voice_id": None,
                },
                "state": "paid",
                "since": 1000.5,
                "clocks": {"boot": None, "uptime": None, "at_api": None},
                "floor": 7,
                "history_id": None,
                "audio_path": "/media/1.wav",
            }
        ],
    }


@given(
    extra=st.dictionaries(
        st.text(min_size=1, max_size=8).map(lambda name: f"x-{name}"),
        st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=10),
    )
)
def test_unknown_fields_are_kept_and_written_back(extra: dict[str, object]) -> None:
    """What a later version added beside ours survives each change of state here."""
    form = changed(**extra) | extra
    read = from_bytes(WRITTEN.name, sealed(form))
    assert read.requests[0].audio_path == "/media/1.wav"
    with_state = read.with_request(read.requests[0].with_state("stored"))
    again = body(to_bytes(with_state))
    assert {name: again[name] for name in extra} == extra
    assert {name: again["requests"][0][name] for name in extra} == extra
    assert again["requests"][0]["state"] == "stored"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (sealed(changed(state="disputed") | {"written_by": "0.9.0"}), "aisha-docs-audio 0.9.0"),
        (
            sealed(changed(speech=body(to_bytes(WRITTEN))["requests"][0]["speech"] | {"pitch": 2})),
            "aisha-docs-audio",
        ),
        (sealed(changed(since="2026-11-26T00:00:00Z")), "aisha-docs-audio"),
        (
            sealed({"form": 2, "written_by": "1.4.0"}, b"aisha-docs-audio ledger 2"),
            "1.4.0 in form 2",
        ),
        (
            b"aisha-docs-audio ledger 12 zstd\n\x28\xb5\x2f\xfd\x00",
            "a later aisha-docs-audio in form 12",
        ),
        (sealed(changed(state="x") | {"written_by": "\x1b[31m9"}), "by a later aisha-docs-audio,"),
    ],
)
def test_what_a_later_version_wrote_is_no_damage(tmp_path: Path, data: bytes, says: str) -> None:
    """Such a record is left where it is, byte for byte, and the error says who wrote it."""
    said: list[str] = []
    ledger = Ledger(tmp_path, report=said.append)
    path = ledger.path(WRITTEN.name)
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(NewerFormError) as caught:
        ledger.read(WRITTEN.name)
    assert says in str(caught.value)
    assert path.read_bytes() == data
    assert said == []
    assert "\x1b" not in str(caught.value)


def test_a_record_without_requests_keeps_what_is_not_ours(tmp_path: Path) -> None:
    """An empty record is taken off the disk only when there is nothing else in it."""
    ledger = Ledger(tmp_path, report=print)
    read = from_bytes(WRITTEN.name, sealed(changed() | {"note": "kept"}))
    ledger.write(read.without(utterance().key))
    assert body(ledger.path(WRITTEN.name).read_bytes())["note"] == "kept"
