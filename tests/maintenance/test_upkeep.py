"""The commands that look after the cache: each report says what is, and what was done."""

from __future__ import annotations

import io
import os
import tarfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.errors import CacheError, UnsettledError
from aisha_docs_audio.payments.maintenance.archive import export, import_archive
from aisha_docs_audio.payments.maintenance.repair import prune, repair_cache
from aisha_docs_audio.payments.maintenance.verify import cache_info, verify_cache
from aisha_docs_audio.payments.store import Store
from tests.payments.site import NEVER_SETTLED, Site, expected, uzbek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator
    from aisha_docs_audio.model import Utterance

    Book = Callable[[], AccountBook]

TEXTS = ("Birinchi matn.", "Ikkinchi matn.", "Uchinchi matn.")


@pytest.fixture
def paid(site: Site) -> list[Utterance]:
    """Pay for three texts."""
    with site.build() as voice:
        utterances = [uzbek(voice, text) for text in TEXTS]
        for utterance in utterances:
            voice.synthesize(utterance)
    return utterances


@contextmanager
def opened(site: Site) -> Iterator[Store]:
    """Open the site's store, as a command does."""
    with Store.open(site.directory / "paid", report=site.said.append) as store:
        yield store


def lose(site: Site, emulator: Emulator, text: str) -> Utterance:
    """Leave a request on the ledger of which nobody knows what became."""
    with site.build(retry_policy=NEVER_SETTLED) as voice:
        emulator.set_faults({"late": 1.0}, count=1, late_seconds=0.3)
        utterance = uzbek(voice, text)
        with pytest.raises(UnsettledError):
            voice.synthesize(utterance)
    return utterance


def damage(path: Path) -> None:
    """Cut a file short."""
    path.write_bytes(path.read_bytes()[:-1])


def test_info_counts_what_is_there(site: Site, emulator: Emulator, paid: list[Utterance]) -> None:
    """Sounds, their size, when they were used, and the requests by how far they got."""
    lose(site, emulator, "Yoʻqolgan matn.")
    with opened(site) as store:
        info = cache_info(store, site.ledger)
    assert info.sounds == 3
    as_it_came = sum(len(expected(utterance)) for utterance in paid)
    assert as_it_came / 5 < info.sound_bytes < as_it_came  # it is packed
    assert info.requests == {"stored": 3, "unsure": 1}
    assert info.oldest_use is not None
    assert time.time() - 60 < info.oldest_use <= info.newest_use <= time.time() + 1
    assert (info.damaged_records, info.set_aside, info.half_written) == (0, (), ())


def test_info_of_an_empty_cache(site: Site) -> None:
    """Nothing is there, and that is no error."""
    with opened(site) as store:
        info = cache_info(store, site.ledger)
    assert (info.sounds, info.sound_bytes, info.oldest_use, info.requests) == (0, 0, None, {})


def test_verify_finds_every_damage_and_changes_nothing(site: Site, paid: list[Utterance]) -> None:
    """Each damaged file is named; it stays where it is."""
    names = list(site.ledger.names())
    damage(site.sound_file(paid[1]))
    damage(site.ledger.path(names[0]))
    with opened(site) as store:
        found = verify_cache(store, site.ledger)
        assert (found.sounds, found.records, found.not_indexed) == (3, 3, 0)
        assert len(found.problems) == 2
        assert str(site.sound_file(paid[1])) in found.problems[0]
        assert str(site.ledger.path(names[0])) in found.problems[1]
        assert verify_cache(store, site.ledger) == found
    assert site.said == []


def test_repair_sets_damage_aside_and_leaves_a_cache_that_verifies(
    site: Site, paid: list[Utterance], book: Book
) -> None:
    """After it all is whole, and the next build fetches what was damaged without paying."""
    damage(site.sound_file(paid[1]))
    (site.directory / "paid" / "cache.db").unlink()
    half = site.sound_file(paid[0]).with_suffix(".sound.0123abcd.tmp")
    half.write_bytes(b"half")
    os.utime(half, (0, 0))
    with opened(site) as store:
        report = repair_cache(store, site.ledger, now=time.time())
        assert (report.sounds, report.set_aside, report.indexed) == (2, 1, 2)
        assert report.deleted_half_written == (half,)
        assert verify_cache(store, site.ledger).problems == ()
        assert verify_cache(store, site.ledger).not_indexed == 0
        assert len(cache_info(store, site.ledger).set_aside) == 1
    with site.build() as voice:
        assert voice.synthesize(paid[1]).audio == expected(paid[1])
    assert len(book().charges) == 3


