"""Marks inside a run of text that become spans when its block is finished.

A stretch that is more than words ("this is code") is framed by an opening mark, which names what
it is, and a closing one. They travel with the text through cells, rows and captions. Marks are
made of lone surrogates, which no text of a parsed page holds: it is decoded from UTF-8, and the
tokenizer replaces them (HTML Standard, "Preprocessing the input stream", "Numeric character
reference end state").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.model import Span

if TYPE_CHECKING:
    from aisha_docs_audio.model import SpanKind

CLOSE = "\ud801"
CLOSE_LITERAL = "\ud802"
"""Ends a span whose last sign is meant, so that it is no mark of a sentence's end: `a.`"""

PROSE = "prose"
"""The group of signs that stand neither in a list nor in a cell."""

RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_COLUMN = "column"
"""The group of signs in a table's column where other cells are nothing but answers."""

_OPEN = "\ud800"
_DIGITS = 0xDC00
_BASE = 1024
_ENDS_SENTENCE = tuple(".!?…")
_LITERAL = frozenset({"code", "key", "math", "answer"})

_OPEN_MARK = "\ud800[\udc00-\udfff]{3}"
_MARK = re.compile(f"{_OPEN_MARK}|[{CLOSE}{CLOSE_LITERAL}]")
_TOKEN = re.compile(f"{_OPEN_MARK}|[{CLOSE}{CLOSE_LITERAL}]|\0|[^\0\ud800-\ud802]+")
_STRETCH = re.compile(f"(?:{_OPEN_MARK}|[{CLOSE}{CLOSE_LITERAL}\0]|\\s)+")


class SpanMarks:
    """What the opening marks of one page mean."""

    __slots__ = ("_answers", "_meanings", "_numbers")

    def __init__(self) -> None:
        self._answers: dict[str, set[str]] = {}
        self._meanings: list[tuple[SpanKind, str]] = []
        self._numbers: dict[tuple[SpanKind, str], int] = {}

    def open(self, kind: SpanKind, value: str = "") -> str:
        """Return the mark that begins a span."""
        meaning = (kind, value)
        number = self._numbers.setdefault(meaning, len(self._meanings))
        if number == len(self._meanings):
            self._meanings.append(meaning)
        high, low = divmod(number, _BASE)
        return _OPEN + "".join(chr(_DIGITS + n) for n in (*divmod(high, _BASE), low))

    def wrap(self, text: str, kind: SpanKind, value: str = "") -> str:
        """Return the text between the marks of a span."""
        return self.open(kind, value) + text + closing(kind)

    def wrap_answer(self, text: str, answer: str, group: str) -> str:
        """Return a sign between the marks of an answer; `group`: the list it stands in, or ""."""
        if group and group != PROSE:
            self._answers.setdefault(group, set()).add(answer)
        return self.wrap(text, "answer", f"{answer} {group}")

    def insist(self, text: str) -> str:
        """Return a text that begins with a marked answer, so that it counts whatever follows."""
        mark = _MARK.match(text)
        if mark is None or mark[0][0] != _OPEN:
            return text
        kind, value = self._meanings[self._number(mark[0])]
        if kind != "answer":
            return text
        self._answers[_COLUMN] = {"yes", "no"}
        return self.open("answer", f"{value.partition(' ')[0]} {_COLUMN}") + text[mark.end() :]

    def finish(self, text: str) -> tuple[str, tuple[Span, ...]]:
        """Take the marks out of a text and return it with its spans, in order of their starts."""
        if not has_marks(text):
            return text, ()
        spans: list[Span] = []
        opened: list[tuple[int, int]] = []
        pieces: list[str] = []
        length = at = 0
        for mark in _MARK.finditer(text):
            piece = text[at : mark.start()]
            pieces.append(piece)
            length += len(piece)
            at = mark.end()
            if mark[0][0] == _OPEN:
                opened.append((length, self._number(mark[0])))
            elif opened:
                start, number = opened.pop()
                kind, value = self._meanings[number]
                if start < length:
                    spans.append(Span(start=start, end=length, kind=kind, value=value))
        pieces.append(text[at:])
        plain = "".join(pieces)
        spans = [each for span in spans if (each := self._judged(span, plain)) is not None]
        spans.reverse()  # of two over the same words the outer one was ended last
        spans.sort(key=lambda span: (span.start, -span.end))
        return plain, tuple(spans)

    def _judged(self, span: Span, text: str) -> Span | None:
        """Return an answer without its group; None for a sign that only decorates."""
        if span.kind != "answer":
            return span
        answer, _, group = span.value.partition(" ")
        if len(self._answers.get(group, ())) < 2 and _follows(text[span.end :]):
            return None
        if group == PROSE and text[: span.start].rstrip()[-1:] in _ENDS_SENTENCE:
            return None  # "It works. ✅"
        return Span(start=span.start, end=span.end, kind="answer", value=answer)

    def _number(self, mark: str) -> int:
        high, middle, low = (ord(digit) - _DIGITS for digit in mark[1:])
        return (high * _BASE + middle) * _BASE + low


def _follows(text: str) -> bool:
    """Return whether words follow; a raised number is the mark of a note."""
    first = text.lstrip()[:1]
    return first.isalnum() and first not in RAISED


def closing(kind: SpanKind) -> str:
    """Return the mark that ends a span of this kind."""
    return CLOSE_LITERAL if kind in _LITERAL else CLOSE


def has_marks(text: str) -> bool:
    """Return whether there is a mark in the text."""
    return _OPEN in text or CLOSE in text or CLOSE_LITERAL in text


def without_marks(text: str) -> str:
    """Return the text alone."""
    return _MARK.sub("", text) if has_marks(text) else text


def tidy(text: str) -> str:
    """Let spans begin and end at words, drop empty ones, and end all within the text."""
    pieces: list[str] = []
    depth = at = 0
    for stretch in _STRETCH.finditer(text):
        pieces.append(text[at : stretch.start()])
        at = stretch.end()
        closes: list[str] = []
        opens: list[str] = []
        space = ""
        for token in _TOKEN.findall(stretch[0]):
            if token[0] == _OPEN:
                opens.append(token)
            elif token not in {CLOSE, CLOSE_LITERAL}:
                space = "\0" if "\0" in (space, token) else " "
            elif opens:
                opens.pop()
            elif depth:
                closes.append(token)
                depth -= 1
        if at == len(text):
            opens.clear()
            closes.append(CLOSE * depth)
            depth = 0
        depth += len(opens)
        pieces += (*closes, space, *opens)
    pieces.append(text[at:])
    pieces.append(CLOSE * depth)
    return "".join(pieces)
