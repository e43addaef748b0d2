"""What the API does, without HTTP: take on requests, have them spoken, charge, tell webhooks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator.repository import InsufficientBalance, Records
from aisha_docs_audio.emulator.synthesis import SynthesisError, Synthesizer

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from aisha_docs_audio.emulator.models import GenerationRecord, SynthesisRequest
    from aisha_docs_audio.emulator.webhooks import WebhookSender


class Service:
    """Speech for money.

    `media_origin` goes before every audio path ("" for relative ones); `latency_seconds` is how
    long each speech takes at least.
    """

    def __init__(
        self,
        *,
        records: Records,
        synthesizer: Synthesizer,
        webhook_sender: WebhookSender,
        media_origin: str = "",
        latency_seconds: float = 0.0,
    ) -> None:
        self.records = records
        self.synthesizer = synthesizer
        self._webhook_sender = webhook_sender
        self._media_origin = media_origin
        self._latency_seconds = latency_seconds
        self._tasks: set[asyncio.Task[object]] = set()

    async def take_on(
        self, account: int | None, synthesis_request: SynthesisRequest, *, fails: bool = False
    ) -> GenerationRecord:
        """Carry the request out, or queue it if it has a webhook (`fails`: only to fail later).

        The sound is made first, then charged and recorded in one transaction; what is queued is
        charged at once and refunded if it fails. Raises InsufficientBalance and SynthesisError;
        either way nothing was charged.
        """
        if synthesis_request.webhook_url is None:
            media = await self._speak(synthesis_request)
            return self.records.enter(account, synthesis_request, media=media)
        record = self.records.enter(account, synthesis_request, media=None)
        self._start(self._finish(record, fails=fails))
        return record

    def take_on_later(
        self, account: int | None, synthesis_request: SynthesisRequest, *, seconds: float
    ) -> None:
        """Carry the request out after a while, if there is money for it then."""
        self._start(self._wait_and_take_on(account, synthesis_request, seconds))

    def resume(self) -> None:
        """Go on with what was pending when the emulator ended."""
        for record in self.records.pending():
            self._start(self._finish(record))

    async def stop(self) -> None:
        """Drop what is under way; pending records stay pending on disk."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._webhook_sender.close()
        self.synthesizer.close()

    def audio_path(self, record: GenerationRecord) -> str | None:
        """Return where a record's sound is downloaded, when there is any."""
        return record.media and f"{self._media_origin}/media/tts_audios/{record.media}"

    def status(self, record: GenerationRecord) -> dict[str, object]:
        """Return what the status endpoint answers, and what a webhook is sent."""
        answer: dict[str, object] = {
            "id": record.id,
            "status": record.status,
            "task_id": record.task_id,
        }
        if record.status == "SUCCESS":
            answer["audio_path"] = self.audio_path(record)
            answer["characters"] = record.synthesis_request.characters
        return answer

    async def _speak(self, synthesis_request: SynthesisRequest) -> str:
        await asyncio.sleep(self._latency_seconds)
        return await self.synthesizer.record(synthesis_request)

    async def _wait_and_take_on(
        self, account: int | None, synthesis_request: SynthesisRequest, seconds: float
    ) -> None:
        await asyncio.sleep(seconds)
        try:
            await self.take_on(account, synthesis_request)
        except (InsufficientBalance, SynthesisError):
            # Nobody is left to be told.
            return

    async def _finish(self, record: GenerationRecord, *, fails: bool = False) -> None:
        try:
            media = await self._speak(record.synthesis_request)
        except SynthesisError:
            fails = True
        if fails:
            self.records.fail(record)
        else:
            self.records.succeed(record, media)
        ended = self.records.record(record.id)
        if ended is not None and record.synthesis_request.webhook_url is not None:
            await self._webhook_sender.deliver(
                record.synthesis_request.webhook_url, self.status(ended)
            )

    def _start(self, work: Coroutine[object, object, None]) -> None:
        # The loop itself keeps only weak references to tasks.
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
