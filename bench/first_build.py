"""Measure what a first build costs beyond the plain one, in processor time and in waiting.

Processor seconds are of the whole process, by the minute of sound that came: answers as WAV,
decoding, trimming, encoding, store, ledger, join; the emulator is a process of its own. Waiting is
by the clock, beside what the API's latency alone would take with so many requests at once: only an
idle machine tells that.

Run: python bench/first_build.py [--rounds N]
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measuring.processes import run
from memory import COMMANDS, api, write_site

# Segments, pages, seconds of sound each.
SITES = ((120, 12, 2.0), (60, 6, 8.0), (20, 2, 60.0))
LATENCY_SECONDS, CONCURRENCY = 0.2, 8
BUILD = COMMANDS["mkdocs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One build: processor seconds, seconds by the clock, requests and minutes that it says."""

    cpu_seconds: float
    seconds: float
    generated: int
    minutes: float


def build(folder: Path, url: str, cache: str) -> Built:
    """Build the site with an empty cache."""
    environ = {"AISHA_API_URL": url, "AISHA_API_KEY": "key", "NO_MKDOCS_2_WARNING": "1"}
    configuration = folder / "mkdocs.yml"
    text = configuration.read_text().replace("warn_minutes", f"cache_dir: {cache}, warn_minutes")
    configuration.write_text(text.replace("uz,", f"uz, concurrency: {CONCURRENCY},", 1))
    cost = run(BUILD, folder, environ)
    generated = re.search(r"([\d,]+) generated", cost.output)
    minutes = re.search(r"([\d.]+) minutes of audio", cost.output)
    return Built(
        cpu_seconds=cost.seconds,
        seconds=cost.elapsed_seconds,
        generated=int(generated[1].replace(",", "")) if generated else 0,
        minutes=float(minutes[1]) if minutes else 0.0,
    )


def pairs(folder: Path, site: tuple[int, int, float], rounds: int, *more: str) -> list[list[Built]]:
    """Build plain and with the plugin, in turns; the emulator takes `more` options."""
    segments, pages, seconds = site
    found = []
    with api(folder / "api", seconds, *more) as url:
        for number in range(rounds):
            pair = []
            for with_plugin in (False, True):
                write_site(folder, segments, pages, with_plugin=with_plugin)
                pair.append(build(folder, url, f"cache{number}"))
            found.append(pair)
    return found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print("| Segments | Sound each | Plain build | First build | CPU for a minute of sound |")
    print("|---|---|---|---|---|", flush=True)
    for site in SITES:
        with tempfile.TemporaryDirectory() as scratch:
            found = pairs(Path(scratch), site, rounds)
        plain = statistics.median(one.cpu_seconds for one, _ in found)
        first = statistics.median(one.cpu_seconds for _, one in found)
        minutes = found[0][1].minutes
        print(
            f"| {found[0][1].generated} | {minutes * 60 / found[0][1].generated:.1f} s "
            f"| {plain:.2f} s | {first:.2f} s | {(first - plain) / minutes:.2f} s |",
            flush=True,
        )
    print()
    print("| Requests | Plain build | Latency alone | First build | First ÷ (plain + latency) |")
    print("|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        found = pairs(Path(scratch), (200, 20, 2.0), rounds, "--latency", str(LATENCY_SECONDS))
    plain = statistics.median(one.seconds for one, _ in found)
    first = statistics.median(one.seconds for _, one in found)
    requests = found[0][1].generated
    waited = LATENCY_SECONDS * requests / CONCURRENCY
    print(
        f"| {requests} | {plain:.1f} s | {waited:.1f} s | {first:.1f} s "
        f"| {first / (plain + waited):.2f} |"
    )


if __name__ == "__main__":
    main()
