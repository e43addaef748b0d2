"""`aisha-docs-audio emulator`: the server that stands in for the API."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import _SubParsersAction

MISSING = 'The emulator needs more packages: pip install "aisha-docs-audio[emulator]"'


def register_emulator(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser("emulator", help="run a stand-in for the AIsha API, for tests")
    try:
        from aisha_docs_audio.emulator import command  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name not in {"starlette", "uvicorn", "multipart", "python_multipart"}:
            raise
        parser.add_argument("arguments", nargs=argparse.REMAINDER)
        parser.set_defaults(run=lambda _: parser.exit(1, MISSING + "\n"))
    else:
        command.add_arguments(parser)
        parser.set_defaults(run=command.run_until_signal, shows_its_keys=True)
