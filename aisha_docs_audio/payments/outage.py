"""Remembering between builds that the API gave no answers, so that the next one asks with care."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from aisha_docs_audio.storage.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path


class Outage:
    """A file in the ledger's folder that is there from an outage until the API answers again.

    Where it cannot be written, every build is as patient as the first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.remembered = False
        """Whether the last build that asked anything ended in an outage."""
        with contextlib.suppress(OSError):
            self.remembered = path.exists()

    def begin(self) -> None:
        """Remember an outage."""
        self.remembered = True
        with contextlib.suppress(OSError):
            write_atomic(self._path, b"The AIsha API gave no answers in the last build.\n")

    def end(self) -> None:
        """Forget it: the API has answered."""
        if not self.remembered:
            return
        self.remembered = False
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
