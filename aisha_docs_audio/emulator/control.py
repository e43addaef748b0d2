"""The emulator's own endpoints, which the real API does not have: the account book, the faults."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

import aisha_docs_audio
from aisha_docs_audio.emulator.context import Context, context_of
from aisha_docs_audio.emulator.errors import Refusal
from aisha_docs_audio.emulator.faults import Faults, parse_fault_options
from aisha_docs_audio.emulator.options import DEFAULT_BALANCE, EmulatorError
from aisha_docs_audio.emulator.request_body import read_fields

if TYPE_CHECKING:
    from starlette.requests import Request

    from aisha_docs_audio.emulator.accounts import Account
    from aisha_docs_audio.emulator.models import GenerationRecord


async def welcome(request: Request) -> Response:
    """GET / : what this is, for who opens it in a browser."""
    return PlainTextResponse(
        f"AIsha emulator {aisha_docs_audio.__version__}, part of aisha-docs-audio.\n"
        "A development tool. It is not AIsha and nothing here costs money.\n\n"
        f"POST {request.url_for('generate').path}\n"
        "GET  /api/v1/tts/status/{id}/\n"
        f"GET  {request.url_for('list_history').path}?page=1&limit=10\n"
        "GET  /emulator/account        with X-Api-Key\n"
        "GET  /emulator/faults         PUT with X-Api-Key\n"
    )


async def account_book(request: Request) -> Response:
    """GET, PUT /emulator/account : the account's book; PUT opens the account or sets its balance.

    Fields of PUT: balance, and voices (JSON only): {"12": "READY"}. Raises Refusal. None of this
    counts as a request.
    """
    context = context_of(request)
    key = request.headers.get("x-api-key", "").strip()
    if not key:
        raise Refusal("api_key_required")
    if request.method == "PUT":
        try:
            _change_account(context, key, await read_fields(request))
        except EmulatorError as error:
            return _wrong(error)
    account = context.accounts.find(key)
    if account is None:
        raise Refusal("invalid_api_key")
    return JSONResponse(_statement(context, account))


async def fault_settings(request: Request) -> Response:
    """GET, PUT /emulator/faults : the faults in force; PUT replaces all of them from then on.

    PUT needs the key of an account, so that no page in a browser and no other machine switches
    them. Raises Refusal.
    """
    context = context_of(request)
    if request.method == "PUT":
        key = request.headers.get("x-api-key", "").strip()
        if not key:
            raise Refusal("api_key_required")
        if context.accounts.find(key) is None:
            raise Refusal("invalid_api_key")
        try:
            context.faults = Faults(parse_fault_options(await read_fields(request)))
        except EmulatorError as error:
            return _wrong(error)
    options = dataclasses.asdict(context.faults.options)
    return JSONResponse({**options, "thrown": context.faults.thrown})


ROUTES = (
    Route("/", welcome),
    Route("/emulator/account", account_book, methods=["GET", "PUT"]),
    Route("/emulator/faults", fault_settings, methods=["GET", "PUT"]),
)


def _change_account(context: Context, key: str, fields: Mapping[str, object]) -> None:
    balance = None if "balance" not in fields else _whole_number("balance", fields["balance"])
    voices = fields.get("voices", {})
    if not isinstance(voices, Mapping):
        raise EmulatorError("voices must map voice ids to their status")
    checked = {_whole_number("a voice id", name): str(status) for name, status in voices.items()}
    account = context.accounts.open(key, DEFAULT_BALANCE if balance is None else balance)
    if balance is not None:
        context.accounts.set_balance(account, balance)
    for voice_id, status in checked.items():
        context.accounts.set_voice(account, voice_id, status)


def _whole_number(name: str, value: object) -> int:
    text = str(value)
    # Eighteen digits fit SQLite's integers, and leave room to add up.
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise EmulatorError(f"{name} must be a whole number, not {value!r}")
    return int(text)


def _wrong(error: EmulatorError) -> Response:
    return JSONResponse({"detail": str(error), "error_key": "invalid_body"}, status_code=400)


def _statement(context: Context, account: Account) -> dict[str, object]:
    charges = context.service.records.charges(account.id)
    by_endpoint = context.accounts.counts(account.id)
    return {
        "balance": account.balance,
        "charged_characters": sum(record.synthesis_request.characters for record in charges),
        "requests": sum(by_endpoint.values()),
        "requests_by_endpoint": by_endpoint,
        "charges": [_charge(record) for record in charges],
    }


def _charge(record: GenerationRecord) -> dict[str, object]:
    synthesis_request = record.synthesis_request
    return {
        "id": record.id,
        "transcript": synthesis_request.transcript,
        "characters": synthesis_request.characters,
        "created_at": record.created_at,
        "language": synthesis_request.language,
        "model": synthesis_request.model,
        "mood": synthesis_request.mood,
        "speed": synthesis_request.speed,
        "voice_id": synthesis_request.voice_id,
    }
