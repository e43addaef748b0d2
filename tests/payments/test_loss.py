"""When the disk fails, fills up or forgets: never bad sound, never a silent second payment."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.errors import CacheError, SpendingStoppedError, UnsettledError
from aisha_docs_audio.payments.ledger import Moment
from aisha_docs_audio.payments.recovery import Recovery
from tests.payments.site import HURRY, NEVER_SETTLED, Site, expected, uzbek

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator
    from aisha_docs_audio.model import Utterance

    Book = Callable[[], AccountBook]

TEXT = "Assalomu alaykum, bu sinov matni."
ROOT = Path(__file__).parents[2]


def pay(site: Site, text: str = TEXT) -> Utterance:
    """Have a text spoken and kept."""
    with site.build() as voice:
        utterance = uzbek(voice, text)
        voice.synthesize(utterance)
    return utterance


def flip(path: Path) -> None:
    """Damage one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def test_damaged_sound_is_fetched_again_and_not_paid_for_again(site: Site, book: Book) -> None:
    """The ledger remembers where it came from; the user hears of it."""
    utterance = pay(site)
    flip(site.sound_file(utterance))
    with site.build() as voice:
        sound = voice.synthesize(utterance)
        assert (sound.origin, sound.audio) == ("recovered", expected(utterance))
        assert voice.synthesize(utterance).origin == "store"
    assert len(book().charges) == 1
    assert len(site.said) == 1
    assert "was damaged" in site.said[0]


def test_deleted_sound_is_fetched_again_and_not_paid_for_again(site: Site, book: Book) -> None:
    """Even when the whole store was deleted, as long as the ledger is there."""
    utterance = pay(site)
    shutil.rmtree(site.directory / "paid")
    with site.build() as voice:
        assert voice.synthesize(utterance).origin == "recovered"
    assert len(book().charges) == 1


