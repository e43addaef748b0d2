"""The emulator and the site of the voice's tests: upkeep works on what the voice leaves."""

from tests.payments.conftest import book, site

__all__ = ["book", "site"]
