"""Web addresses, shortened to what a person reading aloud would say of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(
    # Each alternative begins where a run of its letters does, which keeps the search linear.
    r"(?<![A-Za-z0-9+.-])(?P<scheme>[A-Za-z0-9+.-]*)://"
    r"|(?<![\w.@/-])[Ww]{3}\.(?=[^\W_])"
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_STOPS = frozenset('"«»“”„‹›`|')
_TRAILING = ".,;:!?…'’‘"
_WWW = re.compile(r"(?<![\w.@/-])(?:www\.)+(?=[^\W_])", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/?#\\]*")


def shortened(text: str) -> str:
    """Put in place of every address with a scheme what is said of it.

    "https://docs.example.com/guide/install.html?x=1" is "docs.example.com": the host says where
    one would go, the rest nobody can remember. A port stays, "www.", a user name and a password
    go. Without a host ("file:///srv/site/index.html") it is the last part of the path.
    Punctuation and brackets around an address stay.
    """
    if ":" not in text and "." not in text:
        return text
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    place = 0
    while start := _START.search(text, place):
        yield text[place : start.start()]
        place = _end(text, start.end())
        yield _said(start["scheme"] or "", text[start.end() : place])
    yield text[place:]


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


def _said(scheme: str, rest: str) -> str:
    authority = _AUTHORITY.match(rest)
    assert authority is not None
    said = authority.group().rpartition("@")[2].strip(":.")
    if not said:
        path = re.split(r"[?#]", rest[authority.end() :])[0]
        parts = [part.strip(":.") for part in re.split(r"[/\\]", path)]
        said = next(filter(None, reversed(parts)), "")
    said = _WWW.sub("", said).strip(":.")
    return said or (scheme if scheme.isalpha() else "")
