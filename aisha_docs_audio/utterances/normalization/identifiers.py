"""File names, identifiers, options and other words with signs inside, as a reader says them.

A voice's own rules for "docs/index.md" or "snake_case" are unknown, and AIsha's may change any
day. The signs are put into words here, so that every voice says them, and says them alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.symbols import PAUSE

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_SPECIAL = re.compile(r"[][_/\\@=+<>{}*`^~|#$&%]|\(\)|[.:!?](?=\w)|--|(?<!\w)-(?=\w)")
"""What a word must hold to be looked at closely; nearly every word is passed by."""

_KEPT, _PARTED, _GONE, _DASH = "kept", "parted", "gone", "dash"
# No letter or digit may stand before an option's hyphens, nor what ends a word: "MkDocs"-da.
_OPTION = r"(?<![^\W_])(?<![)”’».,;:!?…-])(?<![^\W_][\"'])(?<![0-9]%)"
_RULES: tuple[tuple[str, str], ...] = (
    # A sign with its neighbours, and what becomes of it: it is said (as a sign of the table of
    # words), kept, kept and parted from what follows, or gone. The first rule that fits counts.
    (r"(?<![A-Za-z0-9])(?:[A-Z]|Sh|Ch|Ye|Yo|Yu|Ya)\.(?=[A-Z])", _KEPT),  # A.Navoiy
    (r"(?<![A-Za-z0-9])[A-Za-z]\.(?=[A-Za-z](?![A-Za-z0-9]))", _KEPT),  # e.g., h.k.
    (r"\.\.(?=/)", ".."),
    (r"\.\.+", _KEPT),
    (r"(?<![A-Za-z0-9])[A-Z][a-z]{1,2}\.(?=[A-Z](?:\.|(?![A-Za-z0-9])))", _KEPT),  # Ph.D.
    (
        r"(?<=[A-Za-z0-9\U00020000-\U0002a6df])\.(?=_*[A-Za-z\U00020000-\U0002a6df])|(?<=[A-Za-z])\.(?=[0-9])",
        ".",
    ),  # mkdocs.yml, not 2.0.1
    (r"(?<=\w)\(\)\.(?=[A-Za-z])", "."),  # run().output
    (r"(?<![^\W_])(?<![)”’»])\.(?=[A-Za-z])", "."),  # .gitignore
    (r"={4,}", _GONE),
    (r"===?", "=="),
    (r":=", ":="),
    (r"!==?", "!="),
    (r"<-+|-+>|=+>|\|(?!\|)", PAUSE),
    (r"(?<=[^\W_\x20])<=|<=(?=\Z)", "<="),
    (r"(?<=[^\W_\x20])>=|>=(?=\Z)", ">="),
    (r"<=", "≤"),
    (r">=", "≥"),
    (r"<<+|>>+", _GONE),
    (r"(?<=\A)<(?=[0-9])", "less"),
    (r"(?<=\A)>(?=[0-9])", "more"),
    (r"<", "<"),
    (r">", ">"),
    (r"=", "="),
    (r"&&?", "&"),
    (r"\|\|+", "||"),
    (r"(?<![^\W_])(?<!\+)\+(?=[0-9])", _KEPT),  # +998
    (r"\+", "+"),  # C++, Ctrl+C
    (r"@(?=[^\W_])", "@"),
    (r"(?<=[0-9])/(?=[0-9])", _KEPT),  # 24/7
    (r"/(?=[^\W_]|\.[A-Za-z]|[{<:][A-Za-z]|\*)", "/"),
    (r"\\(?=[^\W_])", "\\"),
    (r"(?<=[^\W_])::+(?=[^\W_])|(?<=>)::+(?=[^\W_])", _GONE),  # std::vector
    (r"::+", _KEPT),
    (r"(?<=[^\W_]):(?=[^\W\d_])|(?<=[^\W\d_]):(?=[0-9])", _PARTED),  # localhost:8000, not 14:30
    (r"(?<![^\W_]):(?=[^\W_])", _GONE),  # :param
    (r"(?<!\S)!(?=[a-z])", "!"),  # !important
    (r"[!?](?=[^\W_])", _PARTED),
    (rf"{_OPTION}--(?=[^\W\d_])", "--"),  # --strict
    (rf"{_OPTION}-(?=[^\W\d_])", "-"),  # -v
    (r"(?<=\w\(\))-+(?=[^\W\d_])", _GONE),
    (r"--+", _DASH),
    (r"~(?=[$€£₽]?[0-9])", "≈"),
    (r"~(?=/\.?[^\W_])", "~"),
    (r"(?<![^\W_])#(?=[0-9])", "№"),
    (r"(?<![^\W_])#(?=[^\W_])", "#"),
    (r"(?<![^\W_])#", _GONE),  # not C#
    (r"(?<![^\W_])\$(?=[^\W0-9])", "$"),  # $HOME, not $5
    (r"(?<=[^\W0-9])\$", _GONE),
    (r"(?<![0-9])%(?=\w)", "%"),  # %s, not 50 %
    (r"(?<=[^\W0-9])%", _GONE),
    (r"_(?=\*)", _GONE),
    (r"(?<=/)\*\*(?!\*)|\*\*(?=/)", "**"),
    (r"(?<![^\W_])\*+(?=\.[A-Za-z])|(?<=[/_])\*+|\*+(?=[/_][A-Za-z*])", "*"),  # *.py, a_*/b
    (r"(?<=[^\W_])\[(?=[^\W_])", "["),  # pkg[extra]
    (r"(?<![^\W_])_(?=[^\W_])", "_"),
    (r"(?<=[0-9])\*(?=[0-9])|(?<=(?<!\w)[a-z])\*(?=[a-z](?!\w))", "*"),
    (r"(?<!\S)~(?=[A-Za-z])", "~"),
    (r"[][{}`^*~\\@_]+|/+|(?<=\w)\(\)", _GONE),
)
_OPERANDS_SIGNS = {"less": "<", "more": ">"}
_OPERATORS = frozenset(("==", "!=", "<=", ">=", "<", ">", "=", "&", "||"))
_OPENERS = "\"'(«“„‘"
_RULE = re.compile("|".join(f"({pattern})" for pattern, _ in _RULES))
_PATH = re.compile(
    r"[\"'(«“„\[{<`]*(?:(?:~|\.\.?|\$\w+)?/|\.[A-Za-z])"  # /etc, ./a, ~/a, .cache/a
    r"|.*/[\"')»”\]}>`.,;:!?]*\Z"  # docs/
    r"|.*[A-Za-z0-9/*]\.[A-Za-z]"  # docs/a.md
    r"|.*(?:/\*|\*/)"  # src/**
)
_HERE = re.compile(r"\A([\"'(«“„]*)\./(?=\.?[^\W_])")


def say_identifiers(text: str, words: Vocabulary) -> str:
    """Return `text`, which has single spaces, with the signs inside its words said.

    "mkdocs.yml" is "mkdocs dot yml", "snake_case" two words, "--strict" "dash dash strict",
    "docs/a.md" "docs slash a dot md". Numbers, abbreviations and prose stay.
    """
    if not _SPECIAL.search(text):
        return text
    return " ".join(
        _said(word, words) if _SPECIAL.search(word) else word for word in text.split(" ")
    )


def _said(word: str, words: Vocabulary) -> str:
    if word == "/":
        return PAUSE
    silent = set() if "/" in word and _PATH.match(word) else {"/"}
    if 0 <= word.find("<") < word.rfind(">"):  # List<int>
        silent.update("<>")

    def said(found: re.Match[str]) -> str:
        rule = _RULES[(found.lastindex or 0) - 1][1]
        if rule == _KEPT:
            return found.group()
        if rule == _PARTED:
            return f"{found.group()} "
        if rule == _DASH:
            return " — "
        if rule == _GONE or rule in silent:
            return " "
        before = found.string[max(found.start() - 2, 0) : found.start()]
        opened = before[-1:] in _OPENERS and not before[:-1].isalnum()
        return f"{'' if opened else ' '}{_word(rule, words, operands=before[-1:].isalnum())} "

    return _RULE.sub(said, _HERE.sub(r"\1", word))


def _word(rule: str, words: Vocabulary, *, operands: bool) -> str:
    if rule == "..":
        return f"{words.inside['.']} {words.inside['.']}"
    if rule in _OPERANDS_SIGNS:
        return words.inside[_OPERANDS_SIGNS[rule]]
    if rule == "*" and operands:
        return words.operators["*"]
    if rule in _OPERATORS:
        return words.operators[rule]
    if rule in (":=", "**"):
        return words.runs[rule]
    return words.inside.get(rule) or words.names.get(rule, rule) if rule not in "≤≥≈№→" else rule
