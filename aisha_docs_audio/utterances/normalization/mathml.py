"""MathML in words, element by element (MathML Core, "Presentation MathML elements")."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_ROWS = frozenset(
    ("math", "mrow", "mstyle", "mpadded", "semantics", "menclose", "mphantom", "merror", "a")
)
_BIG = {
    "∑": "sum", "∏": "product", "∫": "integral", "∬": "integral", "∭": "integral",
    "∮": "integral", "⋃": "union", "⋂": "intersection", "lim": "limit",
}  # fmt: skip
_ACCENTS = {
    "¯": "bar", "‾": "bar", "_": "bar", "ˉ": "bar", "―": "bar", "^": "hat", "ˆ": "hat",
    "~": "tilde", "˜": "tilde", "∼": "tilde", "→": "vector", "⃗": "vector", "˙": "dot", ".": "dot",
}  # fmt: skip
_SILENT = "\u2061\u2062\u2063\u2064\u200b\u00a0\u2009\u2005\u200a &\u2003"
_SAME = str.maketrans(
    {"−": "-", "·": "⋅", "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "ϱ": "ρ", "ς": "σ", "ϖ": "π", "∣": "|",
     "'": "′", "⟶": "→", "⟹": "⇒", "⟺": "⇔", "↔": "⇔", "⟼": "↦",
     "⩽": "≤", "⩾": "≥", "‖": "∥", "⊊": "⊂", "⊇": "⊃",
     "𝔼": "E", "ℙ": "P", "ð": "d", "ⅆ": "d", "‘": "′", "’": "′", "ː": ":",
     "∕": "/", "⧵": "∖", "⋆": "*", "★": "*", "∙": "⋅", "∅": "∅", "⌀": "∅", "ø": "∅"}
)  # fmt: skip
_PAIRS = {"(": ")", "{": "}", "[": "]", "|": "|"}


class UnsaidError(Exception):
    """No table has words for a part of this formula."""


def mathml_said(element: Element, words: Vocabulary) -> str:
    """Return the words of a formula's tree. Raises UnsaidError."""
    return " ".join(_Speaker(words).said(element).replace(" ,", ",").split()).strip(", ")


