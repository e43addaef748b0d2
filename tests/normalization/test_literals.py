"""A literal is said as a person says it: no sign of it vanishes, in any language and script."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.model import Span
from aisha_docs_audio.settings.languages import Language
from aisha_docs_audio.utterances.normalization import put_into_words
from aisha_docs_audio.utterances.normalization.run_names import RUN_NAMES
from aisha_docs_audio.utterances.normalization.sign_names import SIGN_NAMES
from aisha_docs_audio.utterances.normalization.uzbek import latin
from aisha_docs_audio.utterances.normalization.vocabulary import COLUMNS, vocabulary_of

CYRILLIC = "Бу ерда"


def literal(code: str, language: Language = "en", before: str = "", behind: str = "") -> str:
    """Say one literal, between the words around it."""
    span = Span(start=len(before), end=len(before) + len(code), kind="code")
    wording = put_into_words(
        before + code + behind, spans=(span,), language=language, lexicon={"git": "gitt"}
    )
    return " ".join(phrase.text for phrase in wording.phrases)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_sign_of_ascii_has_a_name_of_its_own(column) -> None:
    """Alone or doubled, none is silent, and no two sound alike."""
    words = vocabulary_of(column)
    language = "uz" if column == "uz-Cyrl" else column
    before = f"{CYRILLIC} " if column == "uz-Cyrl" else ""
    names = [literal(sign, language, before)[len(before) :] for sign in string.punctuation]

    assert names == [words.names[sign] for sign in string.punctuation]
    assert len(set(names)) == len(names) == 32
    for count in (2, 3, 7):
        runs = [literal(sign * count, language, before) for sign in string.punctuation]
        empty = {'"', "'"} if count == 2 else set()
        assert len(set(runs)) == 32 - bool(empty)
        assert not [run for run in runs if not any(letter.isalpha() for letter in run)]


@pytest.mark.parametrize("table", [SIGN_NAMES, RUN_NAMES])
def test_the_two_uzbek_scripts_say_the_same(table) -> None:
    """The Latin column is the Cyrillic one by the spelling rules of 1995."""
    assert [(row[0], row[1]) for row in table.values() if latin(row[1]) != row[0]] == []


@given(
    code=st.text(st.sampled_from(string.punctuation + "ab1 "), min_size=1, max_size=12),
    language=st.sampled_from(["uz", "en", "ru"]),
)
def test_no_literal_is_silent(code, language) -> None:
    """Whatever stands in <code>, something is said, and no placeholder of ours is left."""
    said = literal(code, language)

    assert not code.strip() or any(letter.isalnum() for letter in said)
    assert not any(letter >= "\U00020000" for letter in said)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("!=", "not equal sign"),
        (".*", "dot asterisk"),
        ("?.", "question mark dot"),
        ("2*3", "2 times 3"),
        ("a - b", "a minus b"),
        ("n-1", "n minus 1"),
        ("10 / 3", "10 divided by 3"),
        ("x += 1", "x plus equals 1"),
        ("a == b", "a equals b"),
        ("x ~= 2", "x tilde equals 2"),
        ("x % 2", "x modulo 2"),
        ("x < 5", "x is less than 5"),
        ("(a + b) * c", "(a plus b) times c"),
        ("x**2 + y**2", "x squared plus y squared"),
        ("2^-1", "2 to the power of minus 1"),
        ("SELECT * FROM t", "SELECT asterisk FROM t"),
        ("cat a > b.txt", "cat a greater-than sign b dot txt"),
        ("**kwargs", "double asterisk kwargs"),
        ("**bold**", "double asterisk bold double asterisk"),
        ("!important", "exclamation mark important"),
        ("!ENV", "exclamation mark ENV"),
        ("not !done", "not not done"),
        ("__init__.py", "double underscore init dot py"),
        ("_private", "underscore private"),
        ("snake_case", "snake case"),
        ("utf-8", "utf-8"),
        ("2024-01-05", "2024-01-05"),
        ("v2.0.1", "v2.0.1"),
        ("14:30", "14:30"),
        ("-5", "minus 5"),
        ("C#", "C sharp"),
        ("C++", "C plus plus"),
        (".NET", "dot NET"),
        (".gitignore", "dot gitignore"),
        ("./x", "dot slash x"),
        ("std::vector", "std double colon vector"),
        ("user@host", "user at host"),
        ("#include", "hash include"),
        ("?x=1&y=2", "question mark x equals 1 and y equals 2"),
        ("&nbsp;", "ampersand nbsp semicolon"),
        ("{% if x %}", "opening brace percent sign if x percent sign closing brace"),
        ("{{ page.title }}", "page dot title in double braces"),
        ('{"a": 1}', "opening brace a: 1 closing brace"),
        ("a[0]", "a bracket 0"),
        ("List<int>", "List int"),
        ("f(x)", "f of x"),
        ("O(n log n)", "O of n log n"),
        ("foo(x, y)", "foo(x, y)"),
        ('print("hi")', "print(hi)"),
        ("return []", "return empty list"),
        ('x = ""', "x equals empty string"),
        ("%(name)s", "percent name"),
        ("$(date)", "dollar date"),
        ("<br />", "br"),
        ("<!-- note -->", "HTML comment"),
        ("<!DOCTYPE html>", "doctype html"),
        ("[a-z]+", "opening bracket a hyphen z closing bracket plus"),
        ("#fff", "colour F F F"),
        ("#42", "hash 42"),
        (">=3.9,<4", "3.9 or later, below 4"),
        ("<4,>=3.9", "3.9 or later, below 4"),
        ("~=2.1.3", "2.1.3 or later, below 2.2"),
        ("^0.3", "0.3 or later, below 0.4"),
        ("==1.2", "exactly 1.2"),
        ("!=1.5", "not 1.5"),
        ("^1 || ^2", "1 or later, below 2 or 2 or later, below 3"),
        ("https://a.b/c?d=e", "https a dot b slash c question mark d equals e"),
        ("git", "gitt"),
        ("git push", "gitt push"),
    ],
)
def test_literals_are_said_by_what_they_are(code: str, said: str) -> None:
    """Operators, names, options, formats, ranges; the lexicon comes first."""
    assert literal(code) == said


def test_a_kind_that_the_sentence_has_named_is_not_said_twice() -> None:
    """It is "the colour F F", never "the colour colour"."""
    assert literal("#FF8800", before="the colour ") == "the colour F F 8 8 0 0"
    assert literal("the", before="say the ") == "say the the"


@pytest.mark.parametrize(
    ("before", "code", "behind", "said"),
    [
        ("", "foo", "'ni oching", "fooʼni oching"),
        ("", "foo", "’ning", "fooʼning"),
        ("Uni ", "/", "ga ulang", "Uni qiya chiziqqa ulang"),
        ("", "data", "ga", "dataga"),
    ],
)
def test_uzbek_endings_stay_behind_a_literal(before, code, behind, said) -> None:
    """The apostrophe is the tutuq belgisi; -ga follows the word it stands behind."""
    assert literal(code, "uz", before, behind) == said


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a.",
            "_",
            "<a",
            "a>",
            "'",
            "->",
            "| ",
            "$",
            "{{ a",
            "a[",
            "!a ",
            "(",
            "a()",
            "\\d",
            "2^",
        ),
        *("a**b ", "a * ", "/*", "''", "1.1", "<1", ">=1.1,", "f(x", "%(a", "[a-", "--a", "a-"),
    ],
)
def test_hostile_literals_end(unit: str) -> None:
    """50,000 characters of what tempts an expression to look back; quadratic ones take minutes."""
    literal((unit * 50_000)[:50_000])


def test_many_spans_end() -> None:
    """Ten thousand literals, keys and foreign phrases in one block are no reason to wait."""
    for kind, value in (("code", ""), ("key", ""), ("language", "ru"), ("answer", "yes")):
        spans = [Span(start=at * 4, end=at * 4 + 2, kind=kind, value=value) for at in range(10_000)]
        assert put_into_words("ab, " * 10_000, spans=spans, language="en", lexicon={}).phrases
