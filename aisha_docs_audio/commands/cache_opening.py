"""The cache that a command is about: the one given, or the site's."""

from __future__ import annotations

import argparse
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.commands.arguments import given_config
from aisha_docs_audio.commands.host_run import load_site
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.payments.opening import open_payments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aisha_docs_audio.payments.ledger import Ledger
    from aisha_docs_audio.payments.store import Store

_MOST_DAYS = 1e6


@contextmanager
def opened_cache(
    options: argparse.Namespace, *, make: bool = False
) -> Iterator[tuple[Store, Ledger]]:
    """Return a cache's store and ledger, of a folder that is there or is to be made.

    Raises SettingsError, CacheError.
    """
    directory = _directory(options)
    if not make and not directory.is_dir():
        raise SettingsError("--cache-dir", f"there is no folder {directory}.", "A build makes it.")
    with open_payments(directory, report=print) as cache:
        yield cache


def _directory(options: argparse.Namespace) -> Path:
    """Return the cache that is meant, and keep it: the site is asked once."""
    if options.cache_dir is None:
        site = load_site(given_config(options))
        directory = Path(os.path.normpath(site.root / Path(site.settings.cache_dir).expanduser()))
        here = Path.cwd()
        is_below = directory.is_relative_to(here)
        options.cache_dir = directory.relative_to(here) if is_below else directory
    found: Path = options.cache_dir
    return found


def day_count(text: str) -> float:
    """Return how many days a user typed. Raises argparse.ArgumentTypeError."""
    try:
        days = float(text)
    except ValueError:
        days = -1.0
    if not 0 <= days < _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{text!r} is not valid: it must be a number from 0")
    return days
