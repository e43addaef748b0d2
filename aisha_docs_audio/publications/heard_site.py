"""A built site that is to be taken along: its narrated pages, in order, and their sound."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.errors import ManifestError, SettingsError
from aisha_docs_audio.publications.site_files import file_inside
from aisha_docs_audio.sound.captions import read_webvtt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from aisha_docs_audio.build.manifest import ManifestPage
    from aisha_docs_audio.model import Cue

_AGAIN = "Build the site again, with its players."


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardSite:
    """The narrated pages of a site in `folder`; `name` may be "".

    `other_pages` are those that were not asked for, by their paths in the site.
    """

    folder: Path
    name: str
    pages: Sequence[ManifestPage]
    other_pages: Collection[str] = ()

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the pages, that of most of them first."""
        counted = Counter(page.language for page in self.pages)
        return [language for language, _ in counted.most_common()]

    def audio_of(self, page: ManifestPage) -> Path:
        """Return the file of a page's sound. Raises ManifestError: it is not there."""
        return self._file(page, page.audio)

    def cues_of(self, page: ManifestPage) -> tuple[Cue, ...]:
        """Return the cues of a page's sound, in order. Raises ManifestError."""
        if page.captions is None:
            return ()
        file = self._file(page, page.captions)
        try:
            return read_webvtt(file.read_bytes().decode("utf-8", "replace"))
        except (OSError, ValueError) as error:
            raise ManifestError(f"{page.captions} can't be read: {error}. {_AGAIN}") from error

    def _file(self, page: ManifestPage, path: str) -> Path:
        file = file_inside(self.folder, path)
        if file is None:
            raise ManifestError(
                f"{path}, which {page.page} plays, is not in {self.folder}. {_AGAIN}"
            )
        return file


def open_site(folder: Path, language: str | None = None) -> HeardSite:
    """Return the site in a folder, or its pages in one language only.

    Raises SettingsError where there is none, or none in that language; ManifestError where there
    is nothing to be heard.
    """
    if not folder.is_dir():
        raise SettingsError("site", f"there is no folder {folder}.", "Build the site first.")
    manifests = read_manifests(folder)
    known = {page.page: page for manifest in manifests for page in manifest.pages}
    pages = [page for page in known.values() if file_inside(folder, page.page) is not None]
    if not pages:
        raise ManifestError(f"no page of {folder} has a player. {_AGAIN}")
    name = next((manifest.site_name for manifest in manifests if manifest.site_name), "")
    site = HeardSite(folder=folder, name=name, pages=pages)
    if language is None:
        return site
    found = [page for page in pages if page.language == language]
    if not found:
        raise SettingsError(
            "--language",
            f"no page of {folder} is in {language!r}.",
            f"There are pages in {', '.join(sorted(site.languages))}.",
        )
    others = {page.page for page in pages if page.language != language}
    return HeardSite(folder=folder, name=name, pages=found, other_pages=others)
