"""The short form of what `make chaos` runs at length: kills, faults, damage, full disks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"

pytestmark = pytest.mark.chaos


@pytest.mark.skipif(sys.platform == "win32", reason="kills and limits as POSIX has them")
@pytest.mark.parametrize(
    "script",
    [
        "kills",
        "steps",
        "crowd",
        "damage",
        "down",
        "disk",
        "waiting",
        "later",
        "queue",
        "site",
        "machines",
    ],
)
def test_nothing_is_paid_twice_lost_or_wrong(script: str) -> None:
    """Each script ends with status 1 when the account book finds one figure that must be zero."""
    done = subprocess.run(
        [sys.executable, str(BENCH / f"chaos_{script}.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stdout