def test_repair_finds_unfinished_requests_again(
    site: Site, emulator: Emulator, paid: list[Utterance]
) -> None:
    """Marks that were lost are made anew from the records."""
    lose(site, emulator, "Yoʻqolgan matn.")
    (mark,) = (site.ledger.directory / "open").iterdir()
    mark.unlink()
    with opened(site) as store:
        assert repair_cache(store, site.ledger, now=time.time()).unfinished == 1
    assert site.ledger.unfinished() == [mark.name]


def test_prune_only_names_what_it_would_delete_until_it_is_told_to(
    site: Site, paid: list[Utterance], book: Book
) -> None:
    """What pages need stays; the rest goes, and can be fetched again for nothing."""
    needed = {paid[0].key}
    with opened(site) as store:
        plan = prune(store, needed=needed, unused_days=0, now=time.time() + 1, apply=False)
        assert {entry.key for entry in plan.unneeded} == {paid[1].key, paid[2].key}
        assert (plan.applied, plan.kept) == (False, 1)
        assert plan.unneeded_bytes > 0
        assert all(store.contains(utterance.key) for utterance in paid)
        prune(store, needed=needed, unused_days=0, now=time.time() + 1, apply=True)
        assert [store.contains(utterance.key) for utterance in paid] == [True, False, False]
    with site.build() as voice:
        assert voice.synthesize(paid[1]).audio == expected(paid[1])
    assert len(book().charges) == 3
    assert site.said == []


def test_prune_spares_what_was_used_lately(site: Site, paid: list[Utterance]) -> None:
    """A branch that is not built now may be built tomorrow; reading counts as use."""
    for utterance in paid[:2]:
        os.utime(site.sound_file(utterance), (0, 0))
    with opened(site) as store:
        store.get(paid[0].key)
        plan = prune(store, needed=(), unused_days=30, now=time.time(), apply=False)
    assert [entry.key for entry in plan.unneeded] == [paid[1].key]


def test_an_archive_carries_everything_to_another_machine(
    site: Site, emulator: Emulator, paid: list[Utterance], tmp_path: Path, book: Book
) -> None:
    """Sounds and ledger: nothing is paid for there, and what was lost here is settled there."""
    lost = lose(site, emulator, "Yoʻqolgan matn.")
    archive = tmp_path / "cache.tar"
    with opened(site) as store:
        written = export(store, site.ledger, archive)
    assert (written.sounds, written.records, written.left_out) == (3, 4, ())
    assert written.size_bytes == archive.stat().st_size
    while len(book().charges) < 4:
        pass
    other = Site(tmp_path / "other", site.url, site.key)
    with opened(other) as store:
        report = import_archive(store, other.ledger, archive)
        assert (report.added, report.known, report.records, report.refused) == (3, 0, 4, ())
        again = import_archive(store, other.ledger, archive)
        assert (again.added, again.known) == (0, 3)
    with other.build() as voice:
        for utterance in paid:
            assert voice.synthesize(utterance).origin == "store"
        assert voice.synthesize(lost).origin == "recovered"
    assert len(book().charges) == 4


def test_an_archive_leaves_out_what_is_damaged(
    site: Site, paid: list[Utterance], tmp_path: Path
) -> None:
    """Only what is whole travels, and what does not is named."""
    damage(site.sound_file(paid[0]))
    damage(site.ledger.path(next(site.ledger.names())))
    with opened(site) as store:
        written = export(store, site.ledger, tmp_path / "cache.tar")
    assert (written.sounds, written.records) == (2, 2)
    assert len(written.left_out) == 2


def test_an_archive_that_was_tampered_with_is_refused_member_by_member(
    site: Site, paid: list[Utterance], tmp_path: Path
) -> None:
    """Paths that lead elsewhere, links, and contents that are not what they say stay outside."""
    archive = tmp_path / "evil.tar"
    link = tarfile.TarInfo(f"sound/{'b' * 64}")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(archive, "w") as tar:
        for name in ("../../evil", f"sound/{'a' * 64}", f"ledger/{'a' * 64}", "sound/../../x"):
            member = tarfile.TarInfo(name)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"evil"))
        tar.addfile(link)
    with opened(site) as store:
        report = import_archive(store, site.ledger, archive)
        assert (report.added, report.records, len(report.refused)) == (0, 0, 5)
        assert len(list(store.entries())) == 3
    assert not list(tmp_path.rglob("x"))


@pytest.mark.parametrize("content", [None, b"", b"no archive at all" * 100])
def test_what_is_no_archive_is_one_clear_error(
    site: Site, tmp_path: Path, content: bytes | None
) -> None:
    """A missing file and a wrong one are told, not raised through."""
    archive = tmp_path / "cache.tar"
    if content is not None:
        archive.write_bytes(content)
    with opened(site) as store, pytest.raises(CacheError, match="cannot be read as an archive"):
        import_archive(store, site.ledger, archive)
