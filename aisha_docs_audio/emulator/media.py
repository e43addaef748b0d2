"""The sound files: with ranges and entity tags, and with the faults of media."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from aisha_docs_audio.emulator import faults
from aisha_docs_audio.emulator.connection import CutOff
from aisha_docs_audio.emulator.desk import desk_of
from aisha_docs_audio.emulator.refusals import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

MEDIA_TYPE = "audio/wav"

_NOT_AUDIO = "<!doctype html><title>Please wait</title><p>Your file will be here in a moment."


async def sound(request: Request) -> Response:
    """GET or HEAD /media/tts_audios/{name} : 200, or 206 and 416 where a Range is asked for.

    Needs no key, as the real media servers need none; one that comes with a key is counted apart,
    so that a test can prove the key went where it must not.
    """
    desk = desk_of(request)
    record = desk.service.book.record_of_media(request.path_params["name"])
    if record is None or record.media is None:
        raise Refusal("not_found")
    if record.account is not None:
        with_key = "x-api-key" in request.headers
        desk.accounts.count(record.account, "media_with_key" if with_key else "media")
    fault = desk.faults.draw(faults.MEDIA)
    if fault == "missing":
        raise Refusal("not_found")
    if fault == "notaudio":
        return HTMLResponse(_NOT_AUDIO)
    path = desk.service.studio.path(record.media)
    if fault == "truncated":
        whole = path.read_bytes()
        if desk.faults.chance(faults.MEDIA, "cut off") < 0.5:
            return CutOff(whole, media_type=MEDIA_TYPE)
        return Response(whole[: len(whole) // 2], media_type=MEDIA_TYPE)
    file = FileResponse(path, media_type=MEDIA_TYPE, stat_result=path.stat())
    if "range" in request.headers:
        return file
    # FileResponse hands every piece through a thread: 3 ms where reading the whole takes 0.1 ms.
    return Response(path.read_bytes(), headers=file.headers)


ROUTES = (Route("/media/tts_audios/{name}", sound, methods=["GET"]),)
