"""MkDocs' pages as the core reads them, and their players."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.utils import get_relative_url

from aisha_docs_audio.build.site import player_for
from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.player.placement import place
from aisha_docs_audio.reading.page import Page, PageSource, read_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage

    from aisha_docs_audio.build.result import Narrated
    from aisha_docs_audio.settings.options import Settings

FOLDER = "assets/aisha-audio"
"""Where in the site the player's files and the audio stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page that was read: `html` is its content, annotated."""

    host_page: MkDocsPage
    page: Page
    html: str

    def annotate(self) -> None:
        """Let the page show its blocks' numbers."""
        self.host_page.content = self.html


def player_of(host_page: MkDocsPage, config: MkDocsConfig, narrated: Mapping[str, Narrated]) -> str:
    """Write a page's player; listeners may go on to the next page if that one is narrated too."""
    following = host_page.next_page
    goes_on = following is not None and following.file.src_uri in narrated
    return player_for(
        narrated[host_page.file.src_uri],
        url_of=lambda name: get_relative_url(f"{FOLDER}/{quote(name)}", host_page.url),
        site=config.site_name,
        next_url=get_relative_url(following.url, host_page.url) if following and goes_on else None,
    )


def read_pages(
    files: Files, config: MkDocsConfig, settings: Settings
) -> tuple[dict[str, Reading], dict[str, str]]:
    """Read all rendered pages; gives them, and the reasons of those that cannot be, by source."""
    readings: dict[str, Reading] = {}
    problems: dict[str, str] = {}
    for file in files.documentation_pages(inclusion=lambda _: True):
        page = file.page
        # --dirty leaves unchanged pages without content.
        if page is None or page.content is None:
            continue
        source = PageSource(
            path=file.src_uri,
            title=str(page.title or ""),
            metadata=page.meta,
            languages=_languages(page, config),
        )
        try:
            read = read_page(page.content, source, settings)
        except (PageError, SettingsError) as error:
            problems[file.src_uri] = str(error)
            continue
        if read is not None and place(read[0], "", read[1].settings.player) is not None:
            readings[file.src_uri] = Reading(host_page=page, html=read[0], page=read[1])
    return readings, problems


def _languages(page: MkDocsPage, config: MkDocsConfig) -> tuple[str | None, ...]:
    """Give the page's language (mkdocs-static-i18n sets it), then the theme's."""
    # Material calls it `language`; MkDocs' own themes `locale`, which may be a Locale object.
    theme = (config.theme.get("language"), config.theme.get("locale"))
    found = (getattr(page.file, "locale", None), *theme)
    return tuple(str(language) if language else None for language in found)
