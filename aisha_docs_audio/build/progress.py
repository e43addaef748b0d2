"""How far the speaking is and what it waits for: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, Protocol, TextIO

from aisha_docs_audio.build.report import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tqdm import tqdm


class Bar(Protocol):
    """Where a build's speaking shows itself."""

    def step(self) -> None:
        """Count one segment as done."""
        ...

    def waits_for(self, what: str | None) -> None:
        """Show what is waited for now, and how long at most; None: work goes on."""
        ...

    def says(self, line: str) -> None:
        """Show a line."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where progress is shown.

    `terminal` takes a bar if it is one; otherwise `say` gets a line at the start and at most every
    `pause_seconds`.
    """

    say: Callable[[str], None]
    terminal: TextIO | None
    pause_seconds: float = 10.0
    clock: Callable[[], float] = time.monotonic

    @contextmanager
    def over(self, total: int) -> Iterator[Bar]:
        """Show the way through `total` segments."""
        if total and self.terminal is not None and self.terminal.isatty():
            from tqdm import tqdm  # noqa: PLC0415 - a megabyte, and most builds have no terminal

            with tqdm(total=total, desc="speaking", unit="segment", file=self.terminal) as bar:
                yield _TerminalBar(bar, self.say)
        else:
            yield _Lines(self, total)


class _TerminalBar:
    """A bar that says behind its figures what it waits for."""

    def __init__(self, bar: tqdm[NoReturn], say: Callable[[str], None]) -> None:
        self._bar = bar
        self._say = say
        self._shown: str | None = None

    def step(self) -> None:
        self._bar.update()

    def waits_for(self, what: str | None) -> None:
        if what != self._shown:
            self._shown = what
            self._bar.set_postfix_str("" if what is None else f"waiting for {what}")

    def says(self, line: str) -> None:
        self._bar.clear()
        self._say(line)
        self._bar.refresh()


class _Lines:
    """A line now and then. A wait is said when it begins, unless one was said just before."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._said_at = self._waited_at = float("-inf")
        if total:
            self._say(f"speaking {counted(total, 'segment')}")

    def step(self) -> None:
        self._done += 1
        if self._done < self._total and self._is_time(self._said_at):
            self._say(f"spoke {self._done:,} of {counted(self._total, 'segment')}")

    def waits_for(self, what: str | None) -> None:
        if what is not None and self._is_time(self._waited_at):
            self._waited_at = self._progress.clock()
            self._progress.say(f"waiting for {what}")

    def says(self, line: str) -> None:
        self._progress.say(line)

    def _say(self, line: str) -> None:
        self._said_at = self._progress.clock()
        self._progress.say(line)

    def _is_time(self, since: float) -> bool:
        return self._progress.clock() - since >= self._progress.pause_seconds
