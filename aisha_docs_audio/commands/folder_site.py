"""The site that is a folder of built HTML, as the other commands than `narrate` see it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aisha_docs_audio.build.site_options import SiteOptions
from aisha_docs_audio.hosts.site_files import html_files
from aisha_docs_audio.settings.config_file import read_config_file
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    from pathlib import Path


def options_file(folder: Path) -> Path | None:
    """Return the file in a folder that holds options for `narrate`. Raises SettingsError."""
    return read_config_file(None, folder)[0]


def is_built_site(folder: Path) -> bool:
    """Whether there is an HTML page in a folder."""
    return next(html_files(folder), None) is not None


def read_folder_site(file: Path) -> SiteOptions:
    """Return what a file with options says. Raises SettingsError."""
    found = read_config_file(file, file.parent)[1]
    if "lexicon" in found:
        found["lexicon"], _ = load_lexicon(found["lexicon"], file.parent, f"{file}: lexicon")
    settings = Settings.from_mapping(found, prefix=f"{file}: ")
    return SiteOptions(
        root=file.resolve().parent,
        settings=settings,
        language=settings.language or "",
        host="aisha-docs-audio narrate",
    )


def narrate_command(site: Path, file_with_options: Path | None = None) -> list[str]:
    """Return what counts a built site's text, with the options named or found where it is run."""
    named = [f"--config={file_with_options}"] if file_with_options else []
    return [sys.executable, "-m", "aisha_docs_audio", "narrate", *named, "--", str(site)]
