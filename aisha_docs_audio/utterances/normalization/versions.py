"""Ranges of versions in words: "3.9 or later, below 4" for ">=3.9,<4"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_OPERATOR = r"(?:~=|===?|!=|<=|>=|<|>|≤|≥|\^|~)"
_VERSION = r"v?[0-9]+(?:\.(?:[0-9]+[a-z0-9]*|\*)){0,5}"
_CLAUSE = rf"{_OPERATOR}[ ]?{_VERSION}"
_CLAUSES = rf"{_CLAUSE}(?:[ ]?(?:,|\|\||[ ])[ ]?{_CLAUSE}){{0,5}}"
_RANGE = re.compile(rf"{_CLAUSES}\Z")
_IN_TEXT = re.compile(
    # Several clauses anywhere, or one that is glued to its version and no comparison of operands.
    rf"(?<![\w.)\[\]])(?P<bare>{_CLAUSES})(?![\w.]*[\w(])"
    rf"|(?<=[A-Za-z\]])(?P<behind>[ ]?{_CLAUSES})(?![\w.]*[\w(])"
)
# Maven's and NuGet's: [1.0,2.0) is 1.0 or later, below 2.0.
_INTERVAL = re.compile(
    rf"(?=[^.]*\.)(?=\[[^]]*\)|\([^)]*\]|[^,]*,\s*[)\]]|.,)"
    rf"(?P<open>[\[(])\s*(?P<low>{_VERSION})?\s*,\s*(?P<high>{_VERSION})?\s*(?P<close>[\])])\Z"
)
_NUMBER = re.compile("[0-9)] ")
_OTHER_RANGE = re.compile(r"[<>^]=?[0-9]+\.[0-9]")
_NAME = re.compile(r"(?<![^\W_])[A-Za-z][A-Za-z-]{2,}\Z")
_PART = re.compile(rf"(?P<operator>{_OPERATOR})[ ]?(?P<version>{_VERSION})")
_ORDER = {
    "^": 0,
    "~=": 0,
    "~": 0,
    "≥": 0,
    ">=": 0,
    ">": 0,
    "==": 1,
    "===": 1,
    "≤": 2,
    "<=": 2,
    "<": 2,
}
_PHRASES = {
    ">=": "version at least", "≥": "version at least", ">": "version above",
    "<=": "version at most", "≤": "version at most", "<": "version below",
    "==": "version exactly", "===": "version exactly", "!=": "version not",
}  # fmt: skip


def range_said(code: str, words: Vocabulary) -> str:
    """Return what is said for a literal that is a range of versions, else the empty string.

    The lower end comes first. "~=" and "^" are said as the range they stand for (PEP 440,
    "Compatible release"; npm's and Poetry's caret).
    """
    if interval := _INTERVAL.match(code):
        return _interval_said(interval, words)
    if not _RANGE.match(code) or ("." not in code and "," not in code and code[0] not in "<>~^="):
        return ""
    parts = list(_PART.finditer(code))
    single = "." not in code and len(parts) == 1
    if single and (" " in code[1:3] or len(parts[0]["version"]) > 2):
        return ""  # ">= 500" compares
    if len(parts) == 1 and parts[0]["operator"] == "~" and code.count(".") < 1:
        return ""
    alternative = "||" in code
    said = [_said(part["operator"], part["version"], words) for part in _in_order(parts)]
    return f" {words.phrase('or')} ".join(said) if alternative else ", ".join(said)


def _in_order(parts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the clauses of each range with its lower end first: several may stand in a list."""
    ranges: list[list[re.Match[str]]] = [[]]
    for part in parts:
        lower = _ORDER.get(part["operator"]) == 0
        if lower and any(_ORDER.get(other["operator"]) == 0 for other in ranges[-1]):
            ranges.append([])
        ranges[-1].append(part)
    return [
        part
        for clauses in ranges
        for part in sorted(clauses, key=lambda part: _ORDER.get(part["operator"], 3))
    ]


def _interval_said(found: re.Match[str], words: Vocabulary) -> str:
    above = "version at least" if found["open"] == "[" else "version above"
    below = "version at most" if found["close"] == "]" else "version below"
    ends = ((above, found["low"]), (below, found["high"]))
    return ", ".join(words.phrase(phrase, end) for phrase, end in ends if end)


def hold_ranges(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of every range in `text`, also right behind a name ("click>=8,<9")."""
    if not any(sign in text for sign in "<>=~^≤≥"):
        return text

    def said(found: re.Match[str]) -> str | None:
        clauses = found["bare"] or found["behind"]
        several = len(list(_PART.finditer(clauses))) > 1
        before = found.string[max(0, found.start() - 2) : found.start()]
        compared = clauses.startswith(" ") if found["behind"] else _NUMBER.match(before)
        if compared and not several:
            return None  # "a >= 5", "0.2 != 0.3": operands
        clauses = clauses.strip()
        version = "." in clauses or _is_package(found) or (found["bare"] and clauses[0] == "^")
        if not several and not (version and clauses[1:2] != " "):
            return None
        is_tilde = clauses[0] == "~" and clauses[1] != "="
        if is_tilde and not several and not _is_version(found, clauses):
            return None  # about 1.2
        if "." not in clauses and ", " in clauses:
            return None  # ">5, <10"
        if not version and not any(sign in clauses for sign in "<>=^"):
            return None  # "≥ 5, ≤ 9"
        return f"{' ' * bool(found['behind'])}{range_said(clauses, words)}" or None

    return held.hold_all(_IN_TEXT, text, said)


def _is_version(found: re.Match[str], clause: str) -> bool:
    """Distinguish "~1.2.3", or "~1.2" beside other ranges, from "~1.2 GB"."""
    pinned = found.string[max(found.start() - 1, 0) : found.start()] == "@"  # pkg@~2
    return pinned or clause.count(".") > 1 or _OTHER_RANGE.search(found.string) is not None


def _is_package(found: re.Match[str]) -> bool:
    """Distinguish "Python<4" from "x<4": what has a version has a name of more than two letters."""
    name = _NAME.search(found.string, max(0, found.start() - 40), found.start())
    return found["behind"] is not None and name is not None


def _said(operator: str, version: str, words: Vocabulary) -> str:
    version = version.replace(".*", f" {words.inside['.']} {words.names['*']}")
    if operator in _PHRASES:
        return words.phrase(_PHRASES[operator], version)
    least = words.phrase("version at least", version)
    return f"{least}, {words.phrase('version below', _next(operator, version))}"


def _next(operator: str, version: str) -> str:
    """Return the first version that a compatible range leaves out."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", version)[:6]]
    if operator == "^":
        place = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
    elif operator == "~":
        place = min(1, len(numbers) - 1)
    else:
        place = max(len(numbers) - 2, 0)
    return ".".join(map(str, [*numbers[:place], numbers[place] + 1]))
