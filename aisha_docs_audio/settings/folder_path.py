"""The option that is a folder's path: what can be none is said before anything is read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from aisha_docs_audio.settings.parsers import text

_LONGEST_NAME, _LONGEST_PATH = 255, 3000
"""Bytes of a file's name, as file systems limit it, and of a path, with room for what is in it."""

_VARIABLE = re.compile(r"\$\w+|\$\{\w+\}|%\w+%")
"""A variable as shells write it."""


def folder(value: object) -> str:
    """Accept the path of a folder; "~" is expanded later, variables nowhere, as hosts do it."""
    path = text(value)
    if "\0" in path:
        raise ValueError("must not hold a null character")
    try:
        Path(path).expanduser()
    except RuntimeError:  # no such user, or one without a home, as in many containers
        raise ValueError("begins with a '~' that is nobody's home folder here") from None
    parts = [len(os.fsencode(part)) for part in (path, *Path(path).parts)]
    if parts[0] > _LONGEST_PATH or max(parts[1:], default=0) > _LONGEST_NAME:
        raise ValueError("must be shorter: file systems have no such long names")
    if found := _VARIABLE.search(path):
        raise ValueError(
            f"holds {found[0]}, and variables are not filled in here. Write the folder out ('~' is "
            "your home folder), or have the configuration file fill it in: !ENV in mkdocs.yml, "
            "os.environ in conf.py."
        )
    return path
