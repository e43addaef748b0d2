"""The store keeps what it is given, checks what it gives, and never takes an index's word."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import diskcache
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.payments.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "ab" * 32
OTHER = "cd" * 32


@pytest.fixture
def said() -> list[str]:
    """Collect what the store reports."""
    return []


@pytest.fixture
def store(tmp_path: Path, said: list[str]) -> Iterator[Store]:
    """Open a store of its own."""
    with Store.open(tmp_path / "paid", report=said.append) as opened:
        yield opened


def files(store: Store, key: str = KEY) -> list[Path]:
    """List the files that hold a key's sound."""
    return sorted((store.directory / key[:2]).glob(f"{key}-*.sound"))


def the_file(store: Store, key: str = KEY) -> Path:
    """Give the one file that holds a key's sound."""
    (path,) = files(store, key)
    return path


def row(store: Store, columns: str) -> None:
    """Change the key's row in the index behind the store's back."""
    with closing(sqlite3.connect(store.directory / "cache.db")) as database, database:
        assert database.execute(f"UPDATE Cache SET {columns}").rowcount == 1


def test_gives_back_what_was_put(store: Store) -> None:
    """A sound comes back byte for byte; an unknown key has none."""
    store.put(KEY, b"RIFF....")
    assert store.get(KEY) == b"RIFF...."
    assert store.contains(KEY)
    assert store.get(OTHER) is None
    assert not store.contains(OTHER)


@given(sound=st.binary(max_size=5000))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_survive_being_opened_again(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes
) -> None:
    """Whatever was put is there for the next process, the empty sound included."""
    directory = tmp_path_factory.mktemp("store")
    with Store.open(directory, report=pytest.fail) as store:
        store.put(KEY, sound)
    with Store.open(directory, report=pytest.fail) as store:
        assert store.get(KEY) == sound