def test_sound_that_the_api_lost_too_is_paid_for_again_aloud(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """A second payment never happens without a message."""
    utterance = pay(site)
    site.sound_file(utterance).unlink()
    emulator.set_faults({"missing": 1.0}, count=4)
    with site.build(retry_policy=dataclasses.replace(HURRY, gone_seconds=0.0)) as voice:
        sound = voice.synthesize(utterance)
    assert (sound.origin, sound.audio) == ("generated", expected(utterance))
    assert len(book().charges) == 2
    assert any("has to be paid for again" in message for message in site.said)


@pytest.mark.parametrize("fault", ["missing", "notaudio", "truncated"])
def test_sound_that_the_api_cannot_give_today_is_not_paid_for_again(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """A failing media server is no proof that the sound is lost, however long ago it was paid."""
    utterance = pay(site)
    site.sound_file(utterance).unlink()
    record = site.ledger.read(next(site.ledger.names()))
    old = record.requests[0].with_state("stored", since=Moment(at=0.0, at_api=0.0))
    site.ledger.write(record.with_request(old))
    emulator.set_faults({fault: 1.0})
    with site.build() as voice, pytest.raises(UnsettledError, match="without paying again"):
        voice.synthesize(utterance)
    assert len(book().charges) == 1
    emulator.set_faults()
    with site.build() as voice:
        assert voice.synthesize(utterance).origin == "recovered"
    assert len(book().charges) == 1


def test_sound_is_not_given_up_while_the_history_cannot_be_read(
    site: Site, emulator: Emulator, book: Book
) -> None:
    """Whether the sound is elsewhere now only the history can tell."""
    utterance = pay(site)
    site.sound_file(utterance).unlink()
    emulator.set_faults({"missing": 1.0, "503": 1.0})
    impatient = dataclasses.replace(HURRY, gone_seconds=0.0, unusable_seconds=0.0)
    with site.build(retry_policy=impatient) as voice, pytest.raises(UnsettledError):
        voice.synthesize(utterance)
    assert len(book().charges) == 1


def test_a_damaged_record_of_safe_sound_costs_nothing(site: Site, book: Book) -> None:
    """While the sound is in the store nobody looks at its record."""
    utterance = pay(site)
    flip(site.ledger.path(next(site.ledger.names())))
    with site.build() as voice:
        assert voice.synthesize(utterance).origin == "store"
    assert len(book().charges) == 1


def test_a_damaged_record_of_lost_sound_is_told_before_it_is_paid_for_again(
    site: Site, book: Book
) -> None:
    """Two losses at once cost a second payment, and two messages."""
    utterance = pay(site)
    flip(site.ledger.path(next(site.ledger.names())))
    flip(site.sound_file(utterance))
    with site.build() as voice:
        assert voice.synthesize(utterance).audio == expected(utterance)
    assert len(book().charges) == 2
    assert sum("was damaged" in message for message in site.said) == 2


FULL = """
    import resource, sys
    from pathlib import Path
    from aisha_docs_audio.errors import AishaAudioError
    from tests.payments.site import Site, expected, uzbek

    site = Site(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    with site.build() as voice:
        utterances = [uzbek(voice, f"{number}-matn, toʻla diskda aytilgan.") for number in range(3)]
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
        for speech in utterances:
            try:
                print(voice.synthesize(speech).audio == expected(speech))
            except AishaAudioError as error:
                print(type(error).__name__, error)
    print(*site.said, sep="\\n")
"""


def run(code: str, *arguments: object) -> list[str]:
    """Run a program in a process of its own and give the lines that it printed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_disk_that_fills_up_after_paying_loses_nothing(site: Site, book: Book) -> None:
    """The page gets its sound, paying stops, and the next build fetches what could not be kept."""
    pytest.importorskip("resource", reason="no limits on file sizes on this system")
    lines = run(FULL, site.directory, site.url, site.key, 6_000)
    assert lines[0] == "True"
    assert lines[1].startswith("SpendingStoppedError The cache in")
    assert lines[1] == lines[2]
    assert "cannot be written" in lines[3]
    assert len(book().charges) == 1
    with site.build() as voice:
        utterance = uzbek(voice, "0-matn, toʻla diskda aytilgan.")
        assert voice.lookup(utterance) is None
        assert voice.synthesize(utterance).origin == "recovered"
    assert len(book().charges) == 1


def test_a_disk_that_is_full_is_told_before_anything_is_paid(site: Site, book: Book) -> None:
    """Without a record of the request there is no request."""
    pytest.importorskip("resource", reason="no limits on file sizes on this system")
    lines = run(FULL, site.directory, site.url, site.key, 10)
    assert lines[0].startswith("CacheError")
    assert "Nothing is paid for without it" in lines[0]
    assert {line.partition(" ")[2] for line in lines[1:3]} == {lines[0].partition(" ")[2]}
    assert book().charges == ()
    assert "post" not in book().requests_by_endpoint


def test_a_ledger_that_cannot_be_made_stops_before_paying(site: Site, book: Book) -> None:
    """A ledger that cannot be made is one clear error."""
    (site.directory / "ledger").write_text("a file")
    with site.build() as voice:
        utterance = uzbek(voice, TEXT)
        with pytest.raises(CacheError, match="Nothing is paid for without it"):
            voice.synthesize(utterance)
        with pytest.raises(SpendingStoppedError, match="Nothing is paid for without it"):
            voice.synthesize(uzbek(voice, "Boshqa matn."))
    assert book().requests_by_endpoint.get("post", 0) == 0


def test_what_is_left_over_in_a_cache_that_cannot_be_written_stops_nothing(
    site: Site, emulator: Emulator
) -> None:
    """Who wants the text hears of it; the sound that is there is given all the same."""
    kept = pay(site, "Saqlangan matn.")
    emulator.set_faults({"late": 1.0}, count=1, late_seconds=0.3)
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        lost = uzbek(voice, TEXT)
        with pytest.raises(UnsettledError):
            voice.synthesize(lost)
    shutil.rmtree(site.directory / "ledger" / "locks")
    (site.directory / "ledger" / "locks").write_text("a file is in the way")
    with site.build() as voice:
        assert voice.prepare() == Recovery(fetched=0, waiting=1)
        assert voice.synthesize(kept).origin == "store"
        with pytest.raises(CacheError, match="Nothing is paid for without it"):
            voice.synthesize(lost)


def test_the_key_is_nowhere_on_disk_and_in_no_message(
    site: Site, emulator: Emulator, capfd: pytest.CaptureFixture[str]
) -> None:
    """A canary key is looked for in everything that was written and said across the faults."""
    site.key = "canary-4b1d-key"
    emulator.open_account(site.key, 300)
    faults = ("lost", "503", "504", "reset", "429", "truncated", "notaudio", "missing")
    emulator.set_faults(dict.fromkeys(faults, 0.12), retry_after_seconds=0)
    told: list[str] = []
    for _ in range(3):
        with site.build() as voice:
            for number in range(12):
                try:
                    voice.synthesize(uzbek(voice, f"Sinov matni raqam {number}."))
                except Exception as error:  # noqa: BLE001 - whatever it is, it must not tell the key
                    told.append(repr(error) + repr(error.__cause__) + repr(vars(error)))
            told.append(repr(voice) + repr(vars(voice)))
    assert len(told) > 3
    written = b"".join(path.read_bytes() for path in site.directory.rglob("*") if path.is_file())
    out, err = capfd.readouterr()
    assert written
    assert b"canary" not in written
    assert "canary" not in "".join([*told, *site.said, out, err])
