"""An API of which something never finishes: connections, answers, the queue, the sound."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator.tone import tone

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS = (
    "connect",
    "post",
    "pending",
    "history",
    "media",
    "two of three",
    "trickle",
    "handshake",
    "name",
    "pauses",
)
"""What never finishes; in short, the first three. `trickle`: a byte of the sound each second;
`handshake`: TLS that never begins; `name`: nobody has one; `pauses`: 429, come back in 30 s."""

MENDED = frozenset({"post", "pending", "history", "media", "two of three", "trickle", "pauses"})


class HangingApi:
    """Answers as the document says, but for what hangs."""

    def __init__(self, way: str) -> None:
        self.way = way
        self.rows: list[dict[str, object]] = []
        self.posts = 0
        self.asked = 0
        self.paid: list[bytes] = []
        self.mended = False
        self.lock = threading.Lock()
        self.closed = threading.Event()

    def answer(  # noqa: PLR0911
        self, method: str, path: str, body: bytes
    ) -> tuple[int, bytes] | None:
        """Give a status and a body; None: hang."""
        with self.lock:
            self.asked += 1
            number = self.asked
        sick = not self.mended
        if sick and self.way == "two of three" and number % 3:
            return None
        if sick and self.way == "pauses":
            return 429, b"{}"
        if path.startswith("/media/"):
            return None if sick and self.way == "media" else (200, tone(path))
        if method == "POST":
            return self.speak(body)
        if "/status/" in path:
            found: dict[str, object] = {
                "id": int(path.split("/")[-2]),
                "task_id": "t",
                "status": "PENDING",
            }
            if not sick:
                found |= {"status": "SUCCESS", "audio_path": f"/media/{found['id']}.wav"}
            return 200, json.dumps(found).encode()
        if sick and self.way == "history":
            return None
        with self.lock:
            rows = self.rows[::-1]
        page: dict[str, object] = {
            "count": len(rows),
            "next": None,
            "previous": None,
            "results": rows,
        }
        return 200, json.dumps(page).encode()

    def speak(self, body: bytes) -> tuple[int, bytes] | None:
        """Charge for a text, unless it is never charged because it hangs."""
        if not self.mended and self.way == "post":
            return None
        with self.lock:
            self.paid.append(body.partition(b'"transcript"\r\n\r\n')[2].partition(b"\r\n")[0])
            post = len(self.paid)
        if self.way == "pending" and not self.mended:
            return 202, json.dumps({"id": post, "task_id": "t", "status": "PENDING"}).encode()
        if self.way == "pending":
            spoken = {"id": post, "task_id": "t", "status": "SUCCESS"}
            return 202, json.dumps(spoken).encode()
        return 201, json.dumps({"audio_path": f"/media/{post}.wav"}).encode()


@contextlib.contextmanager
def serving(way: str) -> Iterator[tuple[str, HangingApi]]:  # noqa: C901 - one server a way
    api = HangingApi(way)
    if way == "name":
        yield "https://aisha-audio-bench.invalid", api
        return
    if way == "handshake":
        # Accepted by the system, and never by anybody.
        with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
            yield f"https://127.0.0.1:{silent.getsockname()[1]}", api
        return
    if way == "connect":
        with (
            socket.create_server(("127.0.0.1", 0), backlog=0) as full,
            contextlib.ExitStack() as all_,
        ):
            # Connections that nobody accepts fill the queue; the next ones get no answer at all.
            for _ in range(4):
                waiting = all_.enter_context(socket.socket())
                waiting.setblocking(False)
                waiting.connect_ex(full.getsockname())
            yield f"http://127.0.0.1:{full.getsockname()[1]}", api
        return

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = api.answer(self.command, self.path, body)
            if answer is None:
                api.closed.wait(600)
                self.close_connection = True
                return
            with contextlib.suppress(OSError):
                self.send_response(answer[0])
                self.send_header("Content-Length", str(len(answer[1])))
                if answer[0] == 429:
                    self.send_header("Retry-After", "30")
                self.end_headers()
                self.write(answer[1])

        def write(self, body: bytes) -> None:
            if api.way == "trickle" and not api.mended and self.path.startswith("/media/"):
                for place in range(len(body)):
                    self.wfile.write(body[place : place + 1])
                    if api.closed.wait(1):
                        return
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", api
        api.closed.set()
        server.shutdown()
