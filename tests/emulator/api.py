"""A plain client for the emulator's tests: HTTP as it is, nothing of our own client's."""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import threading
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import requests

POST = "/api/v1/tts/post/"
STATUS = "/api/v1/tts/status/{}/"
HISTORY = "/api/v1/tts/get/"


@dataclass(slots=True, kw_only=True)
class Api:
    """Requests with one key (None: anonymous) to one emulator."""

    url: str
    key: str | None = None
    language: str | None = None
    session: requests.Session = field(default_factory=requests.Session)

    def post(self, **fields: Any) -> requests.Response:
        """Ask for speech, as the document's curl does: multipart."""
        parts = {name: (None, str(value)) for name, value in fields.items()}
        return self.ask("POST", POST, files=parts)

    def status(self, number: object) -> requests.Response:
        """Ask for a record's status."""
        return self.ask("GET", STATUS.format(number))

    def history(self, query: str = "") -> requests.Response:
        """Ask for the history."""
        return self.ask("GET", HISTORY + query)

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send any request."""
        headers = options.pop("headers", {})
        if self.key is not None:
            headers["X-Api-Key"] = self.key
        if self.language is not None:
            headers["Accept-Language"] = self.language
        self.session.trust_env = False
        address = path if path.startswith("http") else self.url + path
        return self.session.request(method, address, headers=headers, timeout=120, **options)


def frames_of(audio: bytes) -> bytes:
    """Give the samples of a WAV file that is as the API's are said to be."""
    with wave.open(io.BytesIO(audio)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        return file.readframes(file.getnframes())


def until(condition: Callable[[], Any], seconds: float = 120) -> Any:
    """Wait until something is true, and give it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to be")


@dataclass(slots=True)
class Inbox:
    """A webhook's receiver: what it was sent; the statuses it answers with, the last for ever."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [200])
    letters: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def inbox() -> Iterator[Inbox]:
    """Run a webhook's receiver."""
    received = Inbox()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.headers.append({name.lower(): value for name, value in self.headers.items()})
            received.letters.append(json.loads(body))
            waiting = received.answers
            self.send_response(waiting.pop(0) if len(waiting) > 1 else waiting[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Keep the test's output clean."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received.url = f"http://127.0.0.1:{server.server_port}/hooks/tts"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
