"""The line at the end of a build tells the truth, whatever came of the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import MkDocsSite, speaking_to

MKDOCS_YML = """\
site_name: x
theme: mkdocs
plugins: [{aisha-audio: {language: uz, timeout: 5}}]
"""
SHARED = "Bu gap har sahifada bor."


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    """Three pages that share a sentence."""
    site = MkDocsSite(folder=tmp_path)
    pages = {f"docs/{name}.md": f"# {name}\n\n{SHARED}\n" for name in ("index", "bir", "ikki")}
    site.write({"mkdocs.yml": MKDOCS_YML, **pages})
    return site


def test_a_text_on_many_pages_counts_once(site: MkDocsSite, emulator: Emulator) -> None:
    """As the estimate counts it, and as it is paid for."""
    built = site.build(environ=speaking_to(emulator))
    charged = emulator.account().charged_characters
    assert "3 pages narrated, 4 segments: 0 from the cache, 4 generated" in built.closing_line
    assert f", {charged} characters paid for" in built.closing_line
    again = site.build(environ=speaking_to(emulator))
    assert "4 segments: 4 from the cache, 0 generated, 0 characters paid" in again.closing_line


def test_what_was_charged_is_said_though_no_sound_came_of_it(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Sound that cannot be downloaded was paid for all the same; nothing is "from the cache"."""
    emulator.set_faults({"notaudio": 1.0})
    built = site.build(environ=speaking_to(emulator))
    charged = emulator.account().charged_characters
    assert charged > 0
    assert f"{charged} characters paid for" in built.closing_line
    assert "0 pages narrated, 4 segments: 0 from the cache, 0 generated, 4 failed" in (
        built.closing_line
    )
    # One cause, one warning, whatever the number of addresses.
    [warning] = built.warnings
    assert "no audio for" in warning
    assert "/media/" in warning
    emulator.set_faults()
    built = site.build(environ=speaking_to(emulator))
    paid = emulator.account().charged_characters - charged
    assert f", {paid} characters paid for" in built.closing_line


def test_derived_files_that_cannot_be_kept_hide_nothing_of_what_was_paid(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """The pages are narrated from elsewhere; the count of what was charged stays."""
    derived = site.folder / ".cache/aisha-docs-audio/derived"
    derived.mkdir(parents=True)
    (derived / "files").write_text("in the way")
    built = site.build(environ=speaking_to(emulator))
    charged = emulator.account().charged_characters
    assert "3 pages narrated" in built.closing_line
    assert f"4 generated, {charged} characters paid for" in built.closing_line


def test_what_may_have_been_charged_is_not_said_to_be(site: MkDocsSite, emulator: Emulator) -> None:
    """A build that stops before it can know says "at most": the account book may say nothing."""
    site.write({"docs/index.md": "# Beshta\n\nBir.\n\nIkki.\n\nUch.\n\nToʻrt.\n\nBesh.\n"})
    emulator.set_faults({"late": 1.0}, late_seconds=600)
    built = site.build(environ=speaking_to(emulator))
    assert emulator.account().charged_characters == 0
    assert "0 generated, 9 failed, at most " in built.closing_line
