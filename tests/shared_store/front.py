"""A server before the S3 of the tests, which refuses or lies as a test tells it."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.shared_store.servers import S3_ENVIRONMENT

SECRET = S3_ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]


class Front:
    """Passes requests on; `status` gives another answer for some, which holds what was sent.

    `drops` are headers (in lower case) that get lost on the way to the storage.
    """

    def __init__(self) -> None:
        self.url = ""
        self.status: Callable[[str, str], int | None] = lambda _method, _path: None
        self.drops: frozenset[str] = frozenset()


@contextmanager
def front_of(upstream: str) -> Iterator[Front]:
    """Run one before the server at `upstream`."""
    front = Front()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status = front.status(self.command, self.path)
            if status is not None:
                said = f"<Error><Code>X</Code><Message>{SECRET} {self.headers}</Message></Error>"
                self._answer(status, {}, said.encode())
                return
            headers = {n: v for n, v in self.headers.items() if n.lower() not in front.drops}
            # Else it would be sent as a form.
            headers.setdefault("Content-Type", "application/octet-stream")
            request = urllib.request.Request(
                upstream + self.path,
                method=self.command,
                data=body if self.command == "PUT" else None,
                headers=headers,
            )
            try:
                with opener.open(request, timeout=120) as answer:
                    self._answer(answer.status, dict(answer.headers), answer.read())
            except urllib.error.HTTPError as error:
                self._answer(error.code, dict(error.headers), error.read())
                error.close()

        do_GET = do_PUT = do_HEAD = do_DELETE = _pass_on  # noqa: N815 - names of the library

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response_only(status)
            about = {name.lower(): value for name, value in headers.items()}
            if self.command != "HEAD":
                about["content-length"] = str(len(body))
            about.pop("transfer-encoding", None)
            about.pop("connection", None)
            for name, value in about.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        front.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield front
        finally:
            server.shutdown()
            thread.join()
