"""`aisha-docs-audio history` and `status`: what the account's own records say."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.api import Client
from aisha_docs_audio.api.error_responses import clean, shorten
from aisha_docs_audio.build.report import counted
from aisha_docs_audio.commands.arguments import add_config, given_config, typed_path
from aisha_docs_audio.commands.host_run import dry_run, load_site
from aisha_docs_audio.commands.output_file import check_output, write_output
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.payments.maintenance.restore import adopt
from aisha_docs_audio.payments.opening import open_context, open_store
from aisha_docs_audio.redaction import VARIABLE
from aisha_docs_audio.settings.addresses import URL_VARIABLE, api_url_of
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from aisha_docs_audio.model import Utterance

_SHOWN = 60
"""Characters of a text in a line."""


def register_account(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommands."""
    history = commands.add_parser(
        "history",
        help="list what the account generated, newest first",
        description="List what the account generated, newest first: id, time, model, mood, text. "
        "With --adopt, refill a cache that was lost from it. Needs the key; costs nothing.",
    )
    history.add_argument("--page", type=_from_1, default=1, help="default: %(default)s")
    history.add_argument("--limit", type=_from_1, default=10, help="rows a page, %(default)s")
    history.add_argument(
        "--adopt",
        action="store_true",
        help="say which sounds that the documentation needs and the cache has lost are there",
    )
    history.add_argument("--apply", action="store_true", help="with --adopt: fetch and keep them")
    add_config(history, positional=True)
    history.set_defaults(run=_history)
    status = commands.add_parser(
        "status",
        help="show the state of an asynchronous request",
        description="Show the state of an asynchronous request: id, state, characters, and the "
        "address of the sound. The exit status is 0 when the sound is ready, 1 when it is not.",
    )
    status.add_argument("id", type=_from_1, help="the id that the API gave")
    status.add_argument("-o", "--output", type=typed_path, help="download its sound into this file")
    add_config(status)
    status.set_defaults(run=_status)


def _history(options: argparse.Namespace) -> int:
    if options.adopt:
        return _adopt(options)
    with _client(options) as client:
        page = client.history(page=options.page, limit=options.limit)
    for row in page.rows:
        print(f"{row.id}\t{row.created_at}\t{row.model}\t{row.mood}\t{clean(row.transcript)}")
    print(f"{len(page.rows)} of {page.count}")
    return 0


def _adopt(options: argparse.Namespace) -> int:
    key = _key()
    estimate = dry_run(options)
    directory = estimate.cache_directory
    with (
        open_store(directory, report=print) as store,
        open_context(
            Settings(), directory, estimate.api_url, key, store=store, report=print
        ) as context,
    ):
        found = adopt(context, estimate.utterances, apply=options.apply)
    verb = "adopted" if found.applied else "can be adopted (give --apply to do it)"
    count = len(found.matched) - len(found.failed)
    print(f"{counted(count, 'sound')} {verb}; already here: {found.here:,}")
    for match, reason in found.failed:
        print(f"failed: {_shown(match.utterance)}: {reason}")
    for utterance in found.ambiguous:
        print(f"not adopted, wanted with several parameters: {_shown(utterance)}")
    for utterance in found.doubtful:
        print(f"not adopted, there with another model or mood only: {_shown(utterance)}")
    print(f"not in the history: {len(found.missing):,}; rows of it unused: {found.unused_rows:,}")
    return 1 if found.failed else 0


def _from_1(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not valid: it must be a whole number from 1")
    return int(text)


def _shown(utterance: Utterance) -> str:
    return shorten(clean(utterance.text), _SHOWN)


def _status(options: argparse.Namespace) -> int:
    if options.output:
        check_output(options.output)
    with _client(options) as client:
        status = client.status(options.id)
        print(f"{status.id}\t{status.state}\t{status.characters}\t{status.audio_path}")
        if options.output and status.audio_path:
            write_output(options.output, client.download(status.audio_path))
    return 0 if status.state == "SUCCESS" else 1


def _client(options: argparse.Namespace) -> Client:
    key = _key()
    # The variable wins over the site's option: then the site need not be asked.
    known = os.environ.get(URL_VARIABLE, "").strip() and given_config(options) is None
    settings = Settings() if known else load_site(given_config(options)).settings
    return Client(
        api_url=api_url_of(settings, os.environ), key=key, timeout_seconds=settings.timeout
    )


def _key() -> ApiKey:
    key = ApiKey.from_environment(os.environ)
    if key is None:
        raise SettingsError(VARIABLE, "is not set.", "It is the only way to give the key.")
    return key
