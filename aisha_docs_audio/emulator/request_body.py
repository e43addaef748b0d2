"""The fields of a request's body, in any of the three forms the API takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import python_multipart  # noqa: F401 - Starlette asks for it only when a form has come
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from aisha_docs_audio.emulator.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.requests import Request

MAX_BODY_BYTES = 1_000_000


async def read_fields(request: Request) -> Mapping[str, object]:
    """Read multipart/form-data, application/x-www-form-urlencoded or application/json.

    Of a field given twice the last counts. Values are text but for JSON's, which are whatever
    they are there. Raises Refusal.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise Refusal("body_too_large")
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    try:
        # Whatever the form: text that is not UTF-8 would be spoken as something else.
        text = body.decode("utf-8")
        if kind == "application/json":
            fields = json.loads(text)
        elif kind == "application/x-www-form-urlencoded":
            fields = dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
        elif kind == "multipart/form-data":
            fields = await _multipart(request, bytes(body))
        else:
            raise Refusal("unsupported_media_type", value=kind)
    except (ValueError, RecursionError, KeyError, MultiPartException) as error:
        # ValueError covers what is not UTF-8, not JSON, and a form of too many fields; KeyError is
        # a multipart type without its boundary.
        raise Refusal("invalid_body") from error
    if not isinstance(fields, dict):
        raise Refusal("invalid_body")
    return fields


async def _multipart(request: Request, body: bytes) -> dict[str, object]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    form = await MultiPartParser(request.headers, stream()).parse()
    fields: dict[str, object] = {}
    for name, value in form.multi_items():
        # A file is no text: None makes validation refuse it where text is due.
        fields[name] = None if isinstance(value, UploadFile) else value
    await form.close()
    return fields
