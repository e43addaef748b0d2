"""The emulator's command line: which options there are, and what they come to."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from aisha_docs_audio.emulator import options as defaults
from aisha_docs_audio.emulator.faults import FAULTS, Faults
from aisha_docs_audio.emulator.options import EmulatorError, FaultOptions, Options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = (
        "Run a server that behaves as the AIsha TTS API's document says, for development and "
        "tests. It is not AIsha, and nothing here costs money."
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "Faults, each with its share (0 to 1) of the requests it can befall:\n"
        + "".join(f"  {fault.name:<14} {fault.meaning}\n" for fault in FAULTS.values())
    )
    faults = FaultOptions()
    add = parser.add_argument
    add("--host", type=_filled, default="127.0.0.1", help="address to listen on (%(default)s)")
    add("--port", type=_port, default=8765, help="port, 0 for a free one (%(default)s)")
    add(
        "--data",
        type=lambda text: Path(_filled(text)),
        default=defaults.DEFAULT_DATA,
        metavar="DIR",
        help="where accounts, records and sound are kept (%(default)s)",
    )
    add(
        "--key",
        action="append",
        dest="keys",
        metavar="KEY[=BALANCE]",
        help=f"an API key that works, repeatable ({defaults.DEFAULT_KEY})",
    )
    add(
        "--balance",
        type=_whole_number,
        default=defaults.DEFAULT_BALANCE,
        metavar="N",
        help="characters that a new account begins with (%(default)s)",
    )
    add(
        "--custom-voice",
        action="append",
        default=[],
        dest="custom_voices",
        metavar="ID[=STATUS]",
        help="a voice_id of the first key's account, repeatable; its status is READY if not given",
    )
    add(
        "--voice",
        choices=("local", "tone"),
        help="who speaks: eSpeak NG, or beeps that name the text (local where it is installed)",
    )
    add(
        "--latency",
        type=_seconds,
        default=0.0,
        metavar="SECONDS",
        help="how long every speech takes at least (%(default)g)",
    )
    add(
        "--media-origin",
        metavar="URL",
        help="make audio paths absolute, on this origin; the word "
        f"{defaults.SECOND_PORT!r}: on a second port of the emulator's own",
    )
    add(
        "--fault",
        action="append",
        default=[],
        dest="faults",
        metavar="NAME=RATE",
        help="throw in a fault, repeatable: see below",
    )
    add(
        "--fault-seed",
        type=int,
        metavar="N",
        help="repeat the faults of an earlier run (a new seed each time, shown at the start)",
    )
    add(
        "--fault-after",
        type=_whole_number,
        default=0,
        metavar="N",
        help="no fault before this many requests for speech (%(default)s)",
    )
    add(
        "--fault-count",
        type=_whole_number,
        metavar="N",
        help="this many faults at most, then all is well again",
    )
    add(
        "--late-seconds",
        type=_seconds,
        default=faults.late_seconds,
        metavar="SECONDS",
        help="fault late: how long after the hang-up the charge comes (%(default)g)",
    )
    add(
        "--retry-after",
        type=_whole_number,
        default=faults.retry_after_seconds,
        metavar="SECONDS",
        help="fault 429: what Retry-After says (%(default)s)",
    )
    add("--verbose", action="store_true", help="show every request")
    add(
        "--until-stdin-closes",
        action="store_true",
        help="also end when standard input closes, that is with the program that started it",
    )


def _filled(text: str) -> str:
    """Return a text that is not empty: an empty host would be every network of this machine."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text


def options_of(args: argparse.Namespace) -> Options:
    """Read what was typed. Raises EmulatorError for what argparse lets through."""
    keys = dict(_key(text, args.balance) for text in args.keys or [defaults.DEFAULT_KEY])
    voices = dict(_custom_voice(text) for text in args.custom_voices)
    seed = random.randrange(10**6) if args.fault_seed is None else args.fault_seed  # noqa: S311
    faults = FaultOptions(
        rates=dict(_rate(text) for text in args.faults),
        seed=seed,
        after=args.fault_after,
        count=args.fault_count,
        late_seconds=args.late_seconds,
        retry_after_seconds=args.retry_after,
    )
    Faults(faults)  # which checks names and rates
    return Options(
        host=args.host,
        port=args.port,
        data=args.data,
        keys=keys,
        custom_voices=voices,
        voice=args.voice,
        latency_seconds=args.latency,
        media_origin=args.media_origin,
        faults=faults,
        verbose=args.verbose,
    )


def _key(text: str, balance: int) -> tuple[str, int]:
    # A key may end in “=”, as base64 does: only digits behind it are a balance.
    key, _, number = text.rpartition("=")
    return (key, int(number)) if key and number.isdecimal() else (text, balance)


def _custom_voice(text: str) -> tuple[int, str]:
    number, _, status = text.partition("=")
    if not number.isdecimal():
        raise EmulatorError(f"--custom-voice takes ID or ID=STATUS, not {text!r}")
    return int(number), status or "READY"


def _rate(text: str) -> tuple[str, float]:
    name, _, rate = text.partition("=")
    try:
        return name, float(rate)
    except ValueError:
        raise EmulatorError(f"--fault takes NAME=RATE, such as lost=0.1, not {text!r}") from None


def _port(text: str) -> int:
    number = _whole_number(text)
    if number > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number


def _whole_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds
