"""Where requests come in: whose they are, and everything their handlers need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator.errors import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from aisha_docs_audio.emulator.accounts import Account, Accounts
    from aisha_docs_audio.emulator.faults import Faults
    from aisha_docs_audio.emulator.service import Service


@dataclass(slots=True, kw_only=True)
class Context:
    """One emulator's parts. `faults` may be exchanged while it runs."""

    accounts: Accounts
    service: Service
    faults: Faults

    def account(self, request: Request, endpoint: str) -> Account | None:
        """Return the account of the request's key, and count the request; None without a key.

        Raises Refusal (403) for a key that opens no account.
        """
        key = request.headers.get("x-api-key", "").strip()
        if not key:
            return None
        account = self.accounts.find(key)
        if account is None:
            raise Refusal("invalid_api_key")
        self.accounts.count(account.id, endpoint)
        return account

    def account_with_key(self, request: Request, endpoint: str) -> Account:
        """Do the same where a key is a must."""
        account = self.account(request, endpoint)
        if account is None:
            raise Refusal("api_key_required")
        return account


def context_of(request: Request) -> Context:
    """Return the context of the emulator that serves the request."""
    context: Context = request.app.state.context
    return context
