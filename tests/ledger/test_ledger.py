"""The ledger holds what was asked until it is safe, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aisha_docs_audio.errors import CacheError, DamagedError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.payments.ledger import (
    Ledger,
    Moment,
    Record,
    Request,
    from_bytes,
    record_name,
    to_bytes,
)


def utterance(text: str = "Salom", speed: float = 1.0, engine: str = "aisha@loopback") -> Utterance:
    """Ask for a text as the built-in voice speaks it."""
    return Utterance(
        engine=engine, text=text, language="uz", model="Gulnoza", mood="Neutral", speed=speed
    )


def request(state: str = "asked", **changes: Any) -> Request:
    """Give a request with plain values but for the changes."""
    plain: dict[str, Any] = {
        "utterance": utterance(),
        "state": state,
        "since": Moment(at=1000.5),
        "floor": 7,
    }
    return Request(**{**plain, **changes})


def record(*requests: Request) -> Record:
    """Give the record of requests for one text."""
    return Record(name=record_name(requests[0].utterance), requests=requests)


@pytest.fixture
def said() -> list[str]:
    """Collect what the ledger reports."""
    return []


@pytest.fixture
def ledger(tmp_path: Path, said: list[str]) -> Ledger:
    """Open a ledger of its own."""
    return Ledger(tmp_path / "ledger", report=said.append)


def test_gives_back_what_was_written(ledger: Ledger) -> None:
    """A record is read as it was written; an unknown one is empty."""
    written = record(
        request("stored", history_id=8, audio_path="/media/8.wav"),
        request("unsure", utterance=utterance(speed=1.5)),
    )
    assert ledger.read(written.name) == Record(name=written.name)
    ledger.write(written)
    assert ledger.read(written.name) == written
    assert list(ledger.names()) == [written.name]


@given(text=st.text(min_size=1, max_size=80), floor=st.integers(0, 2**63), since=st.floats(0, 1e12))
@settings(max_examples=50)
def test_any_text_survives_being_written_down(text: str, floor: int, since: float) -> None:
    """Every text, half surrogate pairs included, is read back as it was."""
    written = record(
        request(
            utterance=utterance(text),
            floor=floor,
            since=Moment(at=since, uptime=since),
        )
    )
    assert from_bytes(written.name, to_bytes(written)) == written


def test_every_flipped_bit_and_every_cut_is_found_out() -> None:
    """No damage to a record, wherever it falls, passes for another record."""
    written = record(request("paid", audio_path="/media/1.wav"))
    whole = to_bytes(written)
    for at in range(len(whole)):
        for bit in range(8):
            flipped = whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]
            with pytest.raises(DamagedError):
                from_bytes(written.name, flipped)
        with pytest.raises(DamagedError):
            from_bytes(written.name, whole[:at])


def test_damage_is_reported_and_set_aside(ledger: Ledger, said: list[str]) -> None:
    """A damaged record is empty from then on, said so, and kept."""
    written = record(request())
    ledger.write(written)
    ledger.path(written.name).write_bytes(b"broken")
    assert ledger.read(written.name).requests == ()
    (aside,) = (ledger.directory / "set-aside").iterdir()
    assert aside.read_bytes() == b"broken"
    assert len(said) == 1
    assert str(aside) in said[0]
    assert "paid for again" in said[0]


def test_a_record_under_another_name_is_found_out(ledger: Ledger) -> None:
    """A record copied to another text's name is not that text's."""
    one, other = record(request()), record(request(utterance=utterance("Xayr")))
    ledger.write(one)
    path = ledger.path(other.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ledger.path(one.name).read_bytes())
    with pytest.raises(DamagedError, match="another text's"):
        ledger.check(other.name)


def test_names_what_is_unfinished_and_nothing_else(ledger: Ledger) -> None:
    """A record is named from before its first request until everything in it is safe."""
    written = record(request("asked"))
    ledger.write(written)
    assert ledger.unfinished() == [written.name]
    ledger.write(record(request("stored")))
    assert ledger.unfinished() == []
    ledger.write(record(request("stored"), request("queued", utterance=utterance(speed=2.0))))
    assert ledger.unfinished() == [written.name]


def test_an_empty_record_leaves_nothing_on_disk(ledger: Ledger) -> None:
    """A request that was not charged leaves no trace."""
    written = record(request())
    ledger.write(written)
    ledger.write(written.without(written.requests[0].utterance.key))
    assert list(ledger.names()) == []
    assert ledger.unfinished() == []


def test_what_one_row_of_the_history_could_belong_to_shares_a_record() -> None:
    """Speeds, white space, apostrophes and case; other letters and other origins do not."""
    name = record_name(utterance("Oʻzbek tili, ha."))
    assert record_name(utterance("O'zbek  tili — Ha", speed=1.5)) == name
    assert record_name(utterance("Ozbek tillari, ha.")) != name
    assert record_name(utterance("Oʻzbek tili, ha.", engine="aisha")) != name
    assert record_name(utterance("→")) != record_name(utterance("←"))


def test_a_reader_never_sees_half_a_record(ledger: Ledger) -> None:
    """Reading while another thread writes gives one of the states that were written."""
    written = record(request("asked"))
    ledger.write(written)
    done = threading.Event()

    def write() -> None:
        for number in range(200):
            ledger.write(record(request("paid", audio_path=f"/media/{'x' * number}.wav")))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        assert len(ledger.check(written.name).requests) == 1
    writer.join()


def test_a_lock_keeps_other_threads_out(ledger: Ledger) -> None:
    """Two threads never hold the same record."""
    inside: list[int] = []
    worst = 0

    def work() -> None:
        nonlocal worst
        for _ in range(20):
            with ledger.hold("abc" + "0" * 61, timeout_seconds=60):
                inside.append(1)
                worst = max(worst, len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert worst == 1


HOLDER = """
    import sys, time
    from pathlib import Path
    from aisha_docs_audio.payments.ledger import Ledger

    with Ledger(Path(sys.argv[1]), report=print).hold("abc" + "0" * 61, timeout_seconds=5):
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_lock_keeps_other_processes_out_until_they_are_killed(ledger: Ledger) -> None:
    """Waiting for a held lock ends at its deadline; a kill leaves the lock open."""
    name = "abc" + "0" * 61
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(ledger.directory)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError), ledger.hold(name, timeout_seconds=0.1):
            pass
        with ledger.hold("abd" + name[3:], timeout_seconds=0):
            pass
        holder.kill()
        with ledger.hold(name, timeout_seconds=10):
            pass


