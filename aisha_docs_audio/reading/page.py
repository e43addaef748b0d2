"""A page as the pipeline gets it: its blocks, its language and the options that hold for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.model import Block, OwnNarration, Page, PageSource
from aisha_docs_audio.reading import ReadingRules, read_blocks
from aisha_docs_audio.reading.shown import shown_blocks
from aisha_docs_audio.settings.front_matter import overrides_in, own_files_in, page_is_off
from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.storage.folded import Folded

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    included = not settings.include or GitIgnoreSpec.from_lines(settings.include).match_file(path)
    return included and not GitIgnoreSpec.from_lines(settings.exclude).match_file(path)


def is_error_page(path: str) -> bool:
    """Whether the page at a path in the site is one that servers give for an error."""
    return _ERROR_PAGE.fullmatch(path) is not None


def read_page(html: str, source: PageSource, settings: Settings) -> tuple[str, Page] | None:
    """Read a page's rendered content.

    Returns the annotated HTML and the page, or None where the user (or an empty page) wants no
    audio, and for error pages. Raises SettingsError for a wrong option in its front matter, and
    for a page in a language the API does not speak; PageError for a page too complex to read, and
    for one whose elements all say that they are in such a language.
    """
    if not is_included(source.path, settings) or page_is_off(source.metadata):
        return None
    if is_error_page(source.written_to):
        return None
    overrides, others = overrides_in(source.metadata)
    own = settings.for_page(overrides)
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
    reading = read_blocks(html, rules)
    if reading.problem:
        raise PageError(reading.problem)
    if made is None and not _says_something(reading.blocks):
        if reading.unspoken:
            raise PageError(_UNSPOKEN.format(", ".join(map("“{}”".format, reading.unspoken))))
        return None
    page = Page(
        path=source.path,
        title=source.title,
        language=language,
        settings=own,
        overrides=overrides,
        blocks=Folded(reading.blocks),
        shown=Folded(shown_blocks(reading.html)),
        others=others,
        unspoken=reading.unspoken,
        own=made,
    )
    return reading.html, page


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
