"""What several commands take on their command lines: paths, the site, and its options by name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Collection

REPEATABLE = frozenset(name for name, option in OPTIONS.items() if option.default in ((), {}))
"""Options that hold more than one value: each is given once more."""

_MEANT = "the site's mkdocs.yml, its conf.py or the folder of that, or its aisha-audio.toml"


def typed_path(text: str) -> Path:
    """Return the path that a user typed. Raises argparse.ArgumentTypeError.

    An empty one comes from a variable of the shell that is not set; it would mean this folder.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("the path is empty")
    if "\0" in text:
        raise argparse.ArgumentTypeError("a path cannot hold a null character")
    return Path(text)


def add_site_options(parser: Any, names: Collection[str]) -> None:  # noqa: ANN401
    """Let options of the site be given, with what they mean, also as they stand in its files."""
    for name in names:
        action = "append" if name in REPEATABLE else "store"
        flag = f"--{name.replace('_', '-')}"
        metavar = _METAVARS.get(name, "VALUE")
        parser.add_argument(flag, dest=name, metavar=metavar, action=action, help=option_help(name))
        if "_" in name:
            parser.add_argument(f"--{name}", dest=name, action=action, help=argparse.SUPPRESS)


def given_options(options: argparse.Namespace, names: Collection[str]) -> dict[str, Any]:
    """Return the options of the site that were given, unchecked, by name."""
    found = {name: getattr(options, name) for name in names}
    return {name: value for name, value in found.items() if value is not None}


_METAVARS = {"lexicon": "WORD=SAID", "piper_models": "LANGUAGE=MODEL"}


def option_help(name: str) -> str:
    """Return what an option means, as a terminal shows it."""
    meaning = OPTIONS[name].meaning.replace("`", "").replace("%", "%%").rstrip(".")
    return f"{meaning} (repeatable)" if name in REPEATABLE else meaning


def add_config(parser: argparse.ArgumentParser, *, positional: bool = False) -> None:
    """Let the user say which site is meant, with --config or, if `positional`, without."""
    if positional:
        parser.add_argument(
            "configuration",
            nargs="?",
            type=typed_path,
            help="as --config, or the folder of a site that narrate gives players",
        )
    parser.add_argument(
        "--config",
        type=typed_path,
        metavar="FILE",
        help=f"{_MEANT}; without it, looked for here, in docs/, source/ and doc/",
    )


def given_config(options: argparse.Namespace) -> Path | None:
    """Return the configuration that the user named, in either way. Raises SettingsError for two."""
    first: Path | None = getattr(options, "configuration", None)
    second: Path | None = options.config
    if first is not None and second is not None and not names_folder_and_options(options):
        raise SettingsError(
            "--config",
            f"{first} is named too.",
            "Name one of them; a built site's folder goes with a .toml file alone.",
        )
    return second or first


def names_folder_and_options(options: argparse.Namespace) -> bool:
    """Whether a built site is named, and the file with its options besides."""
    folder: Path | None = getattr(options, "configuration", None)
    file: Path | None = options.config
    return folder is not None and folder.is_dir() and file is not None and file.suffix == ".toml"
