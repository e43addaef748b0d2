"""The command `aisha-docs-audio emulator`: it starts, says what it is, and ends."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import aisha_docs_audio
from aisha_docs_audio.emulator.options import DEFAULT_KEY, EmulatorError
from aisha_docs_audio.emulator.options_cli import add_arguments, options_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aisha_docs_audio.emulator.options import Options

__all__ = ["add_arguments", "run_emulator", "run_until_signal"]


def run_until_signal(args: argparse.Namespace) -> int:
    """Serve until a signal; give the exit status: 0, 1 if it cannot run, 2 for wrong options."""
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING)
    if args.verbose:
        logging.getLogger("uvicorn.access").setLevel(logging.INFO)
    try:
        options = options_of(args)
    except EmulatorError as error:
        _complain(error)
        return 2
    try:
        from aisha_docs_audio.emulator.server import Listening, is_loopback, serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        _complain(f'{error}. Install it with: pip install "aisha-docs-audio[emulator]"')
        return 1

    def announce(listening: Listening) -> None:
        if not is_loopback(options.host):
            _complain(
                f"listening on {options.host}: other machines can reach this development tool, "
                "which asks for no more than a key and speaks plain HTTP"
            )
        _say(_start_lines(options, listening.url, listening.media_origin, listening.voice))

    if args.until_stdin_closes:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    try:
        serve(options, announce)
    except EmulatorError as error:
        _complain(error)
        return 1
    return 0


def run_emulator(arguments: Sequence[str] | None = None) -> int:
    """Run the command by itself, as `python -m aisha_docs_audio.emulator`."""
    parser = argparse.ArgumentParser(prog="python -m aisha_docs_audio.emulator")
    add_arguments(parser)
    return run_until_signal(parser.parse_args(arguments))


def _start_lines(options: Options, url: str, media_origin: str, voice: str) -> list[str]:
    lines = [
        (
            f"AIsha emulator {aisha_docs_audio.__version__}: a development tool that stands in for "
            "the AIsha TTS API. It is not AIsha, and nothing here costs money."
        ),
        f"Listening on {url}",
        f"Media on {media_origin}",
        f"Voice: {voice}. Data: {options.data}",
    ]
    if list(options.keys) == [DEFAULT_KEY]:
        lines += [
            "This key works:",
            f"    export AISHA_API_URL={url} AISHA_API_KEY={DEFAULT_KEY}",
        ]
    else:
        number = len(options.keys)
        given = "The key given with --key works" if number == 1 else f"All {number} keys work"
        lines.append(f"{given}; the API is at AISHA_API_URL={url}")
    if options.faults.rates:
        rates = ", ".join(f"{name}={rate:g}" for name, rate in options.faults.rates.items())
        lines.append(f"Faults: {rates} (--fault-seed {options.faults.seed})")
    return lines


def _say(lines: Sequence[str]) -> None:
    # Whoever started it may have stopped reading; that is no reason not to serve.
    with contextlib.suppress(OSError):
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _complain(problem: object) -> None:
    sys.stderr.write(f"aisha-docs-audio emulator: {problem}\n")


def _end_with_stdin() -> None:
    # Not sys.stdin: a thread that waits inside it can crash the interpreter's end.
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
