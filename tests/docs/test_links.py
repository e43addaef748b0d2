"""Links in the files that no host builds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_relative_links_lead_to_files(name: str) -> None:
    """Whoever clicks on a link or looks at a picture on a forge finds it."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", (ROOT / name).read_text("utf-8"))
    missing = [
        link
        for link in links
        if not link.startswith(("https://", "http://")) and not (ROOT / link).exists()
    ]

    assert missing == []
