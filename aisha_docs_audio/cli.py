"""The command `aisha-docs-audio`: which subcommands there are, and what their exit status means.

0: done. 1: it could not be done, and the message says why. 2: the command line is wrong.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from aisha_docs_audio import __version__
from aisha_docs_audio.commands import account, audition, cache, emulator, estimate, say
from aisha_docs_audio.errors import AishaAudioError
from aisha_docs_audio.redaction import KEY_HINT, is_like_a_key_option, redacted_output

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit status."""
    with redacted_output():
        options = parser().parse_args(arguments)
        # The emulator shows the key that it takes itself, which is nobody's secret.
        if not getattr(options, "shows_its_keys", False):
            return _run(options)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
    except (AishaAudioError, OSError) as error:
        print(f"aisha-docs-audio: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status


class _Parser(argparse.ArgumentParser):
    """Never repeats a key that was given as an argument."""

    def error(self, message: str) -> NoReturn:
        given = message.removeprefix("unrecognized arguments: ").split()
        if message.startswith("unrecognized") and any(
            is_like_a_key_option(word.partition("=")[0]) for word in given if word[:1] == "-"
        ):
            message = f"there is no such option. {KEY_HINT}"
        super().error(message)


def parser() -> argparse.ArgumentParser:
    """Describe the whole command line."""
    top = _Parser(
        prog="aisha-docs-audio",
        description="Documentation pages read aloud: the tools around the builds.",
        epilog="The API key is read from the environment variable AISHA_API_KEY only.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in (emulator, estimate, say, audition, account, cache):
        command.register(commands)
    return top
