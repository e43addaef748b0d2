"""The command `aisha-docs-audio`: which subcommands there are, and what their exit status means.

0: done. 1: it could not be done, and the message says why. 2: the command line is wrong.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from typing import TYPE_CHECKING

from aisha_docs_audio import __version__
from aisha_docs_audio.commands.account import register_account
from aisha_docs_audio.commands.audition import register_audition
from aisha_docs_audio.commands.cache import register_cache
from aisha_docs_audio.commands.command_line import CommandParser
from aisha_docs_audio.commands.completion import register_completion
from aisha_docs_audio.commands.doctor import register_doctor
from aisha_docs_audio.commands.emulator import register_emulator
from aisha_docs_audio.commands.epub import register_epub
from aisha_docs_audio.commands.estimate import register_estimate
from aisha_docs_audio.commands.feed import register_feed
from aisha_docs_audio.commands.narrate import register_narrate
from aisha_docs_audio.commands.say import register_say
from aisha_docs_audio.errors import AishaAudioError
from aisha_docs_audio.redaction import redact, redacted_output, redacting

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_log = logging.getLogger(__name__)
redacting(_log)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    _open_streams()
    _print_anything()
    try:
        with redacted_output():
            options = parser().parse_args(arguments)
            # The emulator shows the key that it takes itself, which is nobody's secret.
            if not getattr(options, "shows_its_keys", False):
                return _run(options)
        return _run(options)
    except BrokenPipeError:
        return _closed()


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except AishaAudioError as error:
        return _failed(str(error))
    except OSError as error:
        # "[Errno 13]" says nothing to people.
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return _failed(f"{where}{error.strerror or error}.")
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - a traceback helps nobody who types commands
        _log.debug("a command failed", exc_info=True)
        return _failed(
            f"a fault in aisha-docs-audio ({type(error).__name__}: {error}). Please report it."
        )
    return status


def _failed(message: str) -> int:
    print(f"aisha-docs-audio: {redact(message)}", file=sys.stderr)
    return 1


def _open_streams() -> None:
    """Open nothing in the place of what was closed (`>&-`), also lest another file is taken for it.

    The lowest descriptor that is free is the next one's.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _print_anything() -> None:
    """Escape what a terminal's encoding lacks, and bytes of file names that are no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _closed() -> int:
    """End quietly when nobody reads on (`… | head`), as if the signal SIGPIPE had done it."""
    # Python flushes once more at its end: into nothing.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def parser() -> argparse.ArgumentParser:
    """Describe the whole command line."""
    top = CommandParser(
        prog="aisha-docs-audio",
        description="Documentation pages read aloud: the tools around the builds.",
        epilog="The API key is read from the environment variable AISHA_API_KEY only.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    top.set_defaults(command_line=top)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for register in (
        register_narrate,
        register_epub,
        register_feed,
        register_emulator,
        register_estimate,
        register_say,
        register_audition,
        register_account,
        register_cache,
        register_doctor,
        register_completion,
    ):
        register(commands)
    return top
