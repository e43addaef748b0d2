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
from aisha_docs_audio.build.page_player import transcript_name
from aisha_docs_audio.errors import ManifestError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.result import NarratedPage


def manifest_page(narrated: NarratedPage, *, page: str, folder: str) -> ManifestPage:
    """Return a narrated page's entry: `page` is its HTML, `folder` that of its audio."""
    narration = narrated.narration
    cues = {cue.number for cue in narration.cues}
    return ManifestPage(
        page=page,
        title=narrated.page.title,
        language=narrated.page.language,
        audio=f"{folder}/{narration.track.name}",
        captions=f"{folder}/{narration.captions.name}",
        transcript=f"{folder}/{transcript_name(narration)}",
        duration_seconds=narration.duration_seconds,
        speakers=narrated.speakers,
        headings=tuple(
            (block.number, block.level)
            for block in narrated.page.blocks
            if block.kind == "heading" and block.number in cues
        ),
    )


def update_manifest(
    folder: AudioFolder, manifest: SiteManifest, order: Iterable[str], players: Collection[str]
) -> None:
    """Write the manifest: these pages, and those that keep their player from earlier builds.

    `order` are the pages' paths as they are read, `players` those of all pages that have a player.
    Raises PublishingError.
    """
    path = folder.path / MANIFEST_NAME
    try:
        before = read_manifest(path, folder.site)
    except ManifestError:
        before = None
    whole = manifest.merged(before, order)
    pages = tuple(page for page in whole.pages if page.page in players)
    if pages or path.exists():
        folder.put(MANIFEST_NAME, replace(whole, pages=pages).to_bytes(folder.name))
