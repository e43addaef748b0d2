"""The command `aisha-docs-audio`: which subcommands there are, and what their exit status means.

0: done. 1: it could not be done, and the message says why. 2: the command line is wrong.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from aisha_docs_audio import __version__
from aisha_docs_audio.commands import account, cache, emulator, estimate, say
from aisha_docs_audio.errors import AishaAudioError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit status."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except AishaAudioError as error:
        print(f"aisha-docs-audio: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """Describe the whole command line."""
    top = argparse.ArgumentParser(
        prog="aisha-docs-audio",
        description="Documentation pages read aloud: the tools around the builds.",
        epilog="The API key is read from the environment variable AISHA_API_KEY only.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in (emulator, estimate, say, account, cache):
        command.register(commands)
    return top
