"""Hiding the API key in every text that people, terminals and logs are shown."""

from __future__ import annotations

import base64
import contextlib
import functools
import logging
import os
import re
import sys
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import regex

VARIABLE = "AISHA_API_KEY"
"""The only place a key is read from."""

HIDDEN = "***"

_ESCAPED_FROM = 8
"""A key so long is looked for in other writings too; a shorter one would be found in words."""

_SHORTEST = 4
"""Fewer characters are no secret, and hiding them would make messages unreadable."""

_LIKE_A_KEY = 12
_IN_A_LIST = re.compile(r"[\s'\"{}\[\](),:]+")

_FIT = frozenset(map(chr, range(ord("!"), ord("~") + 1)))
"""What an HTTP header takes of a key: visible ASCII characters."""

_ESCAPES = frozenset("%&\\=<")
"""What begins another writing of a character, or a tag that may stand between two of them."""

# What may stand between two characters of an echoed key: white space and invisible characters, as
# they are and as JSON, percent and HTML escapes. Every repetition has an end, lest what a server
# sends takes time without one.
_BETWEEN = (
    r"(?:[\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]"
    r"|\\{1,4}(?:[nrt]|u(?:000[9ad]|0020|00a0|200b))"
    r"|%(?:25){0,3}(?:0[9ad]|20)"
    r"|&(?:amp;){0,3}(?:nbsp|shy|ZeroWidthSpace|#0{0,4}(?:9|10|13|32|160|173|8203)"
    r"|#x0{0,4}(?:9|a|d|20|a0|ad|200b));"
    r"|<wbr\s?/?>){0,16}+"
)


def redact(text: str, environ: Mapping[str, str] | None = None) -> str:
    """Return `text` without the key that the environment holds, however it is written there."""
    key = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    return text if len(key) < _SHORTEST else hide(key, text)


def hide(key: str, text: str) -> str:
    """Return `text` with `***` where `key` stands in it.

    Also where it is escaped (for HTML, URLs, JSON), broken by white space, or in other case: a
    server or a parser echoes it as it pleases.
    """
    if len(key) < _ESCAPED_FROM:
        return text.replace(key, HIDDEN) if key else text
    if not may_hold(key, text):
        return text
    hidden: str = _pattern(key).sub(HIDDEN, text)
    return hidden


def may_hold(key: str, text: str) -> bool:
    """Return False only where the key is not in `text`, in any of the ways that `hide` looks for.

    To look for all of them takes a twentieth of a second before the first message, and hardly one
    message can hold a key. Without a sign that begins an escape each of its characters stands there
    as it is, but for its case; and what may stand between them is not one of a key's characters.
    """
    if not text.isascii() or not _FIT.issuperset(key) or not _ESCAPES.isdisjoint(text):
        return True
    folded = text.lower()
    letters = "".join(folded.split())
    bare = "".join(sign for sign in letters if sign in _FIT)
    return key.lower() in bare or any(each.lower() in folded for each in _encodings(key))


def quoted(value: object) -> str:
    """Return what a user typed as messages quote it, unless it may be a secret in a wrong place.

    Of a URL neither user name, password nor query are shown; of a long word with digits in it, as
    keys and tokens are, only its length.
    """
    if not isinstance(value, str):
        shown = repr(value)
        parts = _IN_A_LIST.split(shown) if isinstance(value, (dict, list, tuple)) else ()
        return (
            f"what was given ({len(shown)} characters)"
            if any(map(_is_like_a_key, parts))
            else shown
        )
    scheme, separator, rest = value.partition("://")
    if separator:
        authority, slash, path = rest.partition("/")
        user, at, host = authority.rpartition("@")
        shown = f"{scheme}://{'…@' if at or user else ''}{host}{slash}{path}"
        bare, question, _ = shown.partition("?")
        return repr(bare + ("?…" if question else ""))
    looks_secret = any(map(_is_like_a_key, value.split()))
    return f"what was given ({len(value)} characters)" if looks_secret else repr(value)


