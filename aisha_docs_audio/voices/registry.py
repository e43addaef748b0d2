"""Finds the installed voices by their entry points and opens them."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import AishaAudioError, SettingsError
from aisha_docs_audio.settings.voice_names import OWN_VOICES, installed_voices, voice_name

if TYPE_CHECKING:
    from aisha_docs_audio.voice import Voice, VoiceSetup

_OWN = {
    "aisha": ("aisha_docs_audio.voices.aisha", "open_aisha"),
    "local": ("aisha_docs_audio.voices.espeak.voice", "open_local"),
}
"""Our own, as their entry points say; to look through all that is installed takes longer than all
else that a cached build does."""

_PACKAGE = __name__.partition(".")[0]

_MEMBERS = ("name", "max_utterance_characters", "utterance", "lookup", "synthesize")


def open_installed(name: str, setup: VoiceSetup) -> Voice:
    """Open the voice that is called so.

    Raises SettingsError for a name that nobody has, and for a voice that cannot be opened or does
    not keep the contract: its package is named.
    """
    if name in _OWN:
        module, function = _OWN[name]
        own: Voice = getattr(import_module(module), function)(setup)
        return own
    points = installed_voices()
    if name not in points:
        try:
            voice_name(name)
        except ValueError as error:
            raise SettingsError("voice", f"{name!r} is not installed: it {error}.") from None
    point = points[name]
    package = point.dist.name if point.dist is not None else point.value
    try:
        voice = point.load()(setup)
    except AishaAudioError:
        raise
    except Exception as error:
        raise SettingsError(
            "voice",
            f"{name!r}, of the package {package}, cannot be opened: "
            f"{type(error).__name__}: {error}.",
            "Choose another voice, or install a version of that package that works.",
        ) from error
    _check(voice, name, package, setup)
    return voice  # type: ignore[no-any-return]  # looked at just now


def is_ours(name: str) -> bool:
    """Return whether a voice is part of this program, whose sources we know."""
    if name in OWN_VOICES:
        return True
    point = installed_voices().get(name)
    return point is not None and point.module.startswith(f"{_PACKAGE}.")


def _check(voice: Any, name: str, package: str, setup: VoiceSetup) -> None:  # noqa: ANN401
    """Raise SettingsError for what does not keep the contract, before a page is spoken with it."""
    problem = ""
    missing = [member for member in _MEMBERS if not hasattr(voice, member)]
    if missing:
        problem = f"has no {', '.join(missing)}"
    elif voice.name != name:
        problem = f"calls itself {voice.name!r}"
    else:
        language = setup.settings.language or "uz"
        engine = voice.utterance("a", language, setup.settings).engine
        if re.split("[/@]", engine, maxsplit=1)[0] != name:
            # Else its sound would be taken for the other voice's, from the cache too.
            problem = f"gives utterances the engine {engine!r}, which is not its own name"
    if problem:
        raise SettingsError(
            "voice",
            f"{name!r}, of the package {package}, {problem}.",
            "Tell its authors; docs/voices.md says what a voice has to be.",
        )
