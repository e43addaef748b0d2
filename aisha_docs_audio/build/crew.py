"""The threads of one run of a pool: each takes the next utterance when it is done with the last."""

from __future__ import annotations

import logging
import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import AudioError, CacheError, UnsettledError, VoiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.voice import Origin

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an utterance has no sound.

    It is worth another try at `retry_at` (by `time.monotonic`), if that is not None.
    """

    reason: str
    retry_at: float | None = None
    is_fault: bool = False
    """Nobody knows why: what has its place in no error of the contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of one utterance: where its sound is from, or why there is none."""

    utterance: Utterance
    origin: Origin | None = None
    failure: Failure | None = None


class Crew:
    """The threads of one run.

    Daemons: at the end of an interrupted build nobody waits for one that hangs, where the
    interpreter joins those of concurrent.futures. `ends_at_fault`: after a fault nothing is begun,
    as it may come again with every text, behind its payment.
    """

    def __init__(
        self,
        take: Callable[[Utterance], Origin],
        utterances: Iterator[Utterance],
        stopped: threading.Event,
        size: int,
        *,
        ends_at_fault: bool,
    ) -> None:
        self.done: queue.SimpleQueue[Taken | None] = queue.SimpleQueue()
        """What came of utterances; None for each thread that has ended."""
        self.ended = 0
        self.size = size
        self.dismissed = threading.Event()
        self._take = take
        self._utterances = utterances
        self._stopped = stopped
        self._ends_at_fault = ends_at_fault
        self._turn = threading.Lock()
        self._busy = 0
        self._last = time.monotonic()
        for number in range(size):
            name = f"aisha-audio-{number}"
            threading.Thread(target=self._work, name=name, daemon=True).start()

    @property
    def under_way(self) -> int:
        """How many utterances are being spoken now."""
        return self._busy

    @property
    def seconds_since_last(self) -> float:
        """How long ago an utterance was done, or the first one begun."""
        return time.monotonic() - self._last

    def _work(self) -> None:
        try:
            while (utterance := self._next()) is not None:
                taken = self._taken(utterance)
                if self._ends_at_fault and taken.failure is not None and taken.failure.is_fault:
                    self.dismissed.set()
                with self._turn:
                    self._busy -= 1
                    self._last = time.monotonic()
                self.done.put(taken)
        finally:
            self.done.put(None)

    def _next(self) -> Utterance | None:
        with self._turn:
            if self._stopped.is_set() or self.dismissed.is_set():
                return None
            utterance = next(self._utterances, None)
            self._busy += utterance is not None
            return utterance

    def _taken(self, utterance: Utterance) -> Taken:
        try:
            return Taken(utterance=utterance, origin=self._take(utterance))
        except (VoiceError, AudioError, CacheError) as error:
            # Not the error itself: its traceback holds the sound that it is about.
            retry_at = error.retry_at if isinstance(error, UnsettledError) else None
            failure = Failure(reason=str(error), retry_at=retry_at)
            return Taken(utterance=utterance, failure=failure)
        except Exception as error:  # noqa: BLE001 - of ours, or of somebody else's voice
            _log.debug("a text was not spoken", exc_info=True)
            voice = utterance.engine.partition("/")[0].partition("@")[0]
            reason = f"a fault in the voice {voice} ({type(error).__name__}: {error})."
            return Taken(utterance=utterance, failure=Failure(reason=reason, is_fault=True))
