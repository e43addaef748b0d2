"""Documentation pages read aloud in the AIsha TTS API's voices.

What stands in `__all__` is for others to build on: a host of their own, a voice of their own. The
command, the options and `aisha_docs_audio.emulator.testing` are public too. All else is internal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.build.audio_folder import AudioFolder
    from aisha_docs_audio.build.page_reading import ReadPage
    from aisha_docs_audio.build.progress import Progress
    from aisha_docs_audio.build.published import Published
    from aisha_docs_audio.build.result import BuildResult, NarratedPage
    from aisha_docs_audio.build.site import SiteBuild
    from aisha_docs_audio.build.written_page import WrittenPage
    from aisha_docs_audio.errors import AishaAudioError, SettingsError, VoiceError
    from aisha_docs_audio.model import Narration, Page, PageSource, Utterance
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import Sound, Voice

    __version__: str

__all__ = [
    "AishaAudioError",
    "AudioFolder",
    "BuildResult",
    "NarratedPage",
    "Narration",
    "Page",
    "PageSource",
    "Progress",
    "Published",
    "ReadPage",
    "Settings",
    "SettingsError",
    "SiteBuild",
    "Sound",
    "Utterance",
    "Voice",
    "VoiceError",
    "WrittenPage",
    "__version__",
]

_PLACES = {
    "AishaAudioError": "errors",
    "AudioFolder": "build.audio_folder",
    "BuildResult": "build.result",
    "NarratedPage": "build.result",
    "Narration": "model",
    "Page": "model",
    "PageSource": "model",
    "Progress": "build.progress",
    "Published": "build.published",
    "ReadPage": "build.page_reading",
    "Settings": "settings.options",
    "SettingsError": "errors",
    "SiteBuild": "build.site",
    "Sound": "voice",
    "Utterance": "model",
    "Voice": "voice",
    "VoiceError": "errors",
    "WrittenPage": "build.written_page",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # Looked up when asked for: importing the package to learn of one option loads nothing else,
        # and reading the installed metadata takes longer than all of our imports.
        if name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415

            return version("aisha-docs-audio")
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
