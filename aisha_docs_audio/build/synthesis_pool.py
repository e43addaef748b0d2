"""The threads that synthesize: how many at once, what is waited for, how they are ended.

Nothing is queued and no sound is kept here: each thread takes the next utterance when the last one
is done, so a build's memory does not grow with the number of its segments.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

from aisha_docs_audio.build.crew import Crew, Failure, Taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aisha_docs_audio.build.progress import Bar
    from aisha_docs_audio.build.voice_policy import VoicePolicy
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.voice import Origin

_LOOK_SECONDS = 0.25
"""How often it is looked whether somebody waits: also the most that Ctrl+C waits on Windows, where
it does not interrupt a lock."""

_SILENT_SECONDS = 5.0
"""How long nothing may come back before it is said what is under way."""

_GRACE_SECONDS = 3.0
"""Beyond a request's deadline, for what a thread does with the answer."""


class SynthesisPool:
    """Has utterances spoken by a number of threads, and shows what they wait for.

    `take` has one speech spoken and keeps its sound; it says where the sound is from. It raises
    VoiceError, AudioError or CacheError. `deadline_seconds` is how long one request takes at most.
    """

    def __init__(
        self,
        *,
        policy: VoicePolicy,
        take: Callable[[Utterance], Origin],
        concurrency: int,
        deadline_seconds: float,
    ) -> None:
        self._policy = policy
        self._take = take
        self._concurrency = concurrency
        self._deadline_seconds = deadline_seconds
        self._stopped = threading.Event()

    def run(
        self, utterances: Iterable[Utterance], bar: Bar, *, each: Callable[[Taken], object]
    ) -> None:
        """Have the utterances spoken in this order; `each` gets what came of each as it is done.

        At KeyboardInterrupt nothing more is begun, what is under way is waited for, no longer than
        one request's deadline, and given too; then it is raised. After a fault nothing more is
        begun of what is paid for.
        """
        crew = Crew(
            self._take,
            iter(utterances),
            self._stopped,
            self._concurrency,
            ends_at_fault=self._policy.pays,
        )
        try:
            while (taken := self._next(crew, bar)) is not None:
                each(taken)
        except KeyboardInterrupt:
            self._stop()
            for taken in self._rest(crew, bar):
                each(taken)
            raise
        finally:
            # Also where a fault ends this early: the threads end after the text they are at.
            crew.dismissed.set()

    def shown(self, work: Callable[[], object], bar: Bar) -> object:
        """Do `work` in a thread while what the voice waits for is shown; raises what it raises.

        At KeyboardInterrupt it is left to itself.
        """
        done: queue.SimpleQueue[tuple[object, BaseException | None]] = queue.SimpleQueue()

        def run() -> None:
            try:
                done.put((work(), None))
            except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
                done.put((None, error))

        threading.Thread(target=run, name="aisha-audio-wait", daemon=True).start()
        try:
            while True:
                try:
                    found, error = done.get(timeout=_LOOK_SECONDS)
                except queue.Empty:
                    bar.waits_for(self._policy.waiting)
                    continue
                bar.waits_for(None)
                if error is not None:
                    raise error
                return found
        except KeyboardInterrupt:
            self._stop()
            raise

    def wait_to_retry(self, failures: Iterable[Failure], bar: Bar) -> bool:
        """Wait until what may be there later is worth another try; False where nothing is."""
        times = [failure.retry_at for failure in failures if failure.retry_at is not None]
        if not times:
            return False
        try:
            while (left := max(times) - time.monotonic()) > 0:
                if left > 1:
                    bar.waits_for(f"what cannot be told yet, {left:.0f} s at most")
                time.sleep(min(left, _LOOK_SECONDS))
        except KeyboardInterrupt:
            self._stop()
            raise
        bar.waits_for(None)
        return True

    def _next(self, crew: Crew, bar: Bar) -> Taken | None:
        while True:
            try:
                taken = crew.done.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                bar.waits_for(self._policy.waiting or self._under_way(crew))
                continue
            if taken is None:
                crew.ended += 1
                if crew.ended == crew.size:
                    return None
                continue
            bar.waits_for(None)
            return taken

    def _rest(self, crew: Crew, bar: Bar) -> Iterator[Taken]:
        """Return what is still under way, until one request's deadline is over."""
        until = time.monotonic() + self._deadline_seconds + _GRACE_SECONDS
        if crew.under_way:
            bar.says(
                f"interrupted: nothing more is asked for; waiting for what is under way "
                f"({crew.under_way}), {self._deadline_seconds:.0f} s at most"
            )
        while crew.ended < crew.size and (left := until - time.monotonic()) > 0:
            try:
                taken = crew.done.get(timeout=min(left, _LOOK_SECONDS))
            except queue.Empty:
                continue
            if taken is None:
                crew.ended += 1
            else:
                yield taken

    def _under_way(self, crew: Crew) -> str | None:
        seconds = crew.seconds_since_last
        if seconds < _SILENT_SECONDS or not crew.under_way:
            return None
        return (
            f"{crew.under_way} under way, nothing back for {seconds:.0f} s; a request takes "
            f"{self._deadline_seconds:.0f} s at most"
        )

    def _stop(self) -> None:
        self._stopped.set()
        self._policy.stop()
