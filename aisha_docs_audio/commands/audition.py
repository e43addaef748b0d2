"""`aisha-docs-audio audition`: hear what the voice makes of numbers, letters and words, and choose.

The texts are sent as they stand here, not normalized: how the voice takes them is what is asked.
They are paid for through the cache, like everything: a second audition costs nothing.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.build.report import counted
from aisha_docs_audio.build.voice import open_voice
from aisha_docs_audio.commands.arguments import (
    add_config,
    add_site_options,
    given_options,
    typed_path,
)
from aisha_docs_audio.commands.audition_page import page_of_pairs
from aisha_docs_audio.commands.audition_pairs import all_pairs
from aisha_docs_audio.commands.host_run import load_site
from aisha_docs_audio.commands.output_file import check_output, write_output
from aisha_docs_audio.commands.spoken_lines import tell_aside
from aisha_docs_audio.errors import (
    AishaAudioError,
    AudioError,
    CacheError,
    SettingsError,
    SpendingStoppedError,
    UnsettledError,
    VoiceError,
)
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.sound import make_clip, speech_level

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction
    from collections.abc import Iterable

    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Utterance

_OPTIONS = ("api_url", "model", "mood", "speed", "voice_id", "price_per_character", "cache_dir")
_BITRATE = 48


def register_audition(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "audition",
        help="hear forty pairs spoken by AIsha, and choose options by ear",
        description="Have forty short pairs spoken by AIsha and write a page to compare them: "
        "digits and words, apostrophes, scripts, spellings, units, English words, the loudness of "
        "the languages. Says what it costs and asks first; what is in the cache costs nothing.",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=typed_path,
        default=Path("audition.html"),
        help="the page to write, default: %(default)s",
    )
    parser.add_argument("--yes", action="store_true", help="pay without being asked")
    add_site_options(parser, _OPTIONS)
    add_config(parser)
    parser.set_defaults(run=run_audition)


def run_audition(options: argparse.Namespace) -> int:
    """Ask, speak, write the page. Raises SettingsError, VoiceError, CacheError."""
    given = given_options(options, _OPTIONS)
    typed = Settings.from_mapping(given, prefix="--")
    check_output(options.output)
    if ApiKey.from_environment(os.environ) is None:
        raise SettingsError(
            "AISHA_API_KEY",
            "is not set, and an audition is AIsha's.",
            "Set it to the account's key.",
        )
    site = load_site(options.config)
    changes = {name: getattr(typed, name) for name in given}
    settings = dataclasses.replace(site.settings, **changes, voice="aisha")
    pairs = all_pairs()
    choices = [choice for pair in pairs for choice in (pair.first, pair.second)]
    root = Path.cwd() if "cache_dir" in given else site.root
    directory = root / Path(settings.cache_dir).expanduser()
    with open_voice(
        settings, directory, os.environ, occasion="estimate", warn=tell_aside
    ) as policy:
        utterances = {
            choice: policy.voice.utterance(choice.text, choice.language, settings)
            for choice in choices
        }
        different = dict.fromkeys(utterances.values())
        new = [utterance for utterance in different if policy.voice.lookup(utterance) is None]
    characters = sum(len(utterance.text) for utterance in new)
    tell_aside(_cost(len(pairs), len(different), characters, settings.price_per_character))
    if characters and site.problem:
        raise SettingsError(
            "audition",
            "nothing was paid for, because the site's options are not known.",
            "Mend its configuration, or run this in another folder.",
        )
    if characters and not options.yes:
        _ask()
    # What was agreed to is the most that is paid.
    settings = dataclasses.replace(settings, max_characters=characters)
    with open_voice(settings, directory, os.environ, occasion="build", warn=tell_aside) as policy:
        if characters:
            policy.prepare()
        sounds = _spoken(policy, different, settings.concurrency)
        paid = policy.spent_characters()
    problems = {sound for sound in sounds.values() if isinstance(sound, str)}
    if len(problems) == 1 and all(isinstance(sound, str) for sound in sounds.values()):
        raise VoiceError(problems.pop())
    write_output(options.output, page_of_pairs(pairs, sounds, utterances).encode())
    tell_aside(f"{options.output}: open it in a browser. {counted(paid, 'character')} paid for.")
    for problem in sorted(problems):
        tell_aside(f"some have no sound: {problem}")
    return 1 if problems else 0


def _cost(pairs: int, texts: int, characters: int, price: float | None) -> str:
    line = f"{pairs} pairs, {texts} different texts: {characters:,} characters are to be paid for"
    if price is not None:
        line += f", {characters * price:,.2f} at {price:g} a character"
    return f"{line}; what is in the cache costs nothing."


def _ask() -> None:
    """Let the user agree. Raises SpendingStoppedError."""
    if not sys.stdin.isatty():
        raise SpendingStoppedError(
            "nothing was spoken: there is no terminal to ask on. Give --yes to pay for it."
        )
    print("Pay for it? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise SpendingStoppedError("nothing was spoken, nothing was paid for.")


def _spoken(
    policy: VoicePolicy, utterances: Iterable[Utterance], concurrency: int
) -> dict[str, tuple[bytes, float] | str]:
    """Return each sound as MP3 and its level, or why there is none, by key."""
    sounds: dict[str, tuple[bytes, float] | str] = {}
    left = list(utterances)
    with ThreadPoolExecutor(concurrency, thread_name_prefix="aisha-audition") as pool:
        while left:
            again: list[tuple[float, Utterance]] = []
            for utterance, sound in zip(
                left, pool.map(lambda one: _sound(policy, one), left), strict=True
            ):
                sounds[utterance.key] = str(sound) if isinstance(sound, AishaAudioError) else sound
                if isinstance(sound, UnsettledError) and sound.retry_at is not None:
                    again.append((sound.retry_at, utterance))
            if again:
                time.sleep(max(0.0, max(again, key=itemgetter(0))[0] - time.monotonic()))
            left = [utterance for _, utterance in again]
    return sounds


def _sound(policy: VoicePolicy, utterance: Utterance) -> tuple[bytes, float] | AishaAudioError:
    try:
        audio = policy.synthesize(utterance).audio
        return make_clip(audio, bitrate=_BITRATE).frames, speech_level(audio)
    except (VoiceError, AudioError, CacheError) as error:
        return error
