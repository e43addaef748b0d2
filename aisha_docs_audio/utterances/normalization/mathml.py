"""MathML in words, element by element (MathML Core, "Presentation MathML elements")."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.math_tokens import BIG, UnsaidError, token_said
from aisha_docs_audio.utterances.normalization.math_tree import (
    ROWS,
    SETS,
    closing_at,
    core_of,
    in_parentheses,
    is_operator_name,
    is_product,
    is_sum,
    name_of,
    text_of,
    with_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_ACCENTS = {
    "¯": "bar", "‾": "bar", "_": "bar", "ˉ": "bar", "―": "bar", "^": "hat", "ˆ": "hat",
    "~": "tilde", "˜": "tilde", "∼": "tilde", "→": "vector", "⃗": "vector", "˙": "dot", ".": "dot",
}  # fmt: skip
_POWERS = {
    "*": "star", "∗": "star", "T": "transposed", "⊤": "transposed", "2": "squared", "3": "cubed",
}  # fmt: skip
_OPENING = frozenset("({[|∥⌊⌈")
_NAMED_PAIRS = {"{": "set", "|": "absolute", "∥": "norm", "⌊": "floor", "⌈": "ceiling"}
_OVER = frozenset(("max", "min", "sup", "inf", "argmax", "argmin"))
_CELLS = 16
"""A larger matrix nobody can follow by ear."""


def mathml_said(element: Element, words: Vocabulary) -> str:
    """Return the words of a formula's tree. Raises UnsaidError."""
    return " ".join(_Speaker(words).said(element).replace(" ,", ",").split()).strip(", ")


