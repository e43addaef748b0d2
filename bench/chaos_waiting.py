"""Build a site against an API that never finishes: how long is a build held up, and the next one.

Real builds with the settings that users have, one after the other on one cache; the ways run beside
each other, and two of them by Sphinx too. Seconds are those beyond a build without audio. The
limits are those of the promise: 180 s for the first build, 60 s for each one after it, one warning
each. Where the API can be mended, a last build finds it answering: then no text may have been paid
for twice. `webhook_url` is set where the status is what never comes.

Run: python bench/chaos_waiting.py [--long]   (three ways, two builds that may wait 3 s; --long: all
ways, with the settings that users have)
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
PAGES_IN_SHORT = 2
MOST_SECONDS = (180.0, 60.0, 60.0)

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

IN_SHORT = """\
import sys
from aisha_docs_audio.payments.retry_policy import RetryPolicy
RetryPolicy.__init__.__kwdefaults__.update(
    build_seconds=3.0, after_outage_seconds=1.0, least_request_seconds=0.2, settling_seconds=4.0
)
del sys.argv[0]
if sys.argv[0] == "mkdocs":
    from mkdocs.__main__ import cli
    cli()
else:
    from sphinx.cmd.build import main
    sys.exit(main(sys.argv[1:]))
"""
"""Builds as a host's command does, with less time."""


class Api:
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
def serving(way: str) -> Iterator[tuple[str, Api]]:  # noqa: C901 - one server a way
    api = Api(way)
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


def build(folder: Path, url: str, host: str, *, short: bool, **more: str) -> tuple[float, str]:
    environ = {**os.environ, "AISHA_API_URL": url, "AISHA_API_KEY": "a-key-of-a-bench", **more}
    arguments = {"mkdocs": ["mkdocs", "build"], "sphinx": ["sphinx", "-E", "docs", "site"]}[host]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *(["-c", IN_SHORT] if short else ["-m"]), *arguments],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout)
    return time.monotonic() - began, done.stdout


def write(folder: Path, host: str, pages: int, options: dict[str, object]) -> None:
    """Write the sources of a site for MkDocs or Sphinx."""
    (folder / "docs").mkdir()
    if host == "mkdocs":
        plugin = {"cache_dir": "cache", **options}
        configuration = {"site_name": "x", "theme": "mkdocs", "plugins": [{"aisha-audio": plugin}]}
        (folder / "mkdocs.yml").write_text(json.dumps(configuration))
    else:
        lines = [
            'extensions = ["aisha_docs_audio.sphinx_ext"]',
            'aisha_audio_cache_dir = "../cache"',
        ]
        lines += [f"aisha_audio_{name} = {value!r}" for name, value in options.items()]
        (folder / "docs" / "conf.py").write_text("\n".join(lines))
    names = ["index", *(f"page{page}" for page in range(1, pages))]
    for page, name in enumerate(names):
        texts = [f"Matn {page}-{number} shu." for number in range(TEXTS_A_PAGE)]
        title = f"Sahifa {page}\n=========\n\n"
        tree = ".. toctree::\n\n   " + "\n   ".join(names[1:]) + "\n\n"
        text = title + "\n\n".join(texts) + "\n"
        if host == "sphinx":
            text = f"{text}\n{tree}" if page == 0 else text
        (folder / "docs" / f"{name}.{'md' if host == 'mkdocs' else 'rst'}").write_text(text)


def hold_up(way: str, host: str, *, short: bool) -> tuple[str, bool]:
    """Build three times; give what to print, and whether the promise was kept."""
    lines = []
    good = True
    options: dict[str, object] = {"language": "uz"}
    options |= {"webhook_url": "https://example.com/hook"} if way == "pending" else {}
    options |= {"timeout": 2} if short else {}
    with tempfile.TemporaryDirectory() as place, serving(way) as (url, api):
        folder = Path(place)
        write(folder, host, PAGES_IN_SHORT if short else PAGES, options)
        plain, _ = build(folder, url, host, short=short, AISHA_AUDIO="off")
        for number, most in enumerate(MOST_SECONDS[: 2 if short else 3], 1):
            seconds, output = build(folder, url, host, short=short)
            seconds -= plain
            warnings = [line for line in output.splitlines() if "WARNING" in line]
            kept = seconds <= (most / 4 if short else most) and len(warnings) == 1
            good = good and kept
            lines.append(
                f"{host}, {way}, build {number}: {seconds:.0f} s (at most {most:.0f}), "
                f"{len(warnings)} warning(s){'' if kept else '   <-- NOT KEPT'}"
            )
            lines += [f"    {line[:300]}" for line in warnings]
        if way in MENDED:
            told, whole = answering(folder, api, url, host, short=short)
            lines.append(f"{host}, {way}, {told}{'' if whole else '   <-- NOT KEPT'}")
            good = good and whole
    return "\n".join(lines), good


def answering(folder: Path, api: Api, url: str, host: str, *, short: bool) -> tuple[str, bool]:
    """Build with an API that answers again; give what to print, and whether all is well."""
    before = len(api.paid)
    api.mended = True
    # A request that got no answer stays unsettled for a minute: by then it may be asked again.
    time.sleep(4 if short else 60)
    seconds, output = build(folder, url, host, short=short)
    twice = len(api.paid) - len(set(api.paid))
    silent = "no audio for" in output
    told = (
        f"answering: {seconds:.0f} s, {len(api.paid) - before} texts paid for, {twice} twice, "
        f"{'some pages without audio' if silent else 'all pages spoken'}"
    )
    return told, not twice and not silent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("ways", nargs="*", metavar="WAY")
    options = parser.parse_args()
    ways = [(way, "mkdocs") for way in options.ways or WAYS if options.long or way in WAYS[:3]]
    ways += [("post", "sphinx"), ("media", "sphinx")] if options.long else []
    with ThreadPoolExecutor(len(ways)) as pool:
        held_up = list(pool.map(lambda way: hold_up(*way, short=not options.long), ways))
    for told, _ in held_up:
        print(told)
    return 0 if all(good for _, good in held_up) else 1


if __name__ == "__main__":
    sys.exit(main())
