"""How a person says a literal: what stands in a page's <code>, where every sign is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.expression import expression_said, signs_named
from aisha_docs_audio.utterances.normalization.fraction_words import FRACTIONS
from aisha_docs_audio.utterances.normalization.markup import tag_said
from aisha_docs_audio.utterances.normalization.versions import range_said
from aisha_docs_audio.utterances.normalization.vocabulary import COLUMNS

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_LETTER = re.compile(r"[^\W_]")
_COLOUR = re.compile(
    r"#(?:0[0-9A-Fa-f]{2,3}|[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{3,4})\Z"
)
_REGEX = re.compile(
    r"\\[dwsbDWSBAZz](?![A-Za-z])|\[\^?(?:a-z|A-Z|[^\W_]-[^\W_](?![a-z]))|\(\?(?=[:=!<>P#a-z-])|[^\s/*0-9]\.[*+](?!\w)|\A\^.|[^\s$]\$\Z"
    r"|[)\]][*+?](?![\w(*+.=?'\"\s])|\]\{"
)
_REGEX_SIGNS = 8
"""A regular expression with more signs than these is not spelled: nobody could follow it."""

_SIGN = re.compile(r"[^\w\s]|_")
_WRAPPED = (
    (re.compile(r"\{\{-?\s*(\.?[^\W_][^{}]*?)\s*-?\}\}\Z"), "in double braces"),
    (re.compile(r"\{\s*([^\W_][\w .-]*)\s*\}\Z"), "in braces"),
    (re.compile(r"\[\[\s*([^\W_][^][]*?)\s*\]\]\Z"), "in double brackets"),
    (re.compile(r"\[\s*([^\W_][^][]*?)\s*\]\Z"), "in brackets"),
)
# "cat a | grep b" is no choice, as "str | None" is: a command with arguments stands before it.
_PIPELINE = re.compile(r"(?:\A|\| )[a-z][\w.-]* (?:[^|:=,]|:(?=//)){1,80} \| ")
_PIPE = re.compile(r"(?<= )\|(?= )")
# Markdown leaves the backslash that keeps a bar from ending a table's cell.
_ESCAPED_BAR = re.compile(r"(?<=[\w\])] )\\\|(?:\\\|)?(?= \w)")
# Rust's lifetimes, 'a and 'static, close no quotation.
_LONE_APOSTROPHE = re.compile(r"(?<![\w'\"])'(?=[^\W\d_])")
_CLOSING_QUOTE = re.compile(r"(?<=[^\s'])'(?!\w)")
_MENU = re.compile(r"[A-Z][a-z]+(?: [\w…]+)*(?: > [A-Z][\w…]+(?: [\w…]+)*){1,6}")
_COMMENT = re.compile(r"<!--.*-->\Z", re.DOTALL)
_EMPTY = {"[]": "empty list", "()": "empty tuple"}
_CUT = 2000
"""Longer literals are listings put into a sentence; what stands behind is said as plain words."""


def literal_said(code: str, words: Vocabulary, held: Held) -> str:
    """Return what is said for `code`, which has single spaces; no sign of it goes unsaid.

    Signs alone are named, operators between operands said, names read with their signs in short.
    A regular expression is spelled if that can be followed, else only called one.
    """
    if not code:
        return ""
    if len(code) > _CUT:
        return expression_said(code[:_CUT], words, held) + code[_CUT:]
    code = _ESCAPED_BAR.sub(lambda found: found.group().replace("\\", ""), code)
    if special := _whole_said(code, words, held):
        return special
    if "'" in code and not _CLOSING_QUOTE.search(code):
        code = _LONE_APOSTROPHE.sub(lambda _: f"{held.hold(words.names[chr(39)])} ", code)
    if _MENU.fullmatch(code):
        return code.replace(" > ", ", ")
    if _PIPELINE.search(code):
        code = held.hold_all(_PIPE, code, lambda _: words.names["|"])
    return expression_said(code, words, held)


def _whole_said(code: str, words: Vocabulary, held: Held) -> str:
    if code in _EMPTY:
        return words.phrase(_EMPTY[code])
    if code in FRACTIONS:
        return FRACTIONS[code][COLUMNS.index(words.column)]
    if not _LETTER.search(code):
        return signs_named(code, words)
    if _COLOUR.match(code):
        return words.phrase("colour", " ".join(code[1:].upper()))
    said = words.phrase("comment") if _COMMENT.match(code) else range_said(code, words)
    return (
        said
        or tag_said(code, words, held)
        or _regex_said(code, words)
        or _unwrapped_said(code, words, held)
    )


def _unwrapped_said(code: str, words: Vocabulary, held: Held) -> str:
    for pattern, phrase in _WRAPPED:
        if wrapped := pattern.match(code):
            return words.phrase(phrase, expression_said(wrapped[1], words, held))
    return ""


def _regex_said(code: str, words: Vocabulary) -> str:
    if not _REGEX.search(code) or "://" in code:
        return ""
    if len(_SIGN.findall(code)) > _REGEX_SIGNS:
        return words.phrase("regex")
    return _spelled(code, words)


_SPELLED = re.compile(
    r"(?P<letters>[^\W_]+)|(?P<space>\s+)|(?P<signs>(?P<sign>[^\w\s]|_)(?P=sign)*)"
)


def _spelled(code: str, words: Vocabulary) -> str:
    """Return a regular expression piece by piece, a letter behind a backslash apart."""

    def said(found: re.Match[str]) -> str:
        if found["letters"]:
            letters = found["letters"]
            escaped = found.start() and code[found.start() - 1] == "\\" and len(letters) > 1
            return f" {letters[0]} {letters[1:]} " if escaped else f" {letters} "
        if found["space"]:
            return f" {words.phrase('space')} "
        return f" {words.run(found['sign'], len(found['signs']))} "

    return " ".join(_SPELLED.sub(said, code).split())
