"""The MkDocs plugin `aisha-audio`: translates between MkDocs and the core."""

from .plugin import AishaAudioPlugin

__all__ = ["AishaAudioPlugin"]
