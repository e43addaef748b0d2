"""Signs and letters of formulas in plain text, where no markup tells that it is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_SIGN = re.compile(" ?([∘∈∉⊂⊆⊃∪∩∖∅∀∃∧∨¬∝≡≪≫≃≅∼∂∇⊕⊗⊥∴⇔∑∏∫ℝℤℕℚℂ]) ?")
_SHAPES = {"∑": "sum", "∏": "product", "∫": "integral"}
_GREEK = "α-ωΑ-Ωµϵϕ"
# µs, µm and kΩ are units, which the voice knows; whole words in Greek are not ours.
_LETTER = re.compile(
    rf"(?<![{_GREEK}])(?!µ[smgAFVWHLlмс]|(?<=[0-9kM])Ω|(?<=[0-9] )Ω)[{_GREEK}](?![{_GREEK}])"
)
_SAME = str.maketrans({"µ": "μ", "ϵ": "ε", "ϕ": "φ", "ς": "σ"})
_GOES = re.compile(r"(?<![^\W_])([^\W\d_]) ?→ ?(∞|[-−+]?[0-9]+(?![^\W_]))")
_IMPLIES = re.compile(r"(?<=(?<![^\W_])[a-zA-Z]) ?⇒ ?(?=[a-zA-Z](?![^\W_]))")
_ABSOLUTE = re.compile(r"(?<![\w|\])])\|([A-Za-z][\w+− -]{0,14})\|(?![\w|\[(])")
_TIMES = re.compile(
    r"(?<=[0-9]) ?× ?(?=10(?:\^|\*\*|[⁻⁰-⁹¹²³]))|(?<=[0-9]) ?× ?(?=[0-9]+(?:[.,][0-9]+)? ?=)"
)
_QUOTIENT = re.compile(r"(?<=[0-9]) / (?=[0-9]+(?:[.,][0-9]+)?(?P<equals> ?=)?)")


def hold_prose_math(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of signs and Greek letters that stand in plain text ("a ∈ A", "Δt")."""
    if " / " in text:
        text = _QUOTIENT.sub(
            lambda found: _between(words.operators if found["equals"] else words.inside, "/", held),
            text,
        )
    if "|" in text:
        text = held.hold_all(_ABSOLUTE, text, lambda found: words.shape("absolute", found[1]))
    if text.isascii():
        return text
    text = held.hold_all(_GOES, text, lambda found: _goes(found, words))
    text = _IMPLIES.sub(lambda _: _between(words.math_signs, "⇒", held), text)
    text = _TIMES.sub(lambda _: _between(words.operators, "×", held), text)
    text = _LETTER.sub(lambda found: _letter(found, words, held), text)
    return _SIGN.sub(lambda found: f" {held.hold(_named(found[1], words))} ", text)


def _between(table: Mapping[str, str], sign: str, held: Held) -> str:
    return f" {held.hold(table[sign])} "


def _goes(found: re.Match[str], words: Vocabulary) -> str:
    goal = words.math_signs["∞"] if found[2] == "∞" else found[2]
    return words.shape("goes to", found[1], goal)


def _letter(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    name = words.greek.get(found.group().lower().translate(_SAME))
    if name is None:
        return found.group()
    text = found.string
    before = found.start() > 0 and text[found.start() - 1].isalnum()
    behind = text[found.end() : found.end() + 1]
    plain = behind.isalnum() and not behind.isnumeric()
    return f"{' ' * before}{held.hold(name)}{' ' * plain}"


def _named(sign: str, words: Vocabulary) -> str:
    return words.shapes[_SHAPES[sign]] if sign in _SHAPES else words.math_signs[sign]
