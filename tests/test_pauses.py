"""The rests between blocks let one hear how the page is built."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest

from aisha_docs_audio.model import BlockKind
from aisha_docs_audio.utterances.pauses import BETWEEN_SEGMENTS_SECONDS, pause_before

KINDS = get_args(BlockKind)


def rest(kind: str, previous: str | None = "paragraph", *, level: int = 1, above: int = 1) -> float:
    """Give the pause between two kinds of blocks."""
    return pause_before(kind, level, previous_kind=previous, previous_level=above)


def test_a_page_begins_without_a_pause():
    """Whoever presses play hears it at once."""
    assert {rest(kind, None) for kind in KINDS} == {0.0}


def test_the_higher_a_heading_the_longer_the_rest_before_it():
    """And before any heading it is longer than before a paragraph."""
    rests = [rest("heading", level=level) for level in range(1, 7)]

    assert rests == sorted(rests, reverse=True)
    assert rests[0] > rests[2] > rests[5] > rest("paragraph")


def test_a_heading_is_set_off_from_its_text_but_less_than_from_what_was_before():
    """It belongs to what follows."""
    assert rest("paragraph") < rest("paragraph", "heading") < rest("heading", level=2)


@pytest.mark.parametrize("kind", ["item", "row", "definition"])
def test_what_stands_in_a_row_follows_faster_than_paragraphs(kind):
    """Lists and tables have a beat of their own."""
    assert rest(kind, kind) < rest("paragraph")


def test_a_definition_follows_its_term_closely():
    """Closer than the next term follows the definition."""
    assert rest("definition", "term") < rest("term", "definition")


def test_the_depth_of_a_list_can_be_heard():
    """Going in takes longer than going on, coming out longer still, by each level."""
    on, inward = rest("item", "item"), rest("item", "item", level=2, above=1)
    out = [rest("item", "item", level=1, above=above) for above in (2, 3, 4)]
    assert on < inward < out[0] < out[1] < out[2]


def test_a_table_begins_after_a_paragraphs_pause():
    """No shorter: something of another kind begins."""
    assert rest("caption") >= rest("paragraph")


def test_what_names_the_text_below_it_is_set_off_from_the_text_above():
    """A longer rest before its title, a short one behind it."""
    for kind in ("title", "summary", "tab"):
        assert rest(kind) > rest("paragraph") > rest("paragraph", kind)


def test_headings_in_a_row_are_not_torn_apart():
    """A chapter's title and its first section's follow one another."""
    assert rest("heading", "heading", level=2, above=1) < rest("heading", level=2)


def test_an_unknown_kind_rests_like_a_paragraph():
    """A kind added to the blocks later does not break a build."""
    assert rest("poem") == rest("paragraph")


def test_every_rest_is_longer_than_inside_a_block_and_shorter_than_a_worry():
    """Whoever listens hears that a new block begins, and never thinks the sound stopped."""
    rests = {
        rest(kind, previous, level=level, above=3)
        for kind, previous, level in itertools.product(KINDS, KINDS, (0, 1, 6, 9))
    }

    assert min(rests) > BETWEEN_SEGMENTS_SECONDS
    assert max(rests) <= 1.5