def test_a_key_is_kept_as_it_was_first_put(store: Store) -> None:
    """A second put changes nothing and leaves no second file."""
    store.put(KEY, b"one")
    store.put(KEY, b"two")
    assert store.get(KEY) == b"one"
    assert len(files(store)) == 1


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "AB" * 32, "ab" * 31, KEY + "\n"])
def test_refuses_what_is_no_key(store: Store, key: str) -> None:
    """Only 64 hexadecimal digits name a sound: nothing else gets near a path."""
    for use in (store.get, store.contains, lambda name: store.put(name, b"")):
        with pytest.raises(ValueError, match="64 hexadecimal digits"):
            use(key)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_reported_and_set_aside_and_never_given(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """After any flipped bit or cut there is no such sound; the file is kept and named."""
    said: list[str] = []
    with Store.open(tmp_path_factory.mktemp("store"), report=said.append) as store:
        store.put(KEY, b"sound" * 20)
        path = the_file(store)
        whole = path.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        if data.draw(st.booleans()):
            bit = 1 << data.draw(st.integers(0, 7))
            broken = whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
        else:
            broken = whole[:at]
        path.write_bytes(broken)
        given_back = store.get(KEY)
        if given_back is None:
            assert not store.contains(KEY)
            (aside,) = (store.directory / "set-aside").iterdir()
            assert aside.read_bytes() == broken
            assert len(said) == 1
            assert str(aside) in said[0]
            store.put(KEY, b"again")
            assert store.get(KEY) == b"again"
        else:
            # The key in the head is there twice, in the name and in the hash: one may be damaged.
            assert given_back == b"sound" * 20


def test_a_sound_under_another_key_is_found_out(store: Store, said: list[str]) -> None:
    """A file copied or renamed to another key's name is not that key's sound."""
    store.put(KEY, b"one")
    wrong = store.directory / OTHER[:2] / the_file(store).name.replace(KEY, OTHER)
    wrong.parent.mkdir()
    shutil.copy(the_file(store), wrong)
    assert store.get(OTHER) is None
    assert "another text's sound" in said[0]
    assert store.get(KEY) == b"one"


def test_a_row_that_names_another_keys_file_is_not_believed(store: Store) -> None:
    """The index may point anywhere: what is given is still the key's own sound."""
    store.put(OTHER, b"other")
    store.put(KEY, b"own")
    wrong = the_file(store, OTHER).relative_to(store.directory).as_posix()
    with closing(sqlite3.connect(store.directory / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET filename = ? WHERE key = ?", (wrong, KEY))
    assert store.get(KEY) == b"own"


def test_a_deleted_sound_is_missed_aloud(store: Store, said: list[str]) -> None:
    """A file that somebody deleted is reported once, for it may have to be paid for again."""
    store.put(KEY, b"one")
    the_file(store).unlink()
    assert store.get(KEY) is None
    assert store.get(KEY) is None
    assert len(said) == 1
    assert "no longer" in said[0]


def test_finds_what_a_crash_left_without_a_row(store: Store, said: list[str]) -> None:
    """A file whose row was never written is found by its name, and indexed when it is adopted."""
    store.put(KEY, b"one")
    with closing(sqlite3.connect(store.directory / "cache.db")) as database, database:
        database.execute("DELETE FROM Cache")
    assert not store.indexed(KEY)
    assert store.get(KEY) == b"one"
    for entry in store.entries():
        store.adopt(entry)
    assert store.indexed(KEY)
    assert said == []


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_an_index_that_is_damaged_is_set_aside_and_loses_nothing(
    tmp_path: Path, damage: bytes
) -> None:
    """Every sound is still there after the database was destroyed between two builds."""
    with Store.open(tmp_path, report=pytest.fail) as store:
        for number in range(5):
            store.put(f"{number:064x}", b"%d" % number)
    for file in tmp_path.glob("cache.db*"):
        file.unlink()
    (tmp_path / "cache.db").write_bytes(damage)
    said: list[str] = []
    with Store.open(tmp_path, report=said.append) as store:
        for number in range(5):
            assert store.get(f"{number:064x}") == b"%d" % number
        store.put(KEY, b"one")
        assert store.indexed(KEY)
    if damage:
        assert len(said) == 1
        assert "no sound is lost" in said[0]
        assert any(file.read_bytes() == damage for file in (tmp_path / "set-aside").iterdir())


def test_an_index_that_breaks_while_it_is_used_is_replaced(store: Store, said: list[str]) -> None:
    """Damage under an open store is noticed, and the work goes on."""
    store.put(KEY, b"one")
    with closing(sqlite3.connect(store.directory / "cache.db")) as database, database:
        database.execute("DROP TABLE Cache")
    assert store.get(KEY) == b"one"
    store.put(OTHER, b"three")
    assert "was damaged" in said[0]
    assert store.get(OTHER) == b"three"
    store.put("c" * 64, b"two")
    assert store.indexed("c" * 64)


class Planted:
    """An object whose pickle runs a command."""

    def __init__(self, victim: Path) -> None:
        self.victim = victim

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.victim),)


def test_a_planted_pickle_is_never_run(store: Store, tmp_path: Path) -> None:
    """The hole CVE-2025-69872 describes: a row of mode 4 made diskcache unpickle its value."""
    store.put(KEY, b"one")
    victim = tmp_path / "victim"
    with closing(sqlite3.connect(store.directory / "cache.db")) as database, database:
        database.execute(
            "UPDATE Cache SET mode = 4, filename = NULL, value = ?",
            (pickle.dumps(Planted(victim)),),
        )
    assert store.get(KEY) == b"one"
    assert not victim.exists()


@pytest.mark.parametrize("up", ["../", "../../../../../../../../", "/"])
def test_a_planted_row_reads_nothing_outside_the_directory(
    store: Store, tmp_path: Path, up: str
) -> None:
    """A row that names a file elsewhere gives nothing, even when that is a sealed sound."""
    store.put(KEY, b"own")
    elsewhere = tmp_path / the_file(store).name
    shutil.copy(the_file(store), elsewhere)
    the_file(store).unlink()
    name = f"{up}{elsewhere.name if up == '../' else str(elsewhere).lstrip('/')}"
    row(store, f"filename = '{name}'")
    assert store.get(KEY) is None


def test_a_symbolic_link_is_not_followed(store: Store, tmp_path: Path) -> None:
    """A link planted in place of a sound is never read; it is an error, not a reason to pay."""
    store.put(KEY, b"own")
    path = the_file(store)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CacheError, match="cannot be read"):
        store.get(KEY)


def test_nothing_is_evicted_after_somebody_opened_it_with_the_defaults(tmp_path: Path) -> None:
    """Settings persist in diskcache's database and the last opener wins: that is this store."""
    with diskcache.Cache(str(tmp_path), size_limit=1, cull_limit=10):
        pass
    with Store.open(tmp_path, report=pytest.fail) as store:
        for number in range(40):
            store.put(f"{number:064x}", b"sound" * 1000)
        assert all(store.get(f"{number:064x}") is not None for number in range(40))
        assert len(list(store.entries())) == 40


