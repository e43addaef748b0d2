"""The site that a command is about, found as its host finds it; what it says is asked of the host.

The host is run as a process of its own: to read the options, or to build without speaking.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.estimate import FILE_VARIABLE, Estimate, read_estimate
from aisha_docs_audio.build.site_options import OPTIONS_VARIABLE, SiteOptions, read_options
from aisha_docs_audio.commands.folder_site import (
    is_built_site,
    narrate_command,
    options_file,
    read_folder_site,
)
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.reading.page import FALLBACK_LANGUAGE
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    import argparse

    from aisha_docs_audio.settings.languages import Language

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

_MEANT = "the site's mkdocs.yml, its conf.py or the folder of that, or its aisha-audio.toml"
_LOOKED_FOR = "mkdocs.yml, properdocs.yml, conf.py or aisha-audio.toml"


def add_config(parser: argparse.ArgumentParser, *, positional: bool = False) -> None:
    """Let the user say which site is meant, with --config or, if `positional`, without."""
    if positional:
        parser.add_argument(
            "configuration",
            nargs="?",
            type=Path,
            help="as --config, or the folder of a site that narrate gives players",
        )
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help=f"{_MEANT}; without it, looked for here, in docs/, source/ and doc/",
    )


def given_config(options: argparse.Namespace) -> Path | None:
    """Return the configuration that the user named, in either way."""
    given: Path | None = options.config or getattr(options, "configuration", None)
    return given


def dry_run(given: Path | None) -> Estimate:
    """Build into a temporary folder without speaking, and return what the plugin counted.

    Raises SettingsError when there is no such documentation, or its build fails.
    """
    found = find_configuration(given)
    if found is None:
        raise SettingsError(
            "--config",
            f"there is no {_LOOKED_FOR} here, nor in docs/, source/ or doc/.",
            "Name yours, or the folder of your built site.",
        )
    if found.suffix == ".toml":
        raise SettingsError(
            "--config",
            f"{found} does not say where the built site is.",
            "Name its folder instead, such as public/.",
        )
    with tempfile.TemporaryDirectory(prefix="aisha-dry-run-") as scratch:
        file = Path(scratch, "estimate.jsonl")
        done = _run(found, scratch, FILE_VARIABLE, file)
        if done.returncode or not file.exists():
            print(done.stdout, file=sys.stderr)
            raise SettingsError(
                "--config",
                f"the dry run of {found} gave nothing (exit status {done.returncode}).",
                "What the build said stands above; is the plugin switched on in it?",
            )
        for line in done.stdout.splitlines():
            sign = "WARNING: " if found.is_dir() else "aisha-audio: "
            before, ours, message = line.partition(sign)
            if ours and (found.is_dir() or "WARNING" in before):
                print(f"warning: {message}", file=sys.stderr)
        return read_estimate(file)


def load_site(given: Path | None) -> SiteOptions:
    """Return the site's options as its host reads them; outside a site, the defaults.

    A configuration that was only found, not named, and cannot be used, leaves the defaults beside
    it, and a line says so. Raises SettingsError for one that was named.
    """
    found = find_configuration(given)
    if found is None:
        return SiteOptions(root=Path.cwd(), settings=Settings())
    try:
        return read_site(found)
    except SettingsError as error:
        if given is not None:
            raise
        print(f"{error} Its options are not used, nor is its cache_dir.", file=sys.stderr)
        return SiteOptions(root=found.parent, settings=Settings())


def read_site(configuration: Path) -> SiteOptions:
    """Ask the host for the options. Raises SettingsError with what the host said."""
    if configuration.is_dir():
        file = options_file(Path())
        return read_folder_site(file) if file else SiteOptions(root=Path.cwd(), settings=Settings())
    if configuration.suffix == ".toml":
        return read_folder_site(configuration)
    if not _may_be_ours(configuration):
        raise SettingsError(str(configuration), "aisha-audio is not switched on in it.")
    with tempfile.TemporaryDirectory(prefix="aisha-options-") as scratch:
        file = Path(scratch, "options.json")
        done = _run(configuration, scratch, OPTIONS_VARIABLE, file)
        if file.exists():
            return read_options(file)
    if done.returncode:
        said = _complaint(done.stdout)
        raise SettingsError(str(configuration), f"it could not be read: {said}")
    raise SettingsError(str(configuration), "aisha-audio is not switched on in it.")


def primary_language(said: str) -> Language:
    """Return the language that a host's locale ("ru_RU") means; the API's default for any other."""
    primary = said.replace("_", "-").split("-")[0].lower()
    return next((known for known in LANGUAGES if known == primary), FALLBACK_LANGUAGE)


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
    here = [folder / name for name in CONFIGURATIONS if (folder / name).is_file()]
    ours = next((path for path in here if _names_us(path)), None) or options_file(folder)
    if ours is not None or here:
        return ours or here[0]
    if given is not None and not is_built_site(given):
        raise SettingsError("--config", f"there is no configuration in {given}, nor a built site.")
    return given


def _names_us(configuration: Path) -> bool:
    try:
        return b"aisha" in configuration.read_bytes()
    except OSError:
        return False


def _may_be_ours(configuration: Path) -> bool:
    """Whether it is worth asking: a site without us would be built, which may take long."""
    try:
        text = configuration.read_bytes()
    except OSError as error:
        raise SettingsError(str(configuration), f"it cannot be read: {error.strerror}.") from None
    return any(sign in text for sign in (b"aisha", b"INHERIT", b"import"))


def _run(
    configuration: Path, scratch: str, variable: str, file: Path
) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "AISHA_AUDIO": "estimate",
        "NO_COLOR": "1",
        # What is read here is decoded so, whatever the terminal knows.
        "PYTHONIOENCODING": "utf-8",
        variable: str(file),
    }
    return subprocess.run(  # noqa: S603
        _command(configuration, scratch),
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _command(configuration: Path, scratch: str) -> list[str]:
    site = f"{scratch}/site"
    if configuration.is_dir():
        return narrate_command(configuration)
    if configuration.name == "conf.py":
        folder = str(configuration.parent)
        return [sys.executable, "-m", "sphinx", "-b", "html", "-d", f"{scratch}/d", folder, site]
    host = _mkdocs_like(configuration)
    return [sys.executable, "-m", host, "build", "-f", str(configuration), "-d", site]


def _mkdocs_like(configuration: Path) -> str:
    """Return which host builds it: ProperDocs reads mkdocs.yml too."""
    if configuration.name.startswith("properdocs"):
        return "properdocs"
    return "mkdocs" if importlib.util.find_spec("mkdocs") else "properdocs"


_BLAMED = re.compile(r"\b(?:error|aborted|exception|no module)\b", re.IGNORECASE)


def _complaint(output: str) -> str:
    """Return the lines of a host's output that say what is wrong, or its last one."""
    lines = [" ".join(line.split()) for line in output.splitlines() if line.strip()]
    blamed = [line for line in lines if _BLAMED.search(line)]
    return " ".join(blamed[:3] or lines[-1:] or ["it said nothing."])
