"""How far the speaking is: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from tqdm import tqdm

from aisha_docs_audio.build.report import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where progress is shown.

    `terminal` takes a bar if it is one; otherwise `say` gets a line at the start and at most every
    `pause_seconds`. `unit` is what is counted.
    """

    say: Callable[[str], None]
    terminal: TextIO | None
    pause_seconds: float = 10.0
    clock: Callable[[], float] = time.monotonic

    @contextmanager
    def over(self, total: int) -> Iterator[Callable[[], None]]:
        """Show the way through `total` segments; the function given is called after each."""
        if total == 0:
            yield lambda: None
        elif self.terminal is not None and self.terminal.isatty():
            with tqdm(total=total, desc="speaking", unit="segment", file=self.terminal) as bar:

                def advance() -> None:
                    bar.update()

                yield advance
        else:
            yield self._lines(total)

    def _lines(self, total: int) -> Callable[[], None]:
        done, said_at = 0, self.clock()
        self.say(f"speaking {counted(total, 'segment')}")

        def step() -> None:
            nonlocal done, said_at
            done += 1
            if done < total and self.clock() - said_at >= self.pause_seconds:
                said_at = self.clock()
                self.say(f"spoke {done} of {total} segments")

        return step
