"""`aisha-docs-audio say`: one text, spoken into a file as the site's next build would."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.report import counted, paid_part
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.build.voice import open_voice
from aisha_docs_audio.build.voice_policy import PayingVoice
from aisha_docs_audio.commands.arguments import (
    add_config,
    add_site_options,
    given_options,
    typed_path,
)
from aisha_docs_audio.commands.host_run import load_site, primary_language
from aisha_docs_audio.commands.output_file import check_output, write_output
from aisha_docs_audio.commands.spoken_lines import tell_aside
from aisha_docs_audio.errors import CacheError, SettingsError, VoiceError
from aisha_docs_audio.model import Block, Page
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.utterances.script import write_script

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

    from aisha_docs_audio.build.result import BuildStats
    from aisha_docs_audio.build.site_options import SiteOptions
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Utterance

_OPTIONS = (
    "voice", "api_url", "model", "mood", "speed", "voice_id", "numbers", "bitrate", "cache_dir",
)  # fmt: skip
_MOST_BYTES = 2**20
_PARAGRAPHS = regex.compile(r"\n\s*\n")


def register_say(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "say",
        help="speak a text into an MP3 file",
        description="Speak a text into an MP3 file as a build of this site would: with its "
        "options, its lexicon, its voice and its cache. Says first what is sent and what of it is "
        "paid for. Empty lines separate paragraphs.",
    )
    parser.add_argument("text", help="the text; - reads it from standard input")
    parser.add_argument(
        "-o",
        "--output",
        type=typed_path,
        help="the MP3 file to write; - writes to standard output",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be sent, and what it costs"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, help="default: the site's, or uz where there is none"
    )
    parser.add_argument(
        "--lexicon",
        action="append",
        metavar="WORD=SAID",
        help="how a word is said, or the path of a W3C PLS file; repeatable, added to the site's",
    )
    add_site_options(parser, _OPTIONS)
    add_config(parser)
    parser.set_defaults(run=run_say)


def run_say(options: argparse.Namespace) -> int:
    """Show what is sent, then speak. Raises SettingsError, VoiceError, CacheError.

    Whether the file can be written is found out before anything is paid for.
    """
    _check_output(options)
    site = load_site(options.config)
    settings = _settings(options, site)
    page = _page(options, settings, site)
    # What the environment says of builds is not said of this.
    environ = {**os.environ, "AISHA_AUDIO": "on"}
    build = SiteBuild(
        settings=settings,
        root=site.root,
        environ=environ,
        progress=Progress(say=tell_aside, terminal=sys.stderr),
        warn=tell_aside,
        # Not among what the site's own pages use.
        variant="say",
    )
    with open_voice(
        settings, build.cache_directory, environ, occasion="build", warn=tell_aside, inform=_ignore
    ) as policy:
        new = _show(page, policy, settings)
        if options.dry_run:
            return 0
        if new and site.problem:
            raise SettingsError(
                "say",
                "nothing was paid for, because the site's options are not known.",
                "Mend its configuration, or try it elsewhere, or with --voice local.",
            )
    result = build.narrate([page])
    if not result.narrated:
        reasons = next(iter(result.problems.values()), ("there is nothing to say.",))
        raise VoiceError(" ".join(reasons))
    [narrated] = result.narrated.values()
    audio = narrated.narration.track.read_bytes()
    if str(options.output) == "-":
        sys.stdout.buffer.write(audio)
        sys.stdout.flush()
    else:
        write_output(options.output, audio)
    tell_aside(_summary(result.stats))
    return 0


def _summary(stats: BuildStats) -> str:
    """Return what was spoken in one line; where it is was said by who named the file."""
    found = f"{counted(stats.segments, 'segment')}: {stats.cached} from the cache, "
    found += f"{stats.generated} generated"
    if stats.recovered:
        found += f", {stats.recovered} recovered"
    return f"{found}, {paid_part(stats)}, {stats.seconds:.1f} seconds of audio"


def _settings(options: argparse.Namespace, site: SiteOptions) -> Settings:
    """Lay what the command line says over the site's options. Raises SettingsError."""
    given = given_options(options, _OPTIONS)
    typed = Settings.from_mapping(given, prefix="--")
    changes = {name: getattr(typed, name) for name in given}
    if "cache_dir" in given:
        # As every path on a command line: seen from here.
        changes["cache_dir"] = str(Path.cwd() / Path(typed.cache_dir).expanduser())
    if options.lexicon:
        entries = [
            dict([entry.split("=", 1)]) if "=" in entry else entry for entry in options.lexicon
        ]
        value, messages = load_lexicon(
            [dict(site.settings.lexicon), *entries], Path.cwd(), "--lexicon"
        )
        for message in messages:
            tell_aside(message)
        changes["lexicon"] = Settings.from_mapping({"lexicon": value}, prefix="--").lexicon
    return dataclasses.replace(site.settings, **changes)


def _page(options: argparse.Namespace, settings: Settings, site: SiteOptions) -> Page:
    text = _stdin() if options.text == "-" else os.fsencode(options.text)
    paragraphs = _PARAGRAPHS.split(text.decode("utf-8", "replace").strip())
    return Page(
        path="the text",
        title="",
        language=options.language or primary_language(site.language),
        settings=settings,
        overrides={},
        blocks=tuple(
            Block(number=number, kind="paragraph", level=0, text=paragraph, language=None)
            for number, paragraph in enumerate(paragraphs, 1)
        ),
    )


def _stdin() -> bytes:
    """Return what is piped in. Raises SettingsError for what has no end."""
    given = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(given) > _MOST_BYTES:
        raise SettingsError("text", f"standard input is longer than {_MOST_BYTES // 2**20} MB.")
    return given


def _show(page: Page, policy: VoicePolicy, settings: Settings) -> int:
    """Show what is sent and what of it is paid for; return the characters. Nobody is asked."""
    lines = write_script(page, policy.voice)
    utterances = tuple(dict.fromkeys(each for line in lines for each in line.utterances))
    if not utterances:
        raise VoiceError("there is nothing to say in this text.")
    costs = isinstance(policy.voice, PayingVoice)
    for utterance in utterances:
        tell_aside(f"{'sent' if costs else 'spoken'} ({utterance.language}): {utterance.text}")
    if not costs:
        tell_aside("this voice costs nothing")
        return 0
    new = sum(len(utterance.text) for utterance in utterances if not _is_here(policy, utterance))
    line = f"{counted(new, 'character')} to be paid for"
    if settings.price_per_character is not None:
        price = settings.price_per_character
        line += f", {new * price:,.2f} at {price:g} a character"
    tell_aside(line if new else "everything is in the cache: it costs nothing")
    return new


def _is_here(policy: VoicePolicy, utterance: Utterance) -> bool:
    try:
        return policy.voice.lookup(utterance) is not None
    except CacheError:
        return False  # saying it meets the same trouble again, and tells of it


def _check_output(options: argparse.Namespace) -> None:
    """Raise SettingsError where nothing can be written."""
    if options.output is None:
        if not options.dry_run:
            raise SettingsError("--output", "is not given.", "Name a file, or give --dry-run.")
    elif str(options.output) != "-":
        check_output(options.output)
    elif sys.stdout.isatty() and not options.dry_run:
        raise SettingsError("--output", "a terminal cannot play an MP3 file: redirect it.")


def _ignore(_line: str) -> None:
    """Drop what the build itself says again."""
