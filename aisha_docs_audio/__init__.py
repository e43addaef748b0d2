"""Documentation pages read aloud in the AIsha TTS API's voices."""

from importlib.metadata import version

__version__ = version("aisha-docs-audio")
