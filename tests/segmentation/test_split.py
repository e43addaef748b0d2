"""Splitting keeps every character and every limit, whatever the text."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.utterances.segmentation import split
from aisha_docs_audio.utterances.segmentation.sentences import find_ends

# Lone surrogates included: HTML parsers and careless authors make them.
ANY_TEXT = st.text(st.characters())
PROSE = st.lists(
    st.sampled_from(
        [
            *("Salom.", "Oʻ.", "v.", "h.k.", "gap,", "—", "«Ha!»", "2.0.1", "…", "U.S.", "т. д."),
            *("\U0001f1fa\U0001f1ff" * 3, "e\u0301" * 5, "\u0301", "\ud800", "a" * 30),
            *(" ", "\u00a0", "\n\n", "   "),
        ]
    ),
    max_size=40,
).map(" ".join)
HUGE_TOKENS = st.tuples(
    st.sampled_from(["x", "\u0301", "\U0001f468\u200d", "\U0001f1fa", "\u0915\u094d", "\ud800"]),
    st.integers(1, 200),
).map(lambda pair: pair[0] * pair[1])
TEXTS = st.one_of(ANY_TEXT, PROSE, st.lists(st.one_of(HUGE_TOKENS, PROSE)).map("".join))
LIMITS = st.one_of(st.integers(1, 12), st.integers(1, 300))
LANGUAGE = st.sampled_from(LANGUAGES)


def without_space(text: str) -> str:
    """Leave out every white-space character."""
    return re.sub(r"\s", "", text)


@given(text=TEXTS, limit=LIMITS, language=LANGUAGE)
@example(text="a" + "\u0301" * 9, limit=3, language="uz")
@example(text="\U0001f468\u200d\U0001f469\u200d\U0001f467 x", limit=1, language="en")
@example(text="\ud800" * 7, limit=2, language="ru")
def test_pieces_are_the_text_but_for_white_space_at_the_cuts(text, limit, language) -> None:
    """Nothing is lost, doubled or moved: between pieces, and at both ends, is only white space."""
    pieces = split(text, limit=limit, language=language)

    place = 0
    for piece in pieces:
        start = text.index(piece, place)
        assert not text[place:start].strip()
        place = start + len(piece)
    assert not text[place:].strip()
    assert without_space("".join(pieces)) == without_space(text)


@given(text=TEXTS, limit=LIMITS, language=LANGUAGE)
def test_every_piece_is_within_the_limit_stripped_and_not_empty(text, limit, language) -> None:
    """Each piece can be sent as it is: the API refuses longer ones and charges for spaces."""
    for piece in split(text, limit=limit, language=language):
        assert 1 <= len(piece) <= limit
        assert piece == piece.strip()


@given(text=TEXTS, limit=st.integers(1, 300), language=LANGUAGE)
def test_a_text_within_the_limit_is_one_piece(text, limit, language) -> None:
    """Cuts are made only where the limit asks for one."""
    text = text.strip()[:limit].strip()

    assert split(text, limit=limit, language=language) == ((text,) if text else ())


@given(text=st.one_of(ANY_TEXT, HUGE_TOKENS), limit=st.integers(8, 40))
def test_a_word_is_cut_between_grapheme_clusters_where_they_fit(text, limit) -> None:
    """No cut parts a letter from its accent, or a flag, as long as the cluster fits."""
    text = without_space(text)
    clusters = regex.findall(r"\X", text)
    if max(map(len, clusters), default=0) > limit:
        return
    edges, place = {0}, 0
    for cluster in clusters:
        edges.add(place := place + len(cluster))

    place = 0
    for piece in split(text, limit=limit, language="uz"):
        place += len(piece)
        assert place in edges


@given(text=PROSE, limit=st.integers(100, 300))
def test_words_that_fit_are_not_cut(text, limit) -> None:
    """A piece begins and ends where words do, if every word is within the limit."""
    words = [word for piece in split(text, limit=limit, language="uz") for word in piece.split()]

    assert words == text.split()


def test_a_cut_is_at_a_sentence_before_a_clause_and_at_a_clause_before_a_word() -> None:
    """The most natural place that the limit allows wins."""
    sentence = "Bu gapning boʻlagi bor, keyin yana davomi keladi."
    text = f"{sentence} {sentence}"

    assert split(text, limit=60, language="uz") == (sentence, sentence)
    assert split(sentence, limit=40, language="uz") == (
        "Bu gapning boʻlagi bor,",
        "keyin yana davomi keladi.",
    )
    assert all(len(piece) <= 20 for piece in split(sentence, limit=20, language="uz"))


@pytest.mark.parametrize(
    ("language", "together"),
    [
        ("uz", "Sh. Mirziyoyev"),
        ("uz", "va h. k. kabi"),
        ("uz", "35 mln. kishi"),
        ("en", "see Fig. 12"),
        ("en", "use e.g. this"),
        ("en", "J. R. R. Tolkien"),
        ("ru", "и т. д. и"),
        ("ru", "В. Каримов"),
        ("ru", "ок. 100 долл. США"),
        ("ru", "на рис. 15"),
    ],
)
def test_no_piece_begins_or_ends_inside_an_abbreviation(language, together) -> None:
    """Also where no sentence ends, and only a word's end is left to cut at."""
    first, last = together.split()[0], together.split()[-2]
    for lead in range(40, 75):
        words = ("boʻlak " * 12)[:lead].strip()
        text = f"{words} {together} {'davomi ' * 12}".strip()

        for piece in split(text, limit=70, language=language)[:-1]:
            assert piece.split()[-1] not in {first, last} - {"va", "see", "use", "и", "на"}, piece


def test_no_piece_is_a_crumb_where_sentences_allow_better() -> None:
    """A text just over the limit is not cut into nearly all of it and a rest of two words."""
    text = " ".join(["Har bir gap oʻttiz belgicha."] * 36)
    assert 1000 < len(text) < 1100

    assert all(len(piece) >= 300 for piece in split(text, limit=1000, language="uz"))


def test_a_short_sentence_before_an_endless_one_stays_whole() -> None:
    """Better a short piece than one that ends in the middle of the next sentence."""
    opening = "Bu gap esa qisqa, lekin oʻzi alohida bir gap boʻlib turibdi, albatta."
    text = f"{opening} Keyingisi {'va yana davom etadi ' * 100}"

    assert split(text, limit=500, language="uz")[0] == opening


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(limit) -> None:
    """No text can be cut into pieces of nothing."""
    with pytest.raises(ValueError, match="at least 1"):
        split("Salom", limit=limit, language="uz")


@given(text=TEXTS, language=LANGUAGE)
def test_ends_are_ascending_and_behind_words(text, language) -> None:
    """Whatever the text, the possible cuts are offsets behind a word and before white space."""
    ends = find_ends(text, language)

    assert set(ends.sentences) <= set(ends.clauses) <= set(ends.words) <= set(ends.spaces)
    for places in (ends.sentences, ends.clauses, ends.words, ends.spaces):
        assert places == sorted(set(places))
        assert all(text[end].isspace() and not text[end - 1].isspace() for end in places)
