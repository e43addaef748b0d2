"""A page as the pipeline gets it: its blocks, its language and the options that hold for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.model import OwnNarration, Page
from aisha_docs_audio.reading.rules import ReadingRules
from aisha_docs_audio.settings.front_matter import overrides_in, own_files_in, page_is_off
from aisha_docs_audio.settings.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pathspec import GitIgnoreSpec

    from aisha_docs_audio.model import Block, MisreadText, PageSource, ShownBlock
    from aisha_docs_audio.settings.options import Settings

FALLBACK_LANGUAGE: Language = "uz"
"""The API's own default (API document, "Request fields": language)."""

_UNSPOKEN = (
    "what it says is in a language no voice speaks ({}). Where that is not its language, correct "
    'its lang="…"; else leave the page out with `exclude`.'
)

# Servers give these for addresses of any depth, where a relative address leads nowhere.
_ERROR_PAGE = re.compile(r"(?:[45]\d\d|50x)(?:\.html?|/index\.html?)|(?:.*/)?404\.html?")


def is_included(path: str, settings: Settings) -> bool:
    """Whether the globs `include` and `exclude`, in .gitignore's form, let the page in."""
    included = not settings.include or _spec(settings.include).match_file(path)
    return included and not (settings.exclude and _spec(settings.exclude).match_file(path))


def is_error_page(path: str) -> bool:
    """Whether the page at a path in the site is one that servers give for an error."""
    return _ERROR_PAGE.fullmatch(path) is not None


@lru_cache
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most sites have no globs

    return GitIgnoreSpec.from_lines(globs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What is known of a page before it is read: its options and the rules that hold for it."""

    path: str
    settings: Settings
    overrides: Mapping[str, Any]
    others: tuple[str, ...]
    language: Language
    rules: ReadingRules
    own: OwnNarration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What came of reading a page: its annotated HTML, and its blocks: none, nothing to hear."""

    html: str
    blocks: Sequence[Block] = ()
    shown: Sequence[ShownBlock] = ()
    unspoken: tuple[str, ...] = ()
    misread: MisreadText | None = None


def head_of_page(source: PageSource, settings: Settings) -> PageHead | None:
    """Return what holds for a page, or None where the user wants no audio, and for error pages.

    Raises SettingsError for a wrong option in its front matter, and for a page in a language the
    API does not speak.
    """
    if not is_included(source.path, settings) or page_is_off(source.metadata):
        return None
    if is_error_page(source.written_to):
        return None
    overrides, others = overrides_in(source.metadata)
    own = settings.for_page(overrides) if overrides else settings
    made = _own_narration(source)
    language = own.language or _spoken(source.languages)
    if language not in LANGUAGES:
        raise SettingsError(
            "language",
            f"{language!r} is a language no voice here speaks.",
            f"Set it to one of {', '.join(LANGUAGES)}, or leave such pages out with `exclude`.",
        )
    rules = ReadingRules(
        skip=own.skip, tables=own.tables, code=own.code, language=language, title=source.title
    )
    return PageHead(
        path=source.path,
        settings=own,
        overrides=overrides,
        others=others,
        language=language,
        rules=rules,
        own=made,
    )


def read_fragment(html: str, rules: ReadingRules, *, own: bool = False) -> PageReading:
    """Return what is read of a page's content, much or, with an `own` narration, little.

    Raises PageError for one too complex to read.

    The parser and the tables of words are loaded with the first page that is read.
    """
    from aisha_docs_audio.reading.misread import misread_text  # noqa: PLC0415
    from aisha_docs_audio.reading.reader import read_blocks  # noqa: PLC0415
    from aisha_docs_audio.reading.shown import shown_blocks  # noqa: PLC0415

    reading = read_blocks(html, rules)
    if reading.problem:
        raise PageError(reading.problem)
    if not own and not _says_something(reading.blocks):
        if reading.unspoken:
            raise PageError(_UNSPOKEN.format(", ".join(map("“{}”".format, reading.unspoken))))
        return PageReading(html=html)
    return PageReading(
        html=reading.html,
        blocks=reading.blocks,
        shown=shown_blocks(reading.html),
        unspoken=reading.unspoken,
        misread=misread_text(reading.blocks, rules.language or FALLBACK_LANGUAGE),
    )


def read_page(html: str, source: PageSource, settings: Settings) -> tuple[str, Page] | None:
    """Read a page's rendered content.

    Returns the annotated HTML and the page, or None where there is nothing to be heard. Raises
    what `head_of_page` and `read_fragment` raise.
    """
    head = head_of_page(source, settings)
    if head is None:
        return None
    reading = read_fragment(html, head.rules, own=head.own is not None)
    return (reading.html, page_of(head, reading)) if reading.blocks or head.own else None


def page_of(head: PageHead, reading: PageReading, key: str = "") -> Page:
    """Return the page of a head and what was read of it, which `key` names."""
    return Page(
        path=head.path,
        title=head.rules.title,
        language=head.language,
        settings=head.settings,
        overrides=head.overrides,
        blocks=reading.blocks,
        shown=reading.shown,
        others=head.others,
        unspoken=reading.unspoken,
        own=head.own,
        misread=reading.misread,
        key=key,
    )


def _own_narration(source: PageSource) -> OwnNarration | None:
    files = own_files_in(source.metadata)
    if not files:
        return None
    if source.folder is None or source.root is None:
        raise SettingsError(
            f"audio.{next(iter(files))}", "this host has no files beside its pages."
        )
    return OwnNarration(folder=str(source.folder), root=str(source.root), **files)


def _says_something(blocks: tuple[Block, ...]) -> bool:
    """Whether there is more to hear than a title: the index of a blog is a title to the core.

    Nor is it worth a player that there is a listing or a table.
    """
    told = [block.kind for block in blocks if block.kind != "announcement"]
    return len(told) > 1 or bool(told and told[0] != "heading")


def _spoken(languages: Iterable[str | None]) -> str:
    known = (language for language in languages if language)
    return next(known, FALLBACK_LANGUAGE).replace("_", "-").split("-")[0].lower()