FULL = """
    import resource, sys
    from pathlib import Path
    from aisha_docs_audio.errors import CacheError
    from aisha_docs_audio.payments.ledger import Ledger, from_bytes

    ledger = Ledger(Path(sys.argv[1]), report=print)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    (name,) = ledger.names()
    record = ledger.read(name)
    try:
        ledger.write(record.with_request(record.requests[0].with_state("stored")))
    except CacheError as error:
        assert "Nothing is paid for without it" in str(error)
    else:
        sys.exit("it was written")
"""


def test_a_full_disk_leaves_the_record_as_it_was(ledger: Ledger) -> None:
    """What cannot be written changes nothing, and says so."""
    pytest.importorskip("resource", reason="no limits on file sizes on this system")
    written = record(request("paid", audio_path="/media/1.wav"))
    ledger.write(written)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL), str(ledger.directory)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ledger.read(written.name) == written
    assert ledger.unfinished() == [written.name]
    assert not list(ledger.directory.rglob("*.tmp"))


def test_a_ledger_that_cannot_be_written_says_so(tmp_path: Path, said: list[str]) -> None:
    """Without a ledger there is no paying: the lock is where that shows first."""
    (tmp_path / "ledger").write_text("a file is in the way")
    ledger = Ledger(tmp_path / "ledger", report=said.append)
    with (
        pytest.raises(CacheError, match="Nothing is paid for without it"),
        ledger.hold("abc" + "0" * 61, timeout_seconds=1),
    ):
        pass


@pytest.mark.skipif(os.name != "posix", reason="file names are compared as bytes")
def test_a_stranger_in_the_directory_is_no_record(ledger: Ledger) -> None:
    """Files of other programs, and half-written ones, are not read."""
    ledger.write(record(request()))
    (name,) = ledger.names()
    ledger.path(name).with_name(f"{name}.0123abcd.tmp").write_bytes(b"half")
    ledger.path(name).with_name(".DS_Store").write_bytes(b"")
    assert list(ledger.names()) == [name]
