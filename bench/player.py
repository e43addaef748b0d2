"""Measure the player in Chromium: size, cost at load, click to sound, cues after seeks.

Each figure stands beside its limit; behind it how far it ranged, or half of what lies between its
quartiles. Chromium's sound has no device to wait for.

Run: python bench/player.py
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.tables import print_machine, print_table
from playwright.sync_api import Error, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aisha_docs_audio.player.assets import javascript, stylesheet
from tests.conftest import FLAGS
from tests.player.narrated_site import RangeHandler, make_sound, serving, write_page, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

ROUNDS = 15
LOADS = 5
BLOCKS = 120
LONG_TASK_MS = 50  # what is over it of a task blocks (W3C, "Long Tasks API")
TRACED = ["devtools.timeline", "disabled-by-default-devtools.timeline"]

# From the click's own time to the first moment at which the sound's clock runs.
CLICK_TO_SOUND = """
() => new Promise((resolve) => {
  const audio = document.querySelector("aisha-audio audio");
  addEventListener("click", ({ timeStamp }) => {
    const look = () =>
      audio.currentTime > 0 ? resolve(performance.now() - timeStamp) : setTimeout(look, 1);
    look();
  }, { once: true, capture: true });
})
"""

WORKLET = """
registerProcessor("onset", class extends AudioWorkletProcessor {
  process([[samples]]) {
    const at = samples ? samples.findIndex((sample) => Math.abs(sample) > 0.02) : -1;
    if (at < 0) this.quiet = true;
    else if (this.quiet) {
      this.quiet = false;
      this.port.postMessage((currentFrame + at) / sampleRate);
    }
    return true;
  }
});
"""

# Seek to each cue, play, and note at which time of the media the speech begins to sound.
SEEKS = """
async () => {
  const player = document.querySelector("aisha-audio");
  const audio = player.querySelector("audio");
  const context = new AudioContext({ sampleRate: 24000 });
  await context.audioWorklet.addModule("worklet.js");
  const onset = new AudioWorkletNode(context, "onset");
  context.createMediaElementSource(audio).connect(onset).connect(context.destination);
  const offsets = [];
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (const cue of player.dataset.cues.split(",")) {
    const start = Number(cue.split(" ")[1]);
    audio.pause();
    await pause(60);
    const heard = new Promise((resolve) => (onset.port.onmessage = ({ data }) => resolve(data)));
    const sought = new Promise((resolve) => (audio.onseeked = resolve));
    audio.currentTime = start;
    await sought;
    audio.play();
    const at = await heard;
    await pause(120);
    offsets.push(audio.currentTime - (context.currentTime - at) - start);
  }
  return offsets;
}
"""


Row = tuple[str, str, str, str]


def main() -> None:
    """Print the table."""
    print_machine()
    print_table(("what", "figure", "noise", "limit"), rows())


def rows() -> Iterator[Row]:
    """Give each figure as soon as it is known."""
    sizes = [len(gzip.compress(asset.content, 9)) for asset in (javascript(), stylesheet())]
    what = f"size, gzipped: script {sizes[0]} + style {sizes[1]}"
    yield what, f"{sum(sizes):,} bytes", "none", "8,192 bytes"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder)
        paragraphs = "".join(f'<p data-audio-block="{n}">Block {n}.</p>' for n in range(1, 121))
        body = "{player}" + paragraphs
        write_page(folder, "long.html", make_sound(BLOCKS, 4.75), body=body)
        plain = folder.joinpath("long.html").read_text(encoding="utf-8")
        plain = plain.replace('<script src="aisha-audio.js" defer></script>', "")
        folder.joinpath("plain.html").write_text(plain, encoding="utf-8")
        folder.joinpath("worklet.js").write_text(WORKLET)
        path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
        with serving(folder, RangeHandler) as server, sync_playwright() as playwright:
            try:
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            except Error as error:
                yield "all else", "needs Chromium", str(error).splitlines()[0], "-"
                return
            url = f"{server.url}/long.html"
            yield from _load(browser, url, f"{server.url}/plain.html")
            yield _click_to_sound(browser, url)
            yield _seeks(browser.new_page(), url)
            browser.close()


def _load(browser: Browser, url: str, plain_url: str) -> Iterator[Row]:
    blocking, scripting, plain = [], [], []
    for _ in range(LOADS):
        tasks, script_ms = _loaded(browser, url)
        blocking.append(_over(tasks))
        scripting.append(script_ms)
        plain.append(_over(_loaded(browser, plain_url)[0]))
    yield (
        f"blocking at load, {BLOCKS} blocks",
        f"{statistics.median(blocking):.0f} ms",
        f"{min(blocking):.0f} to {max(blocking):.0f} ms",
        f"0 ms (without the player {statistics.median(plain):.0f} ms)",
    )
    yield (
        "script at load, in processor time",
        f"{statistics.median(scripting):.1f} ms",
        f"± {_noise(scripting):.1f} ms",
        "-",
    )


def _over(tasks: Sequence[float]) -> float:
    return sum(max(0, task - LONG_TASK_MS) for task in tasks)


def _noise(figures: Sequence[float]) -> float:
    quartiles = statistics.quantiles(figures, n=4)
    return (quartiles[2] - quartiles[0]) / 2


def _loaded(browser: Browser, url: str) -> tuple[list[float], float]:
    """Load a page; give its tasks and what our script took of them, in ms of processor time."""
    page = browser.new_page()
    browser.start_tracing(page=page, categories=TRACED)
    page.goto(url)
    page.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.close()
    spans = [event for event in events if event["ph"] == "X" and "tdur" in event]
    parsed = [e for e in spans if e["name"] == "ParseHTML" and url in json.dumps(e["args"])]
    [thread] = {(event["pid"], event["tid"]) for event in parsed}
    ours = [event for event in spans if (event["pid"], event["tid"]) == thread]
    tasks = [event["tdur"] / 1000 for event in ours if event["name"] == "RunTask"]
    scripts = [event["tdur"] / 1000 for event in ours if event["name"] == "EvaluateScript"]
    return tasks, sum(scripts)


def _click_to_sound(browser: Browser, url: str) -> Row:
    times = []
    for _ in range(ROUNDS):
        page = browser.new_page()
        page.goto(url)
        page.evaluate(f"window.sound = ({CLICK_TO_SOUND})(); 0")
        page.locator("aisha-audio [part~=play]").click()
        times.append(page.evaluate("window.sound"))
        page.close()
    return (
        f"click to sound on loopback, {ROUNDS} first plays",
        f"{statistics.median(times):.0f} ms",
        f"{min(times):.0f} to {max(times):.0f} ms",
        "200 ms",
    )


def _seeks(page: Page, url: str) -> Row:
    page.set_default_timeout(300_000)
    page.goto(url)
    page.locator("aisha-audio [part~=play]").click()
    offsets = [1000 * offset for offset in page.evaluate(SEEKS)]
    return (
        f"speech after a seek to its cue, {len(offsets)} cues of ten minutes",
        f"{statistics.median(offsets):.0f} ms",
        f"{min(offsets):.1f} to {max(offsets):.1f} ms",
        "60 ms",
    )


if __name__ == "__main__":
    main()
