"""What a build would cost, before anything is spent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aisha_docs_audio.narrator import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Characters are Unicode code points as the API counts them; text that stands on several
    pages, or twice on one, is paid for once and counted once.
    """

    pages: int
    segments: int
    new_characters: int
    cached_characters: int

    def lines(self, price_per_character: float | None) -> tuple[str, ...]:
        """Say it in words, with the price if one character's is known."""
        lines = [
            f"{self.pages:,} pages, {self.segments:,} different segments",
            f"new: {self.new_characters:,} characters; cached: {self.cached_characters:,}",
        ]
        if price_per_character is not None:
            price = self.new_characters * price_per_character
            lines.append(f"price: {price:,.2f} at {price_per_character:g} a character")
        return tuple(lines)


def estimate(works: Iterable[Work]) -> Estimate:
    """Add up what is missing."""
    pages = 0
    new: dict[str, int] = {}
    cached: dict[str, int] = {}
    for work in works:
        pages += 1
        for line in work.lines:
            for speech in line.speeches:
                (new if speech in work.missing else cached)[speech.key] = len(speech.text)
    return Estimate(
        pages=pages,
        segments=len(new.keys() | cached.keys()),
        new_characters=sum(new.values()),
        cached_characters=sum(count for key, count in cached.items() if key not in new),
    )
