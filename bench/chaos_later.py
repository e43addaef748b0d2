"""Turn files of a cache into a later version's, build, look after it, and see that they are left.

Each trial makes one site's cache, rewrites a random part of its sounds and records of the ledger
as a later version would write them (another form, a field more, a state of its own), builds, and
runs verify and repair. Nothing may be paid for those texts, and no byte of the files may change.
Then the files get their old bytes back: every text must have its sound, paid for once.

Run: python bench/chaos_later.py [--long] [--trials N] [--seed N]     (6 trials; --long: 40)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Line, Site, build, expected
from chaos.seeds import parse_with_seed

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.maintenance.repair import repair_cache
from aisha_docs_audio.payments.maintenance.verify import verify_cache
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.store import Store

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.testing import Emulator

TEXTS = 6
POLICY = RetryPolicy(
    settling_seconds=0.5, rounds_seconds=(), first_pause_seconds=0.01, longest_pause_seconds=0.05
)


def later_sound(data: bytes, draw: random.Random) -> bytes:
    """Return a sound's file with another form, or with a field that nobody knows yet."""
    head, _, sound = data.partition(b"\n")
    if draw.random() < 0.5:
        return head.replace(b" sound 1 ", b" sound 2 by=9.9.9 ", 1) + b"\n" + sound
    return head + b" by=9.9.9 codec=x\n" + sound


def later_record(data: bytes, draw: random.Random) -> bytes:
    """Return a record with another form, a state or a parameter of a later version."""
    form = json.loads(data.partition(b"\n")[2])
    form["written_by"] = "9.9.9"
    number = 1
    kind = draw.choice(("form", "state", "parameter"))
    if kind == "form":
        number = form["form"] = 2
    for request in form["requests"]:
        if kind == "state":
            request["state"] = "notarised"
        elif kind == "parameter":
            request["speech"]["pitch"] = 2
    body = json.dumps(form).encode()
    digest = hashlib.sha256(body).hexdigest()
    return f"aisha-docs-audio ledger {number} {digest}\n".encode() + body


def trial(emulator: Emulator, place: Path, name: str, draw: random.Random) -> tuple[int, int]:
    """Run one; returns the files made a later version's, and the faults found."""
    key = f"{CANARY}-{name}"
    emulator.open_account(key, 10_000_000)
    lines = tuple(Line(text=f"{name}, {number}-matn.") for number in range(TEXTS))
    site = Site(
        directory=place / name,
        url=emulator.url,
        key=key,
        lines=lines,
        timeout_seconds=30.0,
        retry_policy=POLICY,
    )
    build(site)
    paid = len(emulator.account(key).charges)
    before: dict[Path, bytes] = {}
    after: dict[Path, bytes] = {}
    for pattern, change in (("paid/*/*.sound", later_sound), ("ledger/records/*/*", later_record)):
        for path in sorted(site.directory.glob(pattern)):
            # A record counts only where its sound is gone, too: else nobody asks for it.
            if path.is_file() and draw.random() < 0.5:
                before[path] = path.read_bytes()
                after[path] = change(before[path], draw)
                path.write_bytes(after[path])
    built = build(site)
    said: list[str] = []
    with Store.open(site.directory / "paid", report=said.append) as store:
        ledger = Ledger(site.directory / "ledger", report=said.append)
        verify_cache(store, ledger)
        repair_cache(store, ledger, now=time.time())
    told = " ".join([*built.errors, *built.said])
    silent = len(lines) - len(built.sounds)
    faults = sum(not path.exists() or path.read_bytes() != data for path, data in after.items())
    faults += len(emulator.account(key).charges) - paid
    faults += bool(silent) and "9.9.9" not in told
    for path, data in before.items():
        path.write_bytes(data)
    whole = build(site)
    faults += sum(whole.sounds.get(line) != expected(line) for line in lines)
    faults += len(emulator.account(key).charges) - paid
    return len(after), faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--trials", type=int)
    options = parse_with_seed(parser)
    trials = options.trials or (40 if options.long else 6)
    draw = random.Random(options.seed)
    began = time.monotonic()
    changed = faults = 0
    with tempfile.TemporaryDirectory() as place, running() as emulator:
        for number in range(trials):
            files, found = trial(emulator, Path(place), f"sayt-{number}", draw)
            changed += files
            faults += found
    print(
        f"seed {options.seed}: {trials} caches, {changed} files of a later version, "
        f"{time.monotonic() - began:.0f} s\n"
        f"paid for again, changed, unnamed or without their sound afterwards: {faults}"
    )
    return 1 if faults or not changed else 0


if __name__ == "__main__":
    sys.exit(main())
