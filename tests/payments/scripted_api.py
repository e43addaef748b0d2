"""An API on loopback that does what a test tells it, where the emulator is too well-behaved."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aisha_docs_audio.emulator.tone import tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, object]


def row(number: int, text: str, **changes: object) -> Row:
    """Give a row of the history as the document shows it."""
    return {
        "id": number,
        "transcript": text,
        "audio_url": f"/media/tts_audios/{number}.wav",
        "model": "Gulnoza",
        "mood": "Neutral",
        "created_at": "2026-05-04T10:15:30Z",
        **changes,
    }


class ScriptedApi:
    """Answers from what the test puts here.

    `history` gives the rows, in the order of the pages, when it is called for a page; `post` gives
    the answer to a request for speech. `asked` counts the requests by path. `busy` maps a kind of
    request to the error status that its next one gets; such answers have `headers`. `times` are
    those of all requests by kind, by a clock that nobody sets.
    """

    def __init__(self) -> None:
        self.url = ""
        self.rows: list[Row] = []
        self.history: Callable[[int, int], dict[str, object]] = self.page
        self.post: Callable[[], tuple[int, dict[str, object]]] = lambda: (504, {})
        self.status: Callable[[int], tuple[int, dict[str, object]]] = lambda _: (404, {})
        self.sounds: dict[str, bytes] = {}
        self.hanging: set[str] = set()
        self.ended = threading.Event()
        self.asked: Counter[str] = Counter()
        self.busy: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        self.times: defaultdict[str, list[float]] = defaultdict(list)

    def page(self, number: int, limit: int) -> dict[str, object]:
        """Cut a page out of the rows."""
        rows = self.rows[(number - 1) * limit : number * limit]
        return {"count": len(self.rows), "next": None, "previous": None, "results": rows}

    def answer(self, method: str, target: str) -> tuple[int, bytes]:
        """Give the status and the body of an answer."""
        parts = urlsplit(target)
        self.asked[parts.path] += 1
        kind = kind_of(method, parts.path)
        self.times[kind].append(time.monotonic())
        if busy := self.busy.pop(kind, None):
            return busy, b"{}"
        if method == "POST":
            status, body = self.post()
            return status, json.dumps(body).encode()
        if parts.path.startswith("/media/"):
            name = parts.path.rpartition("/")[2]
            if name in self.hanging:
                self.ended.wait(60.0)
            return 200, self.sounds.get(name) or tone(name)
        if "/status/" in parts.path:
            status, body = self.status(int(parts.path.rstrip("/").rpartition("/")[2]))
            return status, json.dumps(body).encode()
        query = parse_qs(parts.query)
        page = self.history(int(query["page"][0]), int(query["limit"][0]))
        return 200, json.dumps(page).encode()


def kind_of(method: str, path: str) -> str:
    """Say what a request is for: post, media, status or history."""
    if method == "POST":
        return "post"
    words = {"/media/": "media", "/status/": "status"}
    return next((kind for word, kind in words.items() if word in path), "history")


@contextmanager
def scripted_api() -> Iterator[ScriptedApi]:
    """Run such an API on a free port."""
    api = ScriptedApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, body = api.answer(self.command, self.path)
            self.send_response(status)
            for name, value in api.headers.items() if status >= 400 else ():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        api.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield api
        finally:
            api.ended.set()
            server.shutdown()
            thread.join()
