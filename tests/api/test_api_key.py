"""The API key can be sent, and comes out in no other way."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import pprint

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.api_key import ApiKey

SECRET = "aisha-canary-5d41402abc4b2a76"


def test_a_key_is_read_from_the_environment_and_stripped():
    """A trailing newline, as `export X=$(cat file)` on Windows leaves, is no part of the key."""
    key = ApiKey.from_environment({"AISHA_API_KEY": f"  {SECRET}\r\n"})
    assert key is not None
    assert key.reveal() == SECRET


@pytest.mark.parametrize("environ", [{}, {"AISHA_API_KEY": ""}, {"AISHA_API_KEY": " \n"}])
def test_no_key_and_a_blank_one_are_none(environ):
    """CI gives a fork's build blank secrets; that build has no key rather than a wrong one."""
    assert ApiKey.from_environment(environ) is None


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (f"{SECRET} {SECRET}", "white space inside"),
        (f"{SECRET}\nX-Evil: 1", "white space inside"),
        (f"{SECRET}\u00a0{SECRET}", "white space inside"),
        (f"{SECRET}ключ", "cannot hold"),
        (f"{SECRET}\x00", "cannot hold"),
        (f"\ufeff{SECRET}", "cannot hold"),
        (f'"{SECRET}"', "quotation marks"),
        (SECRET * 100, "longer than"),
    ],
)
def test_what_no_header_can_hold_is_refused_without_being_shown(value, problem):
    """The error names the variable and what is wrong, never a part of the key."""
    with pytest.raises(SettingsError) as caught:
        ApiKey.from_environment({"AISHA_API_KEY": value})
    assert caught.value.option == "AISHA_API_KEY"
    assert problem in str(caught.value)
    assert SECRET not in f"{caught.value} {caught.value!r}"
    assert caught.value.__cause__ is None


@given(st.text())
def test_every_text_is_a_sendable_key_or_an_error(text):
    """What was accepted can stand in a header line as it is."""
    try:
        key = ApiKey(text)
    except SettingsError:
        return
    assert key.reveal() == text.strip()
    assert all(0x21 <= byte <= 0x7E for byte in key.reveal().encode("latin-1"))


def test_no_way_of_printing_shows_it():
    """Nor does printing something that holds it."""
    key = ApiKey(SECRET)
    holder = dataclasses.make_dataclass("Holder", ["key"])(key)
    shown = f"{key} {key!r} {key!s:>40} %s %r" % (key, key)
    shown += pprint.pformat([key, {key: key}, holder]) + str(dataclasses.asdict(holder))
    assert SECRET not in shown
    assert "***" in shown


def test_it_cannot_be_pickled():
    """Sphinx pickles its configuration into the build directory."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="never pickled"):
            pickle.dumps(ApiKey(SECRET), protocol)
    with pytest.raises(TypeError, match="never written"):
        ApiKey(SECRET).__getstate__()


def test_a_copy_is_the_key_itself():
    """Nothing is duplicated in memory, and nothing of it comes out on the way."""
    key = ApiKey(SECRET)
    assert copy.copy(key) is key
    assert copy.deepcopy({"key": key})["key"] is key


def test_equality_and_hash_tell_nothing_about_it():
    """Two keys of one value differ, so guesses cannot be compared with it."""
    assert ApiKey(SECRET) != ApiKey(SECRET)
    other: object = SECRET
    assert ApiKey(SECRET) != other
    assert hash(ApiKey(SECRET)) != hash(SECRET)


def test_it_hides_itself_in_what_others_said():
    """A server may echo what it was sent."""
    assert ApiKey(SECRET).redact(f"bad key {SECRET}!") == "bad key ***!"
