"""The time that a build waits in vain: counted once, never past its end, and not for what works."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.payments.time_budget import TimeBudget


class Now:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Give the time."""
        return self.seconds


def budget(seconds: float = 100.0) -> tuple[TimeBudget, Now]:
    """Give a budget and its clock."""
    now = Now()
    return TimeBudget(seconds, monotonic=now), now


def test_waits_beside_each_other_count_once() -> None:
    """Four threads that wait for one minute wait for one minute."""
    time, now = budget()
    waits = [time.begin() for _ in range(4)]
    now.seconds = 60.0
    for wait in waits:
        time.lost(wait)
    assert (time.seconds_lost, time.seconds_left) == (60.0, 40.0)


def test_what_comes_costs_nothing() -> None:
    """Neither does waiting beside it: one answer that hangs does not end a build that works."""
    time, now = budget()
    hanging = time.begin()
    for second in range(1, 61):
        wait = time.begin()
        now.seconds = float(second)
        time.worked(wait)
    time.lost(hanging)
    assert time.seconds_lost == 0.0


def test_what_is_waited_for_now_is_counted_as_if_it_did_not_come() -> None:
    """Else the next wait could go on past the end."""
    time, now = budget()
    queue = time.begin()
    now.seconds = 70.0
    assert time.seconds_left == 30.0
    time.worked(queue)
    assert time.seconds_left == 100.0


@given(
    st.lists(
        st.tuples(st.floats(0, 50), st.floats(0, 80), st.sampled_from(["lost", "worked"])),
        max_size=40,
    )
)
def test_waits_that_keep_to_what_is_left_keep_to_the_budget(
    plans: list[tuple[float, float, str]],
) -> None:
    """Whatever overlaps, less than the budget is lost in all."""
    time, now = budget()
    running: list[tuple[float, str, object]] = []

    def advance(until: float) -> None:
        for end, result, wait in sorted(running, key=lambda item: item[0]):
            if end <= until:
                now.seconds = end
                getattr(time, result)(wait)
                running.remove((end, result, wait))
        now.seconds = until

    for pause, length, result in plans:
        advance(now.seconds + pause)
        allowed = min(length, time.seconds_left)
        running.append((now.seconds + allowed, result, time.begin()))
    advance(1e9)
    assert time.seconds_lost <= 100.0 + 1e-6