class _Speaker:
    """Says elements with one language's words."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._in_limit = False

    def said(self, element: Element) -> str:
        name = element.tag.rpartition("}")[2]
        children = [child for child in element if "annotation" not in name_of(child)]
        if name in ROWS:
            return self._row(children)
        if name in ("mi", "mn", "mo", "mtext", "ms"):
            return token_said(text_of(element), name, self._words)
        if name == "mtable":
            return "; ".join(self._rows(element))
        if name in ("mspace", "maligngroup", "malignmark", "none", "mprescripts"):
            return "," if element.get("linebreak") else ""
        parts = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mroot": 2, "munder": 2,
                 "mover": 2, "munderover": 3}  # fmt: skip
        if name == "msqrt":
            return self._shape("square root", self._row(children))
        if parts.get(name) != len(children):
            raise UnsaidError
        return self._structure(element, children)

    def _structure(self, element: Element, children: Sequence[Element]) -> str:
        name = name_of(element)
        first = core_of(children[0])
        big = BIG.get(first)
        self._in_limit, around = big == "limit", self._in_limit
        rest = [
            "" if name == "mover" and text_of(child) in _ACCENTS else self.said(child)
            for child in children[1:]
        ]
        self._in_limit = around
        if big and name != "mfrac":
            return self._big(big, name, rest)
        if special := self._of_base(first, name, rest):
            return special
        base = self.said(children[0])
        if name == "mfrac":
            return self._fraction(element, children, base, rest[0])
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

    def _of_base(self, base: str, name: str, rest: Sequence[str]) -> str:
        """Return what an index or a power means at a base that gives it a meaning of its own."""
        if base == "C" and name == "msubsup" and self._words.column != "en":
            return self._shape("choose", *rest)  # as schools of Russia and Uzbekistan write it
        said = rest[0]
        if base in _OVER and name in ("msub", "munder"):
            return self._shape("under", self._words.functions.get(base, base), said)
        if base in ("log", "lg") and name == "msub":
            return self._shape("log base", said)
        if base in SETS and name == "msup":
            return f"{SETS[base]} {said.replace(self._words.math_signs['×'], self._shape('by'))}"
        return ""

    def _fraction(
        self, element: Element, children: Sequence[Element], above: str, below: str
    ) -> str:
        if element.get("linethickness", "1").strip("px") == "0":
            return self._shape("choose", above, below)
        parts = [list(child) for child in children]
        if all(part and core_of(part[0]) == "∂" for part in parts):
            return self._shape("partial", *(self._row(part[1:]) for part in parts))
        return self._shape(
            "fraction of a sum" if is_sum(children[:1]) else "fraction", above, below
        )

    def _over(self, name: str, base: str, children: Sequence[Element], rest: Sequence[str]) -> str:
        accent = _ACCENTS.get(text_of(children[1])) if name == "mover" else None
        if accent:
            return self._shape(accent, base)
        if name == "mover":
            return self._shape("over", base, rest[0])
        return f"{base} {', '.join(rest)}"

    def _power(self, base: str, exponent: Element, said: str) -> str:
        text = core_of(exponent)
        if text.strip("′") == "" and text:
            return reduce(lambda said, _: self._shape("prime", said), text, base)
        if text == "∘":
            return f"{base} {self._words.math_signs['°']}"
        if raised := in_parentheses(exponent):
            return self._shape("upper", base, self._row(raised))
        if text in _POWERS:
            return self._shape(_POWERS[text], base)
        return self._shape("power", base, said)

    def _big(self, kind: str, name: str, rest: Sequence[str]) -> str:
        said = self._words.shapes[kind]
        if name in ("msubsup", "munderover"):
            return self._shape("from to", said, *rest)
        if name in ("msup", "mover"):
            raise UnsaidError
        return self._shape("as" if kind == "limit" else "under", said, rest[0])

    def _row(self, children: Sequence[Element]) -> str:
        """Return elements in turn; a letter before parentheses is a function, braces hold a set."""
        children = with_words(children)
        said: list[str] = []
        place, colon = 0, 0
        while place < len(children):
            child = children[place]
            text = core_of(child)
            close = closing_at(children, place) if text in _OPENING else None
            if close is not None and (pair := self._bracketed(children, place, close, said)):
                said.append(pair)
                place = close + 1
                continue
            if (
                text == "{"
                and close is None
                and [*map(name_of, children[place + 1 :])] == ["mtable"]
            ):
                return f"{' '.join(said)} {self._shape('cases', self.said(children[place + 1]))}"
            if name_of(child) == "mo" and text in BIG:
                said.append(self._shape("alone", self._words.shapes[BIG[text]]))
            elif text == "→" and said and place + 1 < len(children):
                goal = self._row(children[place + 1 :])
                if colon:
                    names = " ".join(said[: colon - 1]), " ".join(said[colon:])
                    return self._shape("maps", *names, goal)
                return f"{' '.join(said[:-1])} {self._goes(said[-1], goal)}".strip()
            else:
                said.append(self.said(child))
                colon = len(said) if text == ":" and len(said) > 1 else colon
            place += 1
        return " ".join(filter(None, said))

    def _goes(self, left: str, goal: str) -> str:
        return self._shape("tending" if self._in_limit else "goes to", left, goal)

    def _rows(self, table: Element) -> list[str]:
        """Return a table row by row: a matrix, cases, or lines that are aligned."""
        rows = [row for row in table if name_of(row) in ("mtr", "mlabeledtr")]
        if sum(map(len, rows)) > _CELLS:
            raise UnsaidError
        return [", ".join(filter(None, (self._row(list(cell)) for cell in row))) for row in rows]

    def _bracketed(
        self, children: Sequence[Element], place: int, close: int, said: list[str]
    ) -> str:
        inside = children[place + 1 : close]
        text = core_of(children[place])
        if len(inside) == 1 and name_of(inside[0]) == "mtable":
            pair = self._shape("matrix", "; ".join(self._rows(inside[0])))
            return self._scripted(children[close], pair)
        inner = self._divided(inside, "such that" if text == "{" else "given")
        if len(inside) == 1 and inside[0].get("linethickness", "1").strip("px") == "0":
            return inner  # a binomial coefficient brings its parentheses
        if text in _NAMED_PAIRS:
            return self._scripted(children[close], self._shape(_NAMED_PAIRS[text], inner))
        before = children[place - 1] if place else None
        if text == "(" and inside and core_of(inside[0]) == "mod":
            return inner
        function = before is not None and (
            (name_of(before) == "mi" and text_of(before) not in "πℝℤℕℚℂ∞")
            or text_of(before) in self._words.functions or is_operator_name(before)
            or (name_of(before) == "mrow" and all(name_of(each) == "mi" for each in before))
            or (name_of(before) in ("msub", "msup") and len(before)
                and name_of(before[0]) in ("mi", "mo") and not core_of(before[-1]).isdigit())
        )  # fmt: skip
        if not function or not said or before is None:
            return ""
        if text == "(" and is_product(before, inside):
            pair = f"{said.pop()} {self._words.math_signs['×']} {inner}"
        else:
            pair = self._shape("of", said.pop(), inner)
        return self._scripted(children[close], pair)

    def _divided(self, inside: Sequence[Element], shape: str) -> str:
        """Return what stands in brackets; a bar in it is "given", in a set "such that"."""
        bars_of = ("|", ":") if shape == "such that" else ("|",)
        bars = [at for at, element in enumerate(inside) if core_of(element) in bars_of]
        if len(bars) != 1 or not 0 < bars[0] < len(inside) - 1:
            return self._row(inside)
        left, right = inside[: bars[0]], inside[bars[0] + 1 :]
        return self._shape(shape, self._row(left), self._row(right))

    def _scripted(self, closing: Element, pair: str) -> str:
        """Put what stands at a closing bracket to the pair: a power, an index."""
        name = name_of(closing)
        if name not in ("msub", "msup", "msubsup"):
            return pair
        if name != "msup":
            pair = self._shape("sub", pair, self.said(closing[1]))
        return pair if name == "msub" else self._power(pair, closing[-1], self.said(closing[-1]))

    def _shape(self, shape: str, *parts: str) -> str:
        return self._words.shape(shape, *parts)
