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


QUESTIONS = (
    "hear it in my language",
    "know what it will cost",
    "run it in CI",
    "keep the cache",
    "leave out a page",
    "leave out a section",
    "mend a word",
    "use my own voice",
    "style it",
    "remove it for good",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_readme_answers_what_people_ask(question: str) -> None:
    """Each question has its row in README, and its links lead to a section that is there."""
    readme = (ROOT / "README.md").read_text("utf-8")
    [row] = [line for line in readme.splitlines() if line.startswith(f"| {question}")]
    links = re.findall(r"\]\((docs/[^)#]+)(?:#([^)]+))?\)", row)
    assert links
    for path, anchor in links:
        page = (ROOT / path).read_text("utf-8")
        assert not anchor or anchor in anchors_of(page), f"{path}#{anchor}"


def anchors_of(page: str) -> set[str]:
    """Return the names of a page's headings, as MkDocs and forges both make them."""
    headings = re.findall(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-") for text in headings}
