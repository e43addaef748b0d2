"""`aisha-docs-audio say`: one text, spoken into a file, in a build's own way."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.report import closing_line
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.errors import SettingsError, VoiceError
from aisha_docs_audio.model import Block, Page
from aisha_docs_audio.reading.page import FALLBACK_LANGUAGE
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

_OPTIONS = ("voice", "api_url", "model", "mood", "speed", "voice_id", "bitrate", "cache_dir")
_PARAGRAPHS = regex.compile(r"\n\s*\n")


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "say",
        help="speak a text into an MP3 file",
        description="Speak a text into an MP3 file, as a build would: normalized, split, from the "
        "cache where it is there. Empty lines separate paragraphs.",
    )
    parser.add_argument("text", help="the text; - reads it from standard input")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        help="the MP3 file to write; - writes to standard output",
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default=FALLBACK_LANGUAGE, help="default: %(default)s"
    )
    for name in _OPTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}", help=f"as the option {name}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Speak. Raises SettingsError, VoiceError.

    Whether the file can be written is found out before anything is paid for.
    """
    _check_output(options.output)
    given = {name: getattr(options, name) for name in _OPTIONS if getattr(options, name)}
    settings = Settings.from_mapping(given, prefix="--")
    text = sys.stdin.buffer.read() if options.text == "-" else os.fsencode(options.text)
    blocks = tuple(
        Block(number=number, kind="paragraph", level=0, text=paragraph, language=None)
        for number, paragraph in enumerate(
            _PARAGRAPHS.split(text.decode("utf-8", "replace").strip()), 1
        )
    )
    page = Page(
        path="the text",
        title="",
        language=options.language,
        settings=settings,
        overrides={},
        blocks=blocks,
    )
    build = SiteBuild(
        settings=settings,
        root=Path.cwd(),
        environ=os.environ,
        progress=Progress(say=_say, terminal=sys.stderr),
        warn=_say,
    )
    result = build.narrate([page])
    if not result.narrated:
        reasons = next(iter(result.problems.values()), ("there is nothing to say.",))
        raise VoiceError(" ".join(reasons))
    [narrated] = result.narrated.values()
    _write(options.output, narrated.narration.track.read_bytes())
    _say(closing_line(1, result.stats))
    return 0


def _check_output(path: Path) -> None:
    """Raise SettingsError where no file can be written; an existing one is not touched."""
    if str(path) == "-":
        if sys.stdout.isatty():
            raise SettingsError("--output", "a terminal cannot play an MP3 file: redirect it.")
        return
    try:
        is_new = not path.exists()
        path.open("ab").close()
        if is_new:
            path.unlink()
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def _write(path: Path, audio: bytes) -> None:
    if str(path) == "-":
        sys.stdout.buffer.write(audio)
        sys.stdout.flush()
        return
    try:
        path.write_bytes(audio)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: Exception) -> SettingsError:
    reason = getattr(error, "strerror", None) or error
    return SettingsError(
        "--output", f"{path} cannot be written: {reason}.", "Name a file in a folder that is there."
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr)
