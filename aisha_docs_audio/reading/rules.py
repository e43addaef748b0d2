"""What the user decides about reading: the options skip, tables and code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.settings.parsers import check_skip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.settings.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How pages are read.

    `skip` are CSS selectors of elements never read, `language` is that of the words this stage
    adds itself ("Image", "Table"), unless an element's own ``lang`` asks for another. `title` is
    what a theme shows above a page that has no heading of the first level. Raises
    SettingsError("skip", …) for a selector that cannot be parsed.
    """

    skip: tuple[str, ...] = ()
    tables: Literal["read", "skip", "announce"] = "read"
    code: Literal["skip", "read", "announce"] = "announce"
    language: Language = "uz"
    title: str = ""

    def __post_init__(self) -> None:
        check_skip(self.skip)


def matched_selectors(html: str, selectors: Iterable[str]) -> frozenset[str]:
    """Return the selectors that match an element of a page; all where it is too complex to read."""
    wanted = frozenset(selectors)
    if not wanted:
        return wanted
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most sites have no selectors

    from aisha_docs_audio.reading.complexity import complexity_problem  # noqa: PLC0415

    if complexity_problem(html):
        return wanted
    page = LexborHTMLParser(html.encode("utf-8", "replace"))
    return frozenset(selector for selector in wanted if page.css_first(selector) is not None)
