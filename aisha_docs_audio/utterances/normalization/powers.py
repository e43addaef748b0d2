"""Powers and indices in words: "10 to the power of 3", "x squared", "x sub i"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.held import is_held

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_EXPONENT = (
    r"(?P<exponent>[-−+]?(?:[0-9]+(?:[.,][0-9]+)?|[^\W\d_]{1,12})(?![^\W_])"
    r"|\([^()]{1,20}\)|\{[^{}]{1,20}\})"
)
_POWER = re.compile(
    r"(?P<base>(?<![^\W_])(?:[0-9]+(?:[.,][0-9]+)?|[^\W\d_]{1,24}[0-9]{0,3})|(?<=[^\s(])\))"
    rf"(?:\^|\*\*| \^ | \*\* ){_EXPONENT}"
)
_UP = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ"
_PLAIN_UP = "+-0123456789()niabcdefghjklmoprstuvwxyzT"
_DOWN = "₊₋₀₁₂₃₄₅₆₇₈₉₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ"
_PLAIN_DOWN = "+-0123456789()aeoxhklmnpstijruv"
_FLAT = str.maketrans(_UP + _DOWN, _PLAIN_UP + _PLAIN_DOWN)
_RAISED = re.compile(
    rf"(?P<base>(?<![^\W_{_UP}])(?:[0-9]+(?:[.,][0-9]+)?|[^\W\d_{_UP}{_DOWN}]{{1,12}})|\))"
    rf"(?P<exponent>[{_UP}]+)"
)
_LOWERED = re.compile(rf"(?P<base>(?<![^\W_])[^\W\d_{_UP}{_DOWN}])(?P<index>[{_DOWN}]+)(?![^\W_])")
# CO₂ and Ca(OH)₂; what is no formula of chemistry keeps its index apart.
_FORMULA = re.compile(
    rf"(?<=[A-Z)])[{_DOWN}]+|(?<=[A-Z][a-z])[{_DOWN}]+|(?P<other>(?<=[a-z]))[{_DOWN}]+"
)
_INDEX = re.compile(r"(?<!\w)(?P<base>[a-zA-Zα-ω])_(?P<index>[a-z0-9]|\{[^{}]{1,12}\})(?![\w(])")
_SIGN = re.compile(r"[-−+*/=]")
_UNITS = frozenset(("m", "cm", "mm", "km", "dm", "ft", "in", "s", "м", "см", "мм", "км", "дм", "с"))
_SHORT_BASE = 3
_IN_FORMULA = re.compile(r"[=+*/·×<>≤≥−] ?\Z")
_ORDINARY = frozenset("²³")


def power_said(base: str, exponent: str, words: Vocabulary) -> str:
    """Return "x squared", "2 to the power of 10"; an empty base leaves the ending alone."""
    exponent = exponent.strip("(){} ")
    if exponent in ("2", "3") and not base.isdigit():
        return words.phrase("squared" if exponent == "2" else "cubed", base).strip()
    return words.phrase("power", base, sum_said(exponent, words)).strip()


def sum_said(text: str, words: Vocabulary) -> str:
    """Return the signs of an exponent or an index: "n plus 1"."""
    return " ".join(
        _SIGN.sub(lambda sign: f" {words.operators[sign.group()]} ", text.strip("(){}")).split()
    )


def hold_powers(text: str, words: Vocabulary, held: Held) -> str:
    """Hold every power of `text` in words: "2**8", "n^2", "10³", "xⁿ"; and indices (x₁, H₂O)."""
    if "^" in text or "**" in text:
        for _ in range(2):  # a^b^c
            text = _POWER.sub(lambda found: _said(found, words, held), text)
    if text.isascii():
        return text
    text = held.hold_all(_RAISED, text, lambda found: _raised(found, words, held))
    text = held.hold_all(
        _LOWERED,
        text,
        lambda found: (
            None
            if found["base"].isupper()
            else words.phrase(
                "sub", found["base"], sum_said(found["index"].translate(_FLAT), words)
            )
        ),
    )
    return _FORMULA.sub(
        lambda found: " " * (found["other"] is not None) + found.group().translate(_FLAT), text
    )


def hold_indices(text: str, words: Vocabulary, held: Held) -> str:
    """Hold single letters with an index ("x_i") in words; in code they would be names."""
    if "_" not in text:
        return text
    return held.hold_all(
        _INDEX,
        text,
        lambda found: words.phrase("sub", found["base"], sum_said(found["index"], words)),
    )


def _said(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    base = found["base"]
    if " ^ " in found.group() and base[-1].isalpha() and found["exponent"][-1].isalpha():
        return found.group()  # "x ^ y" is "exclusive or" in most languages
    if base == ")":
        return f") {held.hold(power_said('', found['exponent'], words))}"
    return held.hold(power_said(base, found["exponent"], words))


def _raised(found: re.Match[str], words: Vocabulary, held: Held) -> str | None:
    base, exponent = found["base"], found["exponent"]
    literal = held.release(base) if is_held(base[-1]) else ""
    is_name = len(literal) > _SHORT_BASE
    if is_name and exponent == "¹":
        return base  # the mark of a note at a literal
    flat = exponent.translate(_FLAT)
    if base == ")":
        return f") {power_said('', flat, words)}"
    if base in _UNITS:
        return found.group()  # 5 m²: the voice knows its units
    if len(base) > 1 and not base.isdigit() and not base[0].isdigit():
        if _IN_FORMULA.search(found.string[max(0, found.start() - 3) : found.start()]):
            return power_said(base, flat, words)  # E = mc²
        return found.group() if exponent in _ORDINARY else None
    return power_said(base, flat, words)
