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

_MOST_BYTES = 16 * 2**20

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
        form: Any = tomllib.loads(_content(file).decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        if isinstance(error, (UnicodeError, tomllib.TOMLDecodeError)):
            raise SettingsError(str(file), f"is not valid TOML: {error}.", _HOW) from error
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(str(file), f"can't be read: {reason}.", _HOW) from error
    except RecursionError:
        raise SettingsError(str(file), "is nested too deeply.") from None
    tools = form.get("tool") if isinstance(form.get("tool"), dict) else {}
    if file.name != SHARED_FILE:
        below = next((name for name in form if _means_us(name)), None)
        if below is not None or any(map(_means_us, tools)):
            how = f"Write them at the top of {file.name}, below no table."
            raise SettingsError(str(file), "its options stand below a table.", how)
        return dict(form)
    wrong = next((name for name in tools if _means_us(name)), None)
    if wrong is not None and TABLE.partition(".")[2] not in tools:
        raise SettingsError(f"{file}: tool.{wrong}", "is not read.", f"Write [{TABLE}].")
    for name in TABLE.split("."):
        form = form.get(name) if isinstance(form, dict) else None
    if form is not None and not isinstance(form, dict):
        raise SettingsError(f"{file}: {TABLE}", "is no table.", f"Write [{TABLE}].")
    return form


def _means_us(name: str) -> bool:
    letters = "".join(letter for letter in name.lower() if letter.isalpha())
    return letters in {"aishaaudio", "aishadocsaudio"}


def _content(file: Path) -> bytes:
    """Return what stands in a file, as long as it may be one. Raises OSError, ValueError."""
    with file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError(f"it is larger than {_MOST_BYTES // 2**20} MB")
    return content


_HOW = f"Options of a built site stand in {OWN_FILE}, or below [{TABLE}] in {SHARED_FILE}."
