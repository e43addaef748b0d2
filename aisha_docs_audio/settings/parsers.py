"""What users type, turned into the values of options: every parser says what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.languages import LANGUAGE_NAMES, LANGUAGES
from aisha_docs_audio.settings.slips import nearest

BITRATES = (16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""The bit rates of MPEG-2 Layer III (ISO/IEC 13818-3), in kbit/s, that speech is clear at."""

_NEAR = 0.5
"""How alike a word must be to be proposed, as difflib measures it."""

_ENDLESS = 1e6
"""A limit from here on is one of computers, not of people."""

_COUNTABLE = 1e12
"""A limit above this one says nothing to people."""

Parser = Callable[[Any], Any]
"""Turns what a user typed into an option's value; raises ValueError with what is wrong."""


def one_of(*choices: str, silent: Collection[str] = ()) -> Parser:
    """Accept one of these words, as written; answer another with the nearest.

    Nobody is sent to a choice in `silent`, one that pays or another language, unless only the
    case of its letters is wrong.
    """

    def parse(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        # YAML reads a bare "no" as False: that is near no word.
        typed = value.strip().lower() if isinstance(value, str) else ""
        offered = {
            choice.lower(): choice
            for choice in choices
            if choice not in silent or choice.lower() == typed
        }
        near = nearest(typed, offered, alike=_NEAR)
        hint = f" Did you mean {offered[near]!r}?" if near else ""
        raise ValueError(f"must be one of {', '.join(map(repr, choices))}.{hint}")

    return parse


def language(value: object) -> str:
    """Accept `uz`, `en` or `ru`; answer a tag with a region (`en-US`) or a name with its language.

    Nobody is sent to another language.
    """
    tag = re.split(r"[-_]", value.strip().lower())[0] if isinstance(value, str) else ""
    meant = LANGUAGE_NAMES.get(tag, tag)
    if meant in LANGUAGES and value not in LANGUAGES:
        choices = ", ".join(map(repr, LANGUAGES))
        raise ValueError(f"must be one of {choices}. Did you mean {meant!r}?")
    return one_of(*LANGUAGES, silent=LANGUAGES)(value)  # type: ignore[no-any-return]


def number(low: float, high: float, *, kind: type = float, also: float | None = None) -> Parser:
    """Accept a number from `low` to `high`, or `also`; `kind` int accepts whole ones only."""
    # Nobody thinks of the largest number that a computer takes.
    bounds = f"of {low:g} or more" if high >= _ENDLESS else f"from {low:g} to {high:g}"
    named = "whole number" if kind is int else "number"
    wanted = f"must be {'' if also is None else f'{also:g} or '}a {named} {bounds}"

    def parse(value: object) -> float:
        # YAML gives numbers, field lists give text; True is no number to a user.
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ValueError(wanted)  # noqa: TRY004
        try:
            found: float = kind(value)
        except (ValueError, OverflowError):
            found = float("nan")
        if kind is int and isinstance(value, float) and found != value:
            raise ValueError(wanted)
        if low <= found <= high or (also is not None and found == also):
            return found
        if found > high >= _ENDLESS:
            most = "" if high > _COUNTABLE else f": at most {high:,.0f}"
            raise ValueError(f"must be a smaller number{most}")
        raise ValueError(wanted)

    return parse


def flag(value: object) -> bool:
    """Accept true and false, and the words for them that YAML and field lists have."""
    words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError("must be true or false")


def text(value: object) -> str:
    """Accept a text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("must be a text that is not empty")


def texts(value: object) -> tuple[str, ...]:
    """Accept a list of texts; one text stands for a list of one."""
    items = [value] if isinstance(value, str) else value
    if isinstance(items, Iterable) and not isinstance(items, Mapping):
        found = tuple(items)
        if all(isinstance(item, str) and item.strip() for item in found):
            return found
    raise ValueError("must be a list of texts")


def lexicon(value: object) -> Mapping[str, str | Mapping[str, str]]:
    """Accept a mapping of words to how they are said, in all languages or by language.

    Paths of lexicon files have been replaced by their entries before (`load_lexicon`).
    """
    if isinstance(value, Mapping) and all(
        isinstance(word, str) and word.strip() and _is_said(said) for word, said in value.items()
    ):
        return dict(value)
    raise ValueError(
        "must map words to how they are said, such as {MkDocs: em-ke-doks} or {GB: {en: gigabyte}}"
        ", or name a W3C PLS file"
    )


def _is_said(said: object) -> bool:
    if isinstance(said, Mapping):
        return bool(said) and all(
            language in LANGUAGES and isinstance(word, str) for language, word in said.items()
        )
    return isinstance(said, str)


def models(value: object) -> Mapping[str, str]:
    """Accept a mapping of languages to the names of a voice's models, or `en=NAME, ru=NAME`."""
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        value = ",".join(value)  # of a command line
    if isinstance(value, str):
        pairs = (part.partition("=") for part in value.split(","))
        value = {language.strip(): name for language, _, name in pairs}
    if isinstance(value, Mapping) and all(
        language in LANGUAGES and isinstance(name, str) and name.strip()
        for language, name in value.items()
    ):
        return {language: name.strip() for language, name in value.items()}
    raise ValueError(
        f"must map languages ({', '.join(LANGUAGES)}) to models, such as {{ru: ru_RU-irina-medium}}"
    )


def url(value: object) -> str:
    """Accept a web address without a password in it, less its last slash."""
    address = text(value)
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise ValueError("must be a URL whose host and port are valid") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a URL that begins with https:// or http://")
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or password")
    return address.rstrip("/")


def bitrate(value: object) -> int:
    """Accept a bit rate that MPEG-2 Layer III has."""
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number in BITRATES:
        return number
    raise ValueError(f"must be one of {', '.join(map(str, BITRATES))}")


def optional(parse: Parser) -> Parser:
    """Accept what `parse` accepts, and None."""
    return lambda value: None if value is None else parse(value)


def globs(value: object) -> tuple[str, ...]:
    """Accept a list of patterns in .gitignore's form."""
    found = texts(value)
    if found:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most sites have no globs
    for pattern in found:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            raise ValueError(f"has {pattern!r}, which is no pattern of .gitignore") from None
    return found


def selectors(value: object) -> tuple[str, ...]:
    """Accept a list of CSS selectors. Raises SettingsError too, with what one may look like."""
    found = texts(value)
    check_skip(found)
    return found


def selector(value: object) -> str:
    """Accept one CSS selector."""
    found = text(value)
    if not _is_selector(found):
        raise ValueError("must be a CSS selector, such as 'main .text'")
    return found


def check_skip(given: Iterable[str]) -> None:
    """Raise SettingsError("skip", …) for the first selector that is not valid CSS."""
    for each in given:
        if not _is_selector(each):
            raise SettingsError(
                "skip",
                f"{each!r} is not a CSS selector this program understands.",
                "Write for example '.advert', 'p.note' or 'div[hidden] > p'.",
            )


@lru_cache(maxsize=256)
def _is_selector(given: str) -> bool:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415 - as globs

    try:
        LexborHTMLParser("<p>").css(given)
    except (SelectolaxError, UnicodeEncodeError):
        return False
    return True
