"""The key of what is said of a page and by whom: while it is the same, the page's track is."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING

from aisha_docs_audio.build.program import program_digest
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.sound.track_plan import AUDIO_FORMAT

if TYPE_CHECKING:
    from aisha_docs_audio.model import Page
    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import Voice

_PROBE = "a"


class ScriptKeys:
    """Makes the keys of one build.

    All that decides goes in: what was read, every option, this program, and what the voice would be
    asked for in each language, which names whoever speaks. What decides in a voice of somebody
    else's is not `known`: it may word a text by a file or by code that changed under one version.
    """

    def __init__(self, voice: Voice, *, known: bool) -> None:
        self._voice = voice
        self._known = known
        # Pages without options of their own share the site's.
        self._last: tuple[Settings, str] | None = None

    def of(self, page: Page) -> str:
        """Return a page's key; "" for one whose reading is not kept, or whose voice is not ours."""
        if not page.key or not self._known:
            return ""
        parts = [page.key, page.language, self._of_settings(page.settings)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _of_settings(self, settings: Settings) -> str:
        if self._last is None or self._last[0] is not settings:
            values = [getattr(settings, field.name) for field in dataclasses.fields(settings)]
            asked = [self._voice.utterance(_PROBE, each, settings).key for each in LANGUAGES]
            voice = [self._voice.name, self._voice.max_utterance_characters, asked]
            form = json.dumps([AUDIO_FORMAT, program_digest(), voice, values], default=str)
            self._last = settings, hashlib.sha256(form.encode("utf-8", "replace")).hexdigest()
        return self._last[1]
