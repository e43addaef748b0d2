"""What a valid request for speech asks for, and the record that is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisRequest:
    """A checked request. Model, mood and speed are None outside the built-in Uzbek voice."""

    transcript: str
    language: Language
    model: str | None = None
    mood: str | None = None
    speed: float | None = None
    voice_id: int | None = None
    webhook_url: str | None = None

    @property
    def characters(self) -> int:
        """How many characters it costs: the code points of the transcript."""
        return len(self.transcript)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRecord:
    """A request that was taken on. `account` is None for an anonymous one.

    `status` is PENDING, SUCCESS or FAILED; `media` is the sound's file name, with SUCCESS only;
    `charged` is whether the account paid for it and was not refunded.
    """

    id: int
    account: int | None
    task_id: str
    status: str
    synthesis_request: SynthesisRequest
    charged: bool
    media: str | None
    created_at: str
