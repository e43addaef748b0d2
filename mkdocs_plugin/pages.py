"""MkDocs' pages as the core reads and finishes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from aisha_docs_audio.build.finish import WrittenPage
from aisha_docs_audio.build.site import read
from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.model import PageSource
from aisha_docs_audio.reading.rules import matched_selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page as MkDocsPage

    from aisha_docs_audio.model import Page
    from aisha_docs_audio.settings.options import Settings


@dataclass(slots=True, kw_only=True)
class ReadPage:
    """The pages that were read in one build, and why others could not be, by source."""

    pages: dict[str, tuple[MkDocsPage, Page]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    """All source pages of the host."""
    selected: set[str] = field(default_factory=set)
    """The selectors of the option skip that matched on some page."""
    whole: bool = True
    """Whether every page was rendered, as --dirty does not."""

    def written(self) -> Iterable[WrittenPage]:
        """Return the pages as files of the built site."""
        for host_page, page in self.pages.values():
            following = host_page.next_page
            yield WrittenPage(
                page=page,
                file=Path(host_page.file.abs_dest_path),
                next_path=following.file.src_uri if following else None,
                next_url=get_relative_url(following.url, host_page.url) if following else None,
            )


def read_pages(
    files: Files,
    config: MkDocsConfig,
    settings: Settings,
    *,
    is_shown: Callable[[File], bool],
    encrypted: Container[str],
) -> ReadPage:
    """Read and annotate all pages that were rendered and that readers of this build are shown."""
    reading = ReadPage()
    for file in files.documentation_pages(inclusion=lambda _: True):
        page = file.page
        reading.paths.add(file.src_uri)
        # --dirty leaves unchanged pages without content.
        if page is None or page.content is None or not is_shown(file):
            reading.whole &= not is_shown(file)
            continue
        reading.selected |= matched_selectors(page.content, settings.skip)
        if file.src_uri in encrypted:
            continue
        source = PageSource(
            path=file.src_uri,
            title=str(page.title or ""),
            metadata=page.meta,
            languages=_languages(page, config),
            written_to=file.dest_uri,
        )
        try:
            found = read(page.content, source, settings)
        except (PageError, SettingsError) as error:
            reading.problems[file.src_uri] = str(error)
            continue
        if found is not None:
            page.content = found.html
            reading.pages[file.src_uri] = (page, found.page)
    return reading


def _languages(page: MkDocsPage, config: MkDocsConfig) -> tuple[str | None, ...]:
    """Return the page's language (mkdocs-static-i18n sets it), then the theme's."""
    own = getattr(page.file, "locale", None)
    return (str(own) if own else None, *theme_languages(config))


def theme_languages(config: MkDocsConfig) -> tuple[str | None, ...]:
    """Return what the theme says its language is, None where it says nothing."""
    # Material calls it `language`; MkDocs' own themes `locale`, which may be a Locale object.
    found = (config.theme.get("language"), config.theme.get("locale"))
    return tuple(str(language) if language else None for language in found)
