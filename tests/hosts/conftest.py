"""A small hand-written site, and an API for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.built_site import BuiltSite

INDEX = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Home - Sinov</title>
<link rel="next" href="guide/"></head>
<body><nav><a href="guide/">Guide</a></nav>
<main class="a > b"><h1>Home</h1>
<p>The first paragraph.</p>
<p>A second one with <code>code</code>.</p></main>
<footer>Made by hand</footer></body></html>
"""
GUIDE = INDEX.replace("Home", "Guide").replace("second", "third").replace("guide/", "../uz.html")
UZBEK = """\
<html lang=uz><title>Qo‘llanma - Sinov</title><article><h1>Qo‘llanma</h1><p>Matn shu yerda.
"""


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    """Three pages and a file that is none."""
    site = BuiltSite(folder=tmp_path)
    site.write(
        {
            "site/index.html": INDEX,
            "site/guide/index.html": GUIDE,
            "site/uz.html": UZBEK,
            "site/style.css": "body { color: black }",
        }
    )
    return site
