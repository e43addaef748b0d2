"""The budget of one build: how much it may be charged, and how much it was, or may have been."""

from __future__ import annotations

from aisha_docs_audio.errors import SpendingStoppedError


class Budget:
    """Counts characters; `limit` None means that there is none.

    Holds no lock: the throttle, which shares it between threads, has one.
    """

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self.spent_characters = 0
        """What this build was charged, and what it may have been charged."""

    def check(self, characters: int) -> None:
        """Raise SpendingStoppedError when `characters` more would be too many."""
        if self._limit is not None and self.spent_characters + characters > self._limit:
            raise SpendingStoppedError(
                f"The budget max_characters = {self._limit} does not allow to pay for more. "
                "Raise it, or build again: what is paid for is kept."
            )

    def spend(self, characters: int) -> None:
        """Count what is about to be asked for."""
        self.spent_characters += characters

    def refund(self, characters: int) -> None:
        """Take back what was counted: it was not charged after all."""
        self.spent_characters -= characters
