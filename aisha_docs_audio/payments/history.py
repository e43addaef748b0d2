"""The account's history as far as it is needed, read whole or not at all, shared by all threads."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import ApiError, NotFoundError, UnsettledError
from aisha_docs_audio.payments.circuit_breaker import was_limited

if TYPE_CHECKING:
    from aisha_docs_audio.api import HistoryPage, HistoryRow
    from aisha_docs_audio.payments.context import PaymentContext

_ROWS_A_PAGE = 100
_ROWS_TO_SEE_THE_ORDER = 10
_MOST_PAGES = 500
_PAGES_TO_KNOW_MUCH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReading:
    """All rows with an id above `floor` that were there when the reading began.

    `began_at` is in the build's time and taken before the first page was asked for: a row that
    appears while later pages are read may be missed, and counts as not there yet.
    """

    began_at: float
    floor: int
    rows: tuple[HistoryRow, ...]


class History:
    """Reads the history; threads that want the same reading wait for one of them to do it."""

    def __init__(self, build: PaymentContext) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._last: HistoryReading | None = None
        self._highest: int | None = None
        self._lowest_floor: int | None = None
        self._noting = threading.Lock()
        self._taken = 0

    def highest_id(self, *, fresh: bool) -> int:
        """Return an id that the next request's will be above; 0 for an empty history.

        Unless `fresh`, one that was read earlier in this build will do: that is so where no other
        request for the same text is known. Raises VoiceError.
        """
        if fresh or self._highest is None:
            with self._lock:
                if fresh or self._highest is None:
                    self._highest = self._read_highest_id()
        return max(self._highest, self._taken)

    def is_awaited(self) -> bool:
        """Whether a build on this machine waits for what it asked for. Raises CacheError."""
        return bool(self._build.ledger.unfinished())

    def newest(self) -> tuple[list[HistoryRow], bool]:
        """Return the newest rows, and whether they are all there are. Raises VoiceError."""
        rows: dict[int, HistoryRow] = {}
        for number in range(1, _PAGES_TO_KNOW_MUCH + 1):
            page = self._page(number, _ROWS_A_PAGE)
            before = len(rows)
            rows.update((row.id, row) for row in page.rows)
            if len(rows) >= page.count or len(rows) == before:
                break
        return [*rows.values()], len(rows) >= page.count

    def saw(self, row_id: int) -> None:
        """Note an id that is taken, so that no later request takes its row for its own.

        A request that failed leaves a row, and the same text may be asked for again.
        """
        with self._noting:
            self._taken = max(self._taken, row_id)

    def rows_above(self, floor: int, *, begun_after: float) -> HistoryReading:
        """Return a reading down to `floor` that began at that time or later.

        Raises UnsettledError when the history could not be read whole, ApiError when it could not
        be read.
        """
        with self._lock:
            last = self._last
            if last is None or last.floor > floor or last.began_at < begun_after:
                # Down to the lowest floor asked for so far, so that one reading serves all.
                known = floor if self._lowest_floor is None else self._lowest_floor
                self._lowest_floor = min(floor, known)
                last = self._last = self._read(self._lowest_floor)
                self.saw(max((row.id for row in last.rows), default=0))
            return last

    def _read_highest_id(self) -> int:
        page = self._page(1, _ROWS_TO_SEE_THE_ORDER)
        ids = [row.id for row in page.rows]
        if page.count > len(ids) and (len(ids) < 2 or not _descends(ids)):
            ids = [row.id for row in self._read(0).rows]
        return max(ids, default=0)

    def _read(self, floor: int) -> HistoryReading:
        """Read page by page, newest first; numbers are built here, `next` is never followed.

        Newest first, the rows that are pushed to later pages meanwhile are seen twice, and none is
        missed. In any other order only the whole history will do.
        """
        began_at = self._build.clock.now()
        seen: dict[int, HistoryRow] = {}
        newest_first = True
        count = 0
        for number in range(1, _MOST_PAGES + 1):
            page = self._page(number, _ROWS_A_PAGE)
            ids = [row.id for row in page.rows]
            if page.count < count:
                raise UnsettledError("The account's history shrank while it was read. Build again.")
            count = page.count
            fresh = [row_id for row_id in ids if row_id not in seen]
            newest_first = (
                newest_first and _descends(ids) and not (seen and fresh and fresh[0] > min(seen))
            )
            seen.update((row.id, row) for row in page.rows)
            if len(seen) >= count or (newest_first and ids and ids[-1] <= floor):
                rows = tuple(row for row_id, row in sorted(seen.items()) if row_id > floor)
                return HistoryReading(began_at=began_at, floor=floor, rows=rows)
            if not fresh:
                break
        raise UnsettledError(
            "The account's history could not be read to its end, so nobody can tell whether an "
            "earlier request was charged. Build again later."
        )

    def _page(self, number: int, limit: int) -> HistoryPage:
        throttle, retry_policy = self._build.throttle, self._build.retry_policy
        pause = retry_policy.first_pause_seconds
        left = retry_policy.readings
        while True:
            left -= 1
            began = time.monotonic()
            try:
                with throttle.call(
                    "reading", timeout_seconds=self._build.timeout_seconds
                ) as seconds:
                    page = self._build.client.history(
                        page=number, limit=limit, timeout_seconds=seconds
                    )
            except ApiError as error:
                throttle.failed("reading", error)
                # An API that hangs is not worth another wait of that length.
                slow = time.monotonic() - began > self._build.timeout_seconds / 2
                limited = was_limited(error)
                left += limited
                if not left or (slow and not limited) or isinstance(error, NotFoundError):
                    raise
                throttle.pause(pause, "the account's history")
                pause = min(2 * pause, retry_policy.longest_pause_seconds)
            else:
                throttle.succeeded("reading")
                return page


def _descends(ids: list[int]) -> bool:
    return all(above > below for above, below in itertools.pairwise(ids))
