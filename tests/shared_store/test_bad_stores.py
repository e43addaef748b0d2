"""Stores that fail, hang, refuse, come back, or hold what this machine cannot unpack."""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import soundfile

from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.errors import UnreadableError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.payments.clock import BuildClock
from aisha_docs_audio.payments.ledger import Moment, Record, Request, record_name
from aisha_docs_audio.payments.shared_store.claims import Claims
from aisha_docs_audio.payments.shared_store.failures import ClaimedElsewhereError, SharedStoreError
from aisha_docs_audio.payments.shared_store.health import StoreHealth
from aisha_docs_audio.payments.shared_store.layered_store import LayeredStore
from aisha_docs_audio.payments.shared_store.shared_ledger import SharedLedger
from aisha_docs_audio.payments.shared_store.sounds import SharedSounds
from aisha_docs_audio.payments.shared_store.store_clock import StoreClock
from aisha_docs_audio.payments.shared_store.unshared import Unshared
from aisha_docs_audio.payments.store import Store
from aisha_docs_audio.payments.store.envelope import seal
from aisha_docs_audio.storage.object_backend import open_objects
from aisha_docs_audio.storage.versioned_folder import VersionedFolder
from tests.shared_store.front import SECRET, Front, front_of
from tests.shared_store.machines import PAGES, new_machine
from tests.shared_store.test_upkeep import command

pytestmark = pytest.mark.xdist_group("shared-store")

TEXTS = 2 * len(PAGES)


@pytest.fixture
def front(s3_url: str) -> Iterator[Front]:
    """Run a server before the tests' S3."""
    with front_of(s3_url) as running:
        yield running


def test_a_secret_in_the_address_is_refused_and_not_shown(
    tmp_path: Path, emulator: Emulator
) -> None:
    """In both hosts, and on the command line."""
    machine = new_machine(tmp_path / "one", emulator, "")
    for address in (
        "s3://AKIAEXAMPLE:verysecret77@bucket/docs",
        "https://x.blob.core.windows.net/bucket/docs?sp=r&sig=verysecret77",
        "gs://bucket/docs#verysecret77",
    ):
        machine.store = f'"{address}"'
        hosts = [machine.mkdocs()]
        if address.startswith("s3"):
            machine.store = address
            hosts.append(machine.sphinx())
        for built in hosts:
            assert built.status != 0
            assert "must not hold a user name, a password, a signature" in built.output
            assert "verysecret77" not in built.output
        said = command("cache", "push", "--shared-store", address, machine=machine)[1]
        assert "must not hold a user name" in said
        assert "verysecret77" not in said
    assert emulator.account().charges == ()


def test_a_folder_that_is_published_is_refused(tmp_path: Path, emulator: Emulator) -> None:
    """As a cache there would be, in both hosts."""
    machine = new_machine(tmp_path / "one", emulator, "")
    for host, inside in ((machine.mkdocs, "docs/drive"), (machine.sphinx, "_build/html/drive")):
        folder = machine.folder / inside
        folder.mkdir(parents=True)
        machine.store = folder.as_uri()
        built = host()
        assert built.status != 0, built.output
        assert f"'{folder.as_uri()}' lies inside " in built.output
        assert "What machines share would be published or deleted with it" in built.output
    assert emulator.account().charges == ()


def always(status: int, _method: str, _path: str) -> int:
    """Answer everything with one status."""
    return status