def _is_like_a_key(word: str) -> bool:
    return len(word) >= _LIKE_A_KEY and any(letter.isdigit() for letter in word)


def shown_name(name: str) -> str:
    """Return an option's name as messages show it, unless it may be a secret in a wrong place."""
    shown = quoted(name)
    return name if shown == repr(name) else shown


def is_like_a_key_option(name: str) -> bool:
    """Return whether somebody who types this name wants to give the API key in a file."""
    word = name.lower().lstrip("-").replace("-", "_").removeprefix("aisha_").removeprefix("audio_")
    word = word.removeprefix("aisha_")
    return word in {"api_key", "apikey", "key", "token", "api_token", "secret", "x_api_key"}


KEY_HINT = (
    f"The API key is read from the environment variable {VARIABLE} only: set it there, and take it "
    "out of here. If it was published this way, ask AIsha for a new one."
)


class RedactingFilter(logging.Filter):
    """Hides the key in every record of the logger that it is added to, tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; keep every record."""
        message = record.getMessage()
        hidden = redact(message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        return True


def redacting(logger: logging.Logger) -> None:
    """Let a logger hide the key, once however often this is called."""
    if not any(isinstance(known, RedactingFilter) for known in logger.filters):
        logger.addFilter(RedactingFilter())


@contextlib.contextmanager
def redacted_output() -> Iterator[None]:
    """Hide the key in whatever is printed meanwhile."""
    with (
        contextlib.redirect_stdout(cast("TextIO", _RedactingStream(sys.stdout))),
        contextlib.redirect_stderr(cast("TextIO", _RedactingStream(sys.stderr))),
    ):
        yield


class _RedactingStream:
    """A stream of text that hides the key; everything but writing is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(redact(text))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


@functools.lru_cache(maxsize=8)
def _pattern(key: str) -> regex.Pattern[str]:
    import regex  # noqa: PLC0415 - only where there is a key to hide

    encoded = "|".join(map(regex.escape, _encodings(key)))
    # Behind it, what is left of its last byte.
    behind = r"(?:[\w+/-]?={0,2})"
    return regex.compile(
        f"{_BETWEEN.join(map(_writings, key))}|(?:{encoded}){behind}", regex.IGNORECASE
    )


def _encodings(key: str) -> Iterator[str]:
    """Return what hexadecimal digits and base64 (RFC 4648) make of the key, wherever it begins."""
    octets = key.encode("utf-8", "surrogatepass")
    yield octets.hex()
    for before in range(3):
        whole = base64.b64encode(bytes(before) + octets).decode().rstrip("=")
        # Without the letters that also hold bits of what stands around it.
        own = whole[(0, 2, 3)[before] : len(whole) - ((before + len(octets)) % 3 > 0)]
        yield own
        yield own.replace("+", "-").replace("/", "_")


def _writings(character: str) -> str:
    """Return a pattern of the ways to write one character; the longer ones are tried first."""
    import regex  # noqa: PLC0415

    code = ord(character)
    names = "|".join(regex.escape(name[:-1]) for name in _entity_names(character))
    named = f"|{names}" if names else ""
    # A letter behind a backslash is another character; a sign is itself.
    slashed = "" if character.isalnum() or character == "\\" else r"\\{0,4}"
    return (
        rf"(?:%(?:25){{0,3}}(?:u00)?{code:02x}"
        rf"|&(?:amp;){{0,3}}(?:#0{{0,4}}{code}|#x0{{0,4}}{code:x}{named});?"
        rf"|\\{{1,4}}(?:u00{code:02x}|u\{{0{{0,4}}{code:x}\}}|x{code:02x})|={code:02x}"
        rf"|{slashed}{regex.escape(character)})"
    )


def _entity_names(character: str) -> list[str]:
    from html.entities import html5  # noqa: PLC0415 - as in _pattern

    return [name for name, meant in html5.items() if meant == character and name.endswith(";")]
