"""Arithmetic in plain text: "n - 1" is minus and "n/2" over, where between words they are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.powers import sum_said

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

# A hyphen between operands is a minus: "n - 1", "2^n - 1", "5 - 3 = 2"; of words it may be a dash.
_MINUS = re.compile(
    r"(?<![\w.'’-])(?P<left>[0-9]{0,3}[b-zN]) - (?=(?:[0-9]{1,4}|[b-z])(?![\w.%-]))"
    r"|(?P<power>(?:\^|\*\*)(?:[0-9]{1,4}|[a-z]|\([^()]{1,20}\)|\{[^{}]{1,20}\})|[⁰¹²³⁴-⁹ⁿ])"
    r" - (?=[0-9(]|[a-z](?![A-Za-z0-9_]))"
    r"|(?P<number>(?<![\w.,])[0-9]+(?:[.,][0-9]+)?) - (?=[0-9]+(?:[.,][0-9]+)? ?=)"
    r"|(?<![\w.-])(?P<tight>[ijknxyN])-(?=[1-9][0-9]?(?![\w-]|[.,]\w))"
)
# "n/2", "1/n" and "dy/dx" are fractions, "a/b" is one of two.
_OVER = re.compile(
    r"(?<![\w/.$@-])(?P<top>[0-9]{0,3}[a-z]|d[a-z])/(?P<bottom>[0-9]{1,3}|d[a-z])(?![\w/]|\.\w)"
    r"|(?<![\w/.$-])(?P<number>[0-9]{1,3})/(?P<letter>[a-z])(?![\w/]|\.\w)"
)
_SUM_OVER = re.compile(
    r"(?P<top>\((?:[^()\s]{0,12} ?[−+*×·] ?[^()\s]{1,12}|[a-z])\))/(?=[0-9]|[a-z](?!\w)|\()"
)
_ROOTS = re.compile(r"(?P<sign>[∛∜]) ?(?P<of>[\w.,]{1,12}(?<![.,])|\([^()]{1,20}\))")
_NORM = re.compile(r"‖([^‖\s][^‖]{0,20})‖")
_PRODUCT = re.compile(r"(?<=(?<![^\W_])[a-z]) · (?=[a-z](?!\w))|(?<=[0-9]) · (?=[a-z](?!\w))")


def hold_arithmetic(text: str, words: Vocabulary, held: Held) -> str:
    """Hold fractions, roots and norms of letters in words, and write minus where it is one."""
    text = text.replace("∗", "*")
    if "-" in text:
        text = _MINUS.sub(_minus, text)
    if "/" in text:
        text = _SUM_OVER.sub(lambda found: f"{found['top']}{slash_said(words, held)}", text)
        text = held.hold_all(_OVER, text, lambda found: _over(found, words))
    if text.isascii():
        return text
    text = held.hold_all(_ROOTS, text, lambda found: _root(found, words))
    text = held.hold_all(_NORM, text, lambda found: words.shape("norm", found[1]))
    return _PRODUCT.sub(lambda _: f" {held.hold(words.operators['×'])} ", text)


def slash_said(words: Vocabulary, held: Held) -> str:
    """Return a slash between operands, held: "over"."""
    return f" {held.hold(words.shape('fraction', '', ''))} "


def _minus(found: re.Match[str]) -> str:
    """Return the left operand with a sign that is always a minus."""
    tight = found["tight"]
    return f"{tight}−" if tight else f"{found['left'] or found['power'] or found['number']} − "


def _over(found: re.Match[str], words: Vocabulary) -> str | None:
    top, bottom = found["top"] or found["number"], found["bottom"] or found["letter"]
    derived = top[0] == "d" and len(top) == 2
    if derived != (bottom[0] == "d" and len(bottom) == 2):
        return None
    return words.shape("fraction", top, bottom)


def _root(found: re.Match[str], words: Vocabulary) -> str:
    of = sum_said(found["of"], words)
    return words.shape("cube root", of) if found["sign"] == "∛" else words.shape("root", "4", of)