def test_nothing_of_what_the_engine_says_is_shown(
    front: Front, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a server answers, with all that it was sent in it."""
    _, name, prefix = bucket.rsplit("/", 2)
    backend = open_objects(
        "s3", name, prefix=prefix, endpoint=front.url, account=None, environ=os.environ
    )
    for status in (400, 401, 403, 409, 500, 503):
        front.status = partial(always, status)
        for ask in (
            lambda: backend.read("sound/one"),
            lambda: backend.put_at("sound/one"),
            lambda: backend.put_if_absent("sound/one", b"one"),
            lambda: backend.replace("sound/one", b"one", '{"e_tag": "\\"1\\""}'),
            lambda: list(backend.list("sound/")),
        ):
            failure: OSError | None = None
            try:
                ask()
            except OSError as error:
                failure = error
            assert failure is not None or status == 409, status
            if failure is not None:
                said = "".join(traceback.format_exception(failure)) + repr(failure)
                assert not any(secret in said for secret in (SECRET, "AKIA"))
                assert name not in str(failure)
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err


def test_a_store_that_hangs_is_given_up(bucket: str) -> None:
    """After the time it has, for everything that it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        backend = open_objects(
            "s3",
            "bucket",
            prefix=bucket.rpartition("/")[2],
            endpoint=f"http://127.0.0.1:{silent.getsockname()[1]}",
            account=None,
            environ=os.environ,
            read_seconds=0.2,
        )
        for ask in (
            lambda: backend.read("sound/one"),
            lambda: backend.put_if_absent("sound/one", b"one"),
            lambda: list(backend.list("sound/")),
        ):
            with pytest.raises(OSError, match=r"^it does not answer in time$"):
                ask()


def test_one_failure_is_tried_again_and_two_are_not() -> None:
    """Unless whoever asks says that it must not be."""
    said: list[str] = []
    answers: list[object] = [OSError("it answers with status 500"), "there"]

    def work() -> object:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    health = StoreHealth("s3://one/retried", required=False, report=said.append)
    assert health.ask(work) == "there"
    assert (health.away, said) == (None, [])
    answers[:] = [OSError("once"), OSError("twice"), "there"]
    other = StoreHealth("s3://two/retried", required=False, report=said.append)
    with pytest.raises(SharedStoreError, match="twice"):
        other.ask(work)
    assert len(said) == 1
    answers[:] = [OSError("once"), "there"]
    with pytest.raises(SharedStoreError, match="once"):
        health.ask(work, tries=1)


def test_a_store_that_fails_at_first_is_used(
    tmp_path: Path, emulator: Emulator, front: Front, bucket: str
) -> None:
    """A server that restarts: nothing is told, all is shared."""
    failures = iter([500] * 5)
    front.status = lambda _method, _path: next(failures, None)
    store = front.url + "/" + bucket.split("/", 3)[3]
    built = new_machine(tmp_path / "one", emulator, store).mkdocs()
    assert built.warnings == [], built.output
    assert next(failures, None) is None
    second = new_machine(tmp_path / "two", emulator, bucket).mkdocs()
    assert "0 characters paid for" in second.closing_line
    assert len(emulator.account().charges) == TEXTS


@pytest.mark.parametrize("ignored", ["If-None-Match", "If-Match"])
def test_a_store_that_ignores_a_condition_agrees_on_nothing(
    tmp_path: Path, emulator: Emulator, front: Front, bucket: str, ignored: str
) -> None:
    """The warning names the condition, and nothing is announced there."""
    front.drops = frozenset({ignored.lower()})
    store = front.url + "/" + bucket.split("/", 3)[3]
    built = new_machine(tmp_path / "one", emulator, store, shared_store_required=True).mkdocs()
    assert f"it ignores {ignored}" in built.warnings[0], built.output
    assert emulator.account().charges == ()


def test_what_was_paid_for_meanwhile_is_shared_later(
    tmp_path: Path, emulator: Emulator, front: Front, bucket: str
) -> None:
    """By the next build with that cache, which finds it all there."""
    front.status = lambda _method, _path: 500
    store = front.url + "/" + bucket.split("/", 3)[3]
    machine = new_machine(tmp_path / "one", emulator, store)
    away = machine.mkdocs()
    assert len(away.warnings) == 1, away.output
    assert "The next build with this cache shares it" in away.warnings[0]
    paid = emulator.account()
    assert len(paid.charges) == TEXTS
    front.status = lambda _method, _path: None
    again = machine.mkdocs()
    assert again.warnings == [], again.output
    second = new_machine(tmp_path / "two", emulator, bucket).mkdocs()
    assert "0 characters paid for" in second.closing_line, second.output
    assert emulator.account() == paid
    assert not list((machine.folder / ".cache").rglob("unshared/*/*"))


def test_who_may_not_write_pays_nothing_and_estimates_what_is_left(
    tmp_path: Path, emulator: Emulator, front: Front, bucket: str
) -> None:
    """It plays what is there and says why the rest is silent; an estimate fetches nothing."""
    builder = new_machine(tmp_path / "one", emulator, bucket)
    builder.pages = {name: PAGES[name] for name in ("index", "second")}
    builder.mkdocs()
    paid = emulator.account()
    front.status = lambda method, _path: 403 if method == "PUT" else None
    store = front.url + "/" + bucket.split("/", 3)[3]
    reader = new_machine(tmp_path / "two", emulator, store)
    built = reader.mkdocs()
    assert "2 pages narrated" in built.closing_line, built.output
    assert "takes nothing from whoever builds here (no right to write)" in built.output
    assert "0 characters paid for" in built.closing_line
    assert emulator.account().charges == paid.charges

    third = new_machine(tmp_path / "three", emulator, store)
    third.mkdocs_sources()
    status, said = command("estimate", "--json", machine=third)
    assert status == 0, said
    characters = sum(len(text) for text in PAGES["third"])
    assert json.loads(said)["new_characters"] == characters, said
    assert not list(third.folder.rglob("*.sound"))
    assert emulator.account().charges == paid.charges


UTTERANCE = Utterance(engine="http://127.0.0.1", text="Salom", language="uz")


def test_a_request_of_a_dead_machine_is_taken_over(tmp_path: Path) -> None:
    """With its floor, when nothing of it can be under way any more by the store's clock."""
    (tmp_path / "drive").mkdir()
    drive = VersionedFolder(tmp_path / "drive")
    now = [1000.0]

    def machine(name: str) -> SharedLedger:
        said: list[str] = []
        health = StoreHealth(f"file:///{tmp_path}/{name}", required=True, report=said.append)
        clock = BuildClock(steady=lambda: now[0], boot=name)
        return SharedLedger(
            tmp_path / name,
            report=said.append,
            claims=Claims(drive, health, secret=lambda: b"s" * 32, report=said.append),
            sounds=SharedSounds(drive, health, report=said.append),
            health=health,
            store_clock=StoreClock(drive, steady=lambda: now[0]),
            clock=clock,
            announced_seconds=30.0,
            timeout_seconds=60.0,
            settling_seconds=lambda _: 60.0,
        )

    name = record_name(UTTERANCE)
    dead, living = machine("dead"), machine("living")
    request = Request(
        utterance=UTTERANCE,
        state="asked",
        since=Moment(at=0.0),
        floor=77,
        claim=dead.new_claim(),
    )
    with dead.hold(name, timeout_seconds=1):
        dead.write(dead.read(name).with_request(request))
    with living.hold(name, timeout_seconds=1):
        fresh = living.read(name)
        assert fresh == Record(name=name)
        # It is found out by the one request that announces.
        own = dataclasses.replace(request, claim=living.new_claim())
        with pytest.raises(ClaimedElsewhereError):
            living.write(fresh.with_request(own))
    for seconds in (0.0, 148.0):
        now[0] = 1000.0 + seconds
        with living.hold(name, timeout_seconds=1), pytest.raises(ClaimedElsewhereError):
            living.read(name)
    now[0] = 1156.0
    with living.hold(name, timeout_seconds=1):
        (taken,) = living.read(name).requests
        assert (taken.state, taken.floor) == ("unsure", 77)
        # Nothing was charged: it asks itself, and the dead one cannot any more.
        living.write(Record(name=name).with_request(own))
    with dead.hold(name, timeout_seconds=1), pytest.raises(ClaimedElsewhereError):
        dead.read(name)


def test_without_flac_a_shared_sound_is_told_and_not_paid_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No damage either; a machine whose libsndfile has FLAC plays it."""
    (tmp_path / "drive").mkdir()
    drive = VersionedFolder(tmp_path / "drive")
    key, sound = "ab" * 32, tone("Salom, dunyo. " * 9)
    said: list[str] = []
    drive.put_if_absent(f"sound/{key}", seal(key, sound))
    health = StoreHealth("file:///flac", required=False, report=said.append)
    sounds = SharedSounds(drive, health, report=said.append)
    with Store.open(tmp_path / "paid", report=said.append) as local:
        store = LayeredStore(local, sounds, health, unshared=Unshared(tmp_path / "unshared"))
        with monkeypatch.context() as without:

            def no_flac(*_: object, **__: object) -> None:
                raise soundfile.LibsndfileError(3)

            without.setattr(soundfile, "SoundFile", no_flac)
            with pytest.raises(UnreadableError, match="not paid for again"):
                sounds.fetch_sound(key)
            for _ in range(2):
                with pytest.raises(UnreadableError, match="not paid for again"):
                    store.get(key)
        assert store.get(key) == sound
    assert said == []
