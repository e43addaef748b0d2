"""What a word with a slip of the finger in it was meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(typed: str, known: Iterable[str], *, alike: float = 0.6) -> str | None:
    """Return the known word that is most like the typed one; None if none is.

    `alike` is how much, from 0 to 1, as difflib measures it.
    """
    import difflib  # noqa: PLC0415 - only what is wrong needs it

    return next(iter(difflib.get_close_matches(typed, known, 1, alike)), None)
