"""What every backend of the storage must keep to: a backend's tests inherit this class."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from aisha_docs_audio.storage.backend import Backend, VersionedBackend

NAME, OTHER = "ab/one-1.sound", "ab/two-2.sound"


class BackendContract:
    """Each test asks for a fresh, empty `backend`."""

    def test_a_value_comes_back_as_it_was_put(self, backend: Backend) -> None:
        """Byte for byte, the empty one too; an unknown name has none."""
        assert backend.get(NAME) is None
        for name, data in ((NAME, bytes(range(256)) * 100), (OTHER, b"")):
            assert backend.put_if_absent(name, data)
            assert backend.get(name) == data

    def test_the_first_value_stays(self, backend: Backend) -> None:
        """A second one is refused and changes nothing."""
        assert backend.put_if_absent(NAME, b"one")
        assert not backend.put_if_absent(NAME, b"two")
        assert backend.get(NAME) == b"one"
        assert list(backend.list("ab/")) == [NAME]

    def test_one_of_many_writers_wins(self, backend: Backend) -> None:
        """What is there afterwards is the winner's, whole."""
        values = [bytes([number]) * 5000 for number in range(16)]
        with ThreadPoolExecutor(8) as pool:
            won = list(pool.map(lambda data: backend.put_if_absent(NAME, data), values))
        assert won.count(True) == 1
        assert backend.get(NAME) == values[won.index(True)]

    def test_names_are_listed_by_their_beginning(self, backend: Backend) -> None:
        """In order, of one shelf; a shelf without values is empty."""
        for name in (OTHER, NAME, "cd/one-1.sound"):
            backend.put_if_absent(name, b"x")
        assert list(backend.list("ab/")) == [NAME, OTHER]
        assert list(backend.list("ab/two")) == [OTHER]
        assert list(backend.list("ef/")) == []

    def test_what_is_deleted_is_gone(self, backend: Backend) -> None:
        """And may be put again; deleting what is not there is no error."""
        backend.put_if_absent(NAME, b"one")
        backend.delete(NAME)
        backend.delete(NAME)
        assert backend.get(NAME) is None
        assert backend.put_if_absent(NAME, b"two")

    @pytest.mark.parametrize(
        "name", ["", "one", "../one", "ab/../one", "/ab/one", "ab/.one", "ab/o ne", "ab/one/two"]
    )
    def test_what_is_no_name_is_refused(self, backend: Backend, name: str) -> None:
        """Nothing gets near a path that leads elsewhere."""
        with pytest.raises(ValueError, match="no name"):
            backend.get(name)
        with pytest.raises(ValueError, match="no name"):
            backend.put_if_absent(name, b"")
        with pytest.raises(ValueError, match="no name"):
            backend.delete(name)


class VersionedContract(BackendContract):
    """What a place must keep to besides, where machines share it."""

    def test_a_version_is_replaced_once(self, backend: VersionedBackend) -> None:
        """Whoever read an older one changes nothing, nor where there is none any more."""
        assert backend.read(NAME) is None
        backend.put_if_absent(NAME, b"one")
        first = backend.read(NAME)
        assert first.data == b"one"
        assert backend.replace(NAME, b"two", first.version)
        assert not backend.replace(NAME, b"three", first.version)
        second = backend.read(NAME)
        assert (second.data, second.version != first.version) == (b"two", True)
        backend.delete(NAME)
        assert not backend.replace(NAME, b"three", second.version)
        assert backend.get(NAME) is None
        assert backend.replace(NAME, b"three", None) is not None
        assert backend.replace(NAME, b"four", None) is None
        assert backend.get(NAME) == b"three"

    def test_one_of_many_replaces(self, backend: VersionedBackend) -> None:
        """All have read the same version."""
        backend.put_if_absent(NAME, b"one")
        version = backend.read(NAME).version
        values = [b"by %d" % number for number in range(16)]
        with ThreadPoolExecutor(8) as pool:
            got = list(pool.map(lambda data: backend.replace(NAME, data, version), values))
        (won,) = (number for number, version in enumerate(got) if version is not None)
        assert backend.read(NAME).data == values[won]
        assert backend.read(NAME).version == got[won]

    def test_one_writer_a_name_wins(self, backend: VersionedBackend) -> None:
        """Eight threads want the same 25 names."""
        names = [f"ab/name-{number}" for number in range(25)]
        with ThreadPoolExecutor(8) as pool:
            won = list(
                pool.map(
                    lambda who: sum(backend.put_if_absent(n, b"%d" % who) for n in names), range(8)
                )
            )
        assert sum(won) == len(names)

    def test_a_value_has_the_time_of_its_last_version(self, backend: VersionedBackend) -> None:
        """By the place's own clock, to the second: what is put later is not older."""
        assert backend.put_at(NAME) is None
        backend.put_if_absent(NAME, b"one")
        first = backend.read(NAME)
        assert first.put_at == backend.put_at(NAME)
        backend.replace(NAME, b"two", first.version)
        backend.put_if_absent(OTHER, b"other")
        assert first.put_at <= backend.put_at(NAME) <= backend.put_at(OTHER)

    def test_what_is_no_name_is_refused_of_versions_too(self, backend: VersionedBackend) -> None:
        """As of values."""
        with pytest.raises(ValueError, match="no name"):
            backend.read("../one")
        with pytest.raises(ValueError, match="no name"):
            backend.put_at("ab/one/two")
        with pytest.raises(ValueError, match="no name"):
            backend.replace("", b"", '{"e_tag": "x"}')
