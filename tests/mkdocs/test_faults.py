"""What nobody has foreseen, while a text is spoken: what it costs, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sites import MkDocsSite, speaking_to

if TYPE_CHECKING:
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import Emulator

pytestmark = pytest.mark.builds

MKDOCS_YML = """\
site_name: x
theme: mkdocs
plugins:
  - aisha-audio:
      language: en
      voice: aisha
      concurrency: 1
"""

# An encoder that works for nobody: a library built for another machine, as one example.
BROKEN = "class Encoder:\n    def __getattr__(self, name):\n        raise SystemError(name)\n"


def test_after_a_fault_nothing_more_is_paid_for(tmp_path: Path, emulator: Emulator) -> None:
    """What was paid is kept: once the fault is mended, the rest alone is paid for."""
    library = tmp_path / "lib"
    library.mkdir()
    (library / "lameenc.py").write_text(BROKEN, "utf-8")
    site = MkDocsSite(folder=tmp_path / "site")
    pages = {f"docs/page{n}.md": f"# Page {n}\n\nThe text of page {n}.\n" for n in range(5)}
    site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Home\n\nWelcome.\n", **pages})
    environ = speaking_to(emulator)
    built = site.build(environ={**environ, "PYTHONPATH": str(library)})
    assert built.status == 0, built.output
    assert len(emulator.account().charges) == 1
    assert "a fault in the voice aisha (SystemError: " in built.output
    assert "after a fault nothing more is paid for in this build" in built.output
    built = site.build(environ=environ)
    assert "6 pages narrated" in built.closing_line
    assert len(emulator.account().charges) == 12  # a title and a text a page
