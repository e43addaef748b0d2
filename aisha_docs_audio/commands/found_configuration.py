"""Where the configuration of the site lies that a command is about."""

from __future__ import annotations

import os
from pathlib import Path

from aisha_docs_audio.commands.folder_site import is_built_site, options_file
from aisha_docs_audio.errors import SettingsError

CONFIGURATIONS = (
    "mkdocs.yml",
    "mkdocs.yaml",
    "properdocs.yml",
    "properdocs.yaml",
    "conf.py",
    "docs/conf.py",
    "source/conf.py",
    "doc/conf.py",
    "docs/source/conf.py",
)
"""Where the configuration is looked for, seen from the folder a command is started in."""

_AT_THE_TOP = 5
"""So many of them stand beside the site's folder of sources; `docs/conf.py` is found from above."""

_FOLDERS_UP = 3


def find_configuration(given: Path | None) -> Path | None:
    """Return the configuration that was named, or the first that is here, ours before others'.

    A folder stands for the built site in it. Raises SettingsError when there is none in the place
    that was named.
    """
    if given is not None and not given.is_dir():
        if not given.is_file():
            raise SettingsError("--config", f"there is no {given}.")
        return given
    folder = given or Path()
    here = _configurations_in(folder)
    ours = next((path for path in here if _names_us(path)), None) or options_file(folder)
    if ours is not None or here:
        return ours or here[0]
    if given is not None and not is_built_site(given):
        raise SettingsError("--config", f"there is no configuration in {given}, nor a built site.")
    return given


def other_configurations(found: Path, given: Path | None) -> list[Path]:
    """Return what names us besides the configuration that was found, if nobody named one."""
    folder = given or Path()
    if not folder.is_dir():
        return []
    return [path for path in _configurations_in(folder) if path != found and _names_us(path)]


def place_above() -> str:
    """Return the hint that the configuration lies in a folder further up."""
    for folder in list(Path.cwd().parents)[:_FOLDERS_UP]:
        if any(map(_names_us, (folder / name for name in CONFIGURATIONS[:_AT_THE_TOP]))):
            return f"There is one in {os.path.relpath(folder)}: run this command there. "
    return ""


def _configurations_in(folder: Path) -> list[Path]:
    return [folder / name for name in CONFIGURATIONS if (folder / name).is_file()]


def _names_us(configuration: Path) -> bool:
    try:
        return b"aisha" in letters_of(configuration)
    except OSError:
        return False


def letters_of(configuration: Path) -> bytes:
    """Return a file's bytes such that names in it are found also in UTF-16."""
    return configuration.read_bytes().replace(b"\0", b"")
