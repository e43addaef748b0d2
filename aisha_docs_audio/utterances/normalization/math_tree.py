"""What the elements of a formula's tree are: names, tokens, brackets, sums, words in letters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

ROWS = frozenset(
    ("math", "mrow", "mstyle", "mpadded", "semantics", "menclose", "mphantom", "merror", "a")
)
"""Elements that only hold others in a row."""

SAME = str.maketrans(
    {"~": "∼", "−": "-",
     "·": "⋅", "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "ϱ": "ρ", "ς": "σ", "ϖ": "π", "∣": "|",
     "'": "′", "″": "′′", "⟶": "→", "⟵": "←", "⟹": "⇒", "⟺": "⇔", "↔": "⇔", "⟼": "↦",
     "⩽": "≤", "⩾": "≥", "‖": "∥", "⊊": "⊂", "⊇": "⊃",
     "𝔼": "E", "ℙ": "P", "ð": "d", "ⅆ": "d", "‘": "′", "’": "′", "ː": ":",
     "∕": "/", "⧵": "∖", "⋆": "*", "★": "*", "∙": "⋅", "∅": "∅", "⌀": "∅", "ø": "∅"}
)  # fmt: skip
"""Signs that are said alike, as one of them."""

SETS = {"ℝ": "R", "ℤ": "Z", "ℕ": "N", "ℚ": "Q", "ℂ": "C"}
"""The sets of numbers, by letters for their powers."""

_PAIRS = {"(": ")", "{": "}", "[": "]", "|": "|", "∥": "∥", "⌊": "⌋", "⌈": "⌉"}
_TIMES = frozenset("nmkijabclrqNMK")
_SCRIPTS = ("msub", "msup", "msubsup")
_WORD_LETTERS = 4
"""So many letters in a row, not written upright, are a word, not a product."""


def name_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def text_of(element: Element) -> str:
    """Return all text inside an element."""
    return "".join(element.itertext()).strip()


def core_of(element: Element) -> str:
    """Return the text of an element that is one token, however often it is wrapped."""
    while name_of(element) in ROWS and len(element) == 1:
        element = element[0]
    return text_of(element).translate(SAME) if not len(element) else ""


def closing_at(children: Sequence[Element], place: int) -> int | None:
    """Return where the bracket at `place` is closed; an index or a power may stand at its end."""
    opening = core_of(children[place])
    closing, depth = _PAIRS[opening], 0
    for at in range(place + 1, len(children)):
        text = _bracket_of(children[at])
        if text == closing and not depth:
            return at
        depth += (text == opening) - (text == closing)
    return None


def _bracket_of(element: Element) -> str:
    is_scripted = name_of(element) in _SCRIPTS and len(element)
    return core_of(element[0]) if is_scripted else core_of(element)


def in_parentheses(element: Element) -> list[Element]:
    """Return what stands in the parentheses that are all of an element: x^{(i)}; else nothing."""
    inside = list(element)
    if len(inside) < 3 or (core_of(inside[0]), core_of(inside[-1])) != ("(", ")"):
        return []
    return inside[1:-1]


def is_operator_name(element: Element) -> bool:
    r"""Return whether an element is a name that \\operatorname set, such as "Var"."""
    text = text_of(element)
    return name_of(element) == "mo" and len(text) > 1 and text.isalpha()


def is_sum(elements: Sequence[Element]) -> bool:
    """Return whether a plus or a minus stands in these elements."""
    return any(
        core_of(each) in ("+", "-", "±") or (len(each) and is_sum(list(each))) for each in elements
    )


def is_product(before: Element, inside: Sequence[Element]) -> bool:
    """Distinguish n(n + 1), a product, from f(x + 1)."""
    letter = core_of(before)
    return is_sum(inside) and (letter in _TIMES or letter in map(core_of, inside))


def with_words(children: Sequence[Element]) -> list[Element]:
    """Return elements with the letters of a word joined: TeX sets "softmax" letter by letter."""
    joined: list[Element] = []
    letters: list[Element] = []

    def close() -> None:
        upright = bool(letters) and letters[0].get("mathvariant") == "normal"
        if len(letters) >= (2 if upright else _WORD_LETTERS):
            word = ET.Element("mi")
            word.text = "".join(map(text_of, letters))
            joined.append(word)
        else:
            joined.extend(letters)
        letters.clear()

    for child in children:
        text = text_of(child)
        is_letter = name_of(child) == "mi" and len(text) == 1 and text.isascii() and text.isalpha()
        if letters and not (
            is_letter and child.get("mathvariant") == letters[0].get("mathvariant")
        ):
            close()
        if is_letter:
            letters.append(child)
        else:
            joined.append(child)
    close()
    return joined
