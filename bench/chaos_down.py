"""Build 1,000 texts against an API that is down: how often is it asked, how long does it take.

The limits are those of the promise: at most 5 further requests for speech, 30 seconds, one message.
They hold with the patience and the concurrency (4) that users have; the deadline is 3 seconds.
The seconds are those of an idle machine, so only --long holds the build to them.

Run: python bench/chaos_down.py [--long]        (three of the seven ways to be down; --long: all)
"""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.building import CANARY, Line, Site, build

from aisha_docs_audio.emulator.testing import running

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.testing import Emulator

TEXTS = 1000
MOST_REQUESTS = 5
MOST_SECONDS = 30.0

WAYS = (
    # Only requests for speech fail, the history can be read: the emulator's "late", for ever.
    ("answers no request for speech", "late", 0),
    ("503 from the first request", "503", 0),
    ("refuses connections", None, 0),
    ("503 from the 500th request", "503", 499),
    ("resets connections from the 500th request", "reset", 499),
    ("hangs from the first request", "hang", 0),
    ("hangs from the 500th request", "hang", 499),
)


def closed_port() -> int:
    """Find a port where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def go_down(
    number: int, fault: str | None, spared: int, emulator: Emulator, place: Path
) -> tuple[int, float, dict[str, int]]:
    """Build; give the requests for speech once it was down, the seconds, and the messages."""
    key = f"{CANARY}-{number}"
    emulator.open_account(key, 10_000_000)
    site = Site(
        directory=place / str(number),
        url=emulator.url if fault else f"http://127.0.0.1:{closed_port()}",
        key=key,
        lines=tuple(Line(text=f"Matn raqami {n}.") for n in range(TEXTS)),
        timeout_seconds=3.0,
    )
    emulator.set_faults({fault: 1.0} if fault else {}, after=spared, late_seconds=3600.0)
    built = build(site)
    asked = emulator.account(key).requests_by_endpoint.get("post", 0)
    return max(0, asked - spared), built.seconds_without_sound, dict(built.errors)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as place, running() as emulator:
        for number, (name, fault, spared) in enumerate(WAYS if options.long else WAYS[:3]):
            asked, seconds, errors = go_down(number, fault, spared, emulator, Path(place))
            in_time = seconds <= MOST_SECONDS or not options.long
            kept = asked <= MOST_REQUESTS and in_time and len(errors) == 1
            good = good and kept
            print(
                f"{name}: {asked} further requests for speech (at most {MOST_REQUESTS}), "
                f"{seconds:.1f} s (at most {MOST_SECONDS:.0f}), {len(errors)} message(s) for "
                f"{sum(errors.values())} texts{'' if kept else '   <-- NOT KEPT'}"
            )
            for message in errors:
                print(f"    {message}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
