"""MkDocs' pages as the core reads and finishes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from aisha_docs_audio.build.written_page import WrittenPage
from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.model import PageSource

from .encryption import is_encrypted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files, InclusionLevel
    from mkdocs.structure.pages import Page as MkDocsPage

    from aisha_docs_audio.build.site import SiteBuild
    from aisha_docs_audio.model import Page


@dataclass(slots=True, kw_only=True)
class RenderedPages:
    """The pages that were read in one build, and why others could not be, by source."""

    pages: list[tuple[MkDocsPage, Page]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    """All source pages of the host."""
    following: dict[str, str | None] = field(default_factory=dict)
    """The written file of each of them, and of the one behind it."""
    selected: set[str] = field(default_factory=set)
    """The selectors of the option skip that matched on some page."""
    whole: bool = True
    """Whether every page was rendered, as --dirty does not."""
    variant: str = ""
    """The theme's languages: mkdocs-static-i18n builds a page that is not translated for each."""
    site_name: str = ""
    """The site's name in this build's language."""
    encrypted: set[str] = field(default_factory=set)
    """Pages that another plugin encrypts: nothing of them is read."""
    build: SiteBuild | None = None
    """What reads them."""
    held: dict[str, tuple[PageSource, str]] = field(default_factory=dict)
    """Pages that are still to be read, and what was rendered of them, by source."""

    def note_pages(
        self,
        files: Files,
        build: SiteBuild,
        config: MkDocsConfig,
        is_shown: Callable[[InclusionLevel], bool],
    ) -> None:
        """Note all pages, and what was rendered of those that `build` is to read.

        `is_shown` says whether readers see pages of a level.
        """
        self.build = build
        for file in files.documentation_pages(inclusion=lambda _: True):
            self._note_place(file)
            page = file.page
            if not is_shown(file.inclusion):
                continue
            if page is None or page.content is None:
                self.whole = False
                continue
            if is_encrypted(page, config):
                self.encrypted.add(file.src_uri)
            if file.src_uri not in self.encrypted:
                self._hold(page, page.content, config)
            else:
                self.selected |= build.matched_selectors(page.content)

    def _hold(self, page: MkDocsPage, content: str, config: MkDocsConfig) -> None:
        source = PageSource(
            path=page.file.src_uri,
            title=unescape(str(page.title or "")),  # MkDocs' titles are HTML
            metadata=page.meta,
            languages=_languages(page, config),
            written_to=page.file.dest_uri,
            folder=_folder_of(page.file, config),
            root=Path(config.docs_dir),
        )
        self.held[source.path] = source, content
        # Now: at the end of the outermost build the configuration is that of the innermost.
        self.variant = " ".join(filter(None, theme_languages(config)))
        self.site_name = config.site_name

    def read(self, page: MkDocsPage) -> None:
        """Have a page read that is about to be written, and its content annotated.

        Where others have changed its content since it was rendered, what was rendered is read; and
        what they made of it is annotated if it shows the same, as behind Material's search.
        """
        if self.build is None or page.file.src_uri not in self.held:
            return
        source, rendered = self.held.pop(page.file.src_uri)
        found = self.build.read(rendered, source)
        if page.content == rendered:
            page.content = found.html
        elif found.page is not None:
            changed = self.build.read(page.content or "", source)
            if changed.page is not None and _show_the_same(changed.page, found.page):
                found = changed
                page.content = changed.html
        self.selected |= found.selected
        if found.problem:
            self.problems[source.path] = found.problem
        elif found.page is not None:
            self.pages.append((page, found.page))

    def _note_place(self, file: File) -> None:
        self.paths.add(file.src_uri)
        following = file.page.next_page if file.page is not None else None
        self.following[file.dest_uri] = following.file.dest_uri if following else None

    def written(self) -> list[WrittenPage]:
        """Return the pages as files of the built site."""
        return [_written(host_page, page) for host_page, page in self.pages]


def idle_pattern_warnings(
    builds: Sequence[RenderedPages], build: SiteBuild, config: MkDocsConfig
) -> tuple[str, ...]:
    """Return which patterns match nothing in any language's build."""
    whole = all(each.whole for each in builds)
    return build.idle_warnings(
        paths={path for each in builds for path in each.paths},
        sources=Path(config.docs_dir),
        selected={name for each in builds for name in each.selected} if whole else None,
    )


def _written(host_page: MkDocsPage, page: Page) -> WrittenPage:
    following = host_page.next_page
    return WrittenPage(
        page=page,
        file=Path(host_page.file.abs_dest_path),
        url=host_page.canonical_url or "",
        next_path=following.file.src_uri if following else None,
        next_url=get_relative_url(following.url, host_page.url) if following else None,
    )


def _show_the_same(page: Page, other: Page) -> bool:
    try:
        return tuple(page.shown) == tuple(other.shown)
    except CacheError:
        return False


def _folder_of(file: File, config: MkDocsConfig) -> Path:
    # A page that a plugin made has no file of its own; its address tells where it would lie.
    return Path(file.abs_src_path or Path(config.docs_dir, file.src_uri)).parent


def _languages(page: MkDocsPage, config: MkDocsConfig) -> tuple[str | None, ...]:
    """Return the page's language (mkdocs-static-i18n sets it), then the theme's."""
    own = getattr(page.file, "locale", None)
    return (str(own) if own else None, *theme_languages(config))


def theme_languages(config: MkDocsConfig) -> tuple[str | None, ...]:
    """Return what the theme says its language is, None where it says nothing."""
    # Material calls it `language`; MkDocs' own themes `locale`, which may be a Locale object.
    found = (config.theme.get("language"), config.theme.get("locale"))
    return tuple(str(language) if language else None for language in found)
