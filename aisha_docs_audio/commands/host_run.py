"""A dry run of the host's own build, for the commands that need to know what the pages say."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.estimate import FILE_VARIABLE, Estimate, read_estimate
from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    import argparse

_CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "conf.py", "docs/conf.py")


def add_argument(parser: argparse.ArgumentParser) -> None:
    """Let the user say which documentation is meant."""
    parser.add_argument(
        "configuration",
        nargs="?",
        type=Path,
        help="mkdocs.yml, or Sphinx's conf.py or its folder; without it, the first found of "
        + ", ".join(_CONFIGURATIONS),
    )


def dry_run(configuration: Path | None) -> Estimate:
    """Build into a temporary folder without speaking, and give what the plugin counted.

    Raises SettingsError when there is no such documentation, or its build fails.
    """
    found = configuration or _found()
    if found.is_dir():
        found /= "conf.py"
    if not found.is_file():
        raise SettingsError("configuration", f"there is no {found}.")
    with tempfile.TemporaryDirectory(prefix="aisha-dry-run-") as scratch:
        file = Path(scratch, "survey.jsonl")
        environ = {**os.environ, "AISHA_AUDIO": "estimate", FILE_VARIABLE: str(file)}
        done = subprocess.run(  # noqa: S603
            _command(found, scratch),
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode or not file.exists():
            print(done.stdout, file=sys.stderr)
            raise SettingsError(
                "configuration",
                f"the dry run of {found} gave nothing (exit status {done.returncode}).",
                "What the build said stands above; is the plugin switched on in it?",
            )
        return read_estimate(file)


def _found() -> Path:
    for name in _CONFIGURATIONS:
        if Path(name).is_file():
            return Path(name)
    raise SettingsError(
        "configuration", f"none of {', '.join(_CONFIGURATIONS)} is here.", "Name yours."
    )


def _command(configuration: Path, scratch: str) -> list[str]:
    site = f"{scratch}/site"
    if configuration.name == "conf.py":
        folder = str(configuration.parent)
        return [sys.executable, "-m", "sphinx", "-b", "html", "-d", f"{scratch}/d", folder, site]
    host = "properdocs" if configuration.name.startswith("properdocs") else "mkdocs"
    return [sys.executable, "-m", host, "build", "-f", str(configuration), "-d", site]
