"""The names of claims: one for each account and text, which reveal neither.

A name must be the same on every machine of the account, so it can only come from the key. Who sees
names and guesses at keys is held off in two ways: each guess costs 600,000 rounds of PBKDF2
(OWASP's figure for SHA-256, 2023), and can be checked only together with a text, for what stands in
the store is an HMAC of the text's record under what came of the key. The key itself is random and
long.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.settings.api_key import ApiKey

_ROUNDS = 600_000
_SALT = b"aisha-docs-audio: the account of a shared store, form 1"


def account_secret(key: ApiKey) -> bytes:
    """Return what names an account's claims: 32 bytes, the same on every machine."""
    return hashlib.pbkdf2_hmac("sha256", key.reveal().encode("ascii"), _SALT, _ROUNDS)


def claim_name(secret: bytes, record_name: str) -> str:
    """Return where an account's claim to a record of the ledger stands."""
    return f"claim/{hmac.digest(secret, record_name.encode('ascii'), 'sha256').hex()}"
