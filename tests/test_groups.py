"""What is built for a module is built once, because one worker runs all of the module's tests."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def shared() -> str:
    """Stand for a site that all tests of a module look at."""
    return "built"


@pytest.mark.parametrize("each", range(2))
def test_a_module_that_shares_a_site_stays_in_one_worker(
    shared: str, request: pytest.FixtureRequest, each: int
) -> None:
    """pytest-xdist knows a group by what stands behind the @ in a test's name.

    Where it is not there, all sites are built once by each worker, and nothing else tells.
    """
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("no workers share the tests")
    assert request.node.nodeid.endswith(f"@{request.path.as_posix()}")
