"""A small Sphinx site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import SphinxSite

CONF_PY = """\
project = "Sinov"
language = "en"
extensions = ["aisha_docs_audio.sphinx_ext"]
html_theme = "basic"
aisha_audio_code = "skip"
"""

INDEX = """\
Home
====

The first paragraph stands here.

The second speaks of ``conf.py``.

.. code-block:: python

   print("code is not read")

.. toctree::

   guide/start
"""

GUIDE = """\
Guide
=====

This page stands in another folder.
"""


@pytest.fixture
def site(tmp_path: Path) -> SphinxSite:
    """Two pages under Sphinx's barest theme."""
    site = SphinxSite(folder=tmp_path)
    site.write({"conf.py": CONF_PY, "index.rst": INDEX, "guide/start.rst": GUIDE})
    return site
