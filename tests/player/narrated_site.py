"""A small narrated site for the player's tests: its pages, their sound, and servers for it."""

from __future__ import annotations

import http.server
import io
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

from aisha_docs_audio.model import Cue, Line, Utterance
from aisha_docs_audio.player.assets import javascript, stylesheet
from aisha_docs_audio.player.markup import PlayerMarkup, player_html
from aisha_docs_audio.player.transcript import (
    TRANSCRIPT_STYLE,
    TRANSCRIPT_STYLE_NAME,
    transcript_html,
)
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.captions import webvtt
from aisha_docs_audio.sound.join import join_clips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BITRATE = 48

BODY = """
<h1 data-audio-block="1" id="title">The page's title<a class="headerlink" href="#title">¶</a></h1>
{player}
<p data-audio-block="2">A paragraph with <a id="link" href="#there">a link</a>, some
<code>code</code> and <button id="copy" type="button">Copy</button> in it.</p>
<h2 data-audio-block="3" id="there">A section<a class="headerlink" href="#there">¶</a></h2>
<ul><li data-audio-block="4">An item with items in it
<ul><li data-audio-block="5">An inner item</li></ul></li></ul>
<div id="gap"></div>
<h2 data-audio-block="6">Another section</h2>
<table><tr data-audio-block="7"><td>A row</td><td>of a table</td></tr></table>
<p data-audio-block="8">The last paragraph.</p>
"""

# What is hidden in one way or another, and what can be seen of it.
FOLDS = """
<h1 data-audio-block="1">Folds</h1>
{player}
<details id="outer"><summary>A fold</summary><div>
<details id="inner"><summary>An inner one</summary><p data-audio-block="2">Folded.</p></details>
</div></details>
<div class="tabbed-set">
<div class="tabbed-labels"><label id="one">One</label><label id="two">Two</label></div>
<div class="tabbed-content"><div>Shown.</div>
<div hidden><p data-audio-block="3">In the second tab.</p></div></div></div>
<div class="tab-set"><input type="radio" id="t1"><label id="design" for="t1">A tab</label>
<div style="display: none"><p data-audio-block="4">In a tab.</p></div></div>
<div role="tablist"><button role="tab" id="aria">Tab</button></div>
<div role="tabpanel" aria-labelledby="aria" hidden><p data-audio-block="5">In a panel.</p></div>
<div id="toggle"><p>Title</p>
<div style="visibility: hidden"><p data-audio-block="6">Hidden.</p></div></div>
"""
MARKED_OF_FOLDS = ("A fold", "two", "design", "aria", "toggle")
MARKED_NAMES = (
    "[...document.querySelectorAll('[data-audio-current]')].map(e => e.id || e.textContent).join()"
)

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="aisha-audio.css"><link rel="stylesheet" href="site.css">
<script src="aisha-audio.js" defer></script></head>
<body><main>{body}</main></body></html>
"""

SITE_CSS = """
body { font: 16px/1.6 sans-serif; margin: 16px auto; max-width: 700px; padding: 0 16px }
#gap { height: 2000px }
"""

DARK_CSS = """
body { background: rgb(20, 20, 30); color: rgb(230, 230, 230) }
a { color: rgb(120, 200, 255) }
body.light { background: rgb(250, 250, 250); color: rgb(30, 30, 30) }
.light a { color: rgb(160, 0, 60) }
"""


# How scripts put a player in another's place: at once, the new one first, or after a while.
SWAPS = {
    "replaceWith": "player.replaceWith(player.cloneNode(true))",
    "outerHTML": "void (player.outerHTML = player.outerHTML)",
    "innerHTML": "(main => void (main.innerHTML = main.innerHTML))(player.parentNode)",
    "in before out": "(player.before(player.cloneNode(true)), player.remove())",
    "in a task before out": "(player.before(player.cloneNode(true)),"
    " void setTimeout(() => player.remove(), 20))",
    "in a task after out": "((place, copy) => { player.remove();"
    " setTimeout(() => place.after(copy), 20) })"
    "(player.previousElementSibling, player.cloneNode(true))",
    # By the clock that the player waits by: a frame or a fetch of a busy machine takes any time.
    "in long after out": "((place, copy) => { player.remove();"
    " setTimeout(() => place.after(copy), 400) })"
    "(player.previousElementSibling, player.cloneNode(true))",
}

# One after the other, the player out of the page for 300 ms each time and in it for 50.
QUICK_SWAPS = """
(async () => {
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  for (window.swaps = 0; window.swaps < 4; window.swaps++) {
    const old = document.querySelector("aisha-audio");
    const place = old.previousElementSibling;
    old.remove();
    await wait(300);
    place.after(old.cloneNode(true));
    await wait(50);
  }
})()
"""


def tone(seconds: float, hertz: float) -> bytes:
    """Give a WAV of a tone, as a voice would give speech."""
    time = np.arange(int(24000 * seconds)) / 24000
    file = io.BytesIO()
    soundfile.write(file, 0.3 * np.sin(2 * np.pi * hertz * time), 24000, format="WAV")
    return file.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A track of tones, one a block, and its cues."""

    mp3: bytes
    cues: Sequence[Cue]
    duration_seconds: float

    @property
    def captions(self) -> str:
        """The cues as WebVTT."""
        return webvtt(self.cues)


