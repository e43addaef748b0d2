"""The ids of a chapter: valid, each once, and known by their names on the page."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,80}", re.ASCII)


class Anchors:
    """Gives out ids. `by_name` are those of the page, `by_block` those of its narrated blocks."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        self.by_block: dict[int, str] = {}
        self._taken: set[str] = set()

    def anchor_of(self, number: str | None, name: str | None) -> str | None:
        """Return the id of an element that is a block, or has an id on the page; of two with the
        same the first has it.
        """  # noqa: D205
        block = int(number) if number and number.isascii() and number.isdigit() else None
        is_block = block is not None and block not in self.by_block
        is_named = bool(name) and name not in self.by_name
        if not is_block and not is_named:
            return None
        wished = name if is_named and name and _PLAIN.fullmatch(name) else None
        anchor = self.fresh(wished or (f"block-{block}" if is_block else "place"))
        if is_block and block is not None:
            self.by_block[block] = anchor
        if is_named and name:
            self.by_name[name] = anchor
        return anchor

    def fresh(self, wished: str) -> str:
        """Return an id that none has yet."""
        anchor, count = wished, 1
        while anchor in self._taken:
            count += 1
            anchor = f"{wished}-{count}"
        self._taken.add(anchor)
        return anchor
