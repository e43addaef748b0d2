"""The site that a command is about, found as its host finds it; what it says is asked of the host.

The host is run as a process of its own: to read the options, or to build without speaking.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.estimate import FILE_VARIABLE, Estimate, read_estimate
from aisha_docs_audio.build.site_options import OPTIONS_VARIABLE, SiteOptions, read_options
from aisha_docs_audio.commands.arguments import given_config, names_folder_and_options
from aisha_docs_audio.commands.folder_site import (
    narrate_command,
    options_file,
    read_folder_site,
)
from aisha_docs_audio.commands.found_configuration import (
    find_configuration,
    letters_of,
    other_configurations,
    place_above,
)
from aisha_docs_audio.commands.host_output import host_complaint, without_tracebacks
from aisha_docs_audio.commands.spoken_lines import tell_aside
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.reading.page import FALLBACK_LANGUAGE
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    import argparse

    from aisha_docs_audio.settings.languages import Language

_LOOKED_FOR = "mkdocs.yml, properdocs.yml, conf.py or aisha-audio.toml"


def dry_run(options: argparse.Namespace) -> Estimate:
    """Build into a temporary folder without speaking, and return what the plugin counted.

    Raises SettingsError when there is no such documentation, or its build fails.
    """
    given, file_with_options = given_config(options), None
    if names_folder_and_options(options):
        given, file_with_options = options.configuration, options.config
    found = given if file_with_options else find_configuration(given)
    if found is None:
        raise SettingsError(
            "--config",
            f"there is no {_LOOKED_FOR} here, nor in docs/, source/ or doc/.",
            f"{place_above()}Name yours, or the folder of your built site.",
        )
    others = [] if file_with_options else other_configurations(found, given)
    if others:
        tell_aside(
            f"{found} is looked at, and not {others[0]}, which names this package too: name it "
            "with --config to have that one."
        )
    if found.suffix == ".toml":
        raise SettingsError(
            "--config",
            f"{found} does not say where the built site is.",
            "Name its folder too, such as public/.",
        )
    with tempfile.TemporaryDirectory(prefix="aisha-dry-run-") as scratch:
        file = Path(scratch, "estimate.jsonl")
        command = _command(found, scratch, file_with_options)
        done = _run(command, FILE_VARIABLE, file)
        if done.returncode:
            print(without_tracebacks(done.stdout).rstrip(), file=sys.stderr)
            raise SettingsError(
                "--config",
                f"the dry run of {found} failed (exit status {done.returncode}).",
                "What the build said stands above.",
            )
        if not file.exists():
            raise SettingsError(
                "--config", f"the dry run of {found} counted nothing.", "Is aisha-audio in it?"
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
        problem = "" if isinstance(error, NotSwitchedOnError) else str(error)
        return SiteOptions(root=found.parent, settings=Settings(), problem=problem)


def read_site(configuration: Path) -> SiteOptions:
    """Ask the host for the options. Raises SettingsError with what the host said."""
    if configuration.is_dir():
        file = options_file(Path())
        return read_folder_site(file) if file else SiteOptions(root=Path.cwd(), settings=Settings())
    if configuration.suffix == ".toml":
        return read_folder_site(configuration)
    if not _may_be_ours(configuration):
        raise NotSwitchedOnError(configuration)
    with tempfile.TemporaryDirectory(prefix="aisha-options-") as scratch:
        file = Path(scratch, "options.json")
        done = _run(_command(configuration, scratch), OPTIONS_VARIABLE, file)
        if file.exists():
            return read_options(file)
    if done.returncode:
        said = host_complaint(done.stdout).rstrip(". ")
        end = "" if said.endswith("!") else "."
        raise SettingsError(str(configuration), f"it could not be read: {said}{end}")
    raise NotSwitchedOnError(configuration)


class NotSwitchedOnError(SettingsError):
    """A host's configuration without this plugin: somebody else's site."""

    def __init__(self, configuration: Path) -> None:
        super().__init__(str(configuration), "aisha-audio is not switched on in it.")


def primary_language(said: str) -> Language:
    """Return the language that a host's locale ("ru_RU") means; the API's default for any other."""
    primary = said.replace("_", "-").split("-")[0].lower()
    return next((known for known in LANGUAGES if known == primary), FALLBACK_LANGUAGE)


def _may_be_ours(configuration: Path) -> bool:
    """Whether it is worth asking: a site without us would be built, which may take long."""
    try:
        text = letters_of(configuration)
    except OSError as error:
        raise SettingsError(str(configuration), f"it cannot be read: {error.strerror}.") from None
    return any(sign in text for sign in (b"aisha", b"INHERIT", b"import"))


def _run(command: list[str], variable: str, file: Path) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "AISHA_AUDIO": "estimate",
        "NO_COLOR": "1",
        # What is read here is decoded so, whatever the terminal knows.
        "PYTHONIOENCODING": "utf-8",
        # Reports of errors that hosts leave there go with it.
        "TMPDIR": str(file.parent),
        variable: str(file),
    }
    try:
        return subprocess.run(  # noqa: S603
            command,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SettingsError(command[0], f"it cannot be started: {error.strerror}.") from error


def _command(configuration: Path, scratch: str, file_with_options: Path | None = None) -> list[str]:
    site = f"{scratch}/site"
    if configuration.is_dir():
        return narrate_command(configuration, file_with_options)
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
