"""The key of a sound is pinned: another key for the same speech would pay for all sound again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from aisha_docs_audio.api import Client
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.settings.api_key import ApiKey

CASES = json.loads((Path(__file__).parent / "golden" / "keys.json").read_text("ascii"))
FIELDS = ("engine", "text", "language", "model", "mood", "speed", "voice_id")


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_the_key_of_a_speech_is_as_it_was_first(case: dict[str, Any]) -> None:
    """Every parameter, None and odd characters included, hashes as in version 0.1.0."""
    assert Utterance(**{name: case[name] for name in FIELDS}).key == case["key"]


def test_the_keys_tell_every_parameter_apart() -> None:
    """Two cases have one key only where their speed is the same number."""
    utterances = {
        tuple(
            float(case[name]) if name == "speed" and case[name] is not None else case[name]
            for name in FIELDS
        )
        for case in CASES
    }
    assert len({case["key"] for case in CASES}) == len(utterances)


def test_the_form_that_is_hashed() -> None:
    """The golden keys can be had from the documented form by anybody, without this package."""
    form = (
        '{"engine":"aisha","language":"uz","model":"Gulnoza","mood":"Happy","speed":1.0,'
        '"text":"Salom.","voice_id":null}'
    )
    [case] = [case for case in CASES if case["what"] == "mood Happy"]
    assert case["key"] == hashlib.sha256(form.encode()).hexdigest()


@pytest.mark.parametrize(
    ("api_url", "engine"),
    [
        ("https://back.aisha.group", "aisha"),
        ("https://back.aisha.group:443/", "aisha"),
        ("https://BACK.aisha.group/prefix", "aisha"),
        ("https://tts.example:8443", "aisha@https://tts.example:8443"),
        ("http://127.0.0.1:8765", "aisha@loopback"),
        ("http://localhost:1", "aisha@loopback"),
        ("http://[::1]:80", "aisha@loopback"),
    ],
)
def test_the_engine_of_an_origin_is_as_it_was_first(api_url: str, engine: str) -> None:
    """The name of who speaks is part of the key; a loopback port is not."""
    with Client(api_url=api_url, key=ApiKey("a-key")) as client:
        assert client.engine == engine