def make_sound(blocks: int, seconds: float) -> Sound:
    """Join one tone a block, as the pipeline joins clips."""
    clips = [
        make_clip(tone(seconds, 200 + 25 * (n % 20)), bitrate=BITRATE).frames
        for n in range(min(blocks, 20))
    ]
    texts = [Utterance(engine="test", text=str(n), language="uz") for n in range(len(clips))]
    file = io.BytesIO()
    joined = join_clips(
        [
            Line(
                number=n + 1,
                caption=f"Oʻqish: block {n + 1}",
                pause_seconds=0.3,
                utterances=(texts[n % 20],),
            )
            for n in range(blocks)
        ],
        load_clip={text.key: clip for text, clip in zip(texts, clips, strict=True)}.__getitem__,
        pause_between_seconds=0.2,
        bitrate=BITRATE,
        write=file.write,
    )
    return Sound(mp3=file.getvalue(), cues=joined.cues, duration_seconds=joined.duration_seconds)


def write_site(folder: Path) -> None:
    """Write what all pages share."""
    for asset in (javascript(), stylesheet()):
        folder.joinpath(asset.name).write_bytes(asset.content)
    folder.joinpath(TRANSCRIPT_STYLE_NAME).write_text(TRANSCRIPT_STYLE)
    folder.joinpath("site.css").write_text(SITE_CSS)
    folder.joinpath("dark.css").write_text(DARK_CSS)
    folder.joinpath("icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')


def write_page(
    folder: Path,
    name: str,
    sound: Sound,
    *,
    body: str = BODY,
    language: str = "en",
    head: str = "",
    track: str = "",
    **options: Any,
) -> None:
    """Write a narrated page and its audio; `options` are fields of PlayerMarkup."""
    track = track or name.removesuffix(".html")
    folder.joinpath(f"{track}.mp3").write_bytes(sound.mp3)
    folder.joinpath(f"{track}.vtt").write_text(sound.captions, encoding="utf-8")
    markup = PlayerMarkup(
        track_url=f"{track}.mp3",
        captions_url=f"{track}.vtt",
        transcript_url=f"{track}-transcript.html",
        cues=sound.cues,
        language=language,
        duration_seconds=sound.duration_seconds,
        **options,
    )
    transcript = transcript_html(
        markup, headings={1, 3, 6}, script_url="aisha-audio.js", style_url="aisha-audio.css"
    )
    folder.joinpath(f"{track}-transcript.html").write_bytes(transcript)
    content = body.replace("{player}", player_html(markup))
    page = PAGE.format(language=language, head=head, body=content)
    folder.joinpath(name).write_text(page, encoding="utf-8")


class PlainHandler(http.server.SimpleHTTPRequestHandler):
    """Python's own server: it answers no ranges."""

    def do_GET(self) -> None:
        """Note the request, then serve the file."""
        assert isinstance(self.server, _Server)
        self.server.requests.append(self.path)
        super().do_GET()

    def log_message(self, *args: object) -> None:
        """Keep quiet."""

    def copyfile(self, source: io.BufferedReader, outputfile: io.BufferedWriter) -> None:
        """Send the file; a browser may hang up on sound at any time."""
        try:
            super().copyfile(source, outputfile)
        except ConnectionError:
            self.close_connection = True


class RangeHandler(PlainHandler):
    """Serves files with ranges (RFC 9110, section 14), as real hosts do."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        """Answer `Range: bytes=a-b` with 206, everything else as usual."""
        wanted = self.headers.get("Range", "")
        path = self.translate_path(self.path)
        if not wanted.startswith("bytes=") or not path.endswith(".mp3"):
            return super().send_head()
        content = Path(path).read_bytes()
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        start = int(first)
        part = content[start : int(last) + 1 if last else None]
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", "audio/mpeg")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return io.BytesIO(part)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    requests: list[str]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: browsers hang up whenever they like."""


@dataclass(slots=True)
class Server:
    """A running server: its address and what was asked of it."""

    url: str
    requests: list[str] = field(default_factory=list)


@contextmanager
def serving(folder: Path, handler: type[PlainHandler]) -> Iterator[Server]:
    """Serve a folder on loopback."""
    with _Server(("127.0.0.1", 0), partial(handler, directory=folder)) as http_server:
        server = Server(f"http://127.0.0.1:{http_server.server_port}")
        http_server.requests = server.requests
        thread = threading.Thread(target=http_server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http_server.shutdown()
            thread.join()
