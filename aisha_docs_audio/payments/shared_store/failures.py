"""What goes wrong with a shared store."""

from __future__ import annotations

from aisha_docs_audio.errors import AishaAudioError, UnsettledError


class SharedStoreError(AishaAudioError):
    """The shared store is away, or does not do what it is asked."""


class ClaimedElsewhereError(UnsettledError):
    """Another machine is having this text spoken at this moment; nothing is paid for it here."""
