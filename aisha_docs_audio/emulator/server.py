"""The running server: its sockets, its start, and an end that leaves nobody waiting."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import signal
import socket
import sys
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from aisha_docs_audio.emulator.accounts import Accounts
from aisha_docs_audio.emulator.app import create_app
from aisha_docs_audio.emulator.connection import hang_up, with_transport
from aisha_docs_audio.emulator.context import Context
from aisha_docs_audio.emulator.database import Database
from aisha_docs_audio.emulator.faults import Faults
from aisha_docs_audio.emulator.options import SECOND_PORT, EmulatorError, Options
from aisha_docs_audio.emulator.repository import Records
from aisha_docs_audio.emulator.service import Service
from aisha_docs_audio.emulator.synthesis import Synthesizer, choose_speaker
from aisha_docs_audio.emulator.webhooks import WebhookSender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

_BACKLOG = 2048
_KEEP_ALIVE_SECONDS = 75
"""As web servers before an API do; a short one would meet clients' requests halfway."""

_GRACE_SECONDS = 0.5
"""How long requests under way may go on once the server has been told to end."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where an emulator listens, where its media are, and what it speaks with."""

    url: str
    media_origin: str
    voice: str


def serve(options: Options, announce: Callable[[Listening], None]) -> None:
    """Run until SIGINT or SIGTERM; `announce` is called once connections are taken.

    Raises EmulatorError when it cannot run as asked: the address is taken, the data directory is
    not usable, the local voice is missing.
    """
    with _ended_by_signal(), ExitStack() as stack:
        ports = [options.port, 0] if options.media_origin == SECOND_PORT else [options.port]
        sockets = [stack.enter_context(_listen(options.host, port)) for port in ports]
        origins = [_origin(options.host, listener) for listener in sockets]
        prefix = origins[1] if len(origins) > 1 else (options.media_origin or "").rstrip("/")
        speaker, voice = choose_speaker(options.voice)
        media = _directory(options.data / "media")
        database = stack.enter_context(closing(Database(options.data / "book.sqlite3")))
        accounts = _open_accounts(options, database)
        service = Service(
            records=Records(database),
            synthesizer=Synthesizer(speaker, media),
            webhook_sender=WebhookSender(),
            media_origin=prefix,
            latency_seconds=options.latency_seconds,
        )
        context = Context(accounts=accounts, service=service, faults=Faults(options.faults))
        announce(Listening(url=origins[0], media_origin=prefix or origins[0], voice=voice))
        _Server(_Interruptible(create_app(context)), verbose=options.verbose).run(sockets)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Interruptible:
    """An ASGI application whose requests can be ended: their connections are closed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._under_way: set[asyncio.Task[object]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self._app(scope, receive, send)
            return
        self._under_way.add(task)
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            await hang_up(scope, receive)
        finally:
            self._under_way.discard(task)

    def interrupt(self) -> None:
        """End what is under way."""
        for task in self._under_way:
            task.cancel()


class _Server(uvicorn.Server):
    def __init__(self, app: _Interruptible, *, verbose: bool) -> None:
        self._app = app
        super().__init__(
            uvicorn.Config(
                app,
                http=with_transport(AutoHTTPProtocol),
                ws="none",
                # The same loop everywhere, uvloop installed or not: the one the tests run under.
                loop="asyncio",
                log_config=None,
                access_log=verbose,
                server_header=False,
                headers=[("server", "aisha-docs-audio-emulator")],
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=10,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(_GRACE_SECONDS, self._app.interrupt)
        await super().shutdown(sockets)


class _SignalledEnd(SystemExit):
    """SIGINT or SIGTERM came. Only as a SystemExit does it get through the event loop."""


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    # uvicorn takes these signals while it serves and raises them again when it is done: without
    # handlers of our own the process would then die of them instead of ending with status 0.
    def end(_number: int, _frame: object) -> None:
        raise _SignalledEnd

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _SignalledEnd:
        logger.info("ended by a signal")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Not socket.create_server: it leaves the protocol 0, asyncio sets TCP_NODELAY only where it is
    # TCP's, and without that every answer waits 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise EmulatorError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; "
            "--port 0 takes a free port"
        ) from error
    return listener


def _origin(host: str, listener: socket.socket) -> str:
    # What listens everywhere is reached from this machine by its loopback name.
    name = "localhost" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104
    return f"http://{f'[{name}]' if ':' in name else name}:{listener.getsockname()[1]}"


def _directory(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmulatorError(f"cannot make the directory {path}: {error.strerror}") from error
    return path


def _open_accounts(options: Options, database: Database) -> Accounts:
    accounts = Accounts(database)
    opened = [accounts.open(key, balance) for key, balance in options.keys.items()]
    for voice_id, status in options.custom_voices.items():
        accounts.set_voice(opened[0], voice_id, status)
    return accounts
