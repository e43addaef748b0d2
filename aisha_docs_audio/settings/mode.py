"""The environment variable AISHA_AUDIO: what a build does about sound at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "AISHA_AUDIO"

Mode = Literal["on", "off", "estimate", "preview"]
"""`off`: the plugin does nothing. `estimate`: nothing is spoken, the cost is counted.
`preview`: as under a live preview, the option `preview` says whether anything is paid for."""

_WORDS: Mapping[str, Mode] = {"": "on", "1": "on", "true": "on", "0": "off", "false": "off"}


def mode_of(environ: Mapping[str, str]) -> Mode:
    """Read the switch. Raises SettingsError for a word that is none of its words."""
    word = environ.get(VARIABLE, "").strip().lower()
    for mode in get_args(Mode):
        if word == mode:
            return mode  # type: ignore[no-any-return]
    if word in _WORDS:
        return _WORDS[word]
    raise SettingsError(
        VARIABLE, f"{quoted(word)} is not valid.", "Set it to on, off, estimate or preview."
    )


def is_switched_off(environ: Mapping[str, str]) -> bool:
    """Whether builds are to leave sound alone. Raises SettingsError."""
    return mode_of(environ) == "off"
