"""What a page says of its own audio, in front matter (MkDocs) or field-list metadata (Sphinx)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import quoted
from aisha_docs_audio.settings.options import OPTIONS

PAGE_OPTIONS = frozenset(name for name, option in OPTIONS.items() if option.per_page)

_OFF = frozenset({"off", "false", "no", "none"})
_ON = frozenset({"on", "true", "yes", ""})


def is_off(metadata: Mapping[str, Any]) -> bool:
    """Whether the page says `audio: off`; YAML gives False for it, a field list the text."""
    audio = metadata.get("audio")
    return audio is False or (isinstance(audio, str) and audio.strip().lower() in _OFF)


def overrides_in(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Collect the options a page sets, unchecked: at top level, or together under `audio`.

    ::

        language: en                audio:
        mood: Happy                   language: en
                                      mood: Happy

    Under `audio` an unknown name is an error; at top level it is somebody else's key. MyST hands
    nested front matter on as JSON text. Raises SettingsError.
    """
    found = {name: metadata[name] for name in PAGE_OPTIONS if metadata.get(name) is not None}
    audio = metadata.get("audio")
    if isinstance(audio, str) and audio.lstrip().startswith("{"):
        try:
            audio = json.loads(audio)
        except ValueError:
            raise SettingsError("audio", f"{quoted(audio)} is not right.", _HOW) from None
    if isinstance(audio, Mapping):
        wrong = sorted(set(audio) - PAGE_OPTIONS, key=str)
        if wrong:
            raise SettingsError(f"audio.{wrong[0]}", "no such option of a page.", _HOW)
        found.update(audio)
    elif not (audio is None or audio is True or is_off(metadata) or str(audio).lower() in _ON):
        raise SettingsError("audio", f"{quoted(audio)} is not right.", _HOW)
    return found


_HOW = f"Write `audio: off`, or under `audio` any of: {', '.join(sorted(PAGE_OPTIONS))}."
