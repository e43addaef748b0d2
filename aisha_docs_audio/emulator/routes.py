"""The three endpoints of the API: generate audio, check status, history list."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from aisha_docs_audio.emulator import faults
from aisha_docs_audio.emulator.connection import NoAnswer, Silence
from aisha_docs_audio.emulator.context import Context, context_of
from aisha_docs_audio.emulator.errors import Refusal
from aisha_docs_audio.emulator.repository import InsufficientBalance
from aisha_docs_audio.emulator.request_body import read_fields
from aisha_docs_audio.emulator.synthesis import SynthesisError
from aisha_docs_audio.emulator.validation import validate

if TYPE_CHECKING:
    from starlette.requests import Request

    from aisha_docs_audio.emulator.accounts import Account
    from aisha_docs_audio.emulator.models import GenerationRecord, SynthesisRequest

logger = logging.getLogger(__name__)

DEFAULT_LIMIT = 10
MAX_LIMIT = 100

_GATEWAY_PAGE = "<html><head><title>504 Gateway Time-out</title></head><body>504</body></html>"


async def generate(request: Request) -> Response:
    """POST /api/v1/tts/post/ : 201 with the sound's path, or 202 where a webhook is given."""
    context = context_of(request)
    account = context.account(request, "post")
    fields = await read_fields(request)
    synthesis_request = validate(fields, authenticated=account is not None)
    _check_voice(context, account, synthesis_request)
    if account is not None and account.balance < synthesis_request.characters:
        raise Refusal(
            "insufficient_balance", needed=synthesis_request.characters, balance=account.balance
        )
    submitter = None if account is None else account.id
    fault = context.faults.draw(faults.POST)
    if fault == "late":
        context.service.take_on_later(
            submitter, synthesis_request, seconds=context.faults.options.late_seconds
        )
        return NoAnswer()
    if fault in {"503", "429", "reset", "hang"}:
        return _uncharged_fault(context, fault)
    try:
        record = await context.service.take_on(
            submitter, synthesis_request, fails=fault == "failed"
        )
    except InsufficientBalance as error:
        # Another request of the account was charged in the meantime.
        raise Refusal("insufficient_balance", needed=error.needed, balance=error.balance) from error
    except SynthesisError as error:
        logger.error("no sound for a request: %s", error)  # noqa: TRY400 - the message says it all
        raise Refusal("service_unavailable") from error
    return _charged_fault(fault) or _created(context, record)


async def check_status(request: Request) -> Response:
    """GET /api/v1/tts/status/{id}/ : what became of a record of one's own."""
    context = context_of(request)
    account = context.account_with_key(request, "status")
    fault = context.faults.draw(faults.READING)
    if fault:
        return _uncharged_fault(context, fault)
    number = request.path_params["number"]
    record = context.service.records.record(int(number)) if _is_id(number) else None
    if record is None:
        raise Refusal("record_not_found")
    if record.account != account.id:
        raise Refusal("access_denied")
    return JSONResponse(context.service.status(record))


async def list_history(request: Request) -> Response:
    """GET /api/v1/tts/get/?page=&limit= : one's own records, newest first.

    Pages as Django REST framework's PageNumberPagination makes them: a limit that is no positive
    number is the default, one too large is cut down, a page out of range is 404, the first page is
    never out of range, "last" is a page.
    """
    context = context_of(request)
    account = context.account_with_key(request, "get")
    fault = context.faults.draw(faults.READING)
    if fault:
        return _uncharged_fault(context, fault)
    count = context.service.records.number_of_records(account.id)
    wanted = request.query_params.get("limit", "")
    limit = min(int(wanted), MAX_LIMIT) if _is_id(wanted) and int(wanted) else DEFAULT_LIMIT
    pages = max(1, math.ceil(count / limit))
    asked = request.query_params.get("page", "1")
    page = pages if asked == "last" else int(asked) if _is_id(asked) else 0
    if not 1 <= page <= pages:
        raise Refusal("invalid_page")
    rows = context.service.records.history(account.id, offset=(page - 1) * limit, limit=limit)
    return JSONResponse(
        {
            "count": count,
            "next": _page_url(request, page + 1) if page < pages else None,
            "previous": _page_url(request, page - 1) if page > 1 else None,
            "results": [_row(context, record) for record in rows],
        }
    )


ROUTES = (
    Route("/api/v1/tts/post/", generate, methods=["POST"]),
    Route("/api/v1/tts/status/{number}/", check_status, methods=["GET"]),
    Route("/api/v1/tts/get/", list_history, methods=["GET"]),
)


def _check_voice(
    context: Context, account: Account | None, synthesis_request: SynthesisRequest
) -> None:
    if synthesis_request.voice_id is None or account is None:
        return
    found = context.accounts.voice_status(account.id, synthesis_request.voice_id)
    if found is None:
        raise Refusal("voice_not_found", value=synthesis_request.voice_id)
    if found != "READY":
        raise Refusal("voice_not_ready", value=synthesis_request.voice_id)


def _uncharged_fault(context: Context, fault: str) -> Response:
    if fault == "503":
        raise Refusal("service_unavailable")
    if fault == "429":
        seconds = context.faults.options.retry_after_seconds
        raise Refusal("rate_limited", headers={"Retry-After": str(seconds)}, seconds=seconds)
    return Silence() if fault == "hang" else NoAnswer(reset=True)


def _charged_fault(fault: str | None) -> Response | None:
    if fault == "503-charged":
        raise Refusal("service_unavailable")
    if fault == "504":
        return HTMLResponse(_GATEWAY_PAGE, status_code=504)
    if fault in {"lost", "reset-charged"}:
        return NoAnswer(reset=fault == "reset-charged")
    return None


def _created(context: Context, record: GenerationRecord) -> Response:
    if record.synthesis_request.webhook_url is None:
        return JSONResponse({"audio_path": context.service.audio_path(record)}, status_code=201)
    queued = {"id": record.id, "task_id": record.task_id, "status": "PENDING"}
    return JSONResponse(queued, status_code=202)


def _row(context: Context, record: GenerationRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "transcript": record.synthesis_request.transcript,
        "audio_url": context.service.audio_path(record),
        "model": record.synthesis_request.model,
        "mood": record.synthesis_request.mood,
        "created_at": record.created_at,
    }


def _is_id(text: str) -> bool:
    # SQLite's integers end at 2**63, and Python's isdigit() takes “²”.
    return text.isascii() and text.isdigit() and len(text) <= 18


def _page_url(request: Request, page: int) -> str:
    query = dict(parse_qsl(request.url.query, keep_blank_values=True))
    query.pop("page", None)
    if page > 1:
        query["page"] = str(page)
    return str(request.url.replace(query=urlencode(sorted(query.items()))))
