"""`aisha-docs-audio completion`: the script by which a shell completes this command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shtab

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

_SHELLS = ("bash", "zsh", "tcsh")


def register_completion(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "completion",
        help="print the script that completes this command in a shell",
        description="Print the script that completes this command in a shell.",
    )
    parser.add_argument("shell", choices=_SHELLS, help="the shell to print it for")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    print(shtab.complete(options.command_line, options.shell))
    return 0
