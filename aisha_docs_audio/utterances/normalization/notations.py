"""Notations in which a sign or a letter stands for a word: 1e-5, 10:30:00Z, kg·m, text/html."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.intervals import hold_intervals
from aisha_docs_audio.utterances.normalization.powers import power_said

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

# "12e4567" may be the hash of a commit: without a sign both parts are short.
_SCIENTIFIC = re.compile(
    r"(?<![\w.,])(?P<number>[0-9](?:[.,][0-9]{1,6})?)[eE](?P<exponent>[-+−][0-9]{1,3}|[0-9]{1,2})"
    r"(?![\w-])(?!\.\w)"
)
_MOMENT = re.compile(
    r"(?<![\w-])([12][0-9]{3}-[01][0-9]-[0-3][0-9])T"
    r"([0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)(?P<zulu>Z(?!\w))?(?=[^\w]|\Z)"
)
_VERSIONS = re.compile(
    r"(?<=[^\W\d_] )(?P<low>[0-9]+(?:\.[0-9]+){1,3}) - (?P<high>[0-9]+(?:\.[0-9]+){1,3})(?! ?=)"
    r"(?!\w)"
)
_VERSION_SPAN = re.compile(
    r"(?<![\w.-])(?P<low>[0-9]+(?:\.[0-9]+){2,3}) - (?P<high>[0-9]+(?:\.[0-9]+){2,3})(?![\w.])"
)
# "file(s)" is one or many, read as many.
_OR_MANY = re.compile(r"(?:(?<=[a-z]{2})\((e?s)\)|(?<=[a-z])y\((ies)\))(?![\w(])")
_THOUSANDS = re.compile(r"(?<![\w.])[0-9]{1,3}(?:_[0-9]{3})+(?!\w)")
_SIZE = re.compile(r"(?<![\w.])([1-9][0-9]{0,4})x(?=[1-9][0-9]{0,4}(?![\w.]|x[0-9a-f]))")
_ISSUE = re.compile(r"(?<![\w/.@#])([\w.-]{1,60})/([\w.-]{1,60})#([0-9]{1,7})(?![\w/])")
_PACKAGE = re.compile(r"(?<![\w.@/-])@([a-z][\w.-]{0,60})/([a-z][\w.-]{0,60}\w)")
_MULTIPLE = re.compile(r"(?:(?<=\s)|(?<=\A)|(?<=\())×(?=[0-9])(?<![0-9] ×)")
_PLUS_MINUS = re.compile(r"(?<!\S)\+/-(?= ?[0-9])")
_PARENT = re.compile(r"(?<=\bcd )\.\.(?=[\s,;:)]|\Z)")
_UNIT = r"(?:[kMGm]?(?:Wh?|N|Pa|g|m|s|h|A|V|J|Hz)|[кМГм]?(?:Вт|Н|Па|г|м|с|ч|А|В|Дж|Гц))"
_PRODUCT = re.compile(
    rf"(?<=[0-9])(?P<space> ?)(?P<units>{_UNIT}(?:[·⋅]{_UNIT}){{1,3}})(?![^\W\d_])"
)
_PORT = re.compile(r"(?<![\w.])((?:[0-9]{1,3}\.){3}[0-9]{1,3}):([0-9]{2,5})(?![\w:]|\.[0-9])")
_WILDCARD = re.compile(r"(?<![\w.=<>~^!])([0-9]+(?:\.[0-9]+){0,3})\.\*(?!\w)")
_MEDIA_TYPE = re.compile(
    r"(?<![\w/.-])(application|audio|font|image|message|multipart|text|video)/"
    r"(json|xml|html|plain|css|csv|javascript|markdown|calendar|event-stream|octet-stream|pdf|zip"
    r"|gzip|wasm|png|jpe?g|gif|webp|avif|bmp|tiff|mpeg|mp4|ogg|wav|webm|form-data|mixed"
    r"|alternative|rtf|yaml|toml|woff2?|x-[a-z.-]{1,40}|vnd\.[a-z0-9.+-]{1,60}"
    r"|[a-z.-]{1,30}\+(?:json|xml|zip)|\*)(?![\w/])"
)


def hold_notations(text: str, words: Vocabulary, held: Held) -> str:
    """Return the text with what such a notation stands for in place of it.

    A moment in the form of ISO 8601 becomes a date and a time, for the voice to say; "Z" is UTC.
    """
    text = hold_intervals(_plainly(text, words), words, held)
    text = _hold_references(text, words, held)
    if "/" in text:
        text = held.hold_all(_MEDIA_TYPE, text, lambda found: _media_type_said(found, words))
    if ":" in text:
        text = held.hold_all(_PORT, text, lambda found: f"{found[1]} {words.names[':']} {found[2]}")
    if ".*" in text:
        text = held.hold_all(
            _WILDCARD, text, lambda found: f"{found[1]} {words.inside['.']} {words.names['*']}"
        )
    if "e" in text or "E" in text:
        text = held.hold_all(_SCIENTIFIC, text, lambda found: _scientific_said(found, words))
    if "T" in text:
        text = _MOMENT.sub(
            lambda found: f"{found[1]}, {found[2]}{' UTC' * (found['zulu'] is not None)}", text
        )
    if "cd .." in text:
        text = held.hold_all(_PARENT, text, lambda _: words.runs[".."])
    if " - " in text:
        text = held.hold_all(
            _VERSION_SPAN, text, lambda found: words.phrase("from to", found["low"], found["high"])
        )
        text = _VERSIONS.sub(_range_joined, text)
    if "·" in text or "⋅" in text:
        text = _PRODUCT.sub(
            lambda found: f"{found['space']}{re.sub('[·⋅]', ' ', found['units'])}", text
        )
    return text


def _plainly(text: str, words: Vocabulary) -> str:
    """Return numbers and nouns in their plain form: 1,000 for 1_000, "files" for "file(s)"."""
    if "(" in text:
        text = _OR_MANY.sub(lambda found: found[1] or found[2], text)
    if "_" in text:
        comma = "," if words.column == "en" else " "
        text = _THOUSANDS.sub(lambda found: found.group().replace("_", comma), text)
    if "x" in text:
        text = _SIZE.sub(r"\1×", text)
    if "×" in text:
        text = _MULTIPLE.sub(f"{words.operators['×']} ", text)
    return _PLUS_MINUS.sub("±", text) if "+/-" in text else text


def _hold_references(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the names of packages and of issues, whose slash is no "or"."""
    if "#" in text:
        text = held.hold_all(_ISSUE, text, lambda found: _issue_said(found, words))
    if "@" in text:
        text = held.hold_all(_PACKAGE, text, lambda found: _package_said(found, words))
    return text


