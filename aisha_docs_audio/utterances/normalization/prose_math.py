"""Signs and letters of formulas in plain text, where no markup tells that it is one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.prose_arithmetic import hold_arithmetic, slash_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_SIGN = re.compile(" ?([∘∈∉⊂⊆⊃∪∩∖∅∀∃∧∨¬∝≡≪≫≃≅∼∂∇⊕⊗⊥∴⇔∑∏∫ℝℤℕℚℂ]) ?")
_MARKS = ",.;:!?)]»”"
_SHAPES = {"∑": "sum", "∏": "product", "∫": "integral"}
_GREEK = "α-ωΑ-Ωµϵϕ"
# µs, µm and kΩ are units, which the voice knows; whole words in Greek are not ours.
_LETTER = re.compile(
    rf"(?<![{_GREEK}])(?!µ[smgAFVWHLlмс]|(?<=[0-9kM])Ω|(?<=[0-9] )Ω)[{_GREEK}](?![{_GREEK}])"
)
_SAME = str.maketrans({"µ": "μ", "ϵ": "ε", "ϕ": "φ", "ς": "σ"})
_GREEK_RATIO = re.compile(rf"(?<=[{_GREEK}])/(?=[0-9A-Za-z{_GREEK}])|(?<=[0-9])/(?=[{_GREEK}])")
_PARTIAL = re.compile(r"∂([A-Za-zα-ω]?)/∂([A-Za-zα-ω])(?![^\W_])")
_PRODUCT = re.compile(r"(?<=[0-9)]) \* (?=[0-9(])|(?<=(?<!\w)[a-z]) \* (?=[a-z0-9(](?!\w))")
_DOTS = re.compile(r"(?<![\w.])([0-9]{1,6}|[a-z])\.{2,3}([0-9]{1,6}|[a-zA-Z])(?!\w|\.\w)")
_STARRED = re.compile(r"(?<![\w*])([A-Z])\*(?=[\s,.;:!?)-]|\Z)")
"""The search A*: in code it would be a glob."""
_STYLED = re.compile("[\U0001d400-\U0001d7ffℓ]")
"""Letters of mathematics in a style of their own, 𝑥 and 𝐱."""
_GOES = re.compile(r"(?<![^\W_])(Δ?[A-Za-zα-ω]) ?→ ?(∞|[-−+]?[0-9](?![\w/.,]*[\w/]))")
_MAPS = re.compile(r"(?<!\w)([A-Za-z]) ?: ?([A-Z]) ?→ ?([A-Z])(?!\w)")
_DOT = re.compile(r"(?<=[0-9]) ?· ?(?=[0-9])|(?<=(?<![^\W_])[A-Za-z])·(?=[A-Za-z](?![^\W_]))")
_FACTORIAL = re.compile(
    r"(?<![^\W_])([0-9]{1,4}|[a-z])!(?= [=+−-]|[/·×*)+−])|(?<![^\W_])(?P<n>[nkm])!(?=[\s,.;:]|\Z)"
)
_PAIRS = re.compile(r"⌊([^⌊⌋]{1,20})⌋|⌈([^⌈⌉]{1,20})⌉")
_FUNCTION = re.compile(
    r"(?<![^\W_])(?P<name>sin|cos|tan|cot|tg|ctg|log|ln|lg)(?:(?P<power>[²³])|(?P<base>[₀-₉]{1,3}))"
    r" ?(?=(?P<more>[^\W_(])?)"
)
_DOWN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RATIO = re.compile(r"(?<=[^\s(]\)) ?/ ?(?=[A-Za-z]\(|\()")
_IMPLIES = re.compile(r"(?<=(?<![^\W_])[a-zA-Z]) ?⇒ ?(?=[a-zA-Z](?![^\W_]))")
_ABSOLUTE = re.compile(r"(?<![\w|\])])\|([A-Za-z][\w+− -]{0,14})\|(?![\w|\[(])")
_PRICE = r"[0-9]{1,3}(?: ?[0-9]{3})*(?:[.,][0-9]+)? ?[₽$€%]?"
_TIMES = re.compile(rf"(?<=[0-9]) ?× ?(?=10(?:\^|\*\*|[⁻⁰-⁹¹²³]))|(?<=[0-9]) ?× ?(?={_PRICE} ?=)")
_QUOTIENT = re.compile(r"(?<=[0-9]) / (?=[0-9]+(?:[.,][0-9]+)?(?P<equals> ?=)?)")


def hold_prose_math(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of signs and Greek letters that stand in plain text ("a ∈ A", "Δt")."""
    text = hold_arithmetic(text, words, held)
    if " / " in text:
        text = _QUOTIENT.sub(
            lambda found: _between(words.operators if found["equals"] else words.inside, "/", held),
            text,
        )
    if "|" in text:
        text = held.hold_all(_ABSOLUTE, text, lambda found: words.shape("absolute", found[1]))
    if "/" in text and "=" in text:
        text = _RATIO.sub(lambda _: _between(words.operators, "/", held), text)
    if ".." in text:
        text = held.hold_all(_DOTS, text, lambda found: words.phrase("from to", *found.groups()))
    if "*" in text:
        text = _PRODUCT.sub(lambda _: _between(words.operators, "*", held), text)
        text = held.hold_all(_STARRED, text, lambda found: words.shape("star", found[1]))
    if "!" in text:
        text = held.hold_all(
            _FACTORIAL, text, lambda found: f"{found[1] or found['n']} {words.math_signs['!']}"
        )
    if text.isascii():
        return text
    text = _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = text.replace("∆", "Δ")
    if "/" in text:
        text = held.hold_all(
            _PARTIAL, text, lambda found: words.shape("partial", found[1], found[2])
        )
        text = _GREEK_RATIO.sub(lambda _: slash_said(words, held), text)
    text = held.hold_all(_MAPS, text, lambda found: words.shape("maps", *found.groups()))
    text = _DOT.sub(lambda _: _between(words.operators, "×", held), text)
    text = held.hold_all(_PAIRS, text, lambda found: _rounded(found, words))
    text = _FUNCTION.sub(lambda found: _function(found, words, held), text)
    text = held.hold_all(_GOES, text, lambda found: _goes(found, words, held))
    text = _IMPLIES.sub(lambda _: _between(words.math_signs, "⇒", held), text)
    text = _TIMES.sub(lambda _: _between(words.operators, "×", held), text)
    text = hold_greek(text, words, held)
    return _SIGN.sub(lambda found: _sign(found, words, held), text)


