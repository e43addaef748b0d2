"""Stretches of a text whose words are settled: no later rule looks into them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST, _COUNT = 0x20000, 42_000
# Letters of CJK Extension B: to every rule a held stretch is a word, and NFC leaves it alone.
_HELD = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _COUNT - 1)}]")


class Held:
    """The settled stretches of one text, each standing in it as one letter.

    Without it every rule would have to leave alone what the rules before it said: a slash that
    was kept on purpose, or a word that the lexicon put in. Lives as long as one text is worded.
    """

    def __init__(self) -> None:
        self._said: list[str] = []

    def hold(self, said: str) -> str:
        """Return the letter that stands for `said` from now on."""
        said = self.release(said)
        if len(self._said) >= _COUNT:
            return _HELD.sub("", said)
        self._said.append(said)
        return chr(_FIRST + len(self._said) - 1)

    def protect(self, text: str) -> str:
        """Hold the letters of `text` that would be taken for held stretches."""
        return _HELD.sub(lambda found: self._own(found.group()), text)

    def _own(self, letter: str) -> str:
        if len(self._said) >= _COUNT:
            return ""
        self._said.append(letter)
        return chr(_FIRST + len(self._said) - 1)

    def hold_all(
        self, pattern: re.Pattern[str], text: str, said: Callable[[re.Match[str]], str | None]
    ) -> str:
        """Hold what `said` makes of each match; None leaves the match as it is."""

        def replace(found: re.Match[str]) -> str:
            words = said(found)
            return found.group() if words is None else self.hold(words)

        return pattern.sub(replace, text)

    def release(self, text: str) -> str:
        """Put every settled stretch back, parted by a space from one that touches it."""
        parts: list[str] = []
        place, touching = 0, False
        for found in _HELD.finditer(text):
            parts.append(text[place : found.start()])
            index = ord(found.group()) - _FIRST
            said = self._said[index] if index < len(self._said) else found.group()
            words = not is_held(said)  # else a letter of the text's own, kept by `protect`
            if touching and words and found.start() == place:
                parts.append(" ")
            parts.append(said)
            place, touching = found.end(), words
        parts.append(text[place:])
        return "".join(parts)


def is_held(character: str) -> bool:
    """Return whether `character` stands for a settled stretch."""
    return _HELD.fullmatch(character) is not None
