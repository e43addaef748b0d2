"""Let an API accept every text and finish it as it likes, and count what it was asked for.

An API of this script's own answers 202 to every request (or loses that answer). Then each number
is PENDING for some builds, FAILED for some, or gives junk in place of sound for some, and SUCCESS
in the end. Builds follow each other until all texts have their sound. Each text may be asked for
once: its number, or its row in the history, brings the sound.

Run: python bench/chaos_queue.py [--long] [--texts N] [--seed N]     (30 texts; --long: 150)
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaos.building import CANARY, Line, Site, build
from chaos.seeds import parse_with_seed

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.payments.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICY = RetryPolicy(
    settling_seconds=0.5,
    queue_settling_seconds=0.5,
    rounds_seconds=(),
    first_pause_seconds=0.01,
    longest_pause_seconds=0.02,
    queue_seconds=0.1,
    poll_seconds=0.02,
    failures_in_a_row=10**6,
)
MOST_BUILDS = 30


@dataclass(kw_only=True)
class Task:
    """One accepted request: for how many builds it is PENDING, then FAILED, then junk."""

    number: int
    text: str
    pending: int
    failed: int
    junk: int


class Api:
    """The queue and its history; `next_build` lets a build's time pass."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._lock = threading.Lock()
        self.tasks: list[Task] = []
        self.asked: Counter[str] = Counter()

    def next_build(self) -> None:
        """Let every task come one step further."""
        for task in self.tasks:
            if task.pending:
                task.pending -= 1
            elif task.failed:
                task.failed -= 1
            elif task.junk:
                task.junk -= 1

    def post(self, text: str) -> tuple[int, Any]:
        """Accept a text, and charge for it; one answer in five is lost."""
        with self._lock:
            self.asked[text] += 1
            task = Task(
                number=len(self.tasks) + 1,
                text=text,
                pending=self._draw.choice((0, 0, 1, 3)),
                failed=self._draw.choice((0, 0, 1, 2)),
                junk=self._draw.choice((0, 0, 1, 2)),
            )
            self.tasks.append(task)
            if self._draw.random() < 0.2:
                return 504, {}
        return 202, {"id": task.number, "task_id": "t", "status": "PENDING"}

    def status(self, number: int) -> tuple[int, Any]:
        """Say how a task stands."""
        task = self.tasks[number - 1]
        state = "PENDING" if task.pending else "FAILED" if task.failed else "SUCCESS"
        path = f"/media/{number}.wav" if state == "SUCCESS" else None
        return 200, {"id": number, "task_id": "t", "status": state, "audio_path": path}

    def history(self) -> tuple[int, Any]:
        """List all tasks, newest first."""
        rows = [
            {
                "id": task.number,
                "transcript": task.text,
                "audio_url": None if task.pending or task.failed else f"/media/{task.number}.wav",
                "model": "Gulnoza",
                "mood": "Neutral",
                "created_at": "2026-05-04T10:15:30Z",
            }
            for task in reversed(self.tasks)
        ]
        return 200, {"count": len(rows), "next": None, "previous": None, "results": rows}

    def media(self, number: int) -> bytes:
        """Return a task's sound, or what it has in place of it."""
        task = self.tasks[number - 1]
        return b"<html>soon</html>" if task.junk else tone(task.text)


@contextmanager
def serving(api: Api) -> Iterator[str]:
    """Run the API on a free port; gives its URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            last = self.path.rstrip("/").rpartition("/")[2].partition(".")[0]
            number = int(last) if last.isdigit() else 0
            if self.path.startswith("/media/"):
                self.reply(200, api.media(number))
            elif "/status/" in self.path:
                status, form = api.status(number)
                self.reply(status, json.dumps(form).encode())
            else:
                status, form = api.history() if "page=1&" in self.path else (200, EMPTY)
                self.reply(status, json.dumps(form).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
            [text] = [
                part.get_content()
                for part in message.iter_parts()
                if part.get_param("name", header="content-disposition") == "transcript"
            ]
            status, form = api.post(text.strip())
            self.reply(status, json.dumps(form).encode())

        def reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


EMPTY: dict[str, Any] = {"count": 0, "next": None, "previous": None, "results": []}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--texts", type=int)
    options = parse_with_seed(parser)
    texts = options.texts or (150 if options.long else 30)
    api = Api(random.Random(options.seed))
    lines = tuple(Line(text=f"Navbatdagi matn, {number}-chi.") for number in range(texts))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, serving(api) as url:
        site = Site(
            directory=Path(place, "cache"),
            url=url,
            key=f"{CANARY}-queue",
            lines=lines,
            webhook_url="https://example.test/hook",
            retry_policy=POLICY,
        )
        builds, built = 1, build(site)
        while len(built.sounds) < texts and builds < MOST_BUILDS:
            api.next_build()
            builds, built = builds + 1, build(site)
        heard = built.sounds
    twice = sum(times - 1 for times in api.asked.values())
    wrong = sum(built.sounds[line] != tone(line.text) for line in heard)
    print(
        f"seed {options.seed}: {texts} texts, {api.asked.total()} requests, {builds} builds, "
        f"{time.monotonic() - began:.0f} s\n"
        f"asked for twice: {twice}; without sound: {texts - len(heard)}; wrong: {wrong}"
    )
    return 1 if twice or wrong or len(heard) < texts else 0


if __name__ == "__main__":
    sys.exit(main())
