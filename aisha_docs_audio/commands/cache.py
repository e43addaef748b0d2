"""`aisha-docs-audio cache …`: look after the sound that was paid for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.api.error_responses import clean, shorten
from aisha_docs_audio.build.report import counted
from aisha_docs_audio.commands.arguments import add_config, typed_path
from aisha_docs_audio.commands.cache_opening import day_count, opened_cache
from aisha_docs_audio.commands.cache_shared import (
    opened_shared,
    prune_shared_store,
    pull_cache,
    push_cache,
    verify_shared_store,
    write_keys,
)
from aisha_docs_audio.commands.host_run import dry_run
from aisha_docs_audio.commands.output_file import replaced_output
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.payments.maintenance.archive import export, import_archive
from aisha_docs_audio.payments.maintenance.repair import prune, repair_cache
from aisha_docs_audio.payments.maintenance.retry import forget_refusals, refusals
from aisha_docs_audio.payments.maintenance.verify import cache_info, verify_cache
from aisha_docs_audio.settings.cache_place import DERIVED
from aisha_docs_audio.sound.track_cache import TrackCache

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction
    from collections.abc import Callable


_SHOWN = 60
"""Characters of a text in a line."""

_OTHER_SITES_DAYS = 30.0
"""What another site with the same cache played in this time is kept, whatever is asked for."""


def register_cache(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand and its own subcommands."""
    parser = commands.add_parser("cache", help="look after the sound that was paid for")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    def action(
        name: str, run: Callable[[argparse.Namespace], int], text: str, *, positional: bool = False
    ) -> Any:  # noqa: ANN401
        added = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        added.add_argument("--cache-dir", type=typed_path, help="default: the site's cache_dir")
        add_config(added, positional=positional)
        added.set_defaults(run=run)
        return added

    action("info", _info, "list what is in the cache")
    verifying = action("verify", _verify, "read everything and check it; nothing is changed")
    _add_shared(verifying, "check the shared store, not this machine's cache")
    action("repair", _repair, "set damaged files aside and index what a crash left unindexed")
    retrying = action(
        "retry", _retry, "let the next build ask again for what was refused or came as no sound"
    )
    retrying.add_argument("--list", action="store_true", help="only list those texts")
    what = "list the sounds that the documentation no longer needs, or delete them"
    pruning = action("prune", _prune, what, positional=True)
    pruning.add_argument("--apply", action="store_true", help="delete them")
    pruning.add_argument(
        "--unused-days",
        type=day_count,
        default=30.0,
        help="keep what was read in this many days, %(default)g",
    )
    _add_shared(pruning, "prune the shared store, by the lists of all sites that use it")
    pruning.add_argument(
        "--needed",
        type=typed_path,
        action="append",
        metavar="FILE",
        help="with --shared: what a site needs, as `cache keys` lists it; once for each site",
    )
    _add_shared(action("push", push_cache, "fill the shared store from this cache"))
    _add_shared(action("pull", pull_cache, "fill this cache from the shared store"))
    keys = action(
        "keys", write_keys, "write down which sounds the documentation needs", positional=True
    )
    keys.add_argument("-o", "--output", type=typed_path, required=True, help="the file to write")
    exporting = action("export", _export, "write everything paid for into one file")
    exporting.add_argument("archive", type=typed_path, help="the .tar file to write")
    importing = action("import", _import, "add what another cache exported")
    importing.add_argument("archive", type=typed_path, help="the .tar file to read")


def _add_shared(parser: argparse.ArgumentParser, instead: str = "") -> None:
    if instead:
        parser.add_argument("--shared", action="store_true", help=instead)
    parser.add_argument("--shared-store", metavar="URL", help="default: the site's shared_store")


