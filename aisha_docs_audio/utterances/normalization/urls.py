"""Web addresses: what a person reading aloud says of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.expression import expression_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_START = re.compile(
    # Each alternative begins where a run of its letters does, which keeps the search linear.
    r"(?<![A-Za-z0-9+.-])(?P<scheme>[A-Za-z0-9+.-]*)://"
    r"|(?<![\w.@/-])[Ww]{3}\.(?=[^\W_])"
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_STOPS = frozenset('"«»“”„‹›`|')
_TRAILING = ".,;:!?…'’‘"
_WWW = re.compile(r"\A(?:www\.)+(?=[^\W_])", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/?#\\]*")
_PARTS = 3
"""More parts of a path than these nobody remembers: then the first and the last are said."""
_OPAQUE = re.compile(r"[0-9a-fA-F-]{16,}\Z|.{41,}\Z")
_PAGE = re.compile(r"(?:\A|(?<=.))(?:\A(?:index|default)\.(?:html?|php)|\.html?)\Z")
_PORT = re.compile(r":(?=[0-9]+\Z)")


def hold_addresses(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of every address with a scheme, or with "www." in front.

    The host and up to three parts of the path; of a longer path its first and its last part. Two
    different addresses in one text that would sound alike are said in full. A user name and a
    password, "www." and "https" are left out, as nobody says them.
    """
    if "://" not in text and "www." not in text.lower():
        return text
    parts = list(_parts(text))
    short = {rest: _short(rest) for plain, scheme, rest in parts if not plain}
    alike = Counter(short.values())
    said = []
    for plain, scheme, rest in parts:
        if plain:
            said.append(plain)
            continue
        spoken = short[rest]
        if alike[spoken] > 1:
            spoken = _AUTHORITY.sub(lambda found: found.group().rpartition("@")[2], rest, count=1)
        said.append(held.hold(_in_words(spoken or scheme, words, held)) if spoken or scheme else "")
    return "".join(said)


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (plain text, "", "") and ("", scheme, rest of an address) in turn."""
    place = 0
    while start := _START.search(text, place):
        if start.start() > place:
            yield text[place : start.start()], "", ""
        place = _end(text, start.end())
        rest = text[start.end() : place]
        yield "", start["scheme"] or "", rest
    if place < len(text):
        yield text[place:], "", ""


def _end(text: str, start: int) -> int:
    """Find where the address ends whose host begins at `start`."""
    end = start
    opened: list[str] = []
    while end < len(text) and not text[end].isspace() and text[end] not in _STOPS:
        character = text[end]
        if character in _BRACKETS:
            if not opened or opened.pop() != _BRACKETS[character]:
                break
        elif character in _BRACKETS.values():
            opened.append(character)
        elif character in ",;" and _START.match(text, end + 1):
            break
        end += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


def _short(rest: str) -> str:
    authority = _AUTHORITY.match(rest)
    assert authority is not None
    host = _WWW.sub("", authority.group().rpartition("@")[2].strip(":."))
    path = re.split(r"[?#]", rest[authority.end() :])[0]
    parts = [
        part.strip(":.") if not part.startswith(".") else part for part in re.split(r"[/\\]", path)
    ]
    parts = [_PAGE.sub("", part) for part in parts]
    parts = [part for part in parts if part and not _OPAQUE.match(part)]
    if not host:
        return parts[-1] if parts else ""  # file:///srv/site/index.html
    if len(parts) > _PARTS:
        return f"{host}/{parts[0]}, {parts[-1]}"
    return "/".join([host, *parts])


def _in_words(address: str, words: Vocabulary, held: Held) -> str:
    host, slash, path = address.partition("/")
    # The colon before a port is a short pause, as people say it.
    host = _PORT.sub(": ", host)
    return expression_said(f"{host}{slash}{path.replace('_', ' ')}", words, held)
