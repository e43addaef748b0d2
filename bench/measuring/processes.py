"""A command's cost: processor seconds of it and all that it starts, and the peak of its memory.

Processor time and not time on a clock: the machine may be busy with other things. What is compared
runs in turns (a, b, a, b, …) and the medians are taken, so that a machine that slows down slows
both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took, with those that it waited for; `output` is all that it printed.

    `seconds` are the processor's, `elapsed_seconds` the clock's.
    """

    seconds: float
    elapsed_seconds: float
    peak_megabytes: float
    output: str


def run(
    command: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    *,
    python: str = sys.executable,
) -> Cost:
    """Run a Python module's command line to its end. Exits with what it said when it fails."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [python, "-m", *command],
            cwd=folder,
            # Bytecode is kept, as it is where a package was installed: sources compiled anew in
            # each run would be counted as the cost of a build.
            env={
                **os.environ,
                "PYTHONHASHSEED": "0",
                "PYTHONDONTWRITEBYTECODE": "",
                **environ,
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        elapsed = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        output = log.read()
    if process.returncode:
        raise SystemExit(output)
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(
        seconds=used.ru_utime + used.ru_stime,
        elapsed_seconds=elapsed,
        peak_megabytes=used.ru_maxrss / scale,
        output=output,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Medians of runs in turns; `noise` is half the distance between the ratio's quartiles."""

    plain: float
    ours: float
    ratio: float
    noise: float
    more_seconds: float
    more_megabytes: float


def median_costs(plain: Callable[[], Cost], ours: Callable[[], Cost], rounds: int) -> Compared:
    """Run both so many times, one after the other, and compare each pair."""
    pairs = [(plain(), ours()) for _ in range(rounds)]
    ratios = [ours.seconds / plain.seconds for plain, ours in pairs]
    quartiles = statistics.quantiles(ratios, n=4) if rounds > 1 else [ratios[0]] * 3
    return Compared(
        plain=statistics.median(plain.seconds for plain, _ in pairs),
        ours=statistics.median(ours.seconds for _, ours in pairs),
        ratio=statistics.median(ratios),
        noise=(quartiles[2] - quartiles[0]) / 2,
        more_seconds=statistics.median(ours.seconds - plain.seconds for plain, ours in pairs),
        more_megabytes=statistics.median(
            ours.peak_megabytes - plain.peak_megabytes for plain, ours in pairs
        ),
    )