def _package_said(found: re.Match[str], words: Vocabulary) -> str:
    name = f" {words.inside['/']} ".join(found.groups()).replace(".", f" {words.inside['.']} ")
    return f"{words.inside['@']} {name}"


def _issue_said(found: re.Match[str], words: Vocabulary) -> str:
    name = f" {words.inside['/']} ".join(found.groups()[:2]).replace(".", f" {words.inside['.']} ")
    return f"{name} {words.phrase('number', found[3])}"


def _range_joined(found: re.Match[str]) -> str:
    """Return "3.8–3.12" for "Python 3.8 - 3.12"; what gets smaller is a difference."""
    low, high = ([*map(int, found[each].split("."))] for each in ("low", "high"))
    return f"{found['low']}–{found['high']}" if low < high else found[0]


def _scientific_said(found: re.Match[str], words: Vocabulary) -> str:
    exponent = str(int(found["exponent"].replace("−", "-")))
    return f"{found['number']} {words.operators['×']} {power_said('10', exponent, words)}"


def _media_type_said(found: re.Match[str], words: Vocabulary) -> str:
    kind = found[2].replace(".", f" {words.inside['.']} ").replace("+", f" {words.inside['+']} ")
    return f"{found[1]} {words.inside['/']} {kind.replace('*', words.names['*'])}"
