"""`aisha-docs-audio narrate`: players for a folder of HTML that any generator built."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.report import closing_line, named_folder
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.commands.arguments import (
    add_site_options,
    given_options,
    typed_path,
)
from aisha_docs_audio.commands.spoken_lines import tell, tell_aside
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.hosts.html_folder import HtmlFolder
from aisha_docs_audio.hosts.site_files import html_files
from aisha_docs_audio.settings.cache_place import check_cache_place
from aisha_docs_audio.settings.config_file import OWN_FILE, SHARED_FILE, TABLE, read_config_file
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from aisha_docs_audio.settings.mode import VARIABLE, mode_of
from aisha_docs_audio.settings.options import OPTIONS, Settings

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def register_narrate(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "narrate",
        help="give the pages of a built site their players",
        description="Give every page of a folder of built HTML its player, whichever generator "
        "built it. A second run changes nothing. Options are read from "
        f"{OWN_FILE}, or from [{TABLE}] in {SHARED_FILE}, in the current folder.",
        allow_abbrev=False,
        usage="%(prog)s [-h] [-o OUTPUT] [--config CONFIG] [--dry-run] [--strict] [--OPTION VALUE "
        "...] site",
    )
    parser.add_argument("site", type=typed_path, help="the folder of the built site")
    parser.add_argument(
        "-o",
        "--output",
        type=typed_path,
        help="leave SITE as it is, and write a copy with players here",
    )
    parser.add_argument("--config", type=typed_path, help="a TOML file with the options")
    parser.add_argument(
        "--dry-run", action="store_true", help="count what it would cost; write nothing"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 if any page could not be narrated"
    )
    named = parser.add_argument_group("options of the site, as in its files")
    add_site_options(named, OPTIONS)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    environ = {**os.environ, **({VARIABLE: "estimate"} if options.dry_run else {})}
    mode = mode_of(environ)
    root, settings, messages = _settings(options)
    if mode == "off":
        print(f"{VARIABLE} is off: nothing is done.")
        return 0
    warnings: list[str] = []

    def warn(message: str) -> None:
        if message not in warnings:
            warnings.append(message)
            tell_aside(f"WARNING: {message}")

    build = SiteBuild(
        settings=settings,
        root=root,
        environ=environ,
        progress=Progress(say=tell, terminal=sys.stderr),
        warn=warn,
        variant=f"narrate {os.path.relpath(options.output or options.site, root)}",
    )
    _check_places(options, build, settings)
    for message in messages:
        warn(message)
    finished = HtmlFolder(build, options.site, options.output).finish()
    for message in finished.warnings:
        warn(message)
    for message in finished.notes:
        tell(message)
    if mode in {"on", "preview"}:
        tell(
            closing_line(
                len(finished.players), finished.stats, build_command="aisha-docs-audio narrate"
            )
        )
    return 1 if options.strict and warnings else 0


def _settings(options: argparse.Namespace) -> tuple[Path, Settings, tuple[str, ...]]:
    """Lay the options of the command line over those of the file.

    Returns the folder of the file, the options, and what cannot be used of lexicon files. Raises
    SettingsError.
    """
    file, found = read_config_file(options.config, Path())
    root = file.resolve().parent if file is not None else Path.cwd()
    where = f"{file}: " if file is not None else ""
    given = given_options(options, OPTIONS)
    messages: list[str] = []
    for values, prefix, folder in ((found, where, root), (given, "--", Path())):
        if "lexicon" in values:
            values["lexicon"], said = load_lexicon(
                _entries(values["lexicon"]), folder, f"{prefix}lexicon"
            )
            messages += said
        Settings.from_mapping(values, prefix=prefix)
    return root, Settings.from_mapping({**found, **given}), tuple(messages)


def _entries(typed: object) -> object:
    """Return a lexicon's entries; on a command line they are written WORD=SAID."""
    if not isinstance(typed, list):
        return typed
    pairs = [entry.partition("=") if isinstance(entry, str) else None for entry in typed]
    return [
        {pair[0]: pair[2]} if pair is not None and pair[1] else entry
        for pair, entry in zip(pairs, typed, strict=True)
    ]


def _check_places(options: argparse.Namespace, build: SiteBuild, settings: Settings) -> None:
    site: Path = options.site
    if not site.is_dir():
        raise SettingsError("site", f"there is no folder {site}.", "Build the site first.")
    if next(html_files(site), None) is None:
        raise SettingsError(
            "site", f"there is no HTML page in {named_folder(site)}.", "Build the site first."
        )
    check_cache_place(
        build.cache_directory,
        option="cache_dir",
        value=settings.cache_dir,
        configuration=OWN_FILE,
        sources={},
        outputs={"the site": site} | ({"--output": options.output} if options.output else {}),
    )