class _Speaker:
    """Says elements with one language's words."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def said(self, element: Element) -> str:
        name = element.tag.rpartition("}")[2]
        children = [
            child for child in element if _name(child) not in ("annotation", "annotation-xml")
        ]
        if name in _ROWS:
            return self._row(children)
        if name in ("mi", "mn", "mo", "mtext", "ms"):
            return self._token(_text(element), name)
        if name in ("mspace", "maligngroup", "malignmark", "none", "mprescripts"):
            return ""
        parts = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mroot": 2, "munder": 2,
                 "mover": 2, "munderover": 3}  # fmt: skip
        if name == "msqrt":
            return self._shape("square root", self._row(children))
        if parts.get(name) != len(children):
            raise UnsaidError
        return self._structure(element, children)

    def _structure(self, element: Element, children: Sequence[Element]) -> str:
        name = _name(element)
        rest = [
            "" if name == "mover" and _text(child) in _ACCENTS else self.said(child)
            for child in children[1:]
        ]
        big = _BIG.get(_core(children[0]))
        if big and name != "mfrac":
            return self._big(big, name, rest)
        base = self.said(children[0])
        if name == "mfrac":
            unlined = element.get("linethickness", "1").strip("px") == "0"
            return self._shape("choose" if unlined else "fraction", base, rest[0])
        if name == "mroot":
            return (
                self._shape("cube root", base)
                if rest[0] == "3"
                else self._shape("root", rest[0], base)
            )
        if name in ("mover", "munder", "munderover"):
            return self._over(name, base, children, rest)
        if name in ("msub", "msubsup"):
            base = self._shape("sub", base, rest[0])
        return base if name == "msub" else self._power(base, children[-1], rest[-1])

    def _over(self, name: str, base: str, children: Sequence[Element], rest: Sequence[str]) -> str:
        accent = _ACCENTS.get(_text(children[1])) if name == "mover" else None
        if accent:
            return self._shape(accent, base)
        if name == "mover":
            return self._shape("over", base, rest[0])
        return f"{base} {', '.join(rest)}"

    def _power(self, base: str, exponent: Element, said: str) -> str:
        text = _core(exponent)
        if text.strip("′") == "" and text:
            return self._shape("prime", base)
        if text in ("2", "3"):
            return self._shape("squared" if text == "2" else "cubed", base)
        return self._shape("power", base, said)

    def _big(self, kind: str, name: str, rest: Sequence[str]) -> str:
        said = self._words.shapes[kind]
        if name in ("msubsup", "munderover"):
            return self._shape("from to", said, *rest)
        if name in ("msup", "mover"):
            raise UnsaidError
        return self._shape("as" if kind == "limit" else "under", said, rest[0])

    def _row(self, children: Sequence[Element]) -> str:
        """Say elements in turn; a letter before parentheses is a function, braces hold a set."""
        said: list[str] = []
        place = 0
        while place < len(children):
            child = children[place]
            text = _core(child)
            close = _closing(children, place) if text in ("(", "{", "|") else None
            if close is not None and (pair := self._bracketed(children, place, close, said)):
                said.append(pair)
                place = close + 1
                continue
            if _name(child) == "mo" and text in _BIG:
                said.append(self._shape("alone", self._words.shapes[_BIG[text]]))
            elif text == "→" and said and place + 1 < len(children):
                goal = self._row(children[place + 1 :])
                return f"{' '.join(said[:-1])} {self._goes(said[-1], goal)}".strip()
            else:
                said.append(self.said(child))
            place += 1
        return " ".join(filter(None, said))

    def _goes(self, left: str, goal: str) -> str:
        return self._shape("goes to", left, goal)

    def _bracketed(
        self, children: Sequence[Element], place: int, close: int, said: list[str]
    ) -> str:
        inner = self._row(children[place + 1 : close])
        inside = children[place + 1 : close]
        if len(inside) == 1 and inside[0].get("linethickness", "1").strip("px") == "0":
            return inner  # a binomial coefficient brings its parentheses
        text = _core(children[place])
        if text == "{":
            return self._shape("set", inner)
        if text == "|":
            return self._shape("absolute", inner)
        before = children[place - 1] if place else None
        function = before is not None and (
            (_name(before) == "mi" and _text(before) not in "πℝℤℕℚℂ∞")
            or (_name(before) in ("msub", "msup") and _name(before[0]) == "mi"
                and not _core(before[-1]).isdigit())
        )  # fmt: skip
        if function and said:
            return self._shape("of", said.pop(), inner)
        return ""

    def _token(self, text: str, name: str) -> str:
        if name in ("mtext", "ms"):
            if "\\" in text or "$" in text:
                raise UnsaidError
            return f" {text} "
        text = "".join(mark for mark in text if mark not in _SILENT).translate(_SAME)
        if name == "mn" or not text:
            return text
        words = self._words
        known = words.functions.get(text) or words.math_signs.get(text)
        if known or text in _BIG:
            return known or words.shapes[_BIG[text]]
        if text in ",;:.":
            return "," if text != "." else ""
        return self._letter(text) if len(text) == 1 else self._word(text)

    def _word(self, text: str) -> str:
        if set(text) == {"′"}:
            return self._words.math_signs["′"]
        if all(letter.isalnum() for letter in text):
            return text
        said = [self._words.math_signs.get(sign) for sign in text]
        if None in said:
            raise UnsaidError
        return " ".join(filter(None, said))

    def _letter(self, letter: str) -> str:
        words = self._words
        if known := words.greek.get(letter):
            return known
        if letter.isalpha() and (known := words.greek.get(letter.lower())):
            return self._shape("capital", known)
        plain = unicodedata.normalize("NFKC", letter)  # 𝑥 and 𝐱 are x
        if plain != letter and plain.isalnum():
            return words.greek.get(plain, plain)
        if not letter.isalnum():
            raise UnsaidError
        return letter

    def _shape(self, shape: str, *parts: str) -> str:
        return self._words.shapes[shape].format(*(part.strip() for part in parts))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _core(element: Element) -> str:
    """Return the text of an element that is one token, however often it is wrapped."""
    while _name(element) in _ROWS and len(element) == 1:
        element = element[0]
    return _text(element).translate(_SAME) if not len(element) else ""


def _closing(children: Sequence[Element], place: int) -> int | None:
    opening = _core(children[place])
    closing, depth = _PAIRS[opening], 0
    for at in range(place + 1, len(children)):
        text = _core(children[at])
        if text == closing and not depth:
            return at
        depth += (text == opening) - (text == closing)
    return None
