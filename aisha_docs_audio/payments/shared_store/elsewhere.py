"""What a build does about texts that another machine is having spoken at this moment."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from aisha_docs_audio.payments.shared_store.failures import ClaimedElsewhereError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aisha_docs_audio.model import Utterance

T = TypeVar("T")


class Elsewhere:
    """Looks at once what the other one did, then a few times later; then the next build does.

    `waits_seconds` are the pauses between the looks at one text; other texts go on meanwhile.
    """

    def __init__(self, waits_seconds: Sequence[float]) -> None:
        self._waits_seconds = waits_seconds
        self._looks: Counter[str] = Counter()

    def twice(self, utterance: Utterance, work: Callable[[Utterance], T]) -> T:
        """Do the work, once more where another machine was quicker: its record is read then.

        Raises ClaimedElsewhereError with the time to look again, and what `work` raises.
        """
        try:
            try:
                return work(utterance)
            except ClaimedElsewhereError:
                return work(utterance)
        except ClaimedElsewhereError as error:
            look = self._looks[utterance.key]
            self._looks[utterance.key] += 1
            if look < len(self._waits_seconds):
                error.retry_at = time.monotonic() + self._waits_seconds[look]
            raise
