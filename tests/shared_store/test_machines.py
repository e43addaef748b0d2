"""One account, many machines: through the doors of both hosts, over S3."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.shared_store.machines import PAGES, new_machine

pytestmark = pytest.mark.xdist_group("shared-store")

TEXTS = 2 * len(PAGES)


def test_the_second_machine_pays_nothing(tmp_path: Path, emulator: Emulator, bucket: str) -> None:
    """Whichever host built first: what one machine has paid for, the next one plays."""
    first = new_machine(tmp_path / "one", emulator, bucket).mkdocs()
    assert first.status == 0, first.output
    assert first.warnings == [], first.output
    assert f"{TEXTS} generated" in first.closing_line
    paid = emulator.account()
    assert len(paid.charges) == TEXTS

    second = new_machine(tmp_path / "two", emulator, bucket).sphinx()
    assert second.status == 0, second.output
    assert f"{TEXTS} segments: {TEXTS} from the cache" in second.closing_line, second.output
    assert "0 characters paid for" in second.closing_line
    after = emulator.account()
    assert after.charges == paid.charges
    assert after.requests_by_endpoint == paid.requests_by_endpoint  # nor was the API asked


def test_two_machines_at_once_pay_once(tmp_path: Path, emulator: Emulator, bucket: str) -> None:
    """Each text is paid for by one of them, and both sites are whole."""
    machines = [new_machine(tmp_path / name, emulator, bucket) for name in ("one", "two")]
    with ThreadPoolExecutor(2) as pool:
        built = list(pool.map(lambda host: host(), (machines[0].mkdocs, machines[1].sphinx)))
    said = "\n".join(each.output for each in built)
    charged = [charge.transcript for charge in emulator.account().charges]
    assert len(charged) == len(set(charged)) == TEXTS, said
    for each in built:
        assert each.status == 0, each.output
        assert each.warnings == [], each.output
        assert f"{len(PAGES)} pages narrated" in each.closing_line


def test_who_has_no_key_plays_what_is_there(
    tmp_path: Path, emulator: Emulator, bucket: str
) -> None:
    """As pull requests, forks and Read the Docs build; a line says what is missing, no warning."""
    builder = new_machine(tmp_path / "one", emulator, bucket)
    builder.pages = {name: PAGES[name] for name in ("index", "second")}
    builder.mkdocs()
    paid = emulator.account()
    reader = new_machine(tmp_path / "two", emulator, bucket)
    reader.environ = {"AISHA_API_URL": emulator.url}
    built = reader.mkdocs()
    assert built.status == 0
    assert built.warnings == [], built.output
    assert "2 pages narrated" in built.closing_line
    assert "third.md" in built.output
    assert "AISHA_API_KEY is not set" in built.output
    assert emulator.account().requests == paid.requests


def test_a_store_that_is_away_is_told_once(tmp_path: Path, emulator: Emulator, bucket: str) -> None:
    """It goes on with its own cache; where the store is required, it pays for nothing."""
    away = "http://127.0.0.1:9/bucket/docs"
    required = new_machine(tmp_path / "one", emulator, away, shared_store_required=True).mkdocs()
    assert required.status == 0
    assert sum("is away: it cannot be reached" in line for line in required.warnings) >= 1
    assert "0 pages narrated" in required.closing_line
    assert emulator.account().charges == ()
    free = new_machine(tmp_path / "two", emulator, away).mkdocs()
    assert len(free.warnings) == 1, free.output
    assert f"The shared store {away} is away: it cannot be reached." in free.warnings[0]
    assert f"{len(PAGES)} pages narrated" in free.closing_line
    assert len(emulator.account().charges) == TEXTS
