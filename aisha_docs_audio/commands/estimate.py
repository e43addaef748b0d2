"""`aisha-docs-audio estimate`: what a build would pay for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aisha_docs_audio.commands.host_run import add_argument, dry_run

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "estimate",
        help="count what a build would pay for",
        description="Count pages, new and cached characters, and the price where the option "
        "price_per_character is set. Nothing is spent, and no key is needed.",
    )
    add_argument(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    print("\n".join(dry_run(options.configuration).lines()))
    return 0
