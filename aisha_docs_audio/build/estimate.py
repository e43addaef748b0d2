"""What the pages need and what of it is there: the cost of a build, before anything is spent."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.build.long_pages import CHARACTERS_A_MINUTE
from aisha_docs_audio.build.report import counted
from aisha_docs_audio.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aisha_docs_audio.build.page_job import PageJob

FILE_VARIABLE = "AISHA_AUDIO_SURVEY"
"""The environment variable by which a command asks a dry run for its estimate, as a file."""

_SHOWN = 10
"""Pages listed in words; JSON has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNeeds:
    """The utterances of a page, in order."""

    path: str
    language: str
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCost:
    """What a page has and what of it would be paid for, in characters.

    Text that stands on several pages is paid for by the first of them.
    """

    path: str
    language: str
    characters: int
    new_characters: int

    @property
    def minutes(self) -> float:
        """How long it is, about."""
        return self.characters / CHARACTERS_A_MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Every different speech of the pages, and whether its sound is here.

    Characters are Unicode code points, as the API counts them. Text that stands on several pages
    is one speech: it is paid for once. `sites` are the names under which uses of sounds are noted.
    """

    pages: tuple[PageNeeds, ...]
    utterances: Mapping[Utterance, bool]
    cache_directory: Path
    api_url: str
    price_per_character: float | None
    sites: frozenset[str]

    @property
    def new_characters(self) -> int:
        """What a build would pay for."""
        return sum(len(utterance.text) for utterance, here in self.utterances.items() if not here)

    @property
    def cached_characters(self) -> int:
        """What it would not pay for again."""
        return sum(len(utterance.text) for utterance, here in self.utterances.items() if here)

    @property
    def costs(self) -> tuple[PageCost, ...]:
        """What each page costs, the dearest first."""
        paid: set[Utterance] = set()
        costs = []
        for page in self.pages:
            new = {s for s in page.utterances if not self.utterances[s]} - paid
            paid |= new
            costs.append(
                PageCost(
                    path=page.path,
                    language=page.language,
                    characters=sum(len(utterance.text) for utterance in page.utterances),
                    new_characters=sum(len(utterance.text) for utterance in new),
                )
            )
        return tuple(sorted(costs, key=lambda c: (-c.new_characters, -c.characters, c.path)))

    @property
    def new_characters_by_language(self) -> Mapping[str, int]:
        """What a build would pay for in each language read, the dearest first."""
        counts = Counter[str]()
        for utterance, here in self.utterances.items():
            counts[utterance.language] += 0 if here else len(utterance.text)
        return dict(counts.most_common())

    def lines(self) -> tuple[str, ...]:
        """Return it in words, with the price if one character's is known."""
        segments = counted(len(self.utterances), "different segment")
        lines = [
            f"{counted(len(self.pages), 'page')}, {segments}",
            f"new: {counted(self.new_characters, 'character')}; cached: {self.cached_characters:,}",
        ]
        if self.price_per_character is not None:
            lines.append(
                f"price: {self._price(self.new_characters):,.2f} "
                f"at {self.price_per_character:g} a character"
            )
        costs = [cost for cost in self.costs if cost.new_characters]
        if costs:
            languages = self.new_characters_by_language.items()
            lines.append("by language: " + ", ".join(f"{name} {n:,}" for name, n in languages))
            lines.append("new characters and length of the dearest pages:")
        for cost in costs[:_SHOWN]:
            size = f"{cost.new_characters:>10,}  {cost.minutes:>6.1f} min"
            lines.append(f"{size}  {cost.language}  {cost.path}")
        if len(costs) > _SHOWN:
            lines.append(f"and {counted(len(costs) - _SHOWN, 'more page')} with new text")
        return tuple(lines)

    def form(self) -> dict[str, Any]:
        """Return it for programs: the whole, the languages, and all pages, the dearest first."""
        form: dict[str, Any] = {
            "segments": len(self.utterances),
            "new_characters": self.new_characters,
            "cached_characters": self.cached_characters,
            "new_characters_by_language": self.new_characters_by_language,
            "pages": [
                {**dataclasses.asdict(cost), "minutes": round(cost.minutes, 1)}
                for cost in self.costs
            ],
        }
        if self.price_per_character is not None:
            form["price"] = self._price(self.new_characters)
            for page in form["pages"]:
                page["price"] = self._price(page["new_characters"])
        return form

    def append_to(self, path: Path) -> None:
        """Add this estimate to a file as one line of JSON; nested builds add one each."""
        numbers = {utterance: number for number, utterance in enumerate(self.utterances)}
        form = {
            "pages": [[p.path, p.language, [numbers[s] for s in p.utterances]] for p in self.pages],
            "utterances": [[dataclasses.asdict(s), here] for s, here in self.utterances.items()],
            "cache_directory": str(self.cache_directory),
            "api_url": self.api_url,
            "price_per_character": self.price_per_character,
            "sites": sorted(self.sites),
        }
        with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            file.write(json.dumps(form) + "\n")

    def _price(self, characters: int) -> float:
        return round(characters * (self.price_per_character or 0.0), 2)


def make_estimate(
    jobs: Iterable[PageJob],
    *,
    cache_directory: Path,
    api_url: str,
    price_per_character: float | None,
    site: str,
) -> Estimate:
    """Return what the planned pages need, added up."""
    pages: list[PageNeeds] = []
    utterances: dict[Utterance, bool] = {}
    for job in jobs:
        needed = tuple(utterance for line in job.lines for utterance in line.utterances)
        pages.append(PageNeeds(path=job.page.path, language=job.page.language, utterances=needed))
        for utterance in needed:
            utterances[utterance] = utterance.key not in job.missing and utterances.get(
                utterance, True
            )
    return Estimate(
        pages=tuple(pages),
        utterances=utterances,
        cache_directory=cache_directory,
        api_url=api_url,
        price_per_character=price_per_character,
        sites=frozenset({site}),
    )


def read_estimate(path: Path) -> Estimate:
    """Read what `append_to` wrote, all builds together. Raises ValueError for an empty file."""
    parts = [
        _from_form(json.loads(line))
        for line in path.read_text("utf-8", "surrogatepass").splitlines()
    ]
    if not parts:
        raise ValueError("the estimate is empty")
    utterances: dict[Utterance, bool] = {}
    for part in parts:
        utterances.update(part.utterances)
    return dataclasses.replace(
        parts[-1],
        pages=tuple(page for part in parts for page in part.pages),
        utterances=utterances,
        sites=frozenset().union(*(part.sites for part in parts)),
    )


def _from_form(form: dict[str, Any]) -> Estimate:
    utterances = [(Utterance(**fields), here) for fields, here in form["utterances"]]
    pages = tuple(
        PageNeeds(path=path, language=language, utterances=tuple(utterances[n][0] for n in numbers))
        for path, language, numbers in form["pages"]
    )
    return Estimate(
        **{
            **form,
            "pages": pages,
            "utterances": dict(utterances),
            "cache_directory": Path(form["cache_directory"]),
            "sites": frozenset(form["sites"]),
        }
    )
