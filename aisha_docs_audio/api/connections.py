"""urllib3's connections on our sockets, by the hooks that `requests` has for adapters.

They know whether anything of a request was sent, and never take one that lay idle.
"""

# ruff: noqa: ANN401 - the signatures are those of the libraries
from __future__ import annotations

import http.client
import socket
import time
from typing import TYPE_CHECKING

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from aisha_docs_audio.api.sockets import connect, current, tls_context

if TYPE_CHECKING:
    from typing import Any

    from urllib3.response import HTTPResponse

# A server may close a connection it finds idle at the very moment a request is sent on it, and
# nobody can tell then whether the request was charged. Servers keep them for two seconds and up.
_LONGEST_IDLE_SECONDS = 1.0


class _Response(http.client.HTTPResponse):
    def begin(self) -> None:
        super().begin()
        # urllib3 logs header lines that it cannot read as they are, and a server may echo the key.
        self.msg.defects.clear()
        self.msg.set_payload("")


class _Connection(HTTPConnection):
    response_class = _Response

    # http.client prints whole requests, the key included, once somebody sets this on its own class.
    debuglevel = 0

    _used_at = float("-inf")

    def _new_conn(self) -> socket.socket:
        exchange = current()
        if exchange is None:
            return super()._new_conn()
        try:
            return connect(
                self._dns_host.strip("[]"), self.port, self.socket_options or (), exchange
            )
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"no connection to {self.host} in time") from error
        except OSError as error:
            raise NewConnectionError(self, f"no connection to {self.host}: {error}") from error

    def connect(self) -> None:
        try:
            super().connect()
        finally:
            # A proxy was asked for a tunnel at most: of the request itself nothing went out.
            if exchange := current():
                exchange.sent = False

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        if exchange := current():
            exchange.sent = True
        super().send(data)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3's own
        response = super().getresponse()
        self._used_at = time.monotonic()
        return response

    @property
    def is_connected(self) -> bool:
        idle_seconds = time.monotonic() - self._used_at
        return idle_seconds < _LONGEST_IDLE_SECONDS and super().is_connected


class _TlsConnection(_Connection, HTTPSConnection):
    def connect(self) -> None:
        if self.ssl_context is None:
            self.ssl_context = tls_context()
        super().connect()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


_POOLS = {"http": _Pool, "https": _TlsPool}


class Adapter(HTTPAdapter):
    """The adapter of `requests` that uses these connections. It never repeats a request.

    A SOCKS proxy brings connections of its own: what goes through one never counts as unsent.
    """

    def __init__(self, *, connections: int) -> None:
        super().__init__(pool_maxsize=connections, max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **options: Any
    ) -> None:
        """Make the pools of direct connections."""
        super().init_poolmanager(connections, maxsize, block, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Return the pools of connections through `proxy`; called for each request through it."""
        if proxy.lower().startswith("socks"):
            if exchange := current():
                exchange.sent = True
            return super().proxy_manager_for(proxy, ssl_context=tls_context(), **options)
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager
