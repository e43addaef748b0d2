"""Where chance comes from: another one each time in the long form, the same in CI's short one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def parse_with_seed(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return the options, with a seed where none is given: a commit is not failed by luck."""
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.randrange(10**6) if options.long else 1
    return options
