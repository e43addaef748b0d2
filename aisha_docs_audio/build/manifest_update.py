"""Keeps the manifest in a built site at what its pages play."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aisha_docs_audio.build.manifest import (
    MANIFEST_NAME,
    ManifestPage,
    SiteManifest,
    read_manifest,
)
from aisha_docs_audio.errors import ManifestError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.page_audio import PageAudio


def manifest_page(audio: PageAudio, *, page: str, folder: str) -> ManifestPage:
    """Return a narrated page's entry: `page` is its HTML, `folder` that of its audio."""
    narrated = audio.narrated
    return ManifestPage(
        page=page,
        title=audio.name,
        language=narrated.page.language,
        audio=f"{folder}/{audio.source.name}",
        captions=f"{folder}/{audio.captions[0]}" if audio.captions else None,
        transcript=f"{folder}/{audio.transcript_name}" if audio.transcript_name else None,
        duration_seconds=narrated.narration.duration_seconds,
        speakers=narrated.speakers,
        headings=audio.headings,
    )


def update_manifest(
    folder: AudioFolder, site_name: str, pages: tuple[ManifestPage, ...], order: Iterable[str]
) -> None:
    """Write the manifest: these pages, and those that keep their player from earlier builds.

    `order` are all paths as they are read. Raises PublishingError.
    """
    path = folder.path / MANIFEST_NAME
    try:
        before = read_manifest(path, folder.site)
    except ManifestError:
        before = None
    whole = SiteManifest(site_name=site_name, pages=pages).merged(before, order)
    playing = tuple(page for page in whole.pages if page.page in folder.pages_before)
    if playing or path.exists():
        folder.put(MANIFEST_NAME, replace(whole, pages=playing).to_bytes(folder.name))
