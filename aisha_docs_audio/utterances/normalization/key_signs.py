"""Keys that are signs, in shortcuts: "Ctrl+," is no pause, "Ctrl+-" no hyphen, "^C" a key too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_MODIFIER = r"(?:Ctrl|Control|Cmd|Command|Alt|AltGr|Option|Opt|Shift|Meta|Win|Super|Fn|Mod)"
_BEHIND = re.compile(
    rf"(?<![^\W_])(?P<keys>{_MODIFIER} ?\+ ?)(?P<sign>[^\w\s])(?=[\s,.;:!?)\]»”\"']|\Z)"
    r"|(?P<drawn>[⌘⌥⇧⌃] ?)(?P<drawn_sign>[-+=/\\\[\]`])(?=[\s,.;:!?)»”\"']|\Z)"
)
_IN_KEY = re.compile(r"(?P<keys>(?:\w ?\+|[⌘⌥⇧⌃]) ?)(?P<sign>[^\w\s⌘⌥⇧⌃←-⇿⌫⌦⏎⎋])\Z")
_CONTROL = re.compile(r"(?<![^\s(\"'«“])\^(?=[A-Z\\\[\]](?![\w^]))")


def hold_key_signs(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the names of signs that are keys, behind the keys they are pressed with."""
    if "+" in text or "⌘" in text or "⌥" in text or "⇧" in text or "⌃" in text:
        text = _BEHIND.sub(
            lambda found: (
                (found["keys"] or found["drawn"])
                + held.hold(_named(found["sign"] or found["drawn_sign"], words))
            ),
            text,
        )
    if "^" in text:
        text = _CONTROL.sub(lambda _: f"{held.hold(words.names['^'])} ", text)
    return text


def with_key_sign(keys: str, words: Vocabulary, held: Held) -> str:
    """Return what one element shows, "Shift+/", with the name of the sign it ends with."""
    return _IN_KEY.sub(lambda found: found["keys"] + held.hold(_named(found["sign"], words)), keys)


def _named(sign: str, words: Vocabulary) -> str:
    return words.operators["-"] if sign in "-−" else words.sign(sign)
