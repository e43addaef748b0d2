"""A site's options as its host reads them, handed to the command line through a file.

Only the host itself knows what its configuration comes to: inherited files, environment variables,
hooks, Python. So a command starts the host, which writes the options down and goes no further.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

OPTIONS_VARIABLE = "AISHA_AUDIO_OPTIONS"
"""The environment variable by which a command asks a host for its site's options, as a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What holds for a whole site.

    `root` is the folder of its configuration, `language` what the host calls its language ("" if
    it says none), `host` the host's name and version. `problem` says why a configuration that is
    there could not be used: then these are the defaults, and nobody meant them.
    """

    root: Path
    settings: Settings
    language: str = ""
    host: str = ""
    problem: str = ""


def hand_over_options(site: SiteOptions, environ: Mapping[str, str]) -> None:
    """Write the options where a command asked for them, and end the host; else do nothing.

    Raises SystemExit, and OSError if the file cannot be written.
    """
    if OPTIONS_VARIABLE not in environ:
        return
    form = {
        "root": str(site.root.resolve()),
        "settings": dataclasses.asdict(site.settings),
        "language": site.language,
        "host": site.host,
    }
    Path(environ[OPTIONS_VARIABLE]).write_text(json.dumps(form), encoding="ascii")
    raise SystemExit(0)


def read_options(path: Path) -> SiteOptions:
    """Read what `hand_over_options` wrote. Raises OSError, ValueError or SettingsError."""
    form = json.loads(path.read_text("ascii"))
    return SiteOptions(
        root=Path(form["root"]),
        settings=Settings.from_mapping(form["settings"]),
        language=form["language"],
        host=form["host"],
    )
