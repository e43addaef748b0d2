"""The options of a folder of HTML: aisha-audio.toml, or a table of pyproject.toml."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

OWN_FILE, SHARED_FILE = "aisha-audio.toml", "pyproject.toml"
TABLE = "tool.aisha-audio"


def read_config_file(given: Path | None, folder: Path) -> tuple[Path | None, dict[str, Any]]:
    """Return the file with the options, and what stands in it, unchecked.

    Without `given`: the first in `folder` of aisha-audio.toml and a pyproject.toml with the table
    [tool.aisha-audio]; None if there is neither. Raises SettingsError.
    """
    if given is not None:
        options = _read(given)
        if options is None:
            raise SettingsError(str(given), f"has no table [{TABLE}].")
        return given, options
    for name in (OWN_FILE, SHARED_FILE):
        file = folder / name
        if file.is_file() and (options := _read(file)) is not None:
            return file, options
    return None, {}


def _read(file: Path) -> dict[str, Any] | None:
    try:
        form: Any = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(str(file), f"can't be read: {error.strerror}.") from error
    except (UnicodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(file), f"is not valid TOML: {error}.") from error
    if file.name != SHARED_FILE:
        return dict(form)
    for name in TABLE.split("."):
        form = form.get(name) if isinstance(form, dict) else None
    if form is not None and not isinstance(form, dict):
        raise SettingsError(f"{file}: {TABLE}", "is no table.", f"Write [{TABLE}].")
    return form
