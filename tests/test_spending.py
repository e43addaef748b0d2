"""The spending policy: a budget, reasons to stop, pauses, and how many may ask at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from aisha_docs_audio.errors import (
    AuthenticationError,
    ForbiddenError,
    InsufficientBalanceError,
    NotFoundError,
    RateLimitedError,
    SpendingStoppedError,
    TransportError,
    UnavailableError,
)
from aisha_docs_audio.payments.retry_policy import RetryPolicy
from aisha_docs_audio.payments.throttle import Throttle

URL = "https://api.example.test/"
QUICK = RetryPolicy(first_pause_seconds=0.01, longest_pause_seconds=0.02)


def throttle(budget: int | None = None, concurrency: int = 4, **retry_policy: float) -> Throttle:
    """Give a policy whose pauses are too short to notice."""
    return Throttle(
        budget_characters=budget,
        concurrency=concurrency,
        retry_policy=RetryPolicy(
            **{"first_pause_seconds": 0.01, "longest_pause_seconds": 0.02, **retry_policy}
        ),
    )


def unavailable(retry_after: float | None = None) -> UnavailableError:
    """Fail with 503."""
    return UnavailableError(status=503, url=URL, retry_after_seconds=retry_after)


def limited(retry_after: float | None = None) -> RateLimitedError:
    """Fail with 429."""
    return RateLimitedError(status=429, url=URL, retry_after_seconds=retry_after)


def refused() -> TransportError:
    """Fail before anything was sent."""
    return TransportError("refused", sent=False)


def pay(policy: Throttle, characters: int = 1) -> None:
    """Ask once, and be charged."""
    with policy.slot(characters):
        pass


def test_the_budget_is_never_passed() -> None:
    """What does not fit is refused, what fits is not, and what was not charged is given back."""
    policy = throttle(budget=10)
    pay(policy, 6)
    with pytest.raises(SpendingStoppedError, match="max_characters = 10"):
        pay(policy, 5)
    pay(policy, 4)
    assert policy.spent_characters == 10
    policy.refund(4)
    pay(policy, 3)
    assert policy.spent_characters == 9


def test_many_threads_keep_to_the_budget() -> None:
    """Characters are counted when the turn is given, not when the answer comes."""
    policy = throttle(budget=50, concurrency=8)

    def ask(_: int) -> bool:
        try:
            pay(policy, 10)
        except SpendingStoppedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(40))) == 5
    assert policy.spent_characters == 50


@pytest.mark.parametrize("error", [AuthenticationError, ForbiddenError])
def test_a_refused_key_stops_everything_at_once(error: type[AuthenticationError]) -> None:
    """No other request would fare better, nor would reading."""
    policy = throttle()
    policy.failed("reading", error(status=403, url=URL))
    with pytest.raises(SpendingStoppedError, match="AISHA_API_KEY"):
        policy.check(1)
    with pytest.raises(SpendingStoppedError, match="AISHA_API_KEY"):
        policy.check_free_request()


def test_an_empty_balance_stops_paying_but_not_fetching() -> None:
    """What is paid for already is still brought home."""
    policy = throttle()
    policy.failed("speech", InsufficientBalanceError(status=402, url=URL))
    with pytest.raises(SpendingStoppedError, match="Top up"):
        pay(policy)
    policy.check_free_request()


def test_a_refusal_by_the_media_server_says_nothing_about_the_key() -> None:
    """An expired address answers 403 too."""
    policy = throttle()
    policy.failed("media", ForbiddenError(status=403, url=URL))
    policy.check(1)


@pytest.mark.parametrize("kind", ["speech", "reading", "media"])
def test_five_failures_in_a_row_stop_everything(kind: str) -> None:
    """Four do not, and the message tells the last one and what to do."""
    policy = throttle()
    for _ in range(4):
        policy.failed(kind, refused())
    policy.check(1)
    policy.failed(kind, refused())
    with pytest.raises(SpendingStoppedError, match=r"5 requests in a row failed.*refused.*again"):
        policy.check(1)
    with pytest.raises(SpendingStoppedError):
        policy.check_free_request()


def test_a_success_ends_a_run_of_failures_of_its_own_kind_only() -> None:
    """A history that can be read does not mean that speech can be had."""
    policy = throttle()
    for _ in range(4):
        policy.failed("speech", unavailable())
    policy.succeeded("reading")
    policy.failed("speech", unavailable())
    with pytest.raises(SpendingStoppedError):
        policy.check(1)
    other = throttle()
    for _ in range(10):
        other.failed("speech", unavailable())
        other.succeeded("speech")
    other.check(1)


def test_the_first_reason_to_stop_is_the_one_that_is_told() -> None:
    """All segments get the same message, so that the user reads one."""
    policy = throttle()
    policy.stop("the disk is full")
    policy.failed("speech", InsufficientBalanceError(status=402, url=URL))
    with pytest.raises(SpendingStoppedError, match=r"^the disk is full$"):
        policy.check(1)


def test_a_retry_after_that_is_too_long_ends_the_asking() -> None:
    """Nobody waits an hour in a build: it says when to come back."""
    policy = throttle(longest_retry_after_seconds=60.0)
    policy.failed("speech", limited(3600.0))
    with pytest.raises(SpendingStoppedError, match="3600 seconds"):
        policy.check(1)


def test_nobody_asks_before_retry_after_is_over() -> None:
    """The pause is for all threads, and the clock that is asked is the one that was given."""
    now = [100.0]
    policy = Throttle(
        budget_characters=None, concurrency=2, retry_policy=QUICK, monotonic=lambda: now[0]
    )
    policy.failed("speech", limited(30.0))
    asked = threading.Event()

    def ask() -> None:
        with policy.slot(1):
            asked.set()

    thread = threading.Thread(target=ask)
    thread.start()
    assert not asked.wait(0.2)
    now[0] += 30.0
    policy.succeeded("reading")  # wakes it to look at the clock again
    assert asked.wait(10)
    thread.join()


def test_concurrency_goes_down_on_trouble_and_up_again() -> None:
    """Halved by each failure, never below one; a step more for each round of successes."""
    policy = throttle(concurrency=4)
    assert policy.at_once == 4
    policy.failed("speech", limited())
    assert policy.at_once == 2
    policy.failed("speech", unavailable())
    assert policy.at_once == 1
    policy.failed("speech", unavailable())
    assert policy.at_once == 1
    for _ in range(20):
        policy.succeeded("speech")
    assert policy.at_once == 4


def test_a_high_concurrency_is_reached_by_successes_only() -> None:
    """An API that is down from the start is not flooded first."""
    policy = throttle(concurrency=16)
    assert policy.at_once == 4
    for _ in range(200):
        policy.succeeded("speech")
    assert policy.at_once == 16


def test_no_more_than_allowed_are_under_way() -> None:
    """Threads wait for their turn until one before them is done."""
    policy = throttle(concurrency=3)
    lock = threading.Lock()
    now = worst = 0

    def ask(_: int) -> None:
        nonlocal now, worst
        with policy.slot(1):
            with lock:
                now += 1
                worst = max(worst, now)
            with lock:
                now -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(60)))
    assert 1 <= worst <= 3


def test_whoever_waits_for_a_turn_hears_of_the_stop() -> None:
    """A thread that waits when the spending stops does not wait for ever."""
    policy = throttle(concurrency=1)
    heard: list[str] = []

    def ask() -> None:
        try:
            pay(policy)
        except SpendingStoppedError as error:
            heard.append(str(error))

    with policy.slot(1):
        thread = threading.Thread(target=ask)
        thread.start()
        policy.stop("enough")
        thread.join(10)
    assert heard == ["enough"]


def test_a_page_of_history_that_is_not_there_is_a_failure_like_any_other() -> None:
    """404 is neither about the key nor about the balance."""
    policy = throttle()
    policy.failed("reading", NotFoundError(status=404, url=URL))
    policy.check(1)