def test_a_deleted_entry_is_gone_without_a_word(store: Store, said: list[str]) -> None:
    """What `cache prune` deletes is not missed."""
    store.put(KEY, b"one")
    (entry,) = store.entries()
    store.delete(entry)
    assert store.get(KEY) is None
    assert said == []


def test_many_threads_use_one_store(store: Store) -> None:
    """Threads put and get the same keys at once, and each finds what belongs to it."""

    def work(number: int) -> bool:
        key = f"{number % 20:064x}"
        store.put(key, b"%d" % (number % 20))
        return store.get(key) == b"%d" % (number % 20)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(200)))
    assert {entry.key for entry in store.entries()} == {f"{n:064x}" for n in range(20)}


WRITER = """
    import sys
    from pathlib import Path
    from aisha_docs_audio.payments.store import Store

    def report(message):
        sys.exit(message)

    with Store.open(Path(sys.argv[1]), report=report) as store:
        for number in range(25):
            store.put(f"{number:064x}", b"%d" % number)
            assert store.get(f"{number:064x}") == b"%d" % number
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for its end, which must be a good one, and give what it said."""
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output


def test_several_processes_use_one_directory(tmp_path: Path) -> None:
    """Processes that open and fill the same new directory at once get in nobody's way."""
    for process in [start(WRITER, tmp_path) for _ in range(4)]:
        finish(process)
    with Store.open(tmp_path, report=pytest.fail) as store:
        assert all(store.get(f"{number:064x}") == b"%d" % number for number in range(25))


FORKING = """
    import os, sys
    from pathlib import Path
    from aisha_docs_audio.payments.store import Store

    with Store.open(Path(sys.argv[1]), report=print) as store:
        store.put("a" * 64, b"before")
        child = os.fork()
        if child == 0:
            ok = store.get("a" * 64) == b"before"
            store.put("b" * 64, b"child")
            os._exit(0 if ok and store.indexed("b" * 64) else 1)
        store.put("c" * 64, b"parent")
        assert os.waitpid(child, 0)[1] == 0
        assert store.get("b" * 64) == b"child"
        assert store.get("c" * 64) == b"parent"
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_goes_on_using_it(tmp_path: Path) -> None:
    """Sphinx forks its writers: parent and child both use a store opened before."""
    assert finish(start(FORKING, tmp_path)) == ""


FULL = """
    import resource, sys
    from pathlib import Path
    from aisha_docs_audio.errors import CacheError
    from aisha_docs_audio.payments.store import Store

    with Store.open(Path(sys.argv[1]), report=print) as store:
        store.put("a" * 64, b"before")
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            store.put("b" * 64, b"x" * 100_000)
        except CacheError as error:
            assert "cannot be written" in str(error), error
        else:
            sys.exit("it was written")
        assert store.get("a" * 64) == b"before"
        assert store.get("b" * 64) is None
"""


def test_a_full_disk_is_an_error_and_leaves_no_half_file(tmp_path: Path) -> None:
    """What cannot be written is not there at all; the rest is not touched."""
    pytest.importorskip("resource", reason="no limits on file sizes on this system")
    finish(start(FULL, tmp_path))
    assert [path.name for path in tmp_path.glob("bb/*")] == []


READ_ONLY = """
    import os, sys
    from pathlib import Path
    from aisha_docs_audio.errors import CacheError
    from aisha_docs_audio.payments.store import Store
    import aisha_docs_audio.payments.store.index

    if os.geteuid() == 0:
        os.setuid(65534)  # nothing is read-only for root
    with Store.open(Path(sys.argv[1]), report=print) as store:
        assert store.get("a" * 64) == b"before"
        try:
            store.put("b" * 64, b"x")
        except CacheError as error:
            assert "cannot be written" in str(error), error
        else:
            sys.exit("it was written")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions on this system")
def test_a_read_only_cache_still_gives_what_it_holds(read_only: Path) -> None:
    """A cache mounted read-only, as some CI services do, serves what is in it."""
    assert finish(start(READ_ONLY, read_only)) == ""


@pytest.fixture
def read_only() -> Iterator[Path]:
    """Make a store that nobody can write, in a place that everybody can reach."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        directory = Path(place, "paid")
        with Store.open(directory, report=pytest.fail) as store:
            store.put("a" * 64, b"before")
        for path in [directory, *directory.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield directory
        for path in [directory, *directory.rglob("*")]:
            path.chmod(0o755)
