"""What is read of pages that Material for MkDocs and furo made, in three languages.

The pages' sources are ours and lie in tests/golden/reading/sources; build.py beside them says how
their HTML was made. Read the .txt files from top to bottom: they should sound like a person.

    pytest tests/reading --golden-update     writes them anew; look at the diff
"""

from __future__ import annotations

from pathlib import Path

import pytest

from aisha_docs_audio.reading import ReadingRules, read_blocks
from aisha_docs_audio.utterances.normalization import put_into_words
from tests.reading.reading_lines import line_with_spans

GOLDEN = Path(__file__).parent.parent / "golden" / "reading"
PAGES = sorted(GOLDEN.glob("*.html"))
WITH_ANNOUNCEMENTS = [page for page in PAGES if page.stem.endswith(("-apart", "-tables"))]

OF_SIGNS = [page for page in PAGES if page.stem.endswith("-signs")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_like_a_person_reads_it(page: Path, request: pytest.FixtureRequest) -> None:
    """By default tables are read and listings are skipped."""
    rules = ReadingRules(language=_language(page))
    _compare(page, rules, page.with_suffix(".txt"), request)


@pytest.mark.parametrize("page", WITH_ANNOUNCEMENTS, ids=lambda page: page.stem)
def test_tables_and_listings_are_announced_in_the_pages_language(
    page: Path, request: pytest.FixtureRequest
) -> None:
    """One sentence stands for each."""
    rules = ReadingRules(language=_language(page), tables="announce", code="announce")
    _compare(page, rules, page.with_suffix(".announced.txt"), request)


@pytest.mark.parametrize("page", OF_SIGNS, ids=lambda page: page.stem)
def test_what_means_something_is_sent_in_words(page: Path, request: pytest.FixtureRequest) -> None:
    """Signs, answers, amounts, ranges, formulas and signatures, as the voice gets them."""
    language = _language(page)
    reading = read_blocks(page.read_text("utf-8"), ReadingRules(language=language))
    said = [
        put_into_words(
            block.text, spans=block.spans, language=block.language or language, lexicon={}
        )
        for block in reading.blocks
    ]
    text = "".join(" ‖ ".join(each.text for each in one.phrases) + "\n" for one in said)
    _equal(text, page.with_suffix(".said.txt"), request)


def test_there_are_pages_of_both_hosts_in_three_languages() -> None:
    """None of them can get lost without notice."""
    kinds = {tuple(page.stem.split("-")[:2]) for page in PAGES}
    assert kinds == {(t, language) for t in ("material", "furo") for language in ("uz", "en", "ru")}
    assert len(PAGES) == 36


def _compare(page: Path, rules: ReadingRules, golden: Path, request: pytest.FixtureRequest) -> None:
    reading = read_blocks(page.read_text(encoding="utf-8"), rules)
    _equal("".join(f"{line_with_spans(block)}\n" for block in reading.blocks), golden, request)


def _equal(text: str, golden: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--golden-update", default=False):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def _language(page: Path) -> str:
    return page.stem.split("-")[1]
