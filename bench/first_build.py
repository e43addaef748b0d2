"""Measure what a first build costs beyond the plain one, in processor time and in waiting.

Processor seconds are of the whole process, by the minute of sound that came: answers as WAV,
decoding, trimming, encoding, store, ledger, join; the emulator is a process of its own. What a
build of one segment takes more than the plain one is paid once, however long the site: it stands
beside, and what a minute takes without it. Waiting is by the clock, beside what the API's latency
alone would take with so many requests at once: only an idle machine tells that.

Run: python bench/first_build.py [--rounds N]
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.processes import run
from measuring.tables import print_machine, print_table
from memory import COMMANDS, api, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Segments, pages, seconds of sound each; a heading a page comes to it.
ONE = (1, 1, 2.0)
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
    print_machine()
    head = ("segments", "sound each", "plain, CPU s", "first, CPU s", "a minute, CPU s", "to reach")
    print_table((*head, "once a build, CPU s", "a minute without it"), rows(rounds))
    print()
    columns = ("requests", "plain, s", "latency alone, s", "first, s", "first ÷ (plain + latency)")
    print_table((*columns, "to reach"), [waited(rounds)])


def rows(rounds: int) -> Iterator[Sequence[str]]:
    """Give what each site takes."""
    once = statistics.median(more(pair) for pair in measured(ONE, rounds))
    for site in SITES:
        found = measured(site, rounds)
        generated, minutes = found[0][1].generated, found[0][1].minutes
        each = [more(pair) / minutes for pair in found]
        noise = (max(each) - min(each)) / 2
        yield (
            str(generated),
            f"{minutes * 60 / generated:.1f} s",
            f"{statistics.median(plain.cpu_seconds for plain, _ in found):.2f}",
            f"{statistics.median(first.cpu_seconds for _, first in found):.2f}",
            f"{statistics.median(each):.2f} ± {noise:.2f}",
            "0.25",
            f"{once:.2f}",
            f"{statistics.median(each) - once / minutes:.2f}",
        )


def measured(site: tuple[int, int, float], rounds: int) -> list[list[Built]]:
    """Build a site in a folder of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        return pairs(Path(scratch), site, rounds)


def more(pair: Sequence[Built]) -> float:
    """Return the processor seconds that the first build takes more than the plain one."""
    plain, first = pair
    return first.cpu_seconds - plain.cpu_seconds


def waited(rounds: int) -> Sequence[str]:
    """Return the row of the build that waits for the API."""
    with tempfile.TemporaryDirectory() as scratch:
        found = pairs(Path(scratch), (200, 20, 2.0), rounds, "--latency", str(LATENCY_SECONDS))
    plain = statistics.median(one.seconds for one, _ in found)
    first = statistics.median(one.seconds for _, one in found)
    requests = found[0][1].generated
    latency = LATENCY_SECONDS * requests / CONCURRENCY
    ratios = [one.seconds / (base.seconds + latency) for base, one in found]
    return (
        str(requests),
        f"{plain:.1f}",
        f"{latency:.1f}",
        f"{first:.1f}",
        f"{statistics.median(ratios):.2f} ± {(max(ratios) - min(ratios)) / 2:.2f}",
        "1.10",
    )


if __name__ == "__main__":
    main()
