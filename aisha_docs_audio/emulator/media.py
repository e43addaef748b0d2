"""The sound files: with ranges and entity tags, and with the faults of media."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from aisha_docs_audio.emulator import faults
from aisha_docs_audio.emulator.connection import CutOff
from aisha_docs_audio.emulator.context import context_of
from aisha_docs_audio.emulator.errors import Refusal
from aisha_docs_audio.emulator.tone import wav

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from aisha_docs_audio.emulator.context import Context

MEDIA_TYPE = "audio/wav"

_NOT_AUDIO = b"<!doctype html><title>Please wait</title><p>Your file will be here in a moment."


_STUBS = (
    b"ID3\x04\0\0\0\0\0\0\xff\xf3\x64\xc4",  # a tag and the header of one MP3 frame
    b"OggS\0\x02" + bytes(20) + b"\x01\x1e\x01vorbis",  # the beginning of a first Ogg page
)


async def sound(request: Request) -> Response:
    """GET or HEAD /media/tts_audios/{name} : 200, or 206 and 416 where a Range is asked for.

    Needs no key, as the real media servers need none; one that comes with a key is counted apart,
    so that a test can prove the key went where it must not.
    """
    context = context_of(request)
    record = context.service.records.record_of_media(request.path_params["name"])
    if record is None or record.media is None:
        raise Refusal("not_found")
    if record.account is not None:
        with_key = "x-api-key" in request.headers
        context.accounts.count(record.account, "media_with_key" if with_key else "media")
    path = context.service.synthesizer.path(record.media)
    fault = context.faults.draw(faults.MEDIA)
    if fault is not None:
        return _spoiled(fault, path, context)
    file = FileResponse(path, media_type=MEDIA_TYPE, stat_result=path.stat())
    if "range" in request.headers:
        return file
    # FileResponse hands every piece through a thread: 3 ms where reading the whole takes 0.1 ms.
    return Response(path.read_bytes(), headers=file.headers)


def _spoiled(fault: str, path: Path, context: Context) -> Response:
    """Return what a fault leaves of the sound in `path`. Raises Refusal."""
    whole = path.read_bytes()
    even_chance = context.faults.chance(faults.MEDIA, "which") < 0.5
    body, media_type = whole, MEDIA_TYPE
    if fault == "notaudio":
        body, media_type = _NOT_AUDIO, "text/html; charset=utf-8"
    elif fault == "truncated" and even_chance:
        return CutOff(whole, media_type=media_type)
    elif fault == "truncated":
        body = whole[: len(whole) // 2]
    elif fault == "stub":
        body, media_type = _STUBS[even_chance], ("audio/mpeg", "audio/ogg")[even_chance]
    elif fault == "codec":
        # The format tag stands behind "RIFF", size, "WAVE", "fmt " and size.
        body = whole[:20] + b"\x2a\x2a" + whole[22:]
    elif fault == "silence":
        body = wav(bytes(len(whole)))
    else:
        raise Refusal("not_found")
    return Response(body, media_type=media_type)


ROUTES = (Route("/media/tts_audios/{name}", sound, methods=["GET"]),)
