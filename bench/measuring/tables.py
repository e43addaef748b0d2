"""Markdown tables, as they stand in the documentation."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, each row as soon as it is known."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head), flush=True)
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def print_machine() -> None:
    """Print on what machine the figures were measured, and how busy it is."""
    name = platform.machine()
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as about:
            names = [line.partition(":")[2].strip() for line in about if "model name" in line]
        name = names[0] if names else name
    except OSError:
        pass
    print(
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores "
        f"({name}), load {os.getloadavg()[0]:.1f}\n"
    )
