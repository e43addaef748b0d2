"""Opens the voices that the options and the environment ask for, and closes them again."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.build.voice_policy import PayingVoice, VoicePolicy
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.voice_names import AUTO, FREE_VOICE, PAID_VOICE
from aisha_docs_audio.voice import Closable, VoiceSetup
from aisha_docs_audio.voices.registry import is_ours, open_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.settings.options import Settings
    from aisha_docs_audio.voice import Voice

Occasion = Literal["build", "preview", "estimate"]

NO_KEY_LOCAL = (
    "AISHA_API_KEY is not set, so the local voice (eSpeak NG) speaks. Set the key for AIsha's "
    "voices, or the option voice to 'local' to have it so on purpose."
)


@contextmanager
def open_voice(  # noqa: PLR0913
    settings: Settings,
    directory: Path,
    environ: Mapping[str, str],
    *,
    occasion: Occasion,
    warn: Callable[[str], None],
    inform: Callable[[str], None] | None = None,
) -> Iterator[VoicePolicy]:
    """Open who speaks in a build with its cache in `directory`.

    With `auto` an estimate is always AIsha's, key or not: what it would cost is asked before there
    is a key. Raises SettingsError for a wrong key or URL in the environment and for a voice that
    cannot be opened, CacheError for a cache that cannot be used.
    """
    setup = VoiceSetup(settings=settings, cache_directory=directory, environ=environ, warn=warn)
    has_key = ApiKey.from_environment(environ) is not None
    name = settings.voice
    if name == AUTO:
        # What machines share is played without a key too.
        paid = has_key or occasion == "estimate" or settings.shared_store is not None
        name = PAID_VOICE if paid else FREE_VOICE
        if name == FREE_VOICE:
            # No fault of whoever builds a pull request without a key.
            (inform or warn)(NO_KEY_LOCAL)
    with ExitStack() as opened:

        def opened_voice(name: str) -> Voice:
            voice = open_installed(name, setup)
            if isinstance(voice, Closable):
                opened.callback(voice.close)
            return voice

        voice = opened_voice(name)
        known = is_ours(name)
        if not isinstance(voice, PayingVoice):
            yield VoicePolicy(voice=voice, known=known)
        elif occasion == "preview" and settings.preview == "local":
            yield VoicePolicy(voice=voice, known=known, fallback=opened_voice(FREE_VOICE))
        elif occasion == "preview" and settings.preview == "cached":
            # Without a key the free voice would speak: who has one is not to hear less.
            meanwhile = opened_voice(FREE_VOICE) if settings.voice == AUTO else None
            yield VoicePolicy(voice=voice, known=known, cached_only=True, meanwhile=meanwhile)
        elif voice.blocked_reason is not None:
            yield VoicePolicy(voice=voice, known=known, blocked_reason=voice.blocked_reason)
        else:
            yield VoicePolicy(voice=voice, known=known, paying=voice)
