"""What stretches of a block are, and what is said for each: code, keys, formulas, answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aisha_docs_audio.utterances.normalization.characters import cleaned, spaced, visible
from aisha_docs_audio.utterances.normalization.expression import signs_named
from aisha_docs_audio.utterances.normalization.formulas import formula_said
from aisha_docs_audio.utterances.normalization.key_signs import with_key_sign
from aisha_docs_audio.utterances.normalization.lexicon import hold_lexicon
from aisha_docs_audio.utterances.normalization.literal import literal_said
from aisha_docs_audio.utterances.normalization.russian_signs import (
    date_in_case,
    in_case,
    with_option,
)
from aisha_docs_audio.utterances.normalization.symbols import answer_said, say_symbols

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary


class Stretch(Protocol):
    """A stretch of a block's text, as reading hands it over."""

    @property
    def start(self) -> int:
        """The offset of its first code point."""

    @property
    def end(self) -> int:
        """The offset behind its last."""

    @property
    def kind(self) -> str:
        """code, key, math, link, language, said or answer."""

    @property
    def value(self) -> str:
        """What is said, the source of a formula, an answer, an address or a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose words a text is said in."""

    words: Vocabulary
    held: Held
    lexicon: Mapping[str, str]
    language: Language


_SETTLED = frozenset(("said", "answer", "math", "key", "code"))
_LETTER = re.compile(r"[^\W_]")
_NAMED = re.compile(r"[\W_]+|(?:\\[a-z])+")
"""Signs alone, and escapes such as \\n: what is said of them is a name."""
_OPTION = re.compile(r"--?[A-Za-z]")
# Python-Markdown leaves the backslash that keeps a bar from ending a table's cell.
_ESCAPED = {r"\|": "|", r"\|\|": "||", r"\|=": "|=", r"\|>": "|>"}
_KEY_PLUS = re.compile(r"(?<=[^\W_\x20]) ?\+ ?(?=\S)")
_ENDING = re.compile(r"['’ʼ]?(?:ga|га)(?=\W|cha|ча|\Z)")
_ENDINGS = {"q": "q", "қ": "қ", "k": "k", "к": "к"}
_NEAR = 40
"""How many characters around a stretch are looked at: no more, or many would take long."""
_SIGN_BEHIND = re.compile(r" (?:sign|belgi|белги)")
_SIGN_WORD = re.compile(r" (?:sign|belgisi|белгиси)\Z")
_COLOUR_BEHIND = re.compile(r" (?:rang|ранг)")
_COLOUR_WORD = re.compile(r" (?:rangi|ранги)\Z")
_NOTE_MARKS = re.compile("[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_TAG_ALONE = re.compile(r"</?[A-Za-z][^<>]*>")
_TOUCHED = re.compile(r"[0-9]|(?!(?:th|st|nd|rd|s)(?!\w))[A-Za-z(]")
"""What runs together with a formula that is said in words; "the $n^2$th" keeps its ending."""
_MARKS = ".,;:—–-"
_CLOSING = frozenset(".,;:!?)»”…")


def hold_spans(text: str, spans: Sequence[Stretch], scope: Scope) -> str:
    """Return `text` with every stretch that is settled by its kind held.

    A stretch inside a settled one counts only if it is stronger: the author's own words and
    answers also inside a literal. Spans that overlap or lie outside the text are left out.
    """
    settled = [span for span in spans if span.kind in _SETTLED and span.start < span.end]
    if not settled:
        return text
    parts: list[str] = []
    place = 0
    for at, span in enumerate(settled):
        if span.start < place or span.end > len(text):
            continue
        shown = text[span.start : span.end]
        if span.kind in ("code", "key"):
            inner = [
                other
                for other in settled[at + 1 : at + 50]
                if other.end <= span.end and other.kind in ("said", "answer", "math")
            ]
            shown = _with_inner(shown, span.start, inner, scope)
        if shown in _ESCAPED and text[max(0, span.start - 2) : span.start] in ("", ": "):
            shown = _ESCAPED[shown]
        said = _said(span, shown, scope)
        parts.append(text[place : span.start])
        if said:
            before = text[max(0, span.start - _NEAR) : span.start]
            said = _not_twice(before, shown, said)
            if scope.language == "ru":
                said = _in_russian(span.kind, shown, said, before)
            said = without_sign(_answered(span, said, text), text, span.end)
            is_tag = _TAG_ALONE.fullmatch(shown) is not None
            parts += (" " * is_tag, scope.held.hold(said), " " * is_tag)
            if span.kind == "math" and _TOUCHED.match(text, span.end) and said != shown:
                parts.append(" ")
        place = _end_of(span, text)
        if (
            said
            and shown[-1:] != said[-1:]
            and scope.language == "uz"
            and (ending := _ENDING.match(text, place))
        ):
            # "`/`ga": qiya chiziq takes -qa, as the spelling rules of 1995 have it.
            parts.append(ending[0][:-2] + _ENDINGS.get(said[-1], ending[0][-2:-1]) + ending[0][-1])
            place = ending.end()
    parts.append(text[place:])
    return "".join(parts)


def _end_of(span: Stretch, text: str) -> int:
    """Return where a stretch ends; the mark of a note behind an answer belongs to it."""
    marks = _NOTE_MARKS.match(text, span.end) if span.kind == "answer" else None
    return marks.end() if marks else span.end


def _in_russian(kind: str, shown: str, said: str, before: str) -> str:
    if kind == "said":
        return date_in_case(said, before)
    if kind == "code" and _NAMED.fullmatch(shown):
        return in_case(said, shown, before)
    return with_option(said, before) if kind == "code" and _OPTION.match(shown) else said


def without_sign(said: str, text: str, end: int) -> str:
    """Leave out the word "sign" of a name, if `text` has it behind `end`: "the `@` sign".

    So with the Uzbek word for a colour, which stands behind it: "`#fff` rangi".
    """
    if _COLOUR_BEHIND.match(text, end):
        return _COLOUR_WORD.sub("", said)
    return _SIGN_WORD.sub("", said) if _SIGN_BEHIND.match(text, end) else said


def _not_twice(before: str, shown: str, said: str) -> str:
    """Leave out a kind that the sentence has named: "the set {e}" is no "the set the set e"."""
    if before.rstrip().endswith(":"):
        return said
    named = [word.strip(_MARKS).lower() for word in before.split()]
    words = said.split()
    if _COLOUR_WORD.search(said) and named and named[-1].startswith(("rang", "ранг")):
        return _COLOUR_WORD.sub("", said)  # "rangi `#fff`"
    for count in (2, 1):
        first = [word.lower() for word in words[:count]]
        if len(words) > count and named[-count:] == first and first[-1] not in shown.lower():
            return " ".join(words[count:])
    many = (
        re.fullmatch(rf"{re.escape(words[0].lower())}[^\W\d_]{{1,2}}", named[-1]) if named else None
    )
    if len(words) > 1 and len(words[0]) > 3 and many:
        return " ".join(words[1:])  # "Colours", «цвета»
    return said


def _with_inner(shown: str, offset: int, inner: Sequence[Stretch], scope: Scope) -> str:
    parts: list[str] = []
    place = 0
    for span in inner:
        start = span.start - offset
        if start < place:
            continue
        said = _plain(span, shown[start : span.end - offset], scope.words)
        parts += [shown[place:start], scope.held.hold(said) if said else ""]
        place = span.end - offset
    return "".join([*parts, shown[place:]])


def _plain(span: Stretch, shown: str, words: Vocabulary) -> str:
    if span.kind == "said":
        return spaced(cleaned(span.value))
    if span.kind == "answer":
        return answer_said(span.value, words.column)
    return formula_said(spaced(visible(span.value or shown)), words)


def _said(span: Stretch, shown: str, scope: Scope) -> str:
    words = scope.words
    if span.kind not in ("code", "key"):
        return _plain(span, shown, words)
    shown = spaced(visible(shown))
    # The lexicon is asked first, so that it can say a literal otherwise.
    shown = hold_lexicon(shown, scope.lexicon, scope.language, scope.held)
    if span.kind == "key":
        return _key_said(shown, words, scope.held)
    return literal_said(shown, words, scope.held)


def _key_said(shown: str, words: Vocabulary, held: Held) -> str:
    if not shown:
        return ""
    shown = with_key_sign(shown, words, held)
    if not _LETTER.search(shown):
        said = spaced(say_symbols(shown, words.column))
        return said if _LETTER.search(said) else signs_named(shown, words)
    return spaced(say_symbols(_KEY_PLUS.sub(f" {words.names['+']} ", shown), words.column))


def _answered(span: Stretch, said: str, text: str) -> str:
    """Part an answer from a phrase that follows it: "Yes: Linux"."""
    if span.kind != "answer":
        return said
    behind = text[span.end : span.end + _NEAR].lstrip("¹²³⁴⁵⁶⁷⁸⁹⁰ ")[:1]
    if span.start <= _NEAR and not text[: span.start].strip():
        said = said[0].upper() + said[1:]
    return f"{said}: " if behind and behind not in _CLOSING and behind.isalnum() else said
