"""An object storage that misbehaves: a proxy before a real one, which loses, refuses and delays."""

from __future__ import annotations

import contextlib
import http.client
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHUNK = 1 << 16
_HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "keep-alive", "content-length"})


class StoreProxy(ThreadingHTTPServer):
    """Forwards to the storage on `port`; `faults` are chances by name, and may be changed.

    "503": refused; "unheard": the request gets lost; "lost": it is done and its answer gets lost;
    "slow": `slow_seconds` later.
    """

    daemon_threads = True

    def __init__(self, port: int, *, seed: int, slow_seconds: float = 0.5) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = port
        self.faults: Mapping[str, float] = {}
        self.slow_seconds = slow_seconds
        self.requests: Counter[str] = Counter()
        self.thrown: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fault(self, method: str) -> str:
        """Draw what befalls a request; "" for nothing."""
        with self._lock:
            self.requests[method] += 1
            drawn = self._chance.random()
            for name, chance in self.faults.items():
                drawn -= chance
                if drawn < 0:
                    self.thrown[name] += 1
                    return name
        return ""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that were killed."""

    @contextlib.contextmanager
    def running(self) -> Iterator[StoreProxy]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StoreProxy

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        fault = self.server.fault(self.command)
        if fault == "slow":
            time.sleep(self.server.slow_seconds)
        elif fault == "503":
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        elif fault == "unheard":
            self.close_connection = True
            return
        answer_to = http.client.HTTPConnection("127.0.0.1", self.server.target, timeout=30)
        try:
            answer_to.request(self.command, self.path, body, dict(self.headers.items()))
            answer = answer_to.getresponse()
            data = answer.read()
        finally:
            answer_to.close()
        if fault == "lost":
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else None
        self.send_header("Content-Length", length or str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _forward  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
