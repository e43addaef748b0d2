"""What the user decides about reading: the options skip, tables and code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    language: Literal["uz", "en", "ru"] = "uz"
    title: str = ""

    def __post_init__(self) -> None:
        check_skip(self.skip)


def check_skip(selectors: Iterable[str], option: str = "skip") -> None:
    """Raise SettingsError for the first selector that is not valid CSS.

    `option` is the option's name as the user typed it.
    """
    for selector in selectors:
        if not _is_selector(selector):
            raise SettingsError(
                option,
                f"{selector!r} is not a CSS selector this program understands.",
                "Write for example '.advert', 'p.note' or 'div[hidden] > p'.",
            )


@lru_cache(maxsize=256)
def _is_selector(selector: str) -> bool:
    try:
        LexborHTMLParser("<p>").css(selector)
    except (SelectolaxError, UnicodeEncodeError):
        return False
    return True
