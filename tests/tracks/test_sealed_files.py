"""Derived files are there whole or not at all, and damaged ones are never read."""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.storage.checksummed import (
    Draft,
    file_digest,
    read_checksummed,
    write_checksummed,
)


def names(directory) -> list[str]:
    """List what is in a directory."""
    return sorted(path.name for path in directory.iterdir())


def test_what_was_sealed_is_read_back(tmp_path):
    """Also nothing at all, and also over what stood there."""
    path = tmp_path / "new" / "directory" / "a"
    for payload in (b"", b"one", b"\0" * 100_000):
        write_checksummed(path, payload)

        assert read_checksummed(path) == payload
    assert names(path.parent) == ["a"]


def test_what_is_not_there_is_none(tmp_path):
    """No error: it is made then."""
    assert read_checksummed(tmp_path / "none" / "a") is None
    assert file_digest(tmp_path / "none") is None


@given(where=st.integers(0, 131), byte=st.integers(1, 255))
def test_one_wrong_byte_anywhere_makes_the_file_go(tmp_path_factory, where, byte):
    """It is dropped, so that it is made again, and never read."""
    path = tmp_path_factory.mktemp("sealed") / "a"
    write_checksummed(path, bytes(range(100)))
    content = bytearray(path.read_bytes())
    content[where] ^= byte
    path.write_bytes(content)

    assert read_checksummed(path) is None
    assert not path.exists()


@pytest.mark.parametrize("kept", [0, 1, 31, 32, 33, 131])
def test_a_truncated_file_goes_too_and_debuggers_are_told(tmp_path, kept, caplog):
    """What a full disk or a copy that broke off leaves behind."""
    path = tmp_path / "a"
    write_checksummed(path, bytes(range(100)))
    path.write_bytes(path.read_bytes()[:kept])

    with caplog.at_level(logging.DEBUG):
        assert read_checksummed(path) is None
    assert not path.exists()
    assert str(path) in caplog.text


def test_a_draft_that_is_not_published_leaves_nothing(tmp_path):
    """Not even when it ends in an error."""

    def fail() -> None:
        with Draft(tmp_path) as draft:
            draft.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert names(tmp_path) == []


def test_a_draft_knows_its_content_and_takes_its_name_in_one_step(tmp_path):
    """Until it is published the old file is the file."""
    path = tmp_path / "a"
    path.write_bytes(b"old")

    with Draft(tmp_path) as draft:
        draft.write(b"n")
        draft.write(b"ew")
        assert draft.digest() == hashlib.sha256(b"new").hexdigest()
        assert path.read_bytes() == b"old"
        draft.publish(path)

    assert path.read_bytes() == b"new"
    assert file_digest(path) == hashlib.sha256(b"new").hexdigest()
    assert names(tmp_path) == ["a"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_files_have_the_permissions_of_any_new_file(tmp_path):
    """They are copied into sites that a web server of another user reads."""
    (tmp_path / "plain").write_bytes(b"")
    write_checksummed(tmp_path / "sealed", b"")

    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "sealed")}
    assert len(modes) == 1


def write_many(path, payload: bytes) -> None:
    """Seal the same name again and again, from a process of its own."""
    for _ in range(200):
        write_checksummed(path, payload)


def test_processes_that_write_one_name_never_let_a_reader_see_a_mixture(tmp_path):
    """A reader finds one writer's file or the other's, whole, at any moment."""
    path = tmp_path / "a"
    payloads = {bytes([digit]) * 50_000 for digit in range(3)}
    write_checksummed(path, min(payloads))
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(path, payload)) for payload in payloads]
    for writer in writers:
        writer.start()

    seen = set()
    while any(writer.is_alive() for writer in writers):
        seen.add(read_checksummed(path))
    for writer in writers:
        writer.join()

    assert seen <= payloads
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert names(tmp_path) == ["a"]
