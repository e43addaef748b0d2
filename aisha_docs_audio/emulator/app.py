"""The ASGI application: routes, errors in the API's form, start and end of the background work."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from aisha_docs_audio.emulator import control, media, routes
from aisha_docs_audio.emulator.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

    from aisha_docs_audio.emulator.context import Context


def create_app(context: Context) -> Starlette:
    """Put the emulator together around its parts; its lifespan starts and stops their work."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        context.service.resume()
        yield
        await context.service.stop()

    app = Starlette(
        routes=[*control.ROUTES, *routes.ROUTES, *media.ROUTES],
        exception_handlers={Refusal: _refuse, HTTPException: _refuse_by_status},
        lifespan=lifespan,
    )
    # A client that forgets the slash at an address's end must find out here, not at the real API.
    app.router.redirect_slashes = False
    app.state.context = context
    return app


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error.response(request.headers.get("accept-language", ""))


async def _refuse_by_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    keys = {404: "not_found", 405: "method_not_allowed"}
    refusal = Refusal(keys.get(error.status_code, "invalid_body"), headers=error.headers)
    return await _refuse(request, refusal)
