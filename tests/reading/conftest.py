"""The option that writes the golden files anew."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; it is known when pytest is called with this folder."""
    parser.addoption(
        "--golden-update",
        action="store_true",
        help="write tests/golden/reading/*.txt anew instead of comparing with them",
    )
