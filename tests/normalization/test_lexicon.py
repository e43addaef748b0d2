"""The lexicon says words as the user wants them."""

from __future__ import annotations

import pytest

from aisha_docs_audio.settings.languages import Language
from aisha_docs_audio.utterances.normalization import spoken_text


def said(text: str, lexicon: dict[str, str], language: Language = "uz") -> str:
    """Say with a lexicon."""
    return spoken_text(text, language=language, lexicon=lexicon)


def test_whole_words_are_replaced_wherever_they_stand() -> None:
    """No letter or digit may touch a word; hyphens, underscores and punctuation may."""
    lexicon = {"MkDocs": "em-ke-doks"}

    assert said("MkDocs, (MkDocs) MkDocs-da!", lexicon) == "em-ke-doks, (em-ke-doks) em-ke-doks-da!"
    assert said("XMkDocs MkDocs2 MkDocsX", lexicon) == "XMkDocs MkDocs2 MkDocsX"
    assert said("x_MkDocs", lexicon) == "x em-ke-doks"


def test_the_longest_word_wins_and_nothing_is_replaced_twice() -> None:
    """What was put in is not looked at again."""
    lexicon = {"API": "a-pi-ay", "API key": "API kaliti", "key": "kalit"}

    assert said("API key, API, key", lexicon) == "API kaliti, a-pi-ay, kalit"


def test_a_word_with_a_capital_is_matched_exactly_one_without_in_any_case() -> None:
    """A sentence may begin with "Pip" for "pip", but "IT" is never "it"."""
    assert said("IT is it", {"IT": "I T"}, "en") == "I T is it"
    assert said("Pip, pip, PIP", {"pip": "peep"}, "en") == "peep, peep, peep"


def test_uzbek_endings_stay_behind_the_word() -> None:
    """Uzbek puts its endings right behind a foreign name; other languages do not."""
    lexicon = {"MkDocs": "em-ke-doks", "API": "a-pi-ay"}

    assert said("MkDocsni, MkDocsning, MkDocsda", lexicon) == (
        "em-ke-doksni, em-ke-doksning, em-ke-doksda"
    )
    assert said("APIlaridan APIдан APIx", lexicon) == "a-pi-aylaridan a-pi-ayдан APIx"
    assert said("MkDocsda", lexicon, "ru") == "MkDocsda"


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    """A version of two parts is not the beginning of one with three."""
    lexicon = {"3.12": "uch oʻn ikki"}

    assert said("3.12 va 3.12da, 3.12.1, 13.12, 2.3.12, 3.12.", lexicon) == (
        "uch oʻn ikki va uch oʻn ikkida, 3.12.1, 13.12, 2.3.12, uch oʻn ikki."
    )


def test_words_with_signs_and_spaces_can_be_in_a_lexicon() -> None:
    """A lexicon is asked before signs are said, so it can say them otherwise."""
    lexicon = {
        "C++": "si plyus plyus",
        ".NET": "dotnet",
        "ASP.NET": "ey-es-pi dotnet",
        "--strict": "qatʼiy rejim",
        "Read the Docs": "rid de doks",
        "mkdocs.yml": "sozlama fayli",
        "→": "soʻngra",
    }

    assert said("C++ va .NET, ASP.NET; --strict.", lexicon) == (
        "si plyus plyus va dotnet, ey-es-pi dotnet; qatʼiy rejim."
    )
    assert said("Read the Docs → mkdocs.yml", lexicon) == "rid de doks soʻngra sozlama fayli"


@pytest.mark.parametrize("typed", ["o'qish", "o‘qish", "oʻqish", "O`qish"])
def test_words_are_found_however_their_apostrophes_were_typed(typed: str) -> None:
    """Lexicon and page are brought into one form before they are compared."""
    assert said(f"{typed} kitobi", {"o’qish": "oʻqi-ish"}) == "oʻqi-ish kitobi"


def test_what_is_said_is_cleaned_as_the_page_is() -> None:
    """Emoji and odd spaces of a lexicon reach no voice; a word may be silent."""
    assert said("a b c", {"b": "\u200bbe  🎉 "}) == "a be c"
    assert said("a b c", {"b": ""}) == "a c"
    assert said("a", {"🎉": "tada"}) == "a"


def test_the_order_of_a_lexicon_changes_nothing() -> None:
    """The key of a text must not depend on how a mapping is sorted."""
    lexicon = {"a b": "1", "a": "2", "b": "3", "B": "4"}
    reverse = dict(reversed(lexicon.items()))

    assert said("a b a b B A", lexicon) == said("a b a b B A", reverse) == "1 1 4 2"
