"""A formula in words: TeX or MathML as a teacher would say it, or only that it is a formula."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from aisha_docs_audio.utterances.normalization.math_tokens import UnsaidError
from aisha_docs_audio.utterances.normalization.mathml import mathml_said
from aisha_docs_audio.utterances.normalization.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Column, Vocabulary

_TEX_CHARACTERS = 240
_MATHML_CHARACTERS = 6000
_WORDS = 45
"""A longer formula nobody can follow by ear."""
_DEEP = 24
_DELIMITERS = re.compile(r"\A(?:\$\$|\\\(|\\\[|\$)\s*|\s*(?:\$\$|\\\)|\\\]|\$)\Z")
_SPACING = re.compile(
    r"(?<!\\)\\(?:[,;:! ]|quad\b|qquad\b|displaystyle\b|textstyle\b|limits\b|nonumber\b)"
)
_SIZES = re.compile(r"\\(?:left|right|[bB]igg?[lr]?)(?=[\s().|\[\]\\{}])")
_DECIMAL_COMMA = re.compile(r"([0-9]+)\{,\}([0-9]+)")
_THOUSANDS = re.compile(r"(?<![0-9,])([0-9]{1,3}(?:,[0-9]{3}){0,4},000)(?![0-9])")
_MONEY = re.compile(r"\\\$([0-9][0-9.,]*[0-9]|[0-9])")
_LINES = re.compile(
    r"\\(?:begin|end)\{(?:align|aligned|alignat|split|gather|gathered|eqnarray|multline|equation)"
    r"\*?\}(?:\{[0-9]\})?"
)
_NEXT_LINE = re.compile(r"\\\\(?:\[[^\]]{0,12}\])?|\\cr(?![a-z])")
_ALIGNMENT = re.compile(r"(?<!\\)&")
_ARG = re.compile(r"\\arg\s*\\(max|min)(?![a-zA-Z])")
_COMMENT_OR_ENTITY = re.compile(r"<[!?]")
_LABEL = re.compile(r"\\(?:label|tag)\*?\{[^{}]*\}")

_DISPLAYED = re.compile(
    r"\$\$(?P<double>[^$]{1,1000})\$\$|\\\[(?P<bracket>(?:[^\\]|\\(?![\[\]])){1,1000})\\\]"
)
_INLINE = re.compile(r"\\\((?P<paren>(?:[^\\]|\\(?![()])){1,1000})\\\)")
_DOLLARS = re.compile(r"(?<![\\\w$])\$(?=[^\s$])(?P<dollar>[^$\n]{0,300}?[^\s$\\])\$(?![\w$])")
# Markdown takes the backslashes off \( and \[; what stands inside still shows that it is TeX.
_BARE = re.compile(
    r"\((?P<round>[^()\n]{0,200}?(?<![\w:\\/.~])\\[a-zA-Z]{2,}[^()\n]{0,200})\)"
    r"|\[(?P<square>[^\[\]\n]{0,200}?(?<![\w:\\/.~])\\[a-zA-Z]{2,}[^\[\]\n]{0,200})\]"
)
_TEX = re.compile(r"\\[A-Za-z]|[\^_={}]|\A[A-Za-z](?:\([A-Za-z]\)|')?\Z|[A-Za-z]\s?[+<>-]\s?\w")


def formula_said(source: str, words: Vocabulary) -> str:
    """Return what is said for a formula whose source is TeX or MathML; never the empty string.

    What is too long to follow, or what no table has words for, is "formula". Linear in the length
    of `source`, which is cut off by its length before it is looked at.
    """
    source = source.strip()
    if len(source) > _MATHML_CHARACTERS:
        return words.phrase("formula")
    return _said(source, words.column) or words.phrase("formula")


def hold_raw_tex(text: str, words: Vocabulary, held: Held) -> str:
    r"""Hold the words of TeX that a script of the page would turn into formulas.

    \(…\), \[…\] and $$…$$ are formulas; $…$ is one where no space stands inside its dollars and
    what it holds looks like one, so that "It costs $5 and $6." is money.
    """
    if "$" not in text and "\\" not in text:
        return text

    def said(found: re.Match[str]) -> str | None:
        source = found[found.lastgroup or 0]
        if found.lastgroup == "dollar" and not _TEX.search(source):
            return None
        return formula_said(source, words)

    for pattern in (_DISPLAYED, _INLINE, _DOLLARS, _BARE):
        text = held.hold_all(pattern, text, said)
    return text


@lru_cache(maxsize=1024)
def _said(source: str, column: Column) -> str:
    words = vocabulary_of(column)
    try:
        tree = _tree(source)
        if tree is None or _depth(tree) > _DEEP:
            return ""
        said = mathml_said(tree, words)
    except UnsaidError:
        return ""
    return said if len(said.split()) <= _WORDS else ""


def _tree(source: str) -> ET.Element | None:
    if _COMMENT_OR_ENTITY.search(source):
        return None
    if not source.startswith("<math"):
        tex = _LABEL.sub("", _DELIMITERS.sub("", source))
        if not tex or len(tex) > _TEX_CHARACTERS or tex.count("{") > _DEEP * 3:
            return None
        tex = _in_one_line(tex)
        tex = _ARG.sub(r"\\operatorname{arg\1}", tex)
        tex = _DECIMAL_COMMA.sub(r"\\text{\1,\2}", tex)
        tex = _MONEY.sub(r"\\text{$\1}", _THOUSANDS.sub(r"\\text{\1}", tex))
        tex = _SIZES.sub("", _SPACING.sub(" ", tex))
        try:
            from latex2mathml.converter import convert  # noqa: PLC0415 - 4 MB, for formulas only

            source = convert(tex)
        except Exception:  # noqa: BLE001 (its errors have no common base, and IndexError among them)
            return None
    try:
        return ET.fromstring(_without_prefixes(source))  # noqa: S314 (no DOCTYPE gets here)
    except ET.ParseError:
        return None


def _in_one_line(tex: str) -> str:
    """Return lines that are only aligned one after the other; a matrix keeps its rows."""
    flat = _LINES.sub(" ", tex)
    if "\\begin" in flat or flat == tex:
        return tex
    return _ALIGNMENT.sub(" ", _NEXT_LINE.sub(" ; ", flat))


def _without_prefixes(source: str) -> str:
    return (
        re.sub(r"\sxmlns(?::\w+)?=\"[^\"]*\"", "", source)
        .replace("&nbsp;", " ")
        .replace("<mi>&</mi>", "")
    )


def _depth(tree: ET.Element) -> int:
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest
