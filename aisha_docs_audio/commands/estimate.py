"""`aisha-docs-audio estimate`: a dry run of the host's own build that counts and spends nothing."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_MARK = "aisha-audio:"
_CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "conf.py", "docs/conf.py")


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "estimate",
        help="count what a build would pay for",
        description="Build the documentation into a temporary folder without speaking, and count "
        "pages, new and cached characters, and the price where price_per_character is set.",
    )
    parser.add_argument(
        "configuration",
        nargs="?",
        type=Path,
        help=f"mkdocs.yml, or Sphinx's conf.py or its folder; without it, the first found of: "
        f"{', '.join(_CONFIGURATIONS)}",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build dry and relay what the plugin counted. Raises SettingsError."""
    configuration = options.configuration or _found()
    if configuration.is_dir():
        configuration /= "conf.py"
    if not configuration.is_file():
        raise SettingsError("configuration", f"there is no {configuration}.")
    with tempfile.TemporaryDirectory(prefix="aisha-estimate-") as scratch:
        done = subprocess.run(  # noqa: S603
            _command(configuration, scratch),
            env={**os.environ, "AISHA_AUDIO": "estimate"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    lines = [line.partition(_MARK)[2].strip() for line in done.stdout.splitlines() if _MARK in line]
    if done.returncode or not lines:
        print(done.stdout, file=sys.stderr)
        print(f"aisha-docs-audio: the build of {configuration} failed", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def _found() -> Path:
    for name in _CONFIGURATIONS:
        if Path(name).is_file():
            return Path(name)
    raise SettingsError(
        "configuration", f"none of {', '.join(_CONFIGURATIONS)} is here.", "Name yours."
    )


def _command(configuration: Path, scratch: str) -> list[str]:
    if configuration.name == "conf.py":
        folder = str(configuration.parent)
        return [sys.executable, "-m", "sphinx", "-b", "html", "-d", f"{scratch}/d", folder, scratch]
    host = "properdocs" if configuration.name.startswith("properdocs") else "mkdocs"
    return [sys.executable, "-m", host, "build", "-f", str(configuration), "-d", scratch]
