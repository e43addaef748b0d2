"""What a page says of its own audio, in front matter (MkDocs) or field-list metadata (Sphinx)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import quoted, shown_name
from aisha_docs_audio.settings.options import OPTIONS, parse_option
from aisha_docs_audio.settings.slips import nearest

PAGE_OPTIONS = frozenset(name for name, option in OPTIONS.items() if option.per_page)
OWN_FILES = frozenset({"file", "cues", "script"})
"""What a page names below `audio` that a person made for it."""

_OFF = frozenset({"off", "false", "no", "none"})
# Sphinx makes the quotation marks of field lists typographic ones (docutils, "smart_quotes").
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_ON = frozenset({"on", "true", "yes", ""})


def page_is_off(metadata: Mapping[str, Any]) -> bool:
    """Whether the page says `audio: off`; YAML gives False for it, a field list the text."""
    audio = metadata.get("audio")
    return audio is False or (isinstance(audio, str) and audio.strip().lower() in _OFF)


def overrides_in(metadata: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Collect the options a page sets: at top level, or together under `audio`.

    ::

        language: en                audio:
        mood: Happy                   language: en
                                      mood: Happy

    Only `audio` is ours alone. At top level a value that is not valid is another tool's (`speed:
    30 km/h`): it is left alone, and named in the second value returned. Under `audio` an unknown
    name is an error, and values are returned unchecked. MyST hands nested front matter on as JSON
    text. Raises SettingsError.
    """
    found, others = _at_top_level(metadata)
    options = _below_audio(metadata)
    wrong = sorted(set(options) - PAGE_OPTIONS - OWN_FILES, key=str)
    if wrong:
        name = str(wrong[0])
        hint = f"{_meant(name)}{_HOW}"
        raise SettingsError(f"audio.{shown_name(name)}", "no such option of a page.", hint)
    found.update((name, value) for name, value in options.items() if name not in OWN_FILES)
    return found, others


def own_files_in(metadata: Mapping[str, Any]) -> dict[str, str]:
    """Collect the files a page names below `audio`: `file` and its `cues`, or a `script`.

    Raises SettingsError for names that are none, and for what does not go together.
    """
    found = {n: v for n, v in _below_audio(metadata).items() if n in OWN_FILES and v is not None}
    for name, value in found.items():
        if not isinstance(value, str) or not value.strip():
            hint = "Write a path, from the page's own folder."
            raise SettingsError(f"audio.{name}", f"{quoted(value)} is no file's name.", hint)
    if "script" in found and "file" in found:
        raise SettingsError("audio.script", "a page with a recording (file) needs no script.")
    if "cues" in found and "file" not in found:
        raise SettingsError("audio.cues", "there is no file that they are the cues of.")
    return {name: value.strip() for name, value in found.items()}


def _below_audio(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    audio = metadata.get("audio")
    if isinstance(audio, str) and audio.lstrip().startswith("{"):
        try:
            audio = json.loads(audio.translate(_STRAIGHT))
        except ValueError:
            raise SettingsError("audio", f"{quoted(audio)} is not valid.", _HOW) from None
    if isinstance(audio, Mapping):
        return audio
    if not (audio is None or audio is True or page_is_off(metadata) or str(audio).lower() in _ON):
        raise SettingsError("audio", f"{quoted(audio)} is not valid.", _HOW)
    return {}


def _meant(name: str) -> str:
    near = nearest(name.lower(), PAGE_OPTIONS | OWN_FILES)
    return f"Did you mean audio.{near}? " if near else ""


def _at_top_level(metadata: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    found: dict[str, Any] = {}
    others: list[str] = []
    for name in sorted(PAGE_OPTIONS):
        value = metadata.get(name)
        if value is None:
            continue
        try:
            parsed = parse_option(name, value)
        except SettingsError:
            others.append(f"{name}: {quoted(value)}")
            continue
        # Any text is a model to the option, for models that are to come. Here only a known one is:
        # `model: T-1000` is a car's or a printer's.
        if name == "model" and parsed != OPTIONS[name].default:
            others.append(f"{name}: {quoted(value)}")
            continue
        found[name] = value
    return found, tuple(others)


_HOW = (
    f"Write `audio: off`, or under `audio` any of: {', '.join(sorted(PAGE_OPTIONS | OWN_FILES))}."
)