def hold_greek(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the names of Greek letters that stand alone, also inside code."""
    return _LETTER.sub(lambda found: _letter(found, words, held), text)


def _sign(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    ends = found.string[found.end() : found.end() + 1] in _MARKS  # "∅; then"
    return f" {held.hold(_named(found[1], words))}{'' if ends else ' '}"


def _between(table: Mapping[str, str], sign: str, held: Held) -> str:
    return f" {held.hold(table[sign])} "


def _rounded(found: re.Match[str], words: Vocabulary) -> str:
    return words.shape("floor", found[1]) if found[1] else words.shape("ceiling", found[2])


def _function(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    name = words.functions.get(found["name"], found["name"])
    if found["base"]:
        said = words.shape("log base", found["base"].translate(_DOWN))
    else:
        said = words.shape("squared" if found["power"] == "²" else "cubed", name)
    return f"{held.hold(said)}{' ' * (found['more'] is not None)}"


def _goes(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    from_ = _LETTER.sub(lambda letter: _letter(letter, words, held), found[1])
    goal = words.math_signs["∞"] if found[2] == "∞" else found[2]
    return words.shape("goes to", from_, goal)


def _letter(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    name = words.greek.get(found.group().lower().translate(_SAME))
    if name is None:
        return found.group()
    text = found.string
    if found.group() in "ΘΩ" and text[found.end() : found.end() + 1] == "(":
        return found.group()  # Θ(n) is read as O(n) is
    before = found.start() > 0 and text[found.start() - 1].isalnum()
    behind = text[found.end() : found.end() + 1]
    plain = behind.isalnum() and not behind.isnumeric()
    return f"{' ' * before}{held.hold(name)}{' ' * plain}"


def _named(sign: str, words: Vocabulary) -> str:
    return words.shapes[_SHAPES[sign]] if sign in _SHAPES else words.math_signs[sign]
