"""Everything an emulator is started with, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aisha_docs_audio.errors import AishaAudioError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_KEY = "aisha-emulator"
DEFAULT_BALANCE = 1_000_000
DEFAULT_DATA = Path(".cache/aisha-docs-audio-emulator")
SECOND_PORT = "second"
"""The value of `media_origin` that makes the emulator serve the media from a port of their own."""


class EmulatorError(AishaAudioError):
    """The emulator cannot be started as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOptions:
    """Which faults are thrown in, how often, and when. See `faults` for what each does.

    `rates` maps a fault's name to its share of the requests it can befall. The first `after`
    requests for speech are spared; after `count` faults all is well again (None: never).
    The same `seed` gives the same faults to the same order of requests.
    """

    rates: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    after: int = 0
    count: int | None = None
    late_seconds: float = 2.0
    retry_after_seconds: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One emulator. `keys` maps each API key to the balance its account begins with.

    `custom_voices` maps a voice_id, owned by the first key's account, to its status.
    `media_origin` is None (relative audio paths), an origin, or `SECOND_PORT`.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    data: Path = DEFAULT_DATA
    keys: Mapping[str, int] = field(default_factory=lambda: {DEFAULT_KEY: DEFAULT_BALANCE})
    custom_voices: Mapping[int, str] = field(default_factory=dict)
    voice: str | None = None
    latency_seconds: float = 0.0
    media_origin: str | None = None
    faults: FaultOptions = field(default_factory=FaultOptions)
    verbose: bool = False

    def __post_init__(self) -> None:
        """Raise EmulatorError for keys no HTTP header can carry and for an origin that is none."""
        for key in self.keys:
            if not key.isascii() or not key.isprintable() or key != key.strip() or not key:
                raise EmulatorError("a key must be printable ASCII without spaces around it")
        if self.media_origin not in {None, SECOND_PORT}:
            parts = urlsplit(self.media_origin or "")
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise EmulatorError(
                    f"the media origin must be like http://localhost:8765 or the word "
                    f"{SECOND_PORT!r}, not {self.media_origin!r}"
                )
