"""`aisha-docs-audio estimate`: what a build would pay for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.commands.arguments import add_config
from aisha_docs_audio.commands.host_run import dry_run

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def register_estimate(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "estimate",
        help="count what a build would pay for",
        description="Count pages, new and cached characters, and the price where the option "
        "price_per_character is set, and list the dearest pages. Nothing is spent, and no key is "
        "needed.",
    )
    add_config(parser, positional=True)
    parser.add_argument("--json", action="store_true", help="all pages and languages, as JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    estimate = dry_run(options)
    if options.json:
        print(json.dumps(estimate.form(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(estimate.lines()))
    return 0
