"""The third host: a folder of built HTML, whoever built it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aisha_docs_audio.build.audio_folder import LIST_NAME, AudioFolder
from aisha_docs_audio.build.manifest import MANIFEST_NAME
from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.hosts.additions import has_other_player
from aisha_docs_audio.hosts.content import UNREAD, find_content, may_not_be_repeated
from aisha_docs_audio.hosts.excerpts import EXCERPTS, excerpts_of
from aisha_docs_audio.hosts.folder_page import (
    FolderPage,
    PageText,
    asset_urls,
    packed_html,
    read_text,
    write_text,
)
from aisha_docs_audio.hosts.hydration import is_taken_over, root_url, with_scripts
from aisha_docs_audio.hosts.inventory import Inventory
from aisha_docs_audio.hosts.locked import SiteLocks
from aisha_docs_audio.hosts.page_facts import PageFacts, facts_of_page, own_title, site_names
from aisha_docs_audio.hosts.page_order import PageOrder
from aisha_docs_audio.hosts.site_files import FOLDER, UNNAMED, SiteCopy, can_be_named, html_files
from aisha_docs_audio.model import PageSource
from aisha_docs_audio.player.assets import hydration_script, javascript, stylesheet
from aisha_docs_audio.reading.page import is_included
from aisha_docs_audio.settings.mode import mode_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.build.published import Published
    from aisha_docs_audio.build.site import SiteBuild

_ASSETS = {asset.hashed_name: asset for asset in (javascript(), stylesheet())}
_HYDRATION = {hydration_script().hashed_name: hydration_script()}

_OWN = re.compile(r"aisha-audio(?:-hydration)?-[0-9a-f]{8}\.(?:js|css)")


def _is_own(name: str) -> bool:
    return name in {LIST_NAME, MANIFEST_NAME} or _OWN.fullmatch(name) is not None


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
        folder = AudioFolder(self._output, FOLDER)
        published = self._build.publish(
            pages,
            folder,
            assets=_ASSETS | (_HYDRATION if inventory.taken_over else {}),
            site_name=next(iter(names.values()), ""),
            complete=False,
            unread=inventory.problems,
            order=order.whole(),
        )
        if not published.players and not pages and mode_of(self._build.environ) != "estimate":
            folder.remove(_is_own)
        idle = self._build.idle_warnings(
            paths=inventory.paths,
            sources=self._site,
            selected=None if inventory.problems else inventory.selected,
        )
        return replace(
            published,
            warnings=(*idle, *published.warnings),
            notes=(*inventory.notes(), *published.notes),
        )

    def _take_inventory(self) -> Inventory:
        inventory = Inventory()
        locks = SiteLocks(self._site, FOLDER)
        for path in html_files(self._site):
            shown, problem = path, None
            if can_be_named(path):
                inventory.paths.add(path)
                problem = self._problem_of(path, inventory, locks)
            else:
                shown, problem = path.encode("utf-8", "backslashreplace").decode(), UNNAMED
            if problem and is_included(path, self._build.settings):
                inventory.problems[shown] = problem
        return inventory

    def _problem_of(self, path: str, inventory: Inventory, locks: SiteLocks) -> str | None:
        """Take a page into the inventory, or return why that can't be."""
        try:
            self._look_at(path, inventory, locks)
        except OSError as error:
            return f"its HTML can't be read: {error.strerror}"
        except (PageError, SettingsError) as error:
            return str(error)
        return None

    def _look_at(self, path: str, inventory: Inventory, locks: SiteLocks) -> None:
        settings = self._build.settings
        text = read_text(self._site / path)
        if text.has_additions:
            inventory.done_before.add(path)
        if is_taken_over(text.original):
            inventory.taken_over.add(path)
        if not is_included(path, settings):
            return
        if locks.hold(path):
            inventory.locked.append(path)
            return
        facts = facts_of_page(text.original, path, settings.content)
        if facts.is_read:
            inventory.add(path, facts, has_player=has_other_player(text.original))
        else:
            inventory.unread.append(path)

    def _read(
        self, inventory: Inventory, names: Mapping[str | None, str], order: PageOrder
    ) -> Iterator[FolderPage]:
        for path, facts in inventory.facts.items():
            try:
                text = read_text(self._site / path)
                page = self._page(path, text, facts, names, order)
                if not inventory.selected.issuperset(self._build.settings.skip):
                    inventory.selected |= self._build.matched_selectors(text.original)
                if page is not None and path in inventory.taken_over:
                    page = self._staying(page, text.original, facts)
            except OSError as error:
                inventory.problems[path] = f"its HTML can't be read: {error.strerror}"
            except (PageError, SettingsError) as error:
                inventory.problems[path] = str(error)
            else:
                if page is not None:
                    yield page

    def _page(
        self,
        path: str,
        text: PageText,
        facts: PageFacts,
        names: Mapping[str | None, str],
        order: PageOrder,
    ) -> FolderPage | None:
        html = text.original
        place = find_content(html, self._build.settings.content)
        if place is None:
            raise PageError("it can't be told where its content begins and ends.")
        if may_not_be_repeated(html, place):
            return None
        source = PageSource(
            path=path,
            title=own_title(facts.title, facts.language, names),
            metadata=facts.metadata,
            languages=(facts.language,),
            written_to=path,
            folder=(self._site / path).parent.resolve(),
            root=self._site.resolve(),
        )
        settings = self._build.settings
        content = html[place[0] : place[1]]
        excerpts = excerpts_of(content, lambda href: order.page_at(href, path))
        settings = replace(settings, skip=(*settings.skip, *UNREAD, *EXCERPTS, *excerpts))
        build = replace(self._build, settings=settings)
        found = build.read(content, source)
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
            url=facts.url,
            next_path=following[0] if following else None,
            next_url=following[1] if following else None,
            source=self._site / path,
            digest=text.digest,
            packed=packed_html(html[: place[0]] + found.html + html[place[1] :]),
            assets=self._asset_files(_ASSETS),
        )

    def _staying(self, page: FolderPage, html: str, facts: PageFacts) -> FolderPage:
        """Return the page with what it needs where a script takes it over."""
        return replace(
            page,
            next_url=facts.next_href if page.next_url else None,
            folder_url=self._folder_url(html),
            assets=self._asset_files(_ASSETS | _HYDRATION),
        )

    def _folder_url(self, html: str) -> str | None:
        root = root_url(html, self._site)
        return None if root is None else f"{root}{FOLDER}"

    def _asset_files(self, assets: Iterable[str]) -> list[Path]:
        return [self._output / FOLDER / name for name in assets]

    def _prepare(self, inventory: Inventory, narrated: Collection[str]) -> None:
        """Write all other pages as their generator left them, or with scripts that go on."""
        with_more = inventory.taken_over if narrated else set[str]()

        def left(path: str, html: str) -> str:
            if path not in with_more:
                return html
            files = self._asset_files(_ASSETS | _HYDRATION)
            return with_scripts(
                html, asset_urls(files, self._output / path, self._folder_url(html))
            )

        if self._copy is not None:
            self._copy.update(narrated, left)
            return
        for path in (inventory.done_before | with_more).difference(narrated):
            try:
                text = read_text(self._site / path)
                write_text(self._site / path, left(path, text.original), text.encoding)
            except OSError as error:
                reason = f"its HTML can't be written ({error.strerror}); it stays as it is."
                inventory.problems.setdefault(path, reason)
            except PageError as error:
                inventory.problems.setdefault(path, str(error))
