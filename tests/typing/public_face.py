"""Uses of the public face as mypy must understand them; nothing here is run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aisha_docs_audio
from aisha_docs_audio import (
    AishaAudioError,
    AudioFolder,
    BuildResult,
    NarratedPage,
    Narration,
    Page,
    PageSource,
    Progress,
    Published,
    ReadPage,
    Settings,
    SettingsError,
    SiteBuild,
    Sound,
    Utterance,
    Voice,
    VoiceError,
    WrittenPage,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


def a_host() -> str | None:
    """Give an own host's pages their players."""
    settings: Settings = Settings.from_mapping({"language": "uz"})
    progress: Progress = Progress(say=print, terminal=sys.stderr)
    build = SiteBuild(settings=settings, root=Path(), environ=os.environ, progress=progress)
    source = PageSource(path="a.md", title="A", metadata={}, languages=("uz", None))
    found: ReadPage = build.read("<p>Salom.</p>", source)
    assert_type(found.html, str)
    assert_type(found.problem, str)
    assert_type(found.page, Page | None)
    if found.page is None:
        return None
    written = WrittenPage(page=found.page, file=Path("site/a.html"))
    published: Published = build.publish(
        [written],
        AudioFolder(Path("site"), "audio"),
        assets={},
        site_name="A",
        complete=True,
        unread={},
    )
    assert_type(published.warnings, tuple[str, ...])
    assert_type(published.check_again(), tuple[str, ...])
    return build.closing_line([published], build_command="make")


def without_files(build: SiteBuild, page: Page) -> str:
    """Narrate without a folder of written pages."""
    result: BuildResult = build.narrate([page])
    narrated: NarratedPage = result.narrated[page.path]
    narration: Narration = narrated.narration
    assert_type(narration.track, Path)
    assert_type(narration.duration_seconds, float)
    return build.player(narrated, url_of=lambda name: f"/audio/{name}")


def a_voice(voice: Voice, utterance: Utterance) -> bytes:
    """Ask a voice."""
    assert_type(utterance.key, str)
    try:
        return sound_of(voice, utterance).audio
    except (VoiceError, SettingsError) as error:
        base: AishaAudioError = error
        raise RuntimeError(aisha_docs_audio.__version__) from base


def sound_of(voice: Voice, utterance: Utterance) -> Sound:
    """Look it up."""
    found = voice.lookup(utterance)
    assert_type(found, Sound | None)
    if found is None:
        raise LookupError(utterance.text)
    return found
