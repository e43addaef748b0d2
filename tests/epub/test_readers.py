"""A book in a reader that plays overlays, and before Ace by DAISY: both fetched from npm."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.epub.book_file import BookFile

# It takes a registry and 20 s of processor time: `make long` runs it.
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("AISHA_CORPUS") != "full", reason="for AISHA_CORPUS=full"),
]

FETCH_SECONDS = 300
PACKAGES = ("@daisy/ace@1.4.6", "foliate-js@1.0.1")

READER = """<!DOCTYPE html><meta charset="utf-8"><button>Play</button><script type="module">
import './node_modules/foliate-js/view.js'
const view = document.createElement('foliate-view')
document.body.append(view)
const content = await (await fetch('made.epub')).blob()
await view.open(new File([content], 'made.epub', { type: 'application/epub+zip' }))
await view.goTo(0)
window.heard = []
view.mediaOverlay.addEventListener('highlight', event => window.heard.push(event.detail))
window.marked = () => view.renderer.getContents()
    .map(({ doc }) => doc.querySelector('.is-read-aloud')?.textContent.trim())
    .find(text => text)
document.querySelector('button').onclick = () => view.startMediaOverlay()
window.ready = true
</script>"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def folder(book: BookFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book beside the two programs. Skips where they are out of reach."""
    if shutil.which("npm") is None:
        pytest.skip("no npm to fetch readers with")
    folder = tmp_path_factory.mktemp("readers")
    (folder / "package.json").write_text("{}")
    install = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"]
    done = subprocess.run(
        [*install, *PACKAGES],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=FETCH_SECONDS,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"npm's registry is out of reach: {done.stderr[-200:]}")
    shutil.copyfile(book.path, folder / "made.epub")
    (folder / "reader.html").write_text(READER, "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the folder is served."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_reader_plays_it_and_marks_what_is_heard(
    book: BookFile, address: str, browser: Browser
) -> None:
    """foliate-js in Chromium: the first blocks in order, each while it sounds."""
    page = browser.new_page()
    page.goto(f"{address}/reader.html")
    page.wait_for_function("window.ready")
    page.click("button")
    page.wait_for_function("window.heard.length >= 3", timeout=60_000)
    heard = page.evaluate("window.heard.slice(0, 3)")
    marked = page.wait_for_function("window.marked()").json_value()
    page.close()

    clips = book.overlay_of(book.spine[0])
    assert [h["text"].rpartition("#")[2] for h in heard] == [anchor for anchor, *_ in clips[:3]]
    assert [h["begin"] for h in heard] == pytest.approx([begin for *_, begin, _ in clips[:3]])
    # Which one it is when the test looks is the reader's pace.
    assert marked in {
        "".join(element.itertext()).strip()
        for item in book.spine
        for element in book.tree(item).iter()
        if element.get("id")
    }


def test_ace_finds_nothing(folder: Path) -> None:
    """The checker of accessibility, with Chromium."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        pytest.skip("no Chromium to run Ace with")
    ace = folder / "node_modules/@daisy/ace/bin/ace-puppeteer.js"
    done = subprocess.run(
        ["node", str(ace), "-f", "-s", "-o", "report", "made.epub"],
        cwd=folder,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium, "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    report = json.loads((folder / "report/report.json").read_bytes())
    found = [
        (part["earl:testSubject"]["url"], one["earl:test"]["dct:title"], one["earl:result"])
        for part in report["assertions"]
        for one in part["assertions"]
    ]

    assert done.returncode == 0, done.stderr
    assert found == []
