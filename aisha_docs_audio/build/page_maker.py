"""Makes what narrated pages put into the site, or takes what it made of them before."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.build.made_page import MadePage
from aisha_docs_audio.build.program import program_digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.made_page import MadePages
    from aisha_docs_audio.build.result import BuildResult
    from aisha_docs_audio.build.written_page import WrittenPage
    from aisha_docs_audio.player.assets import Asset


class PageMaker:
    """Makes the pages of one site, whose audio stands in `folder`.

    `order` are the paths of the site's pages as they are read, `assets` the player's script and
    style by their names in the folder. `kept`: what was made in builds before; None in a preview,
    whose pages have other addresses.
    """

    def __init__(
        self,
        folder: AudioFolder,
        *,
        site_name: str,
        order: Sequence[str],
        assets: Mapping[str, Asset],
        kept: MadePages | None,
    ) -> None:
        self._folder = folder
        self._site_name = site_name
        # From 1: it is the number of the page's track as well.
        self._numbers = {page: number for number, page in enumerate(order, start=1)}
        self._script_name, self._style_name, *_ = assets
        self._kept = kept

    def make(self, result: BuildResult, written: WrittenPage, next_url: str | None) -> MadePage:
        """Return what a page that was narrated puts into the site; `next_url` is what follows it.

        Raises CacheError.
        """
        kept, name = self._kept, self._folder.path_in_site(written.file)
        if kept is None or not (key := self._key(result, written, name, next_url)):
            return self._new(result, written, name, next_url)
        made = kept.find(name, key)
        if made is None:
            made = self._new(result, written, name, next_url)
            kept.keep(name, key, made)
        return made

    def _new(
        self, result: BuildResult, written: WrittenPage, name: str, next_url: str | None
    ) -> MadePage:
        # Only now: most builds make no page anew.
        from aisha_docs_audio.build.manifest_update import manifest_page  # noqa: PLC0415
        from aisha_docs_audio.build.page_audio import tagged_audio  # noqa: PLC0415
        from aisha_docs_audio.build.page_player import player_files, player_of_page  # noqa: PLC0415

        audio = tagged_audio(
            result.narrated[written.page.path],
            site_name=self._site_name,
            number=self._numbers.get(name),
            page_url=written.url,
        )
        folder_url = self._folder_url(written)
        player = player_of_page(
            audio,
            url_of=lambda file: f"{folder_url}/{quote(file)}",
            site_name=self._site_name,
            next_url=next_url,
        )
        return MadePage(
            player=player,
            files=player_files(audio, script_name=self._script_name, style_name=self._style_name),
            entry=manifest_page(audio, page=name, folder=self._folder.name),
        )

    def _folder_url(self, written: WrittenPage) -> str:
        way = os.path.relpath(self._folder.path, written.file.parent).replace(os.sep, "/")
        return written.folder_url or quote(way)

    def _key(
        self, result: BuildResult, written: WrittenPage, name: str, next_url: str | None
    ) -> str:
        """Return the SHA-256 of all that goes into a page; "" where that is not known."""
        page = written.page
        heard = result.heard(page.path)
        if not heard:
            return ""
        parts = [
            program_digest(),
            heard,
            page.path,
            page.title,
            self._site_name,
            self._numbers.get(name),
            written.url,
            name,
            self._folder.name,
            self._folder_url(written),
            next_url,
            self._script_name,
            self._style_name,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
