"""What the pages need and what of it is there: the cost of a build, before anything is spent."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.report import counted
from aisha_docs_audio.model import Speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aisha_docs_audio.build.pipeline import Work

FILE_VARIABLE = "AISHA_AUDIO_SURVEY"
"""The environment variable by which a command asks a dry run for its survey, as a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Every different speech of the pages, and whether its sound is here.

    Characters are Unicode code points, as the API counts them. Text that stands on several pages
    is one speech: it is paid for once.
    """

    pages: int
    speeches: Mapping[Speech, bool]
    cache_directory: Path
    api_url: str
    price_per_character: float | None

    @property
    def new_characters(self) -> int:
        """What a build would pay for."""
        return sum(len(speech.text) for speech, here in self.speeches.items() if not here)

    @property
    def cached_characters(self) -> int:
        """What it would not pay for again."""
        return sum(len(speech.text) for speech, here in self.speeches.items() if here)

    def lines(self) -> tuple[str, ...]:
        """Say it in words, with the price if one character's is known."""
        lines = [
            f"{counted(self.pages, 'page')}, {counted(len(self.speeches), 'different segment')}",
            f"new: {self.new_characters:,} characters; cached: {self.cached_characters:,}",
        ]
        if self.price_per_character is not None:
            price = self.new_characters * self.price_per_character
            lines.append(f"price: {price:,.2f} at {self.price_per_character:g} a character")
        return tuple(lines)

    def append_to(self, path: Path) -> None:
        """Add this survey to a file as one line of JSON; nested builds add one each."""
        form = {
            "pages": self.pages,
            "speeches": [[dataclasses.asdict(s), here] for s, here in self.speeches.items()],
            "cache_directory": str(self.cache_directory),
            "api_url": self.api_url,
            "price_per_character": self.price_per_character,
        }
        with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            file.write(json.dumps(form) + "\n")


def survey(
    works: Iterable[Work], *, cache_directory: Path, api_url: str, price_per_character: float | None
) -> Survey:
    """Add up what the narrator found."""
    pages = 0
    speeches: dict[Speech, bool] = {}
    for work in works:
        pages += 1
        for line in work.lines:
            for speech in line.speeches:
                speeches[speech] = speech not in work.missing and speeches.get(speech, True)
    return Survey(
        pages=pages,
        speeches=speeches,
        cache_directory=cache_directory,
        api_url=api_url,
        price_per_character=price_per_character,
    )


def read_survey(path: Path) -> Survey:
    """Read what `append_to` wrote, all builds together. Raises ValueError for an empty file."""
    parts = []
    for line in path.read_text("utf-8", "surrogatepass").splitlines():
        form = json.loads(line)
        form["cache_directory"] = Path(form["cache_directory"])
        form["speeches"] = {Speech(**fields): here for fields, here in form["speeches"]}
        parts.append(Survey(**form))
    if not parts:
        raise ValueError("the survey is empty")
    speeches: dict[Speech, bool] = {}
    for part in parts:
        speeches.update(part.speeches)
    return dataclasses.replace(
        parts[-1], pages=sum(part.pages for part in parts), speeches=speeches
    )
