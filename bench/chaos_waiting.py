"""Build a site against an API that never finishes: how long is a build held up, and the next one.

Real builds by MkDocs with the settings that users have, one after the other on one cache; the ways
run beside each other. Seconds are those beyond a build without audio. The limits are those of the
promise: 180 s for the first build, 60 s for each one after it, one warning each. `webhook_url` is
set where the status is what never comes.

Run: python bench/chaos_waiting.py [--long]   (POST and 1 s; --long: all ways and 60 s)
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.emulator.tone import tone

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = 10
TEXTS_A_PAGE = 6
MOST_SECONDS = (180.0, 60.0, 60.0)

WAYS = ("connect", "post", "history", "media", "two of three", "pending")
"""What never finishes; in short, requests for speech."""


class Api:
    """Answers as the document says, but for what hangs."""

    def __init__(self, way: str) -> None:
        self.way = way
        self.rows: list[dict[str, object]] = []
        self.posts = 0
        self.asked = 0
        self.lock = threading.Lock()
        self.closed = threading.Event()

    def answer(self, method: str, path: str) -> tuple[int, bytes] | None:  # noqa: PLR0911
        """Give a status and a body; None: hang."""
        with self.lock:
            self.asked += 1
            number = self.asked
            self.posts += method == "POST"
            post = self.posts
        if path.startswith("/media/"):
            return None if self.way == "media" else (200, tone(path))
        if self.way == "two of three" and number % 3:
            return None
        if method == "POST":
            if self.way == "post":
                return None
            if self.way == "pending":
                return 202, json.dumps({"id": post, "task_id": "t", "status": "PENDING"}).encode()
            return 201, json.dumps({"audio_path": f"/media/{post}.wav"}).encode()
        if "/status/" in path:
            found = {"id": int(path.split("/")[-2]), "task_id": "t", "status": "PENDING"}
            return 200, json.dumps(found).encode()
        if self.way == "history":
            return None
        page: dict[str, object] = {"count": 0, "next": None, "previous": None, "results": []}
        return 200, json.dumps(page).encode()


@contextlib.contextmanager
def serving(way: str) -> Iterator[str]:
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
            yield f"http://127.0.0.1:{full.getsockname()[1]}"
        return
    api = Api(way)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = api.answer(self.command, self.path)
            if answer is None:
                api.closed.wait(600)
                self.close_connection = True
                return
            with contextlib.suppress(OSError):
                self.send_response(answer[0])
                self.send_header("Content-Length", str(len(answer[1])))
                self.end_headers()
                self.wfile.write(answer[1])

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        api.closed.set()
        server.shutdown()


def build(folder: Path, url: str, **more: str) -> tuple[float, str]:
    environ = {**os.environ, "AISHA_API_URL": url, "AISHA_API_KEY": "a-key-of-a-bench", **more}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=True,
    )
    return time.monotonic() - began, done.stdout


def hold_up(way: str, options: dict[str, object]) -> tuple[str, bool]:
    """Build three times; give what to print, and whether the promise was kept."""
    lines = []
    good = True
    with tempfile.TemporaryDirectory() as place, serving(way) as url:
        folder = Path(place)
        webhook = {"webhook_url": "https://example.com/hook"} if way == "pending" else {}
        plugin = {"language": "uz", "cache_dir": "cache", **options, **webhook}
        configuration = {"site_name": "x", "theme": "mkdocs", "plugins": [{"aisha-audio": plugin}]}
        (folder / "mkdocs.yml").write_text(json.dumps(configuration))
        (folder / "docs").mkdir()
        for page in range(PAGES):
            texts = [f"Matn {page}-{number} shu." for number in range(TEXTS_A_PAGE)]
            (folder / "docs" / f"page{page}.md").write_text("\n\n".join(texts))
        plain, _ = build(folder, url, AISHA_AUDIO="off")
        for number, most in enumerate(MOST_SECONDS, 1):
            seconds, output = build(folder, url)
            seconds -= plain
            warnings = [line for line in output.splitlines() if "WARNING" in line]
            kept = seconds <= most and len(warnings) == 1
            good = good and kept
            lines.append(
                f"{way}, build {number}: {seconds:.0f} s (at most {most:.0f}), "
                f"{len(warnings)} warning(s){'' if kept else '   <-- NOT KEPT'}"
            )
            lines += [f"    {line[:300]}" for line in warnings]
    return "\n".join(lines), good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    long = parser.parse_args().long
    ways = WAYS if long else ("post",)
    with ThreadPoolExecutor(len(ways)) as pool:
        held_up = list(pool.map(lambda way: hold_up(way, {} if long else {"timeout": 1}), ways))
    for told, _ in held_up:
        print(told)
    return 0 if all(good for _, good in held_up) else 1


if __name__ == "__main__":
    sys.exit(main())
