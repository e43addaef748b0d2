"""`aisha-docs-audio cache push`, `pull`, `keys`; `verify` and `prune` with `--shared`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aisha_docs_audio.build.report import counted
from aisha_docs_audio.commands.arguments import given_config
from aisha_docs_audio.commands.cache_opening import opened_cache
from aisha_docs_audio.commands.host_run import dry_run, load_site
from aisha_docs_audio.commands.output_file import check_output, write_output
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.payments.clock import uptime
from aisha_docs_audio.payments.shared_store.failures import SharedStoreError
from aisha_docs_audio.payments.shared_store.key_list import key_list_bytes, read_key_list
from aisha_docs_audio.payments.shared_store.opening import SharedStore, open_shared_store
from aisha_docs_audio.payments.shared_store.store_clock import StoreClock
from aisha_docs_audio.payments.shared_store.upkeep import (
    check_shared,
    prune_shared,
    pull_sounds,
    push_sounds,
)
from aisha_docs_audio.settings.options import Settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from aisha_docs_audio.payments.shared_store.upkeep import Transfer
    from aisha_docs_audio.payments.store import Store


def opened_shared(options: argparse.Namespace) -> SharedStore:
    """Return the store that the command line or the site names. Raises SettingsError."""
    if options.shared_store is not None:
        settings = Settings.from_mapping({"shared_store": options.shared_store}, prefix="--")
    else:
        settings = load_site(given_config(options)).settings
    # What is away ends the command, with these words.
    shared = open_shared_store(settings, os.environ, report=lambda _: None)
    if shared is None:
        raise SettingsError("shared_store", "is not set.", "Set it, or give --shared-store.")
    return shared


def push_cache(options: argparse.Namespace) -> int:
    """Fill the shared store from a cache; return the exit status."""
    return _transfer(options, push_sounds, "put there", make=False)


def pull_cache(options: argparse.Namespace) -> int:
    """Fill a cache from the shared store; return the exit status."""
    return _transfer(options, pull_sounds, "fetched", make=True)


def _transfer(
    options: argparse.Namespace,
    transfer: Callable[[Store, SharedStore], Transfer],
    done_to: str,
    *,
    make: bool,
) -> int:
    shared = opened_shared(options)
    try:
        with opened_cache(options, make=make) as (store, _):
            done = transfer(store, shared)
    except PermissionError as error:
        raise _refused(shared, error) from None
    print(f"{shared.address}: {counted(done.sent, 'sound')} {done_to}, {done.known:,} known")
    for problem in done.left_out:
        print(f"left out: {problem}")
    return 1 if done.left_out else 0


def verify_shared_store(shared: SharedStore) -> int:
    """Read everything in the shared store; return the exit status."""
    try:
        found = check_shared(shared)
    except PermissionError as error:
        raise _refused(shared, error) from None
    sounds, claims = counted(found.sounds, "sound"), counted(found.claims, "claim")
    print(f"{shared.address}: {sounds} and {claims} read")
    for told in found.left_alone:
        print(f"left alone: {told}")
    print("\n".join(found.problems) or "everything is as it was stored")
    return 1 if found.problems else 0


def prune_shared_store(options: argparse.Namespace) -> int:
    """Delete from the shared store what no site on the lists needs; return the exit status."""
    if not options.needed:
        raise SettingsError(
            "cache prune --shared",
            "the sites that still need sound are not known.",
            "Give the list of each with --needed; `aisha-docs-audio cache keys -o FILE` makes it.",
        )
    needed = frozenset().union(*(read_key_list(path) for path in options.needed))
    shared = opened_shared(options)
    try:
        if not shared.sounds.there(sorted(needed)):
            reason = shared.health.away or "none of the sounds on the lists is in it."
            raise SettingsError("cache prune --shared", reason, "Nothing was deleted.")
        done = prune_shared(
            shared,
            needed,
            unused_days=options.unused_days,
            age=StoreClock(shared.backend, steady=uptime).age,
            apply=options.apply,
        )
    except PermissionError as error:
        raise _refused(shared, error) from None
    verb = "deleted" if done.applied else "not needed (give --apply to delete them)"
    print(f"{shared.address}: {counted(done.unneeded, 'sound')} {verb}; {done.kept:,} kept")
    return 0


def write_keys(options: argparse.Namespace) -> int:
    """Write the list of the sounds that the documentation needs; return the exit status."""
    check_output(options.output)
    keys = {utterance.key for utterance in dry_run(options).utterances}
    if not keys:
        raise SettingsError("cache keys", "the documentation needs no sound at all.")
    write_output(options.output, key_list_bytes(keys))
    print(f"{options.output}: {counted(len(keys), 'key')}")
    return 0


def _refused(shared: SharedStore, error: PermissionError) -> SharedStoreError:
    return SharedStoreError(f"The shared store {shared.address}: {error}.")
