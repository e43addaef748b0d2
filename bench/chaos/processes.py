"""Real processes that start fast enough to be killed by the thousand."""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext


def nursery() -> ForkServerContext:
    """Give a context whose processes are forked from one that has imported everything already."""
    # The fork server looks for what it preloads there, and nowhere else before Python 3.13.
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chaos.building"])
    return context
