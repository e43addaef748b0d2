"""A small MkDocs site in three languages' words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import MkDocsSite

MKDOCS_YML = """\
site_name: Sinov
theme: mkdocs
plugins:
  - search
  - aisha-audio:
      language: uz
      code: skip
"""

INDEX = """\
# Bosh sahifa

Birinchi xatboshi shu yerda.

Ikkinchi xatboshi esa `mkdocs.yml` haqida.

    print("kod o‘qilmaydi")
"""

GUIDE = """\
# Qoʻllanma

Bu sahifa boshqa papkada turadi.
"""


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    """Two pages under MkDocs' own theme."""
    site = MkDocsSite(folder=tmp_path)
    site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": INDEX, "docs/guide/start.md": GUIDE})
    return site
