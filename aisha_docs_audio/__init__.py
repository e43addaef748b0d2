"""Documentation pages read aloud in the AIsha TTS API's voices."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    # Looked up when asked for: reading the installed metadata takes longer than all of our imports.
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("aisha-docs-audio")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