def _info(options: argparse.Namespace) -> int:
    with opened_cache(options) as (store, ledger):
        info = cache_info(store, ledger)
    print(f"{options.cache_dir}: {counted(info.sounds, 'sound')}, {_megabytes(info.sound_bytes)}")
    if info.oldest_use is not None and info.newest_use is not None:
        print(f"last used between {_day(info.oldest_use)} and {_day(info.newest_use)}")
    for state, count in sorted(info.requests.items()):
        print(f"requests {state}: {count:,}")
    if info.damaged_records:
        print(f"damaged records of the ledger: {info.damaged_records}")
    clips, tracks, size = TrackCache(options.cache_dir / DERIVED).upkeep.size()
    made = f"{counted(clips, 'clip')}, {counted(tracks, 'track')}, {_megabytes(size)}"
    print(f"made from what was spoken: {made}")
    for path in (*info.set_aside, *info.half_written):
        print(f"not in use: {path}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    if options.shared:
        return verify_shared_store(opened_shared(options))
    with opened_cache(options) as (store, ledger):
        found = verify_cache(store, ledger)
    sounds, records = counted(found.sounds, "sound"), counted(found.records, "record")
    print(f"{sounds} and {records} of the ledger read")
    if found.not_indexed:
        print(f"{counted(found.not_indexed, 'sound')} not indexed: run `cache repair`")
    for told in found.left_alone:
        print(f"left alone: {told}")
    print("\n".join(found.problems) or "everything is as it was stored")
    return 1 if found.problems else 0


def _repair(options: argparse.Namespace) -> int:
    with opened_cache(options) as (store, ledger):
        done = repair_cache(store, ledger, now=time.time())
    print(
        f"{counted(done.sounds, 'sound')}: {done.set_aside:,} damaged set aside, {done.indexed:,} "
        f"indexed again; {counted(done.unfinished, 'request')} to settle by the next build"
    )
    for path in done.deleted_half_written:
        print(f"deleted, half written: {path}")
    for told in done.left_alone:
        print(f"left alone: {told}")
    for problem in done.unreadable:
        print(f"not mended: {problem}")
    return 1 if done.unreadable else 0


def _retry(options: argparse.Namespace) -> int:
    with opened_cache(options) as (_, ledger):
        found = refusals(ledger) if options.list else forget_refusals(ledger)
    for request in found.requests:
        text = shorten(clean(request.utterance.text), _SHOWN)
        kind = "paid for, no sound" if request.is_unusable else "refused"
        print(f"{kind}: “{text}”: {clean(request.reason or '')}")
    unusable = [request for request in found.requests if request.is_unusable]
    verb = "refused" if options.list else "refused, to be asked for again by the next build"
    print(f"{counted(len(found.requests) - len(unusable), 'text')} {verb}")
    if unusable:
        characters = sum(len(request.utterance.text) for request in unusable)
        verb = "can be" if options.list else "to be"
        print(
            f"{counted(len(unusable), 'text')} whose sound is not usable {verb} downloaded again, "
            "and paid for again where that gives no sound still: "
            f"{counted(characters, 'character')} at most"
        )
    if found.in_use:
        records = counted(found.in_use, "record")
        print(f"{records} in use by a build: run this again when it has ended")
    return 1 if found.in_use else 0


def _prune(options: argparse.Namespace) -> int:
    if options.shared:
        return prune_shared_store(options)
    estimate = dry_run(options)
    needed = {utterance.key for utterance in estimate.utterances}
    if options.cache_dir is None:
        options.cache_dir = estimate.cache_directory
    derived = TrackCache(options.cache_dir / DERIVED)
    with opened_cache(options) as (store, _):
        # Another API or voice than the one that was paid would leave nothing needed.
        if not any(store.contains(key) for key in needed):
            raise SettingsError(
                "cache prune",
                "the documentation needs none of the sounds in the cache.",
                "Set AISHA_API_URL, api_url and voice as in the build that paid for them.",
            )
        # What only finished tracks play, of this site or of others that share the cache, is used.
        now = time.time()
        for use in derived.uses.every():
            own = use.site in estimate.sites
            days = options.unused_days if own else max(options.unused_days, _OTHER_SITES_DAYS)
            if now - use.at < days * 86_400:
                needed.update(use.sounds)
        done = prune(
            store,
            needed=needed,
            unused_days=options.unused_days,
            now=time.time(),
            apply=options.apply,
        )
    verb = "deleted" if done.applied else "not needed (give --apply to delete them)"
    size = _megabytes(done.unneeded_bytes)
    print(f"{counted(len(done.unneeded), 'sound')} {verb}, {size}; {done.kept:,} kept")
    for told in done.left_alone:
        print(f"left alone: {told}")
    if done.applied:
        # What was derived from them is made again where it is wanted.
        month_ago = time.time() - 30 * 86_400
        freed = derived.upkeep.prune(used_before=month_ago)
        print(f"{_megabytes(freed)} of clips and tracks deleted that no build used for 30 days")
    return 0


def _export(options: argparse.Namespace) -> int:
    archive = replaced_output(options.archive, "archive")
    with opened_cache(options) as (store, ledger):
        done = export(store, ledger, archive)
    sounds, records = counted(done.sounds, "sound"), counted(done.records, "record")
    print(f"{options.archive}: {sounds}, {records} of the ledger")
    for problem in done.left_out:
        print(f"left out: {problem}")
    return 1 if done.left_out else 0


def _import(options: argparse.Namespace) -> int:
    with opened_cache(options, make=True) as (store, ledger):
        done = import_archive(store, ledger, options.archive)
    print(f"{counted(done.added, 'sound')} added, {done.known:,} known already")
    for problem in done.refused:
        print(f"refused: {problem}")
    return 1 if done.refused else 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _day(seconds: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(seconds))
