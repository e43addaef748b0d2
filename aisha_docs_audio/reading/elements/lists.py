"""The numbers of an ordered list's items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

_INTEGER = re.compile(r"[\t\n\f\r ]*([+-]?[0-9]{1,9})")


class Numbering:
    """Counts items as HTML does (HTML Standard, "The ol element"): start, reversed, value.

    Letters stay letters, and Roman numerals become digits, for that is how both are said.
    """

    __slots__ = ("_letters", "_next", "_step")

    def __init__(self, node: LexborNode, attributes: Mapping[str, str | None]) -> None:
        reverse = "reversed" in attributes
        self._step = -1 if reverse else 1
        start = _integer(attributes.get("start"))
        if start is None:
            start = sum(child.tag == "li" for child in node.iter()) if reverse else 1
        self._next = start
        classes = attributes.get("class") or ""
        self._letters = ""
        if attributes.get("type") == "a" or "loweralpha" in classes:
            self._letters = "abcdefghijklmnopqrstuvwxyz"
        elif attributes.get("type") == "A" or "upperalpha" in classes:
            self._letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    def next(self, attributes: Mapping[str, str | None]) -> str:
        """Return the number of the next item, with a full stop: "1."."""
        value = _integer(attributes.get("value"))
        number = self._next if value is None else value
        self._next = number + self._step
        if self._letters and 1 <= number <= len(self._letters):
            return f"{self._letters[number - 1]}."
        return f"{number}."


def _integer(value: str | None) -> int | None:
    match = _INTEGER.match(value or "")
    return int(match[1]) if match else None
