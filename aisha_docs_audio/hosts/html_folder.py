"""The third host: a folder of built HTML, whoever built it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aisha_docs_audio.build.audio_folder import AudioFolder
from aisha_docs_audio.build.report import page_list
from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.hosts.additions import has_other_player
from aisha_docs_audio.hosts.content import UNREAD, find_content
from aisha_docs_audio.hosts.folder_page import (
    FolderPage,
    PageText,
    packed_html,
    read_text,
    write_text,
)
from aisha_docs_audio.hosts.page_facts import PageFacts, facts_of_page, own_title, site_names
from aisha_docs_audio.hosts.page_order import PageOrder
from aisha_docs_audio.hosts.site_files import FOLDER, SiteCopy, html_files
from aisha_docs_audio.model import PageSource
from aisha_docs_audio.player import javascript, stylesheet
from aisha_docs_audio.reading.page import is_included
from aisha_docs_audio.settings.mode import mode_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.build.finish import Published
    from aisha_docs_audio.build.site import SiteBuild

_ASSETS = {asset.hashed_name: asset for asset in (javascript(), stylesheet())}

_UNTOLD = (
    "left alone, because it can't be told what of them is content: {pages}. Name it with the "
    "option content, a CSS selector."
)
_PLUGINS = (
    "left alone, because a plugin gave them a player, or a place for one: {pages}. Build them with "
    "AISHA_AUDIO=off, or leave the plugin out, to have them narrated here."
)


@dataclass(slots=True, kw_only=True)
class _Inventory:
    """What is found in the folder, by the pages' paths in it."""

    facts: dict[str, PageFacts] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)
    plugins: list[str] = field(default_factory=list)
    done_before: set[str] = field(default_factory=set)


class HtmlFolder:
    """The pages of `site`. They are finished in place, or in `output`, a copy of the site.

    Raises SettingsError for an `output` that is not ours to write into.
    """

    def __init__(self, build: SiteBuild, site: Path, output: Path | None = None) -> None:
        self._build = build
        self._site = site
        self._copy = SiteCopy(site, output) if output is not None else None
        self._output = output or site

    def finish(self) -> Published:
        """Return the pages their players; pages that are to have none any more lose theirs.

        Never raises for what a page holds; raises OSError where the folder can't be read.
        """
        inventory = self._take_inventory()
        names = site_names((facts.language, facts.title) for facts in inventory.facts.values())
        order = PageOrder(self._site, {p: facts.next_href for p, facts in inventory.facts.items()})
        pages = [*self._read(inventory, names, order)]
        if mode_of(self._build.environ) != "estimate":
            self._prepare(inventory, {page.page.path for page in pages})
        published = self._build.publish(
            pages,
            AudioFolder(self._output, FOLDER),
            assets=_ASSETS,
            site_name=next(iter(names.values()), ""),
            complete=False,
            unread=inventory.problems,
            order=order.whole(),
        )
        notes = [
            text.format(pages=page_list(found))
            for text, found in ((_UNTOLD, inventory.untold), (_PLUGINS, inventory.plugins))
            if found
        ]
        return replace(published, notes=(*notes, *published.notes))

    def _take_inventory(self) -> _Inventory:
        inventory = _Inventory()
        settings = self._build.settings
        for path in html_files(self._site):
            try:
                text = read_text(self._site / path)
                if text.has_additions:
                    inventory.done_before.add(path)
                if not is_included(path, settings):
                    continue
                facts = facts_of_page(text.original, path, settings.content)
            except OSError as error:
                inventory.problems[path] = f"its HTML can't be read: {error.strerror}"
            except (PageError, SettingsError) as error:
                inventory.problems[path] = str(error)
            else:
                if not facts.is_read:
                    continue
                if has_other_player(text.original):
                    inventory.plugins.append(path)
                elif not facts.content_is_known:
                    inventory.untold.append(path)
                else:
                    inventory.facts[path] = facts
        return inventory

    def _read(
        self, inventory: _Inventory, names: Mapping[str | None, str], order: PageOrder
    ) -> Iterator[FolderPage]:
        for path, facts in inventory.facts.items():
            try:
                text = read_text(self._site / path)
                page = self._page(path, text, facts, names.get(facts.language, ""), order)
            except OSError as error:
                inventory.problems[path] = f"its HTML can't be read: {error.strerror}"
            except (PageError, SettingsError) as error:
                inventory.problems[path] = str(error)
            else:
                if page is not None:
                    yield page

    def _page(
        self, path: str, text: PageText, facts: PageFacts, site: str, order: PageOrder
    ) -> FolderPage | None:
        html = text.original
        place = find_content(html, self._build.settings.content)
        if place is None:
            raise PageError("it can't be told where its content begins and ends.")
        source = PageSource(
            path=path,
            title=own_title(facts.title, site),
            metadata=facts.metadata,
            languages=(facts.language,),
            written_to=path,
        )
        settings = self._build.settings
        settings = replace(settings, skip=(*settings.skip, *UNREAD))
        build = replace(self._build, settings=settings)
        found = build.read(html[place[0] : place[1]], source)
        if found.problem:
            raise PageError(found.problem)
        if found.page is None:
            return None
        if facts.has_base:
            raise PageError("its <base> makes other addresses of the player's. Leave it out.")
        following = order.next_of(path)
        return FolderPage(
            page=found.page,
            file=self._output / path,
            encoding=text.encoding,
            next_path=following[0] if following else None,
            next_url=following[1] if following else None,
            source=self._site / path,
            digest=text.digest,
            packed=packed_html(html[: place[0]] + found.html + html[place[1] :]),
            assets=[self._output / FOLDER / name for name in _ASSETS],
        )

    def _prepare(self, inventory: _Inventory, narrated: Collection[str]) -> None:
        """Write all other pages as their generator left them."""
        if self._copy is not None:
            self._copy.update(narrated)
            return
        for path in inventory.done_before.difference(narrated):
            text = read_text(self._site / path)
            write_text(self._site / path, text.original, text.encoding)
